"""What the headings inside a table say of the rows under them: the day of a sitting, a side of the
budget, boys or girls; else only that they are headings."""

import re
from collections.abc import Mapping, Sequence

from autan.schemas.names import fold
from autan.schemas.repairs.dates import MONTHS

COLUMN = "Rubrique"
_DAY = re.compile(
    rf"\b(?:\d{{1,2}}(?:er)?\s+(?:{'|'.join(MONTHS)})\s+\d{{4}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}"
    r"|\d{4}-\d{2}-\d{2})\b"
)
_SITTING = re.compile(r"\b(?:seances?|conseil|reunions?|bureau|commission|session)\b")
_KNOWN: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("Sens", {r"\bdepenses?\b": "Dépense", r"\brecettes?\b": "Recette"}),
    (
        "Section",
        {
            r"\binvestissement\b": "Investissement",
            r"\b(?:fonctionnement|exploitation)\b": "Fonctionnement",
        },
    ),
    (
        "Sexe",
        {
            r"^(?:prenoms? )?(?:des |de )?(?:garcons?|masculins?)$": "Garçon",
            r"^(?:prenoms? )?(?:des |de )?(?:filles?|feminins?)$": "Fille",
        },
    ),
)


def columns(texts: Sequence[str]) -> dict[str, list[str]]:
    """Columns by their titles, each with a value for each heading: those that a model may want,
    when all the headings say them, else the headings themselves."""
    plain = [fold(text).strip(" :.-") for text in texts]
    days = [_day(text, one) for text, one in zip(texts, plain, strict=True)]
    if all(days):
        sitting = all(_SITTING.search(one) for one in plain)
        return {"Date de séance" if sitting else "Date": days}
    found = {title: [_said(one, words) for one in plain] for title, words in _KNOWN}
    known = {title: values for title, values in found.items() if all(values)}
    return known or {COLUMN: list(texts)}


def _day(text: str, plain: str) -> str:
    """The only date of a heading, as it is written; else nothing."""
    days = [match.span() for match in _DAY.finditer(plain)]
    if len(days) != 1:
        return ""
    start, end = days[0]
    # Folding keeps the length of almost all texts: where it does not, the folded text will do.
    whole = text.strip(" :.-")
    return whole[start:end] if len(whole) == len(plain) else plain[start:end]


def _said(plain: str, words: Mapping[str, str]) -> str:
    values = [value for pattern, value in words.items() if re.search(pattern, plain)]
    return values[0] if len(values) == 1 else ""
