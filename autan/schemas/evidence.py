"""Do the values of a column look like a kind of value? Loose forms, before any repair."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

import polars as pl

from autan.schemas.identifiers import siren_ok, siret_ok
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
    Kind.MONTHS: r"\d{1,3}(?:[.,]0+)?(?:\s*(?:mois|ans?|an\(s\)|annees?))?",
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
    Kind.SHAPE: r"\{.*\"(?:coordinates|geometries)\".*|(?:multi)?(?:point|linestring|polygon).*",
    Kind.UUID: r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    Kind.LIST: r".+",
    Kind.TEXT: r"(?=.*[a-z]).{2,}",
}
_YES_NO = YES | NO | {""}
_CALENDAR = (
    r"(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:[0-2]?\d|3[01])(?:[t ].*)?"
    r"|(?:[0-2]?\d|3[01])[-/.](?:0?[1-9]|1[0-2])[-/.](?:(?:19|20)\d\d|\d\d)(?: .*)?"
    rf"|(?:\w+ )?\d{{1,2}}(?:er)? (?:{_MONTH})\w*\.? (?:19|20)\d\d"
)
# Forms that hardly anything else has.
_PROOFS: dict[Kind, str] = {
    Kind.DATE: _CALENDAR,
    Kind.DATETIME: _CALENDAR,
    Kind.PERIOD: rf"(?:du )?(?:{_CALENDAR})\s*(?:[/_–-]|au|a)\s*(?:{_CALENDAR})",
    Kind.RNA: _FORMS[Kind.RNA],
    Kind.MATIERE: r"[1-9][.,]\d{1,2}(?:[.,]\d+)*[\s:.\-–/]+\D.*",
    Kind.URL: _FORMS[Kind.URL],
    Kind.EMAIL: _FORMS[Kind.EMAIL],
    Kind.UUID: _FORMS[Kind.UUID],
    Kind.POINT: _FORMS[Kind.POINT],
    Kind.SHAPE: _FORMS[Kind.SHAPE],
}
_LATITUDES, _LONGITUDES = (41.0, 51.6), (-5.6, 9.8)
_LONG_CHOICE = 6
_LONGEST = 300
_NOT_DIGIT = re.compile(r"[\s.\-'’\"\u00a0\u202f]")


@dataclass(frozen=True)
class Column:
    """A column of a file as the matcher sees it: header and some distinct values.

    ``shares`` and ``proofs`` keep what was already computed for it.
    """

    key: str
    header: str
    values: tuple[str, ...]
    shares: dict[Kind, float | None] = field(default_factory=dict, compare=False, repr=False)
    proofs: dict[Kind, float] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def meaningful(self) -> tuple[str, ...]:
        """The values that say something, folded."""
        return tuple(_meaningful(self.values))

    @cached_property
    def squashed(self) -> frozenset[str]:
        return frozenset(squash(value) for value in self.meaningful)


@cache
def _form(kind: Kind) -> re.Pattern[str]:
    return re.compile(_FORMS[kind], re.DOTALL)


def _meaningful(values: Sequence[str]) -> list[str]:
    # What a value is shows in its beginning; a text of a megabyte is not worth more.
    folded = (fold(value[:_LONGEST]).strip() for value in values)
    return [value for value in folded if value and value not in MISSING]


def share(kind: Kind, values: Sequence[str]) -> float | None:
    """The share of the filled values that have the form of ``kind``; None without any value."""
    return _share(kind, _meaningful(values))


def _share(kind: Kind, filled: Sequence[str]) -> float | None:
    if not filled:
        return None
    if kind is Kind.BOOLEAN:
        return sum(squash(value) in _YES_NO for value in filled) / len(filled)
    if kind is Kind.DATETIME:
        kind = Kind.DATE
    form = _form(kind)
    return sum(form.fullmatch(value) is not None for value in filled) / len(filled)


def fit(target: StandardField, column: Column) -> float | None:
    """How well a column's values suit a standard's column, from 0 to 1; None when it is empty."""
    if target.kind is Kind.CHOICE:
        return _among(target, column)
    if target.kind not in column.shares:
        column.shares[target.kind] = _share(target.kind, column.meaningful)
    known = column.shares[target.kind]
    if known is None or not target.synonyms:
        return known
    return max(known, _among(target, column) or 0.0)


def proof(target: StandardField, column: Column) -> float:
    """The share of the values that could hardly be anything else than this column's, 0 to 1.

    Keys of SIRET and SIREN, dates that exist, coordinates in France, words of a closed list,
    the model's own pattern. Zero for the kinds that any column may have.
    """
    if target.kind is Kind.CHOICE:
        return _chosen(target, column)
    if target.kind is Kind.DEGREES:
        return _in_france(target, column)
    if target.kind in (Kind.CODE, Kind.UUID) and target.pattern:
        return _patterned(target.pattern, column.values)
    if target.kind not in column.proofs:
        column.proofs[target.kind] = _proven(target.kind, column.meaningful)
    return column.proofs[target.kind]


def _proven(kind: Kind, filled: Sequence[str]) -> float:
    if not filled:
        return 0.0
    if kind in (Kind.SIRET, Kind.SIREN):
        return _with_key(kind, filled)
    form = _proof_form(kind)
    if form is None:
        return 0.0
    return sum(form.fullmatch(value) is not None for value in filled) / len(filled)


@cache
def _proof_form(kind: Kind) -> re.Pattern[str] | None:
    return re.compile(_PROOFS[kind], re.DOTALL) if kind in _PROOFS else None


def _with_key(kind: Kind, values: Sequence[str]) -> float:
    width = 14 if kind is Kind.SIRET else 9
    digits = [_NOT_DIGIT.sub("", value.removesuffix(".0")) for value in values]
    if sum(text.isdigit() and len(text) in (width - 1, width) for text in digits) * 2 < len(digits):
        return 0.0
    texts = pl.DataFrame({"text": [text.zfill(width) for text in digits]})
    right = siret_ok(pl.col("text")) if kind is Kind.SIRET else siren_ok(pl.col("text"))
    return float(texts.select(right.fill_null(False).mean()).item())


def _patterned(pattern: str, values: Sequence[str]) -> float:
    """Rust's regular expressions: no pattern makes them slow, whoever wrote it."""
    filled = [value[:_LONGEST].strip() for value in values if value.strip()]
    if not filled:
        return 0.0
    try:
        found = pl.Series(filled).str.contains(f"^(?:{pattern})$")
    except pl.exceptions.ComputeError:
        # A pattern of another dialect (look-around) proves nothing.
        return 0.0
    return float(found.mean() or 0.0)  # type: ignore[arg-type]


def _in_france(target: StandardField, column: Column) -> float:
    """Degrees of mainland France with decimals; latitudes and longitudes do not overlap there."""
    low, high = _LATITUDES if "lat" in target.name.lower() else _LONGITUDES
    filled = column.meaningful
    form = _form(Kind.DEGREES)
    inside = sum(
        form.fullmatch(value) is not None and low <= float(value.replace(",", ".")) <= high
        for value in filled
    )
    return inside / len(filled) if filled else 0.0


def _chosen(target: StandardField, column: Column) -> float:
    """How much a closed list explains a column; a lone short word (« M ») proves nothing."""
    filled, allowed = column.squashed, _allowed(target)
    common = filled & allowed
    if not common or (len(common) < 2 and len(next(iter(common))) < _LONG_CHOICE):
        return 0.0
    if all(len(word) < 3 for word in common):
        return 0.0
    return len(common) / len(filled)


def _among(target: StandardField, column: Column) -> float | None:
    filled = column.meaningful
    if not filled:
        return None
    allowed = _allowed(target)
    return sum(squash(value) in allowed for value in filled) / len(filled)


@cache
def _allowed(target: StandardField) -> frozenset[str]:
    return frozenset({squash(choice) for choice in target.choices} | set(target.synonyms))
