"""What a type of chart is: what it wants, how its figures are asked for, and how it is drawn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from autan.charts.roles import SHARED, Role, Subject

if TYPE_CHECKING:
    from autan.charts.asking import Desk
    from autan.charts.figures import Figures
    from autan.charts.frame import Frame
    from autan.charts.question import Question


class X(StrEnum):
    """What may stand along the chart."""

    NOTHING = "nothing"
    GROUPS = "groups"
    TIME = "time"
    EITHER = "either"
    NUMBER = "number"


class Series(StrEnum):
    """Whether a column may separate colours."""

    NEVER = "never"
    MAY = "may"
    MUST = "must"


@dataclass(frozen=True, slots=True)
class Wants:
    """``values`` how many values side by side; ``parts`` values that make a whole; ``plain`` the
    value is a column as it is."""

    x: X
    series: Series = Series.NEVER
    values: int = 1
    parts: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A plug. ``label`` and ``use`` are French message ids; ``figures`` asks the engine, through
    the desk; ``layers`` gives Vega-Lite layers within a frame. ``rank`` is its place in lists."""

    name: str
    label: str
    use: str
    rank: int
    wants: Wants
    figures: "Callable[[Desk], Figures]"
    layers: "Callable[[Figures, Frame], list[dict[str, Any]]]"

    def wrong(self, asked: "Question") -> Iterator[tuple[str, str]]:
        """Word of the address and reason, for all that does not suit this chart."""
        yield from _wrong_x(self.wants, asked.x)
        yield from _wrong_y(self.wants, asked)
        yield from _wrong_series(self.wants, asked)

    def takes_x(self, subject: Subject) -> bool:
        return subject.role in _ROLES[self.wants.x]

    def takes_series(self, subject: Subject) -> bool:
        return self.wants.series is not Series.NEVER and subject.role in SHARED


_TIME = frozenset({Role.TIME, Role.YEAR})
_ROLES = {
    X.NOTHING: frozenset[Role](),
    X.GROUPS: SHARED,
    X.TIME: _TIME,
    X.EITHER: SHARED | _TIME,
    X.NUMBER: frozenset({Role.QUANTITY}),
}
_REASONS = {X.GROUPS: "x-group", X.TIME: "x-time", X.EITHER: "x-group", X.NUMBER: "x-number"}


def _wrong_x(wants: Wants, x: Subject | None) -> Iterator[tuple[str, str]]:
    if wants.x is X.NOTHING:
        return
    if x is None:
        yield "chart.x", "wants-x"
    elif x.role not in _ROLES[wants.x]:
        yield "chart.x", _REASONS[wants.x]


def _wrong_y(wants: Wants, asked: "Question") -> Iterator[tuple[str, str]]:
    plain = [one for one in asked.y if not one.function]
    if len(asked.y) > wants.values:
        yield "chart.y", "y-one"
    if wants.plain and any(
        one.subject is None or one.function or one.subject.role is not Role.QUANTITY
        for one in asked.y
    ):
        yield "chart.y", "y-number"
    if not wants.plain and plain:
        yield "chart.y", "y-aggregate"
    if wants.parts and not asked.additive:
        yield "chart.y", "y-additive"
    if len({one.unit for one in asked.y}) > 1 and wants.x is not X.NOTHING:
        yield "chart.y", "units"


def _wrong_series(wants: Wants, asked: "Question") -> Iterator[tuple[str, str]]:
    series = asked.series
    if wants.series is Series.MUST and series is None and len(asked.y) < 2:
        yield "chart.series", "wants-series"
    if series is None or wants.series is Series.NEVER:
        return
    if series.role not in SHARED:
        yield "chart.series", "series-group"
    if asked.x is not None and series.name == asked.x.name:
        yield "chart.series", "series-twice"
    if len(asked.y) > 1:
        yield "chart.series", "series-many"
