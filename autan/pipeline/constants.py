"""What the file does not say and we know: who publishes, and sometimes which year.

The organisation's facts are sure. A year read in a name or in the dates of the table is likely,
and asked.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autan.pipeline.report import Profile, Reading
from autan.schemas.evidence import Column
from autan.schemas.names import listed, squash, words
from autan.schemas.standard import Kind, Standard, StandardField

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PREFIXES = ("Commune de ", "Commune d’", "Commune d'", "Ville de ", "Ville d’", "Ville d'")
_YEAR_WRITTEN = re.compile(r"(?<!\d)20\d\d(?!\d)")
PLACES = frozenset({"place", "insee"})
# How many characters of the code of a commune say its département, at home as overseas.
_DEPARTEMENT, _CORSICAN = 2, "20"
_CODE = re.compile(r"(?:\d\d|2[ab])\d{3}")
_CODED = listed("insee codgeo depcom citycode codecommune commune")
_POSTAL = listed("postal postale cp codepostal")
_COMMUNES = listed("commune communes ville com")
_NAMED = _COMMUNES | listed("nom libelle nomcom libcom lib")
_DATES = frozenset({Kind.DATE, Kind.DATETIME})


@dataclass(frozen=True)
class Known:
    """A value for a whole column, why, and whether it can be taken without asking."""

    value: str
    reason: str
    certain: bool = True


def of_profile(field: StandardField, profile: Profile) -> Known | None:
    """The fact about the organisation that fills this column, if it is one and is known."""
    facts = {
        "name": profile.name,
        "siret": profile.siret or "",
        "siren": profile.siren,
        "insee": profile.insee,
        "place": _place(profile) if profile.kind == "commune" else "",
    }
    value = facts.get(field.profile)
    return Known(value, "Nous le savons déjà.") if value else None


def year_said(reading: Reading) -> str:
    """The only year of the title above the table, else of the sheet, else of the file; or ""."""
    for texts in (
        _titles(reading),
        [reading.table or "", reading.sheet or ""],
        [reading.file_name],
    ):
        years = {year for text in texts for year in _YEAR_WRITTEN.findall(text)}
        if years:
            return years.pop() if len(years) == 1 else ""
    return ""


def _titles(reading: Reading) -> list[str]:
    """The lines above the table, that reading kept out of it."""
    return [text for step in reading.steps if step.kind == "header" for text in step.examples]


def elsewhere(columns: Sequence[Column], profile: Profile) -> bool:
    """Does a column say other communes than the organisation's? Then its own fills no row.

    A postal code is often that of a neighbour, and a town has several: it tells by its département.
    """
    code = profile.insee[:_DEPARTEMENT].lower()
    here = (code, _CORSICAN) if code in ("2a", "2b") else (code,) if code else ()
    name = squash(_place(profile))
    return any(_other_places(column, here, name) for column in columns)


def _other_places(column: Column, here: tuple[str, ...], name: str) -> bool:
    said, values = set(words(column.header)), column.meaningful
    if not values:
        return False
    codes = [value for value in values if _CODE.fullmatch(value)]
    if len(codes) == len(values):
        several = bool(said & _CODED) and len(set(codes)) > 1
        away = bool(here) and not any(code.startswith(here) for code in codes)
        return several or (bool(said & (_CODED | _POSTAL)) and away)
    named = said <= _NAMED and bool(said & _COMMUNES)
    # « Ville de Noé » and « Noé » are one place.
    return named and not all(name in one or one in name for one in column.squashed)


def of_year(
    field: StandardField,
    standard: Standard,
    reading: Reading,
    columns: Sequence[Column],
    keys: Mapping[str, str],
) -> Known | None:
    """The only year of the titles of the columns, of the names, or of the main date."""
    if field.kind is not Kind.YEAR or not field.required:
        return None
    by_key = {column.key: column for column in columns}
    used = [by_key[key] for key in keys.values() if key in by_key]
    for texts, reason in (
        ([column.header for column in used], "L’année est dans le titre d’une colonne."),
        (_titles(reading), "L’année est dans le titre au-dessus du tableau."),
        ([reading.table or "", reading.sheet or ""], "L’année est dans le nom de la feuille."),
        ([reading.file_name], "L’année est dans le nom du fichier."),
        (_days(standard, by_key, keys), "Toutes les dates sont de cette année."),
    ):
        years = {year for text in texts for year in _YEAR.findall(text)}
        if len(years) == 1:
            return Known(years.pop(), reason, certain=False)
        if years:
            return None
    return None


def _days(
    standard: Standard, by_key: Mapping[str, Column], keys: Mapping[str, str]
) -> Sequence[str]:
    dated = [one.name for one in standard.fields if one.kind in _DATES and one.name in keys]
    chosen = standard.main_date if standard.main_date in dated else next(iter(dated), "")
    column = by_key.get(keys.get(chosen, ""))
    return column.values if column else ()


def _place(profile: Profile) -> str:
    for prefix in _PREFIXES:
        if profile.name.startswith(prefix):
            return profile.name.removeprefix(prefix)
    return profile.name
