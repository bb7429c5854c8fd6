"""The slow and obvious engine, in plain Python: what the other engines must answer.

Tests compare every engine with it; it serves nobody else, and nothing in it is clever.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cmp_to_key
from itertools import pairwise
from typing import Any

from autan.access.grant import Grant
from autan.query import dates, ranges
from autan.query.calendar_names import names
from autan.query.date_format import NAMED, STRFTIME, Piece, pieces
from autan.query.folding import fold, words_of
from autan.query.functions import BY_NAME, Takes
from autan.query.nodes import (
    Aggregate,
    And,
    Arithmetic,
    Call,
    Column,
    Comparison,
    Condition,
    Constant,
    EqualRanges,
    GivenRanges,
    IsNull,
    Not,
    OneOf,
    Or,
    Pattern,
    StartsWith,
    Value,
    Words,
)
from autan.query.plan import Order, Plan
from autan.query.typing import as_date
from autan.tabular.fields import FieldType
from autan.tabular.schema import TableSchema

Cell = Any
"""None, str, int, float, bool, date, datetime in UTC without zone, or a point (lon, lat)."""
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Found:
    """``total`` counts what there is before limit and offset."""

    total: int | None
    values: list[dict[str, Cell]]

    def rows(self) -> list[dict[str, Cell]]:
        return self.values


@dataclass(frozen=True, slots=True)
class ReferenceEngine:
    """Rows are dictionaries by field name."""

    held: Sequence[Row]
    schema: TableSchema

    def answer(self, plan: Plan, grant: Grant) -> Found:
        return _Answering(grant.narrow(plan), self.schema).answer(self.held)


@dataclass(frozen=True, slots=True)
class _Group:
    """Rows together. ``keys`` are the values they share, ``ranks`` what orders these."""

    rows: Sequence[Row]
    keys: Mapping[Value, Cell]
    ranks: Mapping[Value, Cell]

    @property
    def row(self) -> Row:
        return self.rows[0] if self.rows else {}


@dataclass(frozen=True, slots=True)
class _Answering:
    plan: Plan
    schema: TableSchema

    def answer(self, held: Sequence[Row]) -> Found:
        plan = self.plan
        chosen = [row for row in held if plan.where is None or self.holds(plan.where, row)]
        groups = self.groups(chosen) if plan.group_by else [_Group([row], {}, {}) for row in chosen]
        everything = groups if plan.group_by else [_Group(chosen, {}, {})] * len(groups)
        paired = self.ordered(list(zip(groups, everything, strict=True)))
        end = None if plan.limit is None else plan.offset + plan.limit
        page = paired[plan.offset : end]
        values = [
            {each.key: self.value(each.node, group, over) for each in plan.select}
            for group, over in page
        ]
        return Found(len(groups) if plan.want_total else None, values)

    # Order and groups

    def ordered(self, pairs: list[tuple[_Group, _Group]]) -> list[tuple[_Group, _Group]]:
        named = {order.node for order in self.plan.order_by}
        ties = [Order(key.node) for key in self.plan.group_by if key.node not in named]
        for order in reversed([*self.plan.order_by, *ties]):
            pairs = self.sorted_by(order, pairs)
        return pairs

    def sorted_by(
        self, order: Order, pairs: list[tuple[_Group, _Group]]
    ) -> list[tuple[_Group, _Group]]:
        """Empty cells last in both directions."""

        def rank(pair: tuple[_Group, _Group]) -> Cell:
            group, over = pair
            if order.node in group.ranks:
                return group.ranks[order.node]
            return self.value(order.node, group, over)

        full = [pair for pair in pairs if rank(pair) is not None]
        empty = [pair for pair in pairs if rank(pair) is None]
        key = cmp_to_key(compare)
        full.sort(key=lambda pair: key(rank(pair)), reverse=order.descending)
        return full + empty

    def groups(self, rows: Sequence[Row]) -> list[_Group]:
        nodes = list(dict.fromkeys(key.node for key in self.plan.group_by))
        found: dict[tuple[Cell, ...], list[Row]] = {}
        if len(nodes) == 1 and isinstance(nodes[0], GivenRanges):
            found = {(place,): [] for place in range(len(nodes[0].bounds) - 1)}
        for row in rows:
            buckets = tuple(self.bucket(node, row) for node in nodes)
            found.setdefault(buckets, []).append(row)
        return [
            self.group(nodes, buckets, together)
            for buckets, together in found.items()
            if not any(_is_outside(*pair) for pair in zip(nodes, buckets, strict=True))
        ]

    def group(self, nodes: list[Value], buckets: tuple[Cell, ...], rows: list[Row]) -> _Group:
        pairs = list(zip(nodes, buckets, strict=True))
        return _Group(rows, {node: self.label(node, of) for node, of in pairs}, dict(pairs))

    def bucket(self, node: Value, row: Row) -> Cell:
        if not isinstance(node, EqualRanges | GivenRanges):
            return self.of_row(node, row)
        at = self.of_row(node.of, row)
        if at is None:
            return None
        if isinstance(node, GivenRanges):
            return _place(at, node.bounds)
        if node.unit is None:
            return float(math.floor(at / node.width))
        local = as_date(self.local(node.of, at))
        return _period(local, node.width, node.unit)

    def label(self, node: Value, bucket: Cell) -> Cell:
        if bucket is None:
            return None
        match node:
            case GivenRanges():
                return ranges.given_labels(node, self.plan.timezone)[bucket]
            case EqualRanges(_, width, None):
                low, high = bucket * width, (bucket + 1) * width
                both = (low, high) if isinstance(width, float) else (int(low), int(high))
                return "[{}, {}[".format(*both)
            case EqualRanges(_, width, str(unit)):
                zone, after = self.plan.timezone, _next_period(bucket, int(width), unit)
                low, high = (ranges.written_instant(at, zone) for at in (bucket, after))
                return f"[{low}, {high}["
        return bucket

    # Values

    def of_row(self, node: Value, row: Row) -> Cell:
        alone = _Group([row], {}, {})
        return self.value(node, alone, alone)

    def value(self, node: Value, group: _Group, over: _Group) -> Cell:
        """``over`` are the rows that an aggregate sees."""
        if node in group.keys:
            return group.keys[node]
        match node:
            case Column(name):
                return group.row.get(name)
            case Constant(value):
                return value
            case Arithmetic(operator, left, right):
                operands = self.value(left, group, over), self.value(right, group, over)
                return None if None in operands else _calculated(operator, *map(float, operands))
            case Call():
                return self.call(node, group, over)
            case Aggregate():
                return self.aggregate(node, over.rows)
        raise TypeError(node)

    def call(self, node: Call, group: _Group, over: _Group) -> Cell:
        function, arguments = node.function, node.arguments
        given = [self.value(argument, group, over) for argument in arguments]
        if function == "ifnull":
            return _typed(given[0] if given[0] is not None else given[1], node.type)
        if given[0] is None:
            return None
        if BY_NAME[function].takes[0] is Takes.TIME:
            given[0] = as_date(self.local(arguments[0], given[0]))
        if function == "date_format":
            return "".join(self.written(given[0], piece) for piece in pieces(given[1]))
        return SCALARS[function](given[0])

    def local(self, node: Value, at: date | datetime) -> date | datetime:
        if node.type is FieldType.DATETIME and isinstance(at, datetime):
            return dates.to_local(at, self.plan.timezone)
        return at

    def written(self, at: datetime, piece: Piece) -> str:
        if piece.letters in STRFTIME:
            return at.strftime(STRFTIME[piece.letters])
        if piece.letters in NAMED:
            kind = NAMED[piece.letters]
            place = at.month - 1 if "months" in kind else at.weekday()
            return names(self.plan.lang, kind)[place]
        year, week, _ = at.isocalendar()
        return {"w": str(week), "xx": f"{year % 100:02}"}.get(piece.letters, piece.literal)

    def aggregate(self, node: Aggregate, rows: Sequence[Row]) -> Cell:
        if not node.arguments:
            return len(rows)
        cells = [self.of_row(node.arguments[0], row) for row in rows]
        full = [cell for cell in cells if cell is not None]
        if node.function == "count":
            return len(set(map(_hashed, full))) if node.distinct else len(full)
        if node.function == "percentile":
            share = node.arguments[1]
            assert isinstance(share, Constant)
            return _quantile(full, float(share.value))  # type: ignore[arg-type]
        return AGGREGATES[node.function](full) if full else None

    # Conditions: true or false, never unknown

    def holds(self, node: Condition, row: Row) -> bool:
        match node:
            case And(items):
                return all(self.holds(item, row) for item in items)
            case Or(items):
                return any(self.holds(item, row) for item in items)
            case Not(item):
                return not self.holds(item, row)
            case Comparison(operator, left, right):
                pair = self.of_row(left, row), self.of_row(right, row)
                return None not in pair and COMPARISONS[operator](compare(*pair))
            case IsNull(of):
                return self.of_row(of, row) is None
            case OneOf(of, values):
                at = self.of_row(of, row)
                return at is not None and any(compare(at, each.value) == 0 for each in values)
            case StartsWith(of, prefix):
                return (self.of_row(of, row) or "").startswith(prefix) and (
                    self.of_row(of, row) is not None
                )
            case Pattern(of, parts):
                text = self.of_row(of, row)
                return text is not None and _matches(fold(text), parts)
            case Words():
                return self.has_words(node, row)

    def has_words(self, node: Words, row: Row) -> bool:
        fields = [Column(f.name, f.type) for f in self.schema if f.type is FieldType.TEXT]
        texts = [self.of_row(of, row) for of in (fields if node.of is None else node.of)]
        there = {word for text in texts if text is not None for word in words_of(text)}
        *whole, last = node.words
        begun = node.prefix and any(word.startswith(last) for word in there)
        return all(word in there for word in whole) and (begun or last in there)


def compare(left: Cell, right: Cell) -> int:
    """-1, 0 or 1. Dates are compared as instants, numbers as numbers; NaN is the largest."""
    if isinstance(left, date) and isinstance(right, date):
        left, right = as_date(left), as_date(right)
    if isinstance(left, float) or isinstance(right, float):
        left, right = ((math.isnan(each), float(each)) for each in (left, right))
        if left[0] or right[0]:
            return int(left[0]) - int(right[0])
    return int(left > right) - int(left < right)


COMPARISONS: dict[str, Callable[[int], bool]] = {
    "=": lambda order: order == 0,
    "!=": lambda order: order != 0,
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
}
SCALARS: dict[str, Callable[[Cell], Cell]] = {
    "length": len,
    "lower": str.lower,
    "upper": str.upper,
    "year": lambda at: at.year,
    "quarter": lambda at: (at.month + 2) // 3,
    "month": lambda at: at.month,
    "day": lambda at: at.day,
    "hour": lambda at: at.hour,
    "minute": lambda at: at.minute,
    "second": lambda at: at.second,
}
AGGREGATES: dict[str, Callable[[list[Cell]], Cell]] = {
    "sum": sum,
    "avg": lambda cells: sum(cells) / len(cells),
    "min": min,
    "max": max,
    "median": lambda cells: _quantile(cells, 0.5),
}


def _hashed(cell: Cell) -> Cell:
    """A point is a dictionary, which a set does not take."""
    return tuple(cell.items()) if isinstance(cell, dict) else cell


def _typed(cell: Cell, kind: FieldType) -> Cell:
    """What two types share holds the values of both."""
    if cell is None or kind not in (FieldType.NUMBER, FieldType.DATETIME):
        return cell
    return float(cell) if kind is FieldType.NUMBER else as_date(cell)


def _calculated(operator: str, left: float, right: float) -> float | None:
    if operator == "/":
        return None if right == 0 else left / right
    return {"+": left + right, "-": left - right, "*": left * right}[operator]


def _quantile(cells: list[Cell], share: float) -> float | None:
    """Linear interpolation between the two nearest values."""
    if not cells:
        return None
    ordered = sorted(float(cell) for cell in cells)
    place = (len(ordered) - 1) * share
    low, high = ordered[math.floor(place)], ordered[math.ceil(place)]
    return low + (high - low) * (place - math.floor(place))


def _matches(text: str, parts: tuple[str, ...]) -> bool:
    """``parts`` in order, the first at the beginning and the last at the end."""
    first, *inner, last = parts
    if not text.startswith(first):
        return False
    place = len(first)
    for part in inner:
        found = text.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return len(text) - len(last) >= place and text.endswith(last)


def _place(at: Cell, bounds: tuple[Cell, ...]) -> int | None:
    for place, (low, high) in enumerate(pairwise(bounds)):
        above = low is None or compare(at, low) >= 0
        if above and (high is None or compare(at, high) < 0):
            return place
    return None


def _is_outside(node: Value, bucket: Cell) -> bool:
    return isinstance(node, EqualRanges | GivenRanges) and bucket is None


def _period(at: datetime, width: int | float, unit: str) -> datetime:
    """When the period that holds ``at`` began."""
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    if unit == "w":
        return midnight - timedelta(days=at.weekday())
    if unit in dates.CALENDAR:
        month = {"M": at.month, "q": (at.month - 1) // 3 * 3 + 1, "y": 1}[unit]
        return midnight.replace(month=month, day=1)
    origin = datetime(1970, 1, 1)
    step = timedelta(milliseconds=int(width) * dates.MILLISECONDS[unit])
    return origin + (at - origin) // step * step


def _next_period(at: datetime, width: int, unit: str) -> datetime:
    if unit == "w":
        return at + timedelta(days=7)
    if unit in dates.CALENDAR:
        count = at.year * 12 + at.month - 1 + {"M": 1, "q": 3, "y": 12}[unit]
        return at.replace(year=count // 12, month=count % 12 + 1)
    return at + timedelta(milliseconds=width * dates.MILLISECONDS[unit])
