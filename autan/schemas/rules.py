"""Rules between columns: each says which rows break it, on typed columns.

Semantics are those of the custom checks of the registry's schemas: a row is skipped when a cell
that the rule needs is empty, except where said.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import polars as pl


class Rule(Protocol):
    """``needs``: columns without which the rule is not tried. ``broken``: true on bad rows."""

    @property
    def needs(self) -> tuple[str, ...]: ...

    @property
    def columns(self) -> tuple[str, ...]: ...

    @property
    def column(self) -> str: ...

    def broken(self) -> pl.Expr: ...

    def sentence(self) -> str:
        """French, with ``%(column)s`` places named after the columns of the standard."""
        ...


_WORDS = {
    ">=": "ne peut pas être inférieur à",
    ">": "doit être supérieur à",
}


@dataclass(frozen=True)
class Compare:
    """``left`` >= or > ``right``."""

    left: str
    sign: str
    right: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.left, self.right)

    @property
    def needs(self) -> tuple[str, ...]:
        return self.columns

    @property
    def column(self) -> str:
        return self.left

    def broken(self) -> pl.Expr:
        left, right = pl.col(self.left), pl.col(self.right)
        return left < right if self.sign == ">=" else left <= right

    def sentence(self) -> str:
        return f"« %({self.left})s » {_WORDS[self.sign]} « %({self.right})s »"


@dataclass(frozen=True)
class Total:
    """``total`` equals the sum of ``parts``."""

    total: str
    parts: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.total, *self.parts)

    @property
    def needs(self) -> tuple[str, ...]:
        return self.columns

    @property
    def column(self) -> str:
        return self.total

    def broken(self) -> pl.Expr:
        total = pl.lit(0)
        for part in self.parts:
            total = total + pl.col(part)
        return pl.col(self.total) != total

    def sentence(self) -> str:
        parts = " + ".join(f"« %({part})s »" for part in self.parts)
        return f"« %({self.total})s » doit être égal à la somme {parts}"


@dataclass(frozen=True)
class Together:
    """All of these columns are filled in a row, or none of them is."""

    columns: tuple[str, ...]

    @property
    def needs(self) -> tuple[str, ...]:
        return self.columns

    @property
    def column(self) -> str:
        return self.columns[0]

    def broken(self) -> pl.Expr:
        filled = [pl.col(name).is_not_null() for name in self.columns]
        return pl.any_horizontal(filled) & ~pl.all_horizontal(filled)

    def sentence(self) -> str:
        return " et ".join(_quoted(self.columns)) + " se remplissent ensemble"


@dataclass(frozen=True)
class OneOf:
    """At least one of these columns is filled; a column that is absent counts as empty."""

    columns: tuple[str, ...]

    @property
    def needs(self) -> tuple[str, ...]:
        return ()

    @property
    def column(self) -> str:
        return self.columns[0]

    def broken(self) -> pl.Expr:
        return pl.all_horizontal([pl.col(name).is_null() for name in self.columns])

    def sentence(self) -> str:
        return "il faut remplir au moins " + " ou ".join(_quoted(self.columns))


def _quoted(columns: tuple[str, ...]) -> Iterator[str]:
    return (f"« %({name})s »" for name in columns)
