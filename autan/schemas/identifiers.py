"""Numbers that carry their own proof: SIREN and SIRET.

Rule: Luhn's key over 9 and over 14 digits; the offices of La Poste (SIREN 356000000) are
checked by a sum of digits that is a multiple of five.
"""

from functools import reduce
from operator import add

import polars as pl

_LA_POSTE = 356_000_000


def _pairs(number: pl.Expr, count: int) -> list[pl.Expr]:
    """The digits of a whole number two by two, from the right."""
    return [number // 100**place % 100 for place in range(count)]


def _luhn(number: pl.Expr, pairs: int) -> pl.Expr:
    """Luhn's key in arithmetic, ten times faster than letter by letter. Of the digits ``h`` and
    ``l`` of a pair ``p``, ``h`` counts twice, less nine from five up: to a multiple of ten that
    makes ``p + 2h``, and one more from fifty up."""
    return reduce(add, (p + p // 10 * 2 + p // 50 for p in _pairs(number, pairs))) % 10 == 0


def _number(text: pl.Expr) -> pl.Expr:
    return text.cast(pl.Int64, strict=False)


def siren_ok(text: pl.Expr) -> pl.Expr:
    """True where the text is nine digits with a right key."""
    return text.str.contains(r"^[0-9]{9}$") & _luhn(_number(text), 5)


def siret_ok(text: pl.Expr) -> pl.Expr:
    """True where the text is fourteen digits with right keys."""
    number = _number(text)
    siren = number // 100_000
    usual = _luhn(number, 7) & _luhn(siren, 5)
    digits = reduce(add, (p - p // 10 * 9 for p in _pairs(number, 7)))
    post_office = (siren == _LA_POSTE) & (digits % 5 == 0)
    return text.str.contains(r"^[0-9]{14}$") & (usual | post_office)


def siret_rounded(text: pl.Expr) -> pl.Expr:
    """True where a spreadsheet rounded the number: fourteen digits that end with zeros, or 3.5E+13.

    No office has a number that ends with five zeros, since the last five are never nought.
    """
    rounded = text.str.contains(r"^\d{5,9}0{5,9}$") & (text.str.len_chars() == 14)
    return (rounded & ~siret_ok(text)) | text.str.contains(r"^\d[.,]?\d{0,11}[eE]\+?1[0-3]$")
