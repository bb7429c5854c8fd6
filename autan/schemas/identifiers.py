"""Numbers that carry their own proof: SIREN and SIRET.

Rule: Luhn's key over 9 and over 14 digits; the offices of La Poste (SIREN 356000000) are
checked by a sum of digits that is a multiple of five.
"""

import polars as pl

_LA_POSTE = "356000000"


def _digits(text: pl.Expr, length: int) -> list[pl.Expr]:
    return [text.str.slice(i, 1).cast(pl.Int16, strict=False) for i in range(length)]


def _luhn(text: pl.Expr, length: int) -> pl.Expr:
    total = pl.lit(0, pl.Int16)
    for place, digit in enumerate(_digits(text, length)):
        doubled = digit * 2 if (length - place) % 2 == 0 else digit
        total = total + pl.when(doubled > 9).then(doubled - 9).otherwise(doubled)
    return total % 10 == 0


def siren_ok(text: pl.Expr) -> pl.Expr:
    """True where the text is nine digits with a right key."""
    return text.str.contains(r"^\d{9}$") & _luhn(text, 9)


def siret_ok(text: pl.Expr) -> pl.Expr:
    """True where the text is fourteen digits with right keys."""
    digits = text.str.contains(r"^\d{14}$")
    usual = _luhn(text, 14) & _luhn(text.str.slice(0, 9), 9)
    post_office = text.str.starts_with(_LA_POSTE) & (pl.sum_horizontal(_digits(text, 14)) % 5 == 0)
    return digits & (usual | post_office)


def siret_rounded(text: pl.Expr) -> pl.Expr:
    """True where a spreadsheet rounded the number: fourteen digits that end with zeros, or 3.5E+13.

    No office has a number that ends with five zeros, since the last five are never nought.
    """
    rounded = text.str.contains(r"^\d{5,9}0{5,9}$") & (text.str.len_chars() == 14)
    return (rounded & ~siret_ok(text)) | text.str.contains(r"^\d[.,]?\d{0,11}[eE]\+?1[0-3]$")
