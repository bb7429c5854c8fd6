"""From corrected text to typed values, and the type of a whole column of no known standard."""

import re
from collections.abc import Callable

import polars as pl

from autan.schemas import evidence
from autan.schemas.names import listed, words
from autan.schemas.repairs import Manner
from autan.schemas.repairs.dates import real_day
from autan.schemas.repairs.numbers import UNSURE_DOT
from autan.schemas.standard import Kind

_WHOLE = r"^[+-]?\d{1,18}$"
_CODE_WORDS = listed(
    """
    code codes insee siret siren postal postale cp tel telephone fax portable mobile matricule
    naf ape cpv nomenclature iban rna nic cog uai finess nir
    """
)
_NOT_ONLY_A_DAY = re.compile(r"\d+|.* (?!00:00(?::00)?\b)\d{1,2}:\d\d.*|.*T(?!00:00)\d\d:\d\d.*")
_MOMENT = "%Y-%m-%d %H:%M:%S%.f%:z"
_TRIED = (
    Kind.BOOLEAN,
    Kind.DATE,
    Kind.DATETIME,
    Kind.INTEGER,
    Kind.NUMBER,
    Kind.SHARE,
)
_GUESSED_YES_NO = (
    frozenset({"oui", "non"}),
    frozenset({"vrai", "faux"}),
    frozenset({"true", "false"}),
)


def typed(text: pl.Expr, kind: Kind, manner: Manner) -> pl.Expr:
    """The value of corrected text; null where it cannot be read as ``kind``."""
    match kind:
        case Kind.DATE:
            return real_day(text)
        case Kind.DATETIME:
            return _moment(text)
        case Kind.INTEGER | Kind.YEAR:
            return pl.when(text.str.contains(_WHOLE)).then(text).cast(pl.Int64, strict=False)
        case Kind.NUMBER | Kind.AMOUNT | Kind.SHARE | Kind.DEGREES:
            return _number(text, manner)
        case Kind.BOOLEAN:
            return pl.when(text == "oui").then(True).when(text == "non").then(False)
        case _:
            return text


def _number(text: pl.Expr, manner: Manner) -> pl.Expr:
    """Infinities, "nan" and what has two readings are not numbers."""
    number = text.cast(pl.Float64, strict=False)
    sure = number.is_finite()
    if not manner.dot:
        sure = sure & ~text.str.contains(UNSURE_DOT)
    return pl.when(sure).then(number)


def _moment(text: pl.Expr) -> pl.Expr:
    spaced = text.str.replace("T", " ", literal=True)
    zoned = spaced.str.replace(r"Z$", "+00:00")
    with_zone = zoned.str.to_datetime(
        "%Y-%m-%d %H:%M:%S%.f%:z", strict=False, time_unit="us", time_zone="UTC"
    )
    without = (spaced + pl.lit("+00:00")).str.to_datetime(
        "%Y-%m-%d %H:%M:%S%.f%:z", strict=False, time_unit="us", time_zone="UTC"
    )
    return pl.coalesce(with_zone, without)


def guess(header: str, values: tuple[str, ...], whole: Callable[[Kind], bool]) -> Kind:
    """The kind of a free column: the first that *every* value has, else text.

    ``values`` is a sample that spares the full test; ``whole`` makes it. Codes stay text:
    leading zeros, long numbers, and headers that say so.
    """
    if not values or _is_code(header, values):
        return Kind.TEXT
    for kind in _TRIED:
        if _possible(kind, values) and whole(kind):
            return kind
    return Kind.TEXT


def _is_code(header: str, values: tuple[str, ...]) -> bool:
    if set(words(header)) & _CODE_WORDS:
        return True
    stripped = [value.strip() for value in values]
    if any(re.fullmatch(r"0\d+", value) for value in stripped):
        return True
    digits = [len(value) for value in stripped if value.isdigit()]
    return bool(digits) and max(digits) > 9 and len(digits) > len(stripped) // 2


def _possible(kind: Kind, values: tuple[str, ...]) -> bool:
    if kind is Kind.BOOLEAN:
        seen = {value.strip().lower() for value in values}
        return any(seen <= allowed for allowed in _GUESSED_YES_NO)
    if kind is Kind.SHARE:
        return all(value.strip().endswith("%") for value in values)
    if kind is Kind.DATETIME:
        return all(re.fullmatch(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*", v.strip()) for v in values)
    if kind is Kind.DATE and any(_NOT_ONLY_A_DAY.fullmatch(value.strip()) for value in values):
        return False
    return evidence.share(kind, values) == 1.0
