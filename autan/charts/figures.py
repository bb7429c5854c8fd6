"""The figures of a chart: a few hundred marks at most, whatever the size of the table."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from autan.charts.measures import Measure
from autan.charts.question import Question
from autan.charts.tongue import FRENCH, Tongue


class Sort(StrEnum):
    """``OTHERS`` gathers what is not drawn one by one; ``EMPTY`` the rows that say nothing."""

    VALUE = "value"
    OTHERS = "others"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Key:
    """A place along the chart, or a series. ``text`` is how it is shown; ``day`` when it begins."""

    text: str
    sort: Sort = Sort.VALUE
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar, point of a line, slice… ``value`` None is a gap. ``series`` is a place in
    ``Figures.series``, 0 when there are none. ``at`` and ``until`` are numbers along the chart, for
    points and ranges; None is an open end. ``across`` is the height of a cell of points."""

    key: Key
    value: float | None
    series: int = 0
    at: float | None = None
    until: float | None = None
    across: float | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """What is known of all the selected rows: how many, how many that say where they stand, the
    values over them all, the extent of the first column, and its middle value if it was asked."""

    rows: int
    placed: int
    values: tuple[float | None, ...]
    low: float | str | None = None
    high: float | str | None = None
    middle: float | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """``keys`` and ``series`` are in drawing order. ``groups`` counts the different values of the
    first column, of which ``folded`` are gathered or left out. ``grain`` is the unit of time in
    force. ``until`` is the last day known of a last period that seems not over."""

    question: Question
    whole: Whole
    keys: tuple[Key, ...] = ()
    series: tuple[Key, ...] = ()
    marks: tuple[Mark, ...] = ()
    groups: int = 0
    folded: int = 0
    grain: str = ""
    until: date | None = None
    cells: bool = False
    tongue: Tongue = field(default=FRENCH)

    @property
    def measure(self) -> Measure:
        """The first value; there is always one."""
        return self.question.y[0]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(mark.value is not None for mark in self.marks)

    def of(self, series: int) -> tuple[Mark, ...]:
        return tuple(mark for mark in self.marks if mark.series == series)

    def at(self, key: Key) -> tuple[Mark, ...]:
        return tuple(mark for mark in self.marks if mark.key == key)
