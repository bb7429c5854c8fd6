"""The plans of a layer: its rows in a window, its extent, its categories, its values.

Each starts from the plan of the rows selected, so that the grant narrows it like any other.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from autan.maps.mercator import WORLD, Window
from autan.maps.sketch import Sketch
from autan.maps.style import Grain
from autan.maps.tiles import SHAPE, X, Y
from autan.query.nodes import (
    Aggregate,
    And,
    Cell,
    Column,
    Comparison,
    Condition,
    Constant,
    EqualRanges,
    IsNull,
    Mercator,
    Not,
    Rank,
    Value,
)
from autan.query.numbered import ROW
from autan.query.odsql import Limits, read
from autan.query.plan import Order, Output, Plan
from autan.query.state import State
from autan.tabular.fields import FieldType
from autan.tabular.schema import TableSchema

INTEGER = FieldType.INTEGER
TOLD, APART, SHAPES = 1_200, 6_000, 5_000
"""Of one tile: rows with what a popup tells of them, rows alone, and outlines."""
CATEGORIES = 7
COUNT = Aggregate("count", (), INTEGER)
_ALL = Limits(max_limit=None, default_limit=None, max_window=None)
_DETAILS = (6, 10)
_DISTINCT = 20_000

Rows = list[dict[str, Any]]


class Reader(Protocol):
    """What gives the rows and the tiles of one dataset to one viewer: ``engine.reader.Reader``."""

    def run(self, plan: Plan) -> tuple[Rows, int | None]: ...

    def tile(self, plans: Sequence[Plan], window: Window) -> bytes: ...


def selection(state: State, schema: TableSchema) -> Plan:
    """The rows that a state selects; an ``OdsqlError`` when a filter cannot be read."""
    plan = read(state.selection.params(limits=_ALL), schema)
    return replace(plan, want_total=False)


def extent(sketch: Sketch, plan: Plan) -> Plan:
    """One row: ``left top right bottom`` of the places, how many are ``located``, of ``total``."""
    ends = ("left", "top", "right", "bottom") if sketch.is_outlined else (X, Y, X, Y)
    names = zip(("left", "top", "right", "bottom"), ends, ("min", "min", "max", "max"), strict=True)
    outputs = [Output(name, _over(verb, _part(sketch, part))) for name, part, verb in names]
    located = Output("located", Aggregate("count", (_part(sketch, X),), INTEGER))
    outputs += [located, Output("total", COUNT)]
    return replace(plan, select=tuple(outputs), limit=1, want_total=False)


def tile(
    sketch: Sketch, plan: Plan, window: Window, categories: Sequence[Constant] = ()
) -> tuple[Plan, ...]:
    """The plans of a tile, for ``engine.tile``: the first whose rows are not too many is drawn.

    Properties: ``row`` of a single row; ``n`` rows together; ``c`` the rank of the category;
    ``v`` the value; and, where few rows are drawn, ``p.`` and the name of each field of the popup.
    """
    seen = plan.where_and(inside(sketch, window))
    own = _properties(sketch, categories)
    told = _told(sketch, "p.")
    row = Output("row", ROW)
    if sketch.is_outlined:
        shape = Output(SHAPE, _part(sketch, f"shape{_detail(window.zoom)}", FieldType.GEO_SHAPE))
        single = (row, *own, shape)
        tries = [
            replace(seen, select=(*single, *told), limit=TOLD),
            replace(seen, select=single, limit=SHAPES),
        ]
        return (*tries, _cells(sketch, seen, window, categories))
    if sketch.grain is Grain.CELL:
        return (_cells(sketch, seen, window, categories),)
    place = (Output(X, _part(sketch, X)), Output(Y, _part(sketch, Y)))
    tries = [
        replace(seen, select=(row, *own, *place, *told), limit=TOLD),
        replace(seen, select=(row, *own, *place), limit=APART),
    ]
    return (*tries, _cells(sketch, seen, window, categories))


def visible(
    sketch: Sketch, plan: Plan, window: Window, *, limit: int = 50, offset: int = 0
) -> Plan:
    """The rows whose place is in a window, with their number ``row``, their position ``x`` and
    ``y`` and the fields of the popup by their names; their total is asked."""
    told = _told(sketch)
    place = (Output(f"__{X}", _part(sketch, X)), Output(f"__{Y}", _part(sketch, Y)))
    return replace(
        plan.where_and(inside(sketch, window)),
        select=(Output("__row", ROW), *place, *told),
        limit=limit,
        offset=offset,
        want_total=True,
    )


def codes(sketch: Sketch, plan: Plan) -> Plan:
    """A row for each ``code``: how many rows (``n``) and their value (``v``)."""
    field = sketch.geography.field
    key = Output("code", Column(field.name, field.type))
    value = Output("v", sketch.of or COUNT)
    known = plan.where_and(Not(IsNull(key.node)))
    return replace(
        known, select=(key, Output("n", COUNT), value), group_by=(key,), want_total=False
    )


def top(sketch: Sketch, plan: Plan) -> Plan:
    """The commonest values of the categories: ``value`` and ``n``."""
    assert sketch.by is not None
    key = Output("value", Column(sketch.by.name, sketch.by.type))
    known = plan.where_and(And((Not(IsNull(key.node)), _located(sketch))))
    return replace(
        known,
        select=(key, Output("n", COUNT)),
        group_by=(key,),
        order_by=(Order(COUNT, descending=True),),
        limit=CATEGORIES,
        want_total=True,
    )


def amounts(sketch: Sketch, plan: Plan) -> Plan:
    """The different values of the shapes with how many have each, ascending: ``v`` and ``n``."""
    assert sketch.of is not None
    key = Output("v", sketch.of)
    known = plan.where_and(And((Not(IsNull(sketch.of)), _located(sketch))))
    return replace(
        known,
        select=(key, Output("n", COUNT)),
        group_by=(key,),
        order_by=(Order(sketch.of),),
        limit=_DISTINCT,
        want_total=True,
    )


def ranges(sketch: Sketch, plan: Plan, width: float) -> Plan:
    """The same for too many different values: ``v`` is the label of a range of that width."""
    assert sketch.of is not None
    key = Output("v", EqualRanges(sketch.of, width))
    known = plan.where_and(_located(sketch))
    return replace(
        known,
        select=(key, Output("n", COUNT)),
        group_by=(key,),
        order_by=(Order(key.node),),
        want_total=False,
    )


def ends(sketch: Sketch, plan: Plan) -> Plan:
    """One row: the ``low`` and ``high`` value of the shapes."""
    assert sketch.of is not None
    outputs = (Output("low", _over("min", sketch.of)), Output("high", _over("max", sketch.of)))
    return replace(plan, select=outputs, limit=1, want_total=False)


def inside(sketch: Sketch, window: Window) -> Condition:
    """The rows whose place is in a window; of an outline, whose box meets it."""
    if sketch.is_outlined:
        sides = (("left", "<"), ("right", ">="), ("top", "<"), ("bottom", ">="))
    else:
        sides = ((X, "<"), (X, ">="), (Y, "<"), (Y, ">="))
    ends_ = (window.right, window.left, window.bottom, window.top)
    return And(
        tuple(
            Comparison(operator, _part(sketch, part), _whole(end))
            for (part, operator), end in zip(sides, ends_, strict=True)
        )
    )


def _told(sketch: Sketch, prefix: str = "") -> tuple[Output, ...]:
    """The fields of the popup; of those that nobody named, a hidden one is left out."""
    by_itself = not sketch.words.popup
    return tuple(
        Output(prefix + field.name, Column(field.name, field.type), implied=by_itself)
        for field in sketch.popup
    )


def _located(sketch: Sketch) -> Condition:
    return Not(IsNull(_part(sketch, X)))


def _properties(sketch: Sketch, categories: Sequence[Constant]) -> tuple[Output, ...]:
    if sketch.by is not None:
        return (Output("c", Rank(Column(sketch.by.name, sketch.by.type), tuple(categories))),)
    return (Output("v", sketch.of),) if sketch.of is not None else ()


def _cells(sketch: Sketch, seen: Plan, window: Window, categories: Sequence[Constant]) -> Plan:
    """Rows together, cell by cell and category by category, in the middle of them all."""
    bits = _bits(sketch, window)
    sides = [_part(sketch, X), _part(sketch, Y)]
    keys = [Output(f"k{side.part}", Cell(side, bits)) for side in sides]
    rank = _properties(sketch, categories) if sketch.by is not None else ()
    place = (Output(part, _over("avg", side)) for part, side in zip((X, Y), sides, strict=True))
    value = (Output("v", _totalled(sketch.of)),) if sketch.of is not None else ()
    select = (Output("n", COUNT), Output("row", _over("min", ROW)), *place, *rank, *value)
    within = seen if not sketch.is_outlined else seen.where_and(_middle_inside(sketch, window))
    return replace(within, select=select, group_by=(*keys, *rank), limit=None, want_total=False)


def _bits(sketch: Sketch, window: Window) -> int:
    style = sketch.style
    across = window.width * window.scale / _UNITS
    cells = 1024 if window.zoom >= style.apart else style.cells * across
    return window.bits(round(max(cells, 1)))


_UNITS = 4096


def _middle_inside(sketch: Sketch, window: Window) -> Condition:
    return And(
        tuple(
            Comparison(operator, _part(sketch, part), _whole(end))
            for part, operator, end in (
                (X, ">=", window.left),
                (X, "<", window.right),
                (Y, ">=", window.top),
                (Y, "<", window.bottom),
            )
        )
    )


def _totalled(of: Value) -> Value:
    """Of outlines too many to be drawn, the mean of their values."""
    return of if isinstance(of, Aggregate) else Aggregate("avg", (of,), FieldType.NUMBER)


def _detail(zoom: float) -> int:
    return next((most for most in _DETAILS if zoom <= most), 14)


def _part(sketch: Sketch, part: str, kind: FieldType = INTEGER) -> Mercator:
    where = sketch.geography
    field = where.latitude if where.latitude and part == Y else where.field
    return Mercator(Column(field.name, field.type), part, kind)


def _over(function: str, node: Value) -> Aggregate:
    kind = FieldType.NUMBER if function == "avg" else node.type
    return Aggregate(function, (node,), kind)


def _whole(end: int) -> Constant:
    return Constant(min(max(end, 0), WORLD - 1), INTEGER)
