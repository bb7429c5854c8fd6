"""The title, the sentence and the period of a dataset, written so that nobody has to."""

import re
from datetime import date

from autan.pipeline.report import Choices, Profile, Reading
from autan.schemas.names import squash
from autan.schemas.standard import Standard

_MEANINGLESS = re.compile(r"^(feuil(le)?|sheet|tabelle|export|donnees?|data|classeur|page)\d*$")
_PREFIXES = re.compile(r"^(\d{8}|\d{9})[_-]|^(\d{9})[_-]")


def title(reading: Reading, standard: Standard | None, profile: Profile, choices: Choices) -> str:
    """The person's title; else the standard's and the producer; else the file's own name."""
    if choices.title:
        return choices.title
    subject = standard.title if standard else _subject(reading)
    return f"{subject} – {profile.name}" if profile.name else subject


def _subject(reading: Reading) -> str:
    name = reading.file_name.rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    stem = _PREFIXES.sub("", _PREFIXES.sub("", stem))
    text = " ".join(re.split(r"[_\s-]+", stem)).strip()
    for candidate in (text, reading.sheet or ""):
        if candidate and not _MEANINGLESS.match(squash(candidate)):
            return candidate[:1].upper() + candidate[1:]
    return "Données"


def description(standard: Standard | None, profile: Profile, choices: Choices, rows: int) -> str:
    """One or two plain sentences."""
    if choices.description:
        return choices.description
    producer = f" Publié par {profile.name}." if profile.name else ""
    if standard:
        return f"{standard.description}{producer}"
    count = f"{rows:,}".replace(",", "\u202f")
    return f"Un tableau de {count} lignes.{producer}" if rows > 1 else f"Un tableau.{producer}"


def period(first: date | None, last: date | None) -> tuple[str, str] | None:
    """The first and the last day covered, ISO; None when the file does not say."""
    if first is None or last is None:
        return None
    return first.isoformat(), last.isoformat()
