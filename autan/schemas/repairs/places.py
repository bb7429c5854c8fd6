"""Positions that are none: tools write 0, 0 where nothing was known, off the coast of Africa."""

import polars as pl

from autan.schemas.repairs.mend import Manner, Mend

ZERO_FORM = (
    r"^\s*(?:POINT\s*)?[\[(]?\s*[+-]?0(?:[.,]0*)?\s*[,;|/\s]\s*[+-]?0(?:[.,]0*)?\s*[\])]?\s*$"
)


def _zero(text: pl.Expr, _: Manner) -> pl.Expr:
    return pl.when(~text.str.contains(ZERO_FORM)).then(text)


ZERO = Mend(
    "position-zero",
    _zero,
    "« %(column)s » : une position à zéro, qui veut dire « inconnue », est vidée.",
    "« %(column)s » : %(count)s positions à zéro, qui veulent dire « inconnue », sont vidées.",
    likely="0",
)
