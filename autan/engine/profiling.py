"""The questions of one profile: what is asked of the columns of a table, small or large.

Of a large table no question holds every value in memory: each is asked of one column, and the
middle is looked for within the one bar that holds it. What a worker still refuses stays unsaid.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from autan.access.grant import Grant
from autan.engine.base import Engine, EngineError, QueryFailed, QueryTooHeavy, QueryTooLong, Source
from autan.engine.pool import engine
from autan.query.nodes import Column, Comparison, Condition, Constant, IsNull, Not
from autan.query.numbered import ROW
from autan.query.odsql import Limits, QueryParams, read
from autan.query.plan import Order, Output, Plan
from autan.query.state import State, quoted_name
from autan.tabular.fields import Field, FieldType
from autan.tabular.profile import (
    Bars,
    ColumnProfile,
    TableProfile,
    edges_of_days,
    edges_of_numbers,
)

VALUES = 8
"""Most frequent values that are kept of a column."""

_COUNTED = 1000
"""Values of a large table that are counted by listing them: beyond, they are counted apart."""

SAMPLE = 20_000
"""Rows that say whether a text is worth grouping by: beyond half of them different, it is not."""

_EDGE = 0.02
"""The share of the rows that each of the two outer bars is meant to hold."""

_SECONDS = 60.0
_NUMBERS = frozenset({FieldType.INTEGER, FieldType.NUMBER})
_TIMES = frozenset({FieldType.DATE, FieldType.DATETIME})
_GROUPED = frozenset({FieldType.TEXT, FieldType.BOOLEAN})
_LIMITS = Limits(max_limit=None, max_window=None)
logger = logging.getLogger(__name__)


class Asking:
    """The questions of one profile; of a ``large`` table, none that holds every value."""

    def __init__(
        self, source: Source, grant: Grant, state: State, client: str, large: bool, *,
        patient: bool = False,
    ) -> None:  # fmt: skip
        self.source, self.grant, self.state, self.client = source, grant, state, client
        self.large, self.patient = large, patient
        self.schema = source.schema.without(grant.hidden)
        self.engine: Engine = engine()

    def rows(
        self, change: Callable[[Plan], Plan] | None = None, **clauses: Any
    ) -> list[dict[str, Any]]:
        """The rows that answer some clauses about the selection."""
        asked: QueryParams = self.state.params(_LIMITS, want_total=False, **clauses)
        plan = read(asked, self.schema)
        plan = change(plan) if change else plan
        return self.engine.answer(
            plan,
            self.grant,
            source=self.source,
            deadline=_SECONDS if self.patient else None,
            client=self.client,
            patient=self.patient,
        ).rows()

    def unique(self, fields: Sequence[Field]) -> frozenset[str]:
        """The texts of a large table that say something else on nearly every row."""
        texts = [field for field in fields if field.type is FieldType.TEXT]
        if not texts:
            return frozenset()
        counted = {f"n{place}": f"count({_name(field)})" for place, field in enumerate(texts)}
        counted |= {
            f"d{place}": f"count(distinct {_name(field)})" for place, field in enumerate(texts)
        }
        first = Comparison("<", ROW, Constant(SAMPLE, FieldType.INTEGER))
        found = self.rows(lambda plan: plan.where_and(first), select=_select(counted), limit=1)
        told = found[0] if found else {}
        return frozenset(
            field.name
            for place, field in enumerate(texts)
            if told.get(f"d{place}", 0) * 2 > told.get(f"n{place}", 0)
        )

    def summary(self, fields: Sequence[Field], known: TableProfile) -> tuple[int, dict[str, Any]]:
        """How many rows there are, and every aggregate of every column, in one look at them."""
        wanted = {"rows": "count(*)"}
        for place, field in enumerate(fields):
            seen = known.find(field.name)
            wanted |= {
                f"{name}{place}": value
                for name, value in _aggregates(field, bool(seen and seen.unique), self.large)
            }
        found = self.rows(select=_select(wanted), limit=1)
        told = found[0] if found else {}
        named = {
            f"{name}:{field.name}": told.get(f"{name}{place}")
            for place, field in enumerate(fields)
            for name in _NAMES
        }
        return int(told.get("rows", 0)), named

    def column(
        self, field: Field, summary: dict[str, Any], known: ColumnProfile | None
    ) -> ColumnProfile:
        def told(name: str) -> Any:
            return summary[f"{name}:{field.name}"]

        unique = bool(known and known.unique)
        filled = int(told("filled") or 0)
        grouped = bool(not unique and filled and field.type in _GROUPED)
        found = ColumnProfile(
            name=field.name,
            filled=filled,
            distinct=told("distinct"),
            low=told("low"),
            high=told("high"),
            mean=told("mean"),
            middle=told("middle"),
            total=told("total"),
            unique=unique or (told("distinct") == filled and filled > VALUES),
        )
        if not self.large:
            values = self.values(field) if grouped else ()
            return replace(found, bars=self.bars(field, filled, summary, known), values=values)
        for _ in range(2):
            try:
                return self.varied(found, field) if grouped else self.spread(found, field, known)
            except QueryTooHeavy as error:
                # Or a worker that was killed: then the next one is refused, and nothing is kept.
                trouble: EngineError = error
            except (QueryTooLong, QueryFailed) as error:
                trouble = error
                break
        logger.warning("of %s, a column is half told: %s", self.source.sha256[:12], trouble.code)
        return found

    # Of a large table, one column at a time

    def varied(self, found: ColumnProfile, field: Field) -> ColumnProfile:
        """With its most frequent values, and how many there are."""
        groups = self.groups(field, _COUNTED)
        values = tuple((row["v"], row["n"]) for row in groups if row["v"] not in (None, ""))
        if len(groups) < _COUNTED:
            distinct = sum(row["v"] is not None for row in groups)
        else:
            (told,) = self.rows(select=f"count(distinct {_name(field)}) as n", limit=1)
            distinct = int(told["n"])
        is_unique = distinct == found.filled and found.filled > VALUES
        return replace(found, distinct=distinct, values=values[:VALUES], unique=is_unique)

    def spread(
        self, found: ColumnProfile, field: Field, known: ColumnProfile | None
    ) -> ColumnProfile:
        """With its bars and its middle."""
        summary = {f"{name}:{field.name}": getattr(found, name) for name in ("low", "high")}
        if field.type in _NUMBERS and found.filled and not (known and known.bars):
            skipped = int(_EDGE * (found.filled - 1))
            summary[f"least:{field.name}"] = self.ranked(field, skipped, 1)[0]
            summary[f"most:{field.name}"] = self.ranked(field, skipped, 1, descending=True)[0]
        bars = self.bars(field, found.filled, summary, known)
        middle = self.middle(field, found, bars) if field.type in _NUMBERS else None
        return replace(found, bars=bars, middle=middle)

    def middle(self, field: Field, found: ColumnProfile, bars: Bars | None) -> float | None:
        """The median, among the values of the one bar (or the two) that hold it: the others are
        counted already."""
        if not found.filled:
            return None
        first, last = (found.filled - 1) // 2, found.filled // 2
        edges: list[Any] = [None, *(bars.edges if bars else ()), None]
        met, low, below = 0, None, 0
        for place, count in enumerate(bars.counts if bars else (found.filled,)):
            if met <= first < met + count:
                low, below = edges[place], met
            met += count
            if last < met:
                within = _between(field, low, edges[place + 1])
                two = self.ranked(field, first - below, last - first + 1, where=within)
                return float(sum(two)) / len(two)
        return None

    def ranked(
        self, field: Field, skipped: int, count: int, *, descending: bool = False,
        where: Sequence[Condition] = (),
    ) -> list[Any]:  # fmt: skip
        """Some values in their order. What is sorted may lie on the disk, not in memory."""
        column = Column(field.name, field.type)

        def sorted_(plan: Plan) -> Plan:
            for condition in (Not(IsNull(column)), *where):
                plan = plan.where_and(condition)
            return replace(
                plan,
                select=(Output("v", column),),
                order_by=(Order(column, descending=descending),),
                limit=count,
                offset=skipped,
            )

        return [row["v"] for row in self.rows(sorted_)]

    def values(self, field: Field) -> tuple[tuple[Any, int], ...]:
        """The most frequent values."""
        found = self.groups(field, VALUES + 1)
        filled = [(row["v"], row["n"]) for row in found if row["v"] not in (None, "")]
        return tuple(filled[:VALUES])

    def groups(self, field: Field, most: int) -> list[dict[str, Any]]:
        """The values with their rows, the most frequent first."""
        name = _name(field)
        return self.rows(
            select=f"{name} as v, count({name}) as n",
            group_by=f"{name} as v",
            order_by="n desc",
            limit=most,
        )

    def bars(
        self, field: Field, filled: int, summary: dict[str, Any], known: ColumnProfile | None
    ) -> Bars | None:
        """Along the edges of the whole table when they are known."""
        edges = known.bars.edges if known and known.bars else _edges(field, summary)
        if not edges or not filled:
            return None
        bounds = ", ".join(("*", *(_literal(edge) for edge in edges), "*"))
        ranged = f"range({_name(field)}, {bounds})"
        found = self.rows(select="count(*) as n", group_by=ranged, limit=len(edges) + 1)
        return Bars(tuple(edges), tuple(row["n"] for row in found))


_NAMES = ("filled", "distinct", "low", "high", "mean", "middle", "total", "least", "most")


def _aggregates(field: Field, unique: bool, large: bool) -> Iterator[tuple[str, str]]:
    """Name and expression of what is worth knowing of a column of that type. Of a ``large`` table,
    only what adds up as the rows are read."""
    name = _name(field)
    yield "filled", f"count({name})"
    if field.type in _NUMBERS | _TIMES:
        yield "low", f"min({name})"
        yield "high", f"max({name})"
    if field.type in _NUMBERS:
        yield "mean", f"avg({name})"
        yield "total", f"sum({name})"
    if large:
        return
    if field.type in _NUMBERS:
        yield "middle", f"median({name})"
        # A few very large values would leave every other one in the same bar.
        yield "least", f"percentile({name}, 2)"
        yield "most", f"percentile({name}, 98)"
    if field.type in _GROUPED and not unique:
        yield "distinct", f"count(distinct {name})"


def _edges(field: Field, summary: dict[str, Any]) -> tuple[Any, ...]:
    def told(name: str) -> Any:
        return summary.get(f"{name}:{field.name}")

    if field.type in _TIMES and told("low"):
        return edges_of_days(str(told("low")), str(told("high")))
    if field.type not in _NUMBERS or told("low") is None:
        return ()
    low, high = told("least"), told("most")
    # Where nearly all is the same number, the extremes are all there is to see.
    low, high = (low, high) if low < high else (told("low"), told("high"))
    return edges_of_numbers(low, high, field.type is FieldType.INTEGER)


def _between(field: Field, low: Any, high: Any) -> list[Condition]:
    """The values from a bound, and under another; None is no bound."""
    column = Column(field.name, field.type)
    bounds = ((">=", low), ("<", high))
    return [
        Comparison(sign, column, Constant(bound, FieldType.NUMBER))
        for sign, bound in bounds
        if bound is not None
    ]


def _literal(edge: float | str) -> str:
    return f'date"{edge}"' if isinstance(edge, str) else repr(edge)


def _name(field: Field) -> str:
    return quoted_name(field.name)


def _select(wanted: dict[str, str]) -> str:
    return ", ".join(f"{value} as {name}" for name, value in wanted.items())
