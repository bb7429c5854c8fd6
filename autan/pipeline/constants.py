"""What the file does not say and we know: who publishes, and sometimes which year.

The organisation's facts are sure. A year read in a name or in the dates of the table is likely,
and asked.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autan.pipeline.report import Profile, Reading
from autan.schemas.evidence import Column
from autan.schemas.standard import Kind, Standard, StandardField

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PREFIXES = ("Commune de ", "Commune d’", "Commune d'", "Ville de ", "Ville d’", "Ville d'")
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
