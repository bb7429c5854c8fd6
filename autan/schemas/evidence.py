"""Do the values of a column look like a kind of value? Loose forms, before any repair."""

import re
from collections.abc import Sequence
from functools import cache

from autan.schemas.names import fold, squash
from autan.schemas.repairs.choices import NO, YES
from autan.schemas.repairs.texts import MISSING
from autan.schemas.standard import Kind, StandardField

_MONTH = "janv|fevr|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec"
_DAY = r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"
_NUMBER = r"[+-]?,?\d[\d\s.,'’]*\s*(?:€|eur|euros?)?"
_FORMS: dict[Kind, str] = {
    Kind.DATE: (
        r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[t ].*)?|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}(?: .*)?"
        rf"|(?:19|20)\d{{6}}|.*\d{{1,2}}(?:er)? (?:{_MONTH})\w*\.? \d{{4}}.*|[3-5]\d{{4}}"
    ),
    Kind.PERIOD: (
        r"(?:du )?\d{4}-\d\d-\d\d(?:\s*(?:[/_–-]|au|a)\s*\d{4}-\d\d-\d\d)?|(?:19|20)\d\d"
        rf"|(?:du )?{_DAY}(?:\s*(?:[/_–-]|au|a)\s*{_DAY})?"
    ),
    Kind.SIRET: r"(?:\d[\s.\-]?){8,13}\d(?:[.,]0)?['\"]?|\d[.,]\d+e\+?1[0-4]",
    Kind.SIREN: r"(?:\d[\s.\-]?){8}\d",
    Kind.RNA: r"w\s?\d{9}",
    Kind.INSEE: r"\d{4,5}|2[ab]\d{3}",
    Kind.POSTCODE: r"\d{4,5}|\d\d \d{3}",
    Kind.MATIERE: r"[1-9](?:[.,]\d{1,2})?(?:[.,]\d+)*(?:[\s:.\-–/]+\D.*)?",
    Kind.YEAR: r"(?:19|20)\d\d(?:[.,]0)?",
    Kind.YEARS: r"(?:19|20)\d\d(?:\s*[-/–_]\s*(?:19|20)\d\d)?",
    Kind.INTEGER: r"[+-]?\d{1,3}(?:\s\d{3})*|[+-]?\d+(?:[.,]0+)?",
    Kind.NUMBER: _NUMBER,
    Kind.AMOUNT: _NUMBER,
    Kind.SHARE: r"[01](?:[.,]\d+)?|\d{1,3}(?:[.,]\d+)?\s*%|\d{1,2}(?:[.,]\d+)?|100",
    Kind.DEGREES: r"[+-]?\d{1,3}[.,]\d{2,}",
    Kind.URL: r"(?:https?://|www\.)\S+",
    Kind.EMAIL: r"(?:mailto:)?[^@\s]+@[^@\s]+\.[a-z]{2,}",
    Kind.PHONE: r"(?:\+|00)?\d[\d\s.\-()]{7,18}",
    Kind.CODE: r".{1,80}",
    Kind.NAME: r"(?=.*[a-z]{2}).{2,140}",
    Kind.FIRST_NAME: r"[a-z][a-z' \-]{1,24}",
    Kind.TIME: r"[0-2]?\d[:h][0-5]\d(?::[0-5]\d)?",
    Kind.ADDRESS: r"(?=.*[a-z]{2}).{4,}",
    Kind.POINT: r"[\[(]?\s*[+-]?\d{1,3}[.,]\d+\s*[,; ]\s*[+-]?\d{1,3}[.,]\d+\s*[\])]?",
    Kind.SHAPE: r"\{.*\"(?:coordinates|geometries)\".*\}|(?:multi)?(?:point|linestring|polygon).*",
    Kind.UUID: r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    Kind.LIST: r".+",
    Kind.TEXT: r"(?=.*[a-z]{2}.*).{3,}",
}
_YES_NO = YES | NO | {""}


@cache
def _form(kind: Kind) -> re.Pattern[str]:
    return re.compile(_FORMS[kind], re.DOTALL)


def _meaningful(values: Sequence[str]) -> list[str]:
    folded = (fold(value).strip() for value in values)
    return [value for value in folded if value and value not in MISSING]


def share(kind: Kind, values: Sequence[str]) -> float | None:
    """The share of the filled values that have the form of ``kind``; None without any value."""
    filled = _meaningful(values)
    if not filled:
        return None
    if kind is Kind.BOOLEAN:
        return sum(squash(value) in _YES_NO for value in filled) / len(filled)
    if kind is Kind.DATETIME:
        kind = Kind.DATE
    form = _form(kind)
    return sum(form.fullmatch(value) is not None for value in filled) / len(filled)


def fit(
    field: StandardField, values: Sequence[str], shares: dict[Kind, float | None]
) -> float | None:
    """How well a column's values suit a standard's column, from 0 to 1; None when it is empty.

    ``shares`` keeps what was already computed for this column.
    """
    if field.kind not in shares and field.kind is not Kind.CHOICE:
        shares[field.kind] = share(field.kind, values)
    if field.kind is not Kind.CHOICE:
        known = shares[field.kind]
        return max(known, _synonyms(field, values)) if known is not None else None
    filled = _meaningful(values)
    if not filled:
        return None
    allowed = {squash(choice) for choice in field.choices} | set(field.synonyms)
    return sum(squash(value) in allowed for value in filled) / len(filled)


def _synonyms(field: StandardField, values: Sequence[str]) -> float:
    if not field.synonyms:
        return 0.0
    filled = _meaningful(values)
    return sum(squash(value) in field.synonyms for value in filled) / len(filled)
