"""The title, the sentence and the period of a dataset, written so that nobody has to."""

import re
from collections.abc import Sequence
from datetime import date

from autan.pipeline import labels
from autan.pipeline.report import Choices, Profile, Reading
from autan.schemas.names import squash
from autan.schemas.standard import Standard
from autan.tabular.fields import PLACES, Field

_MEANINGLESS = re.compile(
    r"^(feuil(le)?|sheet|tabelle|tableau|table|export|extraction|extract|donnees?|data|dataset|"
    r"classeur|page|fichier|file|document|nouveau|sanstitre|untitled|layer|couche|result(at)?s?|"
    r"query|requete|download|telechargement|csv|xlsx?|open|opendata|c\d*)*\d*$"
)
# Who publishes (SIRET or SIREN), copies, versions, moments: nothing that a title needs.
_PREFIXES = re.compile(r"^(?:\d{14}|\d{9}|\d{5})[_\s-]+|^(?:copie de|copy of)\s+", re.IGNORECASE)
_SUFFIXES = re.compile(
    r"(?:[_\s-]*\(\d+\)|[_\s-]+(?:v|version)[_\s]?\d+(?:[._]\d+)*|[_\s-]+(?:copie|copy|final|finale|"
    r"def|definitif|ok|bis|corrige|export|utf-?8|ansi|opendata|csv|xlsx?)"
    r"|[_\s-]*(?:19|20)\d\d-?[01]\d-?[0-3]\d(?:[t_\s-]?\d{4,6}z?)?)$",
    re.IGNORECASE,
)
_SHOWN = 6
_THIN = "\u202f"


def title(reading: Reading, standard: Standard | None, profile: Profile, choices: Choices) -> str:
    """The person's title; else the standard's and the producer; else the file's own name."""
    if choices.title:
        return choices.title
    subject = standard.title if standard else _subject(reading)
    return f"{subject} – {profile.name}" if profile.name else subject


def _subject(reading: Reading) -> str:
    stem = reading.file_name.rpartition("/")[2]
    stem = stem.rpartition(".")[0] or stem
    while stem != (shorter := _SUFFIXES.sub("", _PREFIXES.sub("", stem)).strip()):
        stem = shorter
    for candidate in (stem, reading.sheet or "", _last(reading.table or "")):
        text = " ".join(re.split(r"[_\s]+", candidate)).strip(" -")
        if text and not _MEANINGLESS.match(squash(text)):
            return _readable(candidate.strip(" -_"), text)
    return "Données"


def _last(table: str) -> str:
    return table.rpartition("/")[2].rpartition(".")[2]


def _readable(written: str, text: str) -> str:
    """Words parted, capitals lowered; a text that people wrote with spaces is left as it is."""
    if " " not in written or text.isupper():
        text = labels.label(text.replace(" ", "_"))
    return text[:1].upper() + text[1:]


def description(
    standard: Standard | None,
    profile: Profile,
    choices: Choices,
    rows: int,
    fields: Sequence[Field] = (),
    covered: tuple[str, str] | None = None,
) -> str:
    """Two or three plain sentences. ``covered``: the first and last day, when they are known."""
    if choices.description:
        return choices.description
    producer = f" Publié par {profile.name}." if profile.name else ""
    if standard:
        return f"{standard.description}{producer}"
    return f"{_extent(rows, fields)}{_days(covered)}{_map(fields)}{producer}"


def _extent(rows: int, fields: Sequence[Field]) -> str:
    count = f"{rows:,}".replace(",", _THIN)
    size = f"Un tableau de {count} lignes" if rows > 1 else "Un tableau"
    said = [field.title for field in fields if "empty" not in field.annotations]
    if not said:
        return f"{size}."
    names = ", ".join(said[:_SHOWN])
    return f"{size}{_THIN}: {names}{'…' if len(said) > _SHOWN else '.'}"


def _days(covered: tuple[str, str] | None) -> str:
    if covered is None:
        return ""
    first, last = (date.fromisoformat(day) for day in covered)
    if first.year == last.year:
        return f" Ses dates sont de {first.year}."
    return f" Ses dates vont de {first.year} à {last.year}."


def _map(fields: Sequence[Field]) -> str:
    placed = any(field.type in PLACES for field in fields)
    return " Ses lignes se placent sur une carte." if placed else ""


def period(first: date | None, last: date | None) -> tuple[str, str] | None:
    """The first and the last day covered, ISO; None when the file does not say."""
    if first is None or last is None:
        return None
    return first.isoformat(), last.isoformat()
