"""Corrections, each with a name, in the order in which they are tried on each kind of column."""

from collections.abc import Mapping

from autan.schemas.repairs import choices, codes, dates, numbers, places, texts
from autan.schemas.repairs.mend import Manner, Mend
from autan.schemas.standard import Kind

__all__ = ["CHAINS", "MENDS", "Manner", "Mend"]

_CLEAN = (texts.INVISIBLE_CHARACTERS, texts.SPACES)
_TYPED = (*_CLEAN, texts.MISSING_WORDS)
_CODE = (*_TYPED, codes.DECIMAL)

CHAINS: Mapping[Kind, tuple[Mend, ...]] = {
    Kind.TEXT: _CLEAN,
    Kind.NAME: _TYPED,
    Kind.FIRST_NAME: (*_CLEAN, texts.CAPITALS),
    Kind.CODE: _TYPED,
    Kind.SIRET: (*_TYPED, *codes.SIRET),
    Kind.SIREN: (*_TYPED, *codes.SIRET[:3]),
    Kind.RNA: (*_TYPED, codes.RNA),
    Kind.INSEE: (*_CODE, codes.LOST_ZERO, codes.CORSICA),
    Kind.POSTCODE: (*_CODE, codes.POSTCODE_SPACE, codes.LOST_ZERO),
    Kind.MATIERE: (*_TYPED, codes.MATIERE),
    Kind.DATE: (*_TYPED, *dates.DATES),
    Kind.DATETIME: (*_TYPED, *dates.MOMENTS, *dates.DATES[1:6], dates.DAY_AS_MOMENT),
    Kind.PERIOD: (*_TYPED, *dates.PERIODS, *dates.DATES[:6]),
    Kind.YEAR: (*_TYPED, numbers.WHOLE),
    Kind.YEARS: (*_TYPED, codes.DECIMAL, dates.YEARS),
    Kind.INTEGER: (*_TYPED, numbers.SPACES_INSIDE, numbers.WHOLE),
    Kind.MONTHS: (*_TYPED, numbers.DURATION, numbers.WHOLE),
    Kind.NUMBER: (*_TYPED, *numbers.NUMBERS),
    Kind.AMOUNT: (*_TYPED, *numbers.NUMBERS),
    Kind.DEGREES: (*_TYPED, numbers.DECIMAL_COMMA),
    Kind.SHARE: (
        *_TYPED,
        numbers.DECIMAL_COMMA,
        numbers.PERCENT_SCALE,
        # Last: what it gives is a share of 1 already, which is not to be divided again.
        numbers.PERCENT_SIGN,
    ),
    Kind.BOOLEAN: (*_TYPED, choices.BOOLEAN_WORDS),
    Kind.CHOICE: (*_TYPED, choices.CHOICE_WORDS),
    Kind.URL: _TYPED,
    Kind.EMAIL: _TYPED,
    Kind.PHONE: (*_TYPED, codes.PHONE_ZERO),
    Kind.TIME: _TYPED,
    Kind.ADDRESS: _TYPED,
    Kind.POINT: (*_TYPED, places.ZERO),
    Kind.SHAPE: _CLEAN,
    Kind.UUID: _TYPED,
    Kind.LIST: _TYPED,
}

MENDS: Mapping[str, Mend] = {mend.kind: mend for chain in CHAINS.values() for mend in chain}
