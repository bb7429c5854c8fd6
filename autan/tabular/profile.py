"""What the columns of a table hold: how full, how varied, between which bounds, in which shape.

A profile speaks of one selection of rows. Numbers stay numbers; dates are their ISO text.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

BARS = 14
"""Bars of a small histogram: as many as can be told apart in the header of a column."""

Bound = float | int | str
_STEPS = (1, 2, 2.5, 5, 10)
_LEAST = 1e-12
"""Steps under which the digits of two neighbouring edges would be the same."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Counts of rows between ascending ``edges``: one count more than there are edges.

    The first is what lies below the first edge, the last what reaches the last one or passes it.
    """

    edges: tuple[Bound, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """``filled`` rows have a value. ``distinct`` is None where it was not worth counting.

    ``values`` are the most frequent ones with their rows; ``unique`` says that nearly every row
    has its own.
    """

    name: str
    filled: int
    distinct: int | None = None
    low: Bound | None = None
    high: Bound | None = None
    mean: float | None = None
    middle: float | None = None
    total: float | None = None
    bars: Bars | None = None
    values: tuple[tuple[str | int | float | bool, int], ...] = ()
    unique: bool = False


@dataclass(frozen=True, slots=True)
class TableProfile:
    """``rows`` of the selection, and its columns in their order."""

    rows: int
    columns: tuple[ColumnProfile, ...]

    def __iter__(self) -> Iterator[ColumnProfile]:
        return iter(self.columns)

    def find(self, name: str) -> ColumnProfile | None:
        return next((each for each in self.columns if each.name == name), None)

    @property
    def completeness(self) -> float:
        """The share of the cells that hold something, from 0 to 1; 1 for an empty table."""
        cells = self.rows * len(self.columns)
        return sum(each.filled for each in self.columns) / cells if cells else 1.0

    def as_json(self) -> dict[str, Any]:
        """The shape kept on disk; ``from_json`` reads it back."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "TableProfile":
        """Read back ``as_json``; KeyError or TypeError if it was not written by it."""
        return cls(value["rows"], tuple(_column(each) for each in value["columns"]))


def edges_of_numbers(low: float, high: float, whole: bool) -> tuple[float, ...]:
    """Round edges between two numbers, which are ascending; ``whole`` for whole numbers.

    At most ``BARS - 1`` of them, so that with both ends open there are at most ``BARS`` bars.
    """
    wanted = (high - low) / (BARS - 1)
    if not math.isfinite(wanted) or wanted < _LEAST:
        return ()
    step = _round_step(wanted, whole)
    first = math.floor(low / step) + 1
    found = dict.fromkeys(_tidy((first + place) * step, step) for place in range(BARS))
    return tuple(edge for edge in found if low < edge <= high)[: BARS - 1]


def edges_of_days(low: str, high: str) -> tuple[str, ...]:
    """The same between two ISO dates: beginnings of years, of months, or days."""
    first, last = date.fromisoformat(low[:10]), date.fromisoformat(high[:10])
    days = (last - first).days
    if days < 1:
        return ()
    if days > 3 * 365:
        return _years(first, last)
    if days > 62:
        return _months(first, last, max(1, math.ceil(days / 30.4 / (BARS - 1))))
    step = max(1, math.ceil(days / (BARS - 1)))
    return tuple((first + timedelta(n)).isoformat() for n in range(step, days + 1, step))[
        : BARS - 1
    ]


def _years(first: date, last: date) -> tuple[str, ...]:
    step = max(1, math.ceil((last.year - first.year) / (BARS - 1)))
    years = range(first.year + 1, last.year + 1, step)
    return tuple(f"{year:04d}-01-01" for year in years)[: BARS - 1]


def _months(first: date, last: date, step: int) -> tuple[str, ...]:
    start, end = first.year * 12 + first.month, last.year * 12 + last.month - 1
    months = range(start, end + 1, step)
    return tuple(f"{n // 12:04d}-{n % 12 + 1:02d}-01" for n in months)[: BARS - 1]


def _round_step(wanted: float, whole: bool) -> float:
    """The least of 1, 2, 2.5, 5 times a power of ten that is at least ``wanted``."""
    power = 10.0 ** math.floor(math.log10(wanted))
    step = next(power * one for one in _STEPS if power * one >= wanted * 0.999_999)
    return max(1.0, math.ceil(step)) if whole else step


def _tidy(value: float, step: float) -> float:
    """Without the dust of binary floating point: 0.30000000000000004 is 0.3."""
    digits = max(0, 2 - math.floor(math.log10(step)))
    rounded = round(float(value), digits)
    return int(rounded) if rounded.is_integer() else rounded


def _column(value: Mapping[str, Any]) -> ColumnProfile:
    bars, values = value["bars"], value["values"]
    found = ColumnProfile(**{**value, "bars": None, "values": tuple(map(_pair, values))})
    read = Bars(tuple(bars["edges"]), tuple(bars["counts"])) if bars else None
    return replace(found, bars=read)


def _pair(value: Sequence[Any]) -> tuple[Any, int]:
    text, count = value
    return text, count
