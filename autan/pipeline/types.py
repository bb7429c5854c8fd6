"""From corrected text to typed values, and the type of a whole column of no known standard."""

import re
from collections.abc import Callable

import polars as pl

from autan.formats import spatial
from autan.pipeline import natures, positions
from autan.schemas import evidence
from autan.schemas.names import listed, words
from autan.schemas.repairs import Manner, choices
from autan.schemas.repairs.dates import real_day
from autan.schemas.repairs.numbers import UNSURE_DOT
from autan.schemas.repairs.places import ZERO_FORM
from autan.schemas.standard import Kind

_WHOLE = r"^[+-]?\d{1,18}$"
_CODE_WORDS = listed(
    """
    code codes insee siret siren postal postale cp tel telephone fax portable mobile matricule
    naf ape cpv nomenclature iban rna nic cog uai finess nir
    """
)
_NAMING_WORDS = listed("id ident identifiant n no num numero ref reference dossier cle key")
_PARTED = re.compile(r"\d[\s\u00a0\u202f]\d")
_NOT_ONLY_A_DAY = re.compile(r"\d+|.* (?!00:00(?::00)?\b)\d{1,2}:\d\d.*|.*T(?!00:00)\d\d:\d\d.*")
_MOMENT_FORM = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*"
    r"|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}(?:,?\s+(?:[aà]\s+)?|T)\d{1,2}\s?[:hH]\s?\d\d.*"
)
_TRIED = (
    Kind.BOOLEAN,
    Kind.DATE,
    Kind.DATETIME,
    Kind.INTEGER,
    Kind.NUMBER,
    Kind.SHARE,
    Kind.POINT,
    Kind.SHAPE,
)
_POINT = re.compile(
    r"\s*(?:[\[(]?\s*[+-]?\d+(?:[.,]\d+)?\s*[,;|/\s]\s*[+-]?\d+(?:[.,]\d+)?\s*[\])]?"
    r"|(?:SRID=\d+;)?\s*POINT\s*Z?\s*\(.*\)|\{.*\"(?:lat|latitude|Point)\".*\})\s*",
    re.IGNORECASE | re.DOTALL,
)
# Whole numbers parted by a comma are a number or a list rather than a place.
_PRECISE = re.compile(r"\d[.,]\d+\s*[,;|/\s]\s*[+-]?\d+[.,]\d|\d{6}|[({]", re.ASCII)
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
        case Kind.INTEGER | Kind.YEAR | Kind.MONTHS:
            return pl.when(text.str.contains(_WHOLE)).then(text).cast(pl.Int64, strict=False)
        case Kind.NUMBER | Kind.AMOUNT | Kind.SHARE | Kind.DEGREES:
            if manner.axis:
                return positions.typed(text, manner).struct.field(manner.axis)
            return _number(text, manner)
        case Kind.BOOLEAN:
            yes = pl.when(text.is_in(choices.TRUE)).then(True)
            return yes.when(text.is_in(choices.FALSE)).then(False)
        case Kind.POINT:
            return positions.typed(text, manner)
        case Kind.SHAPE:
            return text.map_batches(_shapes, return_dtype=pl.String)
        case _:
            return text


def _shapes(texts: pl.Series) -> pl.Series:
    """Geometries in words or in JSON, as GeoJSON."""
    return pl.Series(texts.name, spatial.as_geojson(texts.to_list()), dtype=pl.String)


def _number(text: pl.Expr, manner: Manner) -> pl.Expr:
    """Infinities, "nan" and what has two readings are not numbers."""
    number = text.cast(pl.Float64, strict=False)
    sure = number.is_finite()
    if not manner.dot:
        sure = sure & ~text.str.contains(UNSURE_DOT)
    return pl.when(sure).then(number)


def _moment(text: pl.Expr) -> pl.Expr:
    spaced = text.str.replace("T", " ", literal=True)
    spaced = spaced.str.replace(r"^(\S+ \d\d:\d\d)(Z|[+-]\d\d:?\d\d)?$", "${1}:00${2}")
    zoned = spaced.str.replace(r"Z$", "+00:00")
    with_zone = zoned.str.to_datetime(
        "%Y-%m-%d %H:%M:%S%.f%:z", strict=False, time_unit="us", time_zone="UTC"
    )
    without = (spaced + pl.lit("+00:00")).str.to_datetime(
        "%Y-%m-%d %H:%M:%S%.f%:z", strict=False, time_unit="us", time_zone="UTC"
    )
    return pl.coalesce(with_zone, without)


def guess(
    header: str,
    values: tuple[str, ...],
    whole: Callable[[Kind], bool],
    proved: Callable[[Kind], bool],
) -> Kind:
    """The kind of a free column: the first that *every* value has, else text.

    ``values`` is a sample that spares the full test; ``whole`` makes it, and ``proved`` that of
    the kinds of ``natures``. Codes stay text: leading zeros, long numbers, and headers that say so.
    """
    if not values:
        return Kind.TEXT
    for kind in natures.likely(header, values):
        if proved(kind):
            return kind
    if _is_code(header, values):
        return Kind.TEXT
    for kind in _TRIED:
        if _possible(kind, values) and whole(kind):
            return kind
    return Kind.TEXT


def _is_code(header: str, values: tuple[str, ...]) -> bool:
    if set(words(header)) & _CODE_WORDS:
        return True
    stripped = [value.strip() for value in values]
    if set(words(header)) & _NAMING_WORDS and any(_PARTED.search(value) for value in stripped):
        # « 138 306 001 » names a vehicle, and another file names it so.
        return True
    if any(re.fullmatch(r"0\d+", value) for value in stripped):
        return True
    digits = [len(value) for value in stripped if value.isdigit()]
    return bool(digits) and max(digits) > 9 and len(digits) > len(stripped) // 2


def _possible(kind: Kind, values: tuple[str, ...]) -> bool:
    if kind is Kind.BOOLEAN:
        seen = {value.strip().lower() for value in values}
        return any(seen <= allowed for allowed in _GUESSED_YES_NO)
    if kind is Kind.POINT:
        known = [value for value in values if not re.match(ZERO_FORM, value)]
        return bool(known) and all(_POINT.fullmatch(v) and _PRECISE.search(v) for v in known)
    if kind is Kind.SHARE:
        return all(value.strip().endswith("%") for value in values)
    if kind is Kind.DATETIME:
        return all(_MOMENT_FORM.fullmatch(value.strip()) for value in values)
    if kind is Kind.DATE and any(_NOT_ONLY_A_DAY.fullmatch(value.strip()) for value in values):
        return False
    return evidence.share(kind, values) == 1.0
