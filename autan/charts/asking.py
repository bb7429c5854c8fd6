"""From a question to its figures: plans that aggregate before anything is drawn.

A table of ten million rows is asked for a few hundred groups. Nothing here reads data: the door
gives ``run``, which puts a plan to the engine within the grant.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from autan.charts.figures import Figures, Key, Mark, Sort, Whole
from autan.charts.measures import Measure
from autan.charts.question import Question
from autan.charts.roles import Role, Subject
from autan.charts.tongue import FRENCH, Tongue
from autan.query.nodes import (
    Aggregate,
    Column,
    Condition,
    Constant,
    IsNull,
    Not,
    OneOf,
    Or,
    Value,
)
from autan.query.odsql import Limits, read
from autan.query.plan import Order, Output, Plan
from autan.query.state import State
from autan.tabular.fields import FieldType

Row = dict[str, Any]
Run = Callable[[Plan], tuple[list[Row], int]]
"""The rows of a plan and its total (any number when the plan does not want it)."""

_ROWS = Aggregate("count", (), FieldType.INTEGER)
_BOUNDLESS = Limits(max_limit=None, max_window=None)


def ask(question: Question, state: State, run: Run, tongue: Tongue = FRENCH) -> Figures:
    """The figures over the rows that the state selects.

    Raises what ``run`` raises, and OdsqlError when a filter of the state means nothing.
    """
    base = read(state.selection.params(_BOUNDLESS, limit=-1), question.schema)
    return question.chart.figures(Desk(question, base, run, tongue))


@dataclass(frozen=True)
class Desk:
    """What a chart asks its figures with. ``base`` is the selection, of which only ``where``,
    the clock and the language matter."""

    question: Question
    base: Plan
    run: Run
    tongue: Tongue

    @property
    def x(self) -> Subject:
        assert self.question.x is not None
        return self.question.x

    @property
    def y(self) -> tuple[Measure, ...]:
        return self.question.y

    def rows(
        self,
        keys: dict[str, Value],
        values: Iterable[Value],
        *,
        order: tuple[Order, ...] = (),
        limit: int,
        where: Condition | None = None,
        total: bool = False,
    ) -> tuple[list[Row], int]:
        """Groups by ``keys``, with ``values`` named ``v0``, ``v1``…; one group without keys."""
        groups = tuple(Output(name, node) for name, node in keys.items())
        measured = tuple(Output(f"v{place}", node) for place, node in enumerate(values))
        plan = replace(
            self.base,
            select=(*groups, *measured),
            group_by=groups,
            order_by=order,
            limit=limit,
            offset=0,
            want_total=total,
        )
        return self.run(plan.where_and(where))

    def plain(
        self, columns: dict[str, Value], limit: int, where: Condition | None = None
    ) -> list[Row]:
        """Rows as they are."""
        select = tuple(Output(name, node) for name, node in columns.items())
        plan = replace(
            self.base,
            select=select,
            group_by=(),
            order_by=(),
            limit=limit,
            offset=0,
            want_total=False,
        )
        return self.run(plan.where_and(where))[0]

    @cached_property
    def whole(self) -> Whole:
        """The values over the whole selection, and the extent of the first column if it has one."""
        nodes: list[Value] = [_ROWS, *(one.node for one in self.y if one.function)]
        extent = self._extent()
        # The total over rows is repeated on each of them: one is enough.
        found, _ = self.rows({}, [*nodes, *extent], limit=1)
        row = found[0] if found else {}
        read_at = [row.get(f"v{place}") for place in range(len(nodes) + len(extent))]
        values, more = tuple(read_at[1 : len(nodes)]), [*read_at[len(nodes) :], *[None] * 3]
        rows = int(read_at[0] or 0)
        placed = int(more[0] or 0) if extent else rows
        return Whole(rows, placed, values, more[1], more[2])

    def _extent(self) -> list[Value]:
        """How many rows say where they stand, from where to where."""
        x = self.question.x
        if x is None:
            return []
        column = Column(x.name, x.field.type)
        placed = Aggregate("count", (column,), FieldType.INTEGER)
        if x.role not in (Role.TIME, Role.YEAR, Role.QUANTITY) or x.field.type is FieldType.TEXT:
            return [placed]
        return [placed, *(Aggregate(name, (column,), x.field.type) for name in ("min", "max"))]

    def figures(
        self,
        keys: Iterable[Key],
        marks: Iterable[Mark],
        series: tuple[Key, ...] = (),
        whole: Whole | None = None,
        **more: Any,
    ) -> Figures:
        return Figures(
            self.question,
            whole or self.whole,
            tuple(keys),
            series,
            tuple(marks),
            tongue=self.tongue,
            **more,
        )

    def key(self, subject: Subject, raw: object) -> Key:
        """A group's value as it is shown."""
        gettext = self.tongue.gettext
        if raw is None or raw == "":
            return Key(gettext("Non renseigné"), Sort.EMPTY)
        if isinstance(raw, bool):
            return Key(gettext("Oui") if raw else gettext("Non"))
        if isinstance(raw, float) and raw.is_integer():
            raw = int(raw)
        if subject.role is Role.QUANTITY and isinstance(raw, int | float):
            return Key(self.tongue.number(raw))
        return Key(" ".join(str(raw).split()) or gettext("Non renseigné"))

    def others(self, count: int | None) -> Key:
        """The group of those that are not drawn one by one; None when nobody counted them."""
        if count is None:
            return Key(self.tongue.gettext("Autres"), Sort.OTHERS)
        words = self.tongue.gettext("Autres (%(n)s)")
        return Key(words % {"n": self.tongue.number(count)}, Sort.OTHERS)


def among(subject: Subject, found: Iterable[object]) -> Condition:
    """The rows whose cell is one of these raw values; an empty one is asked for as such."""
    column = Column(subject.name, subject.field.type)
    raws = list(found)
    constants = tuple(
        Constant(raw, subject.field.type)
        for raw in raws
        if isinstance(raw, str | int | float | bool)
    )
    known = OneOf(column, constants)
    return Or((known, IsNull(column))) if None in raws else known


def filled(subject: Subject) -> Condition:
    return Not(IsNull(Column(subject.name, subject.field.type)))
