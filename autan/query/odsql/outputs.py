"""``select``, ``group_by`` and ``order_by``: what comes out, in groups or not, in which order."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from autan.query import typing
from autan.query.dates import CALENDAR, MILLISECONDS, UNITS
from autan.query.nodes import (
    Aggregate,
    Column,
    Constant,
    EqualRanges,
    GivenRanges,
    Scalar,
    Value,
    children,
    is_aggregated,
)
from autan.query.odsql import parser
from autan.query.odsql.meaning import Meaning
from autan.query.odsql.syntax import Item, Tree
from autan.query.plan import Order, Output
from autan.query.typing import TIMES, Meaningless
from autan.tabular.fields import PLACES

MAX_OUTPUTS = 500
MAX_BOUNDS = 100


def select(meaning: Meaning, groups: tuple[Output, ...]) -> tuple[Output, ...]:
    """The columns of the answer; the group keys are there even if nobody selected them."""
    chosen: dict[str, Output] = {}
    for item in parser.items(meaning.text, "select") if meaning.text else ():
        _choose(chosen, item, meaning, groups)
    if not chosen and not groups:
        chosen = {output.key: output for output in _fields(meaning)}
    if len(chosen) > MAX_OUTPUTS:
        raise meaning.wrong(f"more than {MAX_OUTPUTS} columns.")
    if groups:
        _check_grouped(chosen.values(), groups, meaning)
    nodes = [output.node for output in chosen.values()]
    return (*(key for key in groups if key.node not in nodes), *chosen.values())


def _choose(
    chosen: dict[str, Output], item: Item, meaning: Meaning, groups: tuple[Output, ...]
) -> None:
    tree = item.tree
    if tree.rule == "star":
        chosen.update({each.key: each for each in groups or _fields(meaning)})
    elif tree.rule == "pattern":
        _choose_by_pattern(chosen, tree, meaning)
    else:
        node = meaning.value(tree)
        key = item.alias or _key(item, node, meaning)
        chosen[key] = Output(key, node)


def _choose_by_pattern(chosen: dict[str, Output], tree: Tree, meaning: Meaning) -> None:
    word, name = tree.value.rstrip("*"), tree.parts[0].value
    starred = tree.value.endswith("*")
    if not starred:
        name = meaning.column(name).name
    matching = {
        each.key: each
        for each in _fields(meaning)
        if each.key == name or (starred and each.key.casefold().startswith(name.casefold()))
    }
    if word == "include":
        chosen.update(matching)
        return
    if not chosen:
        chosen.update({each.key: each for each in _fields(meaning)})
    for key in matching:
        chosen.pop(key, None)


def _fields(meaning: Meaning) -> Iterable[Output]:
    return [
        Output(each.name, Column(each.name, each.type), implied=True) for each in meaning.schema
    ]


def _key(item: Item, node: Value, meaning: Meaning) -> str:
    """The name of the field, else the expression to the letter."""
    named = item.tree.rule == "name" and isinstance(node, Column)
    if named and item.tree.value not in meaning.aliases:
        assert isinstance(node, Column)
        return node.name
    return item.tree.value if item.tree.rule == "name" else item.written


def _check_grouped(outputs: Iterable[Output], groups: tuple[Output, ...], meaning: Meaning) -> None:
    keys = {group.node for group in groups}
    for output in outputs:
        if not _is_known(output.node, keys):
            raise meaning.wrong(f"{output.key} is neither a group nor an aggregation.")


def _is_known(node: Value, keys: set[Value]) -> bool:
    """Whether the value is the same for a whole group."""
    if node in keys or isinstance(node, Aggregate | Constant):
        return True
    inside = list(children(node))
    return bool(inside) and all(_is_known(child, keys) for child in inside)  # type: ignore[arg-type]


def group_by(meaning: Meaning) -> tuple[Output, ...]:
    """The keys of the groups."""
    found: dict[str, Output] = {}
    for item in parser.items(meaning.text, "group_by") if meaning.text else ():
        node = _grouping(item.tree, meaning)
        if is_aggregated(node) or isinstance(node, Constant):
            raise meaning.wrong(f"{item.written} cannot make groups.")
        if node.type in PLACES:
            raise meaning.wrong(f"{node.type} cannot make groups.")
        key = item.alias or _key(item, node, meaning)
        found[key] = Output(key, node)
    return tuple(found.values())


def _grouping(tree: Tree, meaning: Meaning) -> Value:
    ranged = tree.rule == "call" and tree.value == "range"
    return _range(tree, meaning) if ranged else meaning.value(tree)


def order_by(
    meaning: Meaning, outputs: tuple[Output, ...], groups: tuple[Output, ...]
) -> tuple[Order, ...]:
    """The wanted order; groups without one are in the order of their keys."""
    if not meaning.text:
        return tuple(Order(group.node) for group in groups)
    named = {output.key: output.node for output in (*groups, *outputs)}
    aliased = replace(meaning, aliases={**meaning.aliases, **named})
    orders = [_order(item, aliased, groups) for item in parser.items(meaning.text, "order_by")]
    return tuple(order for order in orders if not isinstance(order.node, Constant))


def _order(item: Item, meaning: Meaning, groups: tuple[Output, ...]) -> Order:
    tree, descending = item.tree, item.descending
    if tree.rule == "minus" and tree.parts[0].rule == "name":
        tree, descending = tree.parts[0], not descending
    node = meaning.aliases.get(item.written) or meaning.value(tree)
    if groups and not _is_known(node, {group.node for group in groups}):
        raise meaning.wrong(f"{item.written} is neither a group nor an aggregation.")
    if node.type in PLACES:
        raise meaning.wrong(f"{node.type} cannot be sorted.")
    return Order(node, descending)


# Ranges


def _range(tree: Tree, meaning: Meaning) -> EqualRanges | GivenRanges:
    if len(tree.parts) < 2:
        raise meaning.wrong(tree.text(meaning.text))
    of = meaning.value(tree.parts[0])
    if of.type not in typing.NUMBERS | TIMES:
        raise meaning.wrong("range() takes a number, date or datetime.")
    try:
        if len(tree.parts) == 2:
            return _equal(of, tree.parts[1], meaning)
        return GivenRanges(of, _bounds(of, tree.parts[1:], meaning))
    except Meaningless as wrong:
        raise meaning.wrong(wrong) from None


def _equal(of: Value, tree: Tree, meaning: Meaning) -> EqualRanges:
    timed = tree.rule == "width"
    width = typing.number((tree.parts[0] if timed else tree).value or "0").value
    assert isinstance(width, int | float)
    if width <= 0 or timed != (of.type in TIMES) or tree.rule not in ("width", "number"):
        raise Meaningless(f"range() cannot take {tree.text(meaning.text)}.")
    return EqualRanges(of, width, _unit(tree.value, width) if timed else None)


def _unit(written: str, width: int | float) -> str:
    word = written if len(written) == 1 else written.lower()
    unit = UNITS.get(word) or UNITS.get(word.rstrip("s"))
    if unit is None or not isinstance(width, int) or (unit in CALENDAR and width != 1):
        raise Meaningless(f"range() cannot take {width} {written}.")
    if width * MILLISECONDS.get(unit, 1) > 100 * 365 * MILLISECONDS["d"]:
        raise Meaningless(f"range() cannot take {width} {written}.")
    return unit


def _bounds(of: Value, trees: tuple[Tree, ...], meaning: Meaning) -> tuple[Scalar | None, ...]:
    found = [_bound(of, tree, meaning) for tree in trees]
    inner: list[Any] = [bound for bound in found if bound is not None]
    opened = [place for place, bound in enumerate(found) if bound is None]
    ordered = all(low < high for low, high in pairwise(inner))
    if not inner or not ordered or not set(opened) <= {0, len(found) - 1}:
        raise Meaningless("the bounds of range() must be in ascending order.")
    if len(found) > MAX_BOUNDS:
        raise Meaningless(f"range() takes {MAX_BOUNDS} bounds at most.")
    return tuple(found)


def _bound(of: Value, tree: Tree, meaning: Meaning) -> Scalar | None:
    if tree.rule == "star":
        return None
    value = typing.adapted(meaning.literal(tree), of.type, meaning.zone)
    if not isinstance(value, Constant) or typing.family(value.type) != typing.family(of.type):
        raise Meaningless("the bounds of range() are literals of the type of the field.")
    if of.type in TIMES:
        return typing.as_date(value.value)  # type: ignore[arg-type]
    return float(value.value)  # type: ignore[arg-type]
