"""What a query says, as immutable typed values; every language and every engine meets here.

Two sorts of nodes. *Values* have a ``type``. *Conditions* are true or false, never unknown: a
comparison with an empty cell is false, and ``Not`` is the plain complement, so it keeps the rows
whose cell is empty (measured on the original, see the chapter "where" of the manual).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime

from autan.tabular.fields import FieldType

Scalar = str | int | float | bool | date | datetime


@dataclass(frozen=True, slots=True)
class Column:
    """A field of the table, by its published name."""

    name: str
    type: FieldType


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal. A ``datetime`` is without zone and in UTC."""

    value: Scalar
    type: FieldType


@dataclass(frozen=True, slots=True)
class Call:
    """A scalar function of the table in ``functions.py``."""

    function: str
    arguments: tuple["Value", ...]
    type: FieldType


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``+ - * /`` in floating point; a division by zero is an empty cell."""

    operator: str
    left: "Value"
    right: "Value"
    type: FieldType = FieldType.NUMBER


@dataclass(frozen=True, slots=True)
class Aggregate:
    """An aggregate of the table in ``functions.py``; without argument, the rows are counted."""

    function: str
    arguments: tuple["Value", ...]
    type: FieldType
    distinct: bool = False


@dataclass(frozen=True, slots=True)
class EqualRanges:
    """Groups of equal width. ``unit`` is None for numbers, else a key of ``dates.UNITS``."""

    of: "Value"
    width: int | float
    unit: str | None = None
    type: FieldType = FieldType.TEXT


@dataclass(frozen=True, slots=True)
class GivenRanges:
    """Groups between given bounds, ascending; None at either end means that it is open."""

    of: "Value"
    bounds: tuple[Scalar | None, ...]
    type: FieldType = FieldType.TEXT


@dataclass(frozen=True, slots=True)
class Mercator:
    """Where a place is on the square of the web maps, prepared beside each version.

    ``part``: ``x`` and ``y`` of its point (of a shape, a point inside), ``left top right bottom``
    of its box, from 0 to 2**31 eastwards and southwards; ``shape6 shape10 shape14``: its outline
    in well-known binary, fit for maps up to that zoom, in metres. Only our own plans name it.
    """

    of: Column
    part: str
    type: FieldType = FieldType.INTEGER


@dataclass(frozen=True, slots=True)
class Cell:
    """The number of the cell, ``2**bits`` wide, where a position falls."""

    of: Mercator
    bits: int
    type: FieldType = FieldType.INTEGER


@dataclass(frozen=True, slots=True)
class Rank:
    """The place of a value in a list, from 0; the length of the list for any other."""

    of: "Value"
    values: tuple[Constant, ...]
    type: FieldType = FieldType.INTEGER


@dataclass(frozen=True, slots=True)
class Comparison:
    """``operator`` is one of ``= != < > <= >=``; false when either side is empty."""

    operator: str
    left: "Value"
    right: "Value"


@dataclass(frozen=True, slots=True)
class And:
    """All of them; true when there is none."""

    items: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One of them at least; false when there is none."""

    items: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    item: "Condition"


@dataclass(frozen=True, slots=True)
class IsNull:
    of: "Value"


@dataclass(frozen=True, slots=True)
class OneOf:
    of: "Value"
    values: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Every word is in the text, whatever its case and accents.

    ``of`` are the texts looked into, any word in any of them; None means all the text fields.
    ``words`` are folded. With ``prefix``, the last word may be the beginning of a longer one.
    """

    of: tuple["Value", ...] | None
    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """The whole folded text is these folded ``pieces`` in order, with anything between them."""

    of: "Value"
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StartsWith:
    """The exact text begins with the prefix: case and accents count."""

    of: "Value"
    prefix: str


Placed = Mercator | Cell | Rank
Value = Column | Constant | Call | Arithmetic | Aggregate | EqualRanges | GivenRanges | Placed
Condition = Comparison | And | Or | Not | IsNull | OneOf | Words | Pattern | StartsWith
Node = Value | Condition

TRUE = And(())
FALSE = Or(())


def children(node: Node) -> Iterator[Node]:
    """The nodes directly inside, in order."""
    for each in fields(node):
        value = getattr(node, each.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Node):
                yield item


def walk(node: Node) -> Iterator[Node]:
    """The node and everything inside it."""
    yield node
    for child in children(node):
        yield from walk(child)


def columns_of(node: Node) -> Iterator[str]:
    """The names of the fields that the node reads; ``Words`` on all fields names none."""
    return (each.name for each in walk(node) if isinstance(each, Column))


def is_aggregated(node: Node) -> bool:
    """Whether an aggregate is somewhere inside."""
    return any(isinstance(each, Aggregate) for each in walk(node))


def rewrite(condition: Condition, change: Callable[[Condition], Condition]) -> Condition:
    """The same condition with ``change`` applied to each of its leaves."""
    match condition:
        case And(items):
            return And(tuple(rewrite(item, change) for item in items))
        case Or(items):
            return Or(tuple(rewrite(item, change) for item in items))
        case Not(item):
            return Not(rewrite(item, change))
    return change(condition)


def both(left: Condition | None, right: Condition | None) -> Condition | None:
    """The conjunction of two optional conditions."""
    kept: list[Condition] = []
    for item in (left, right):
        if isinstance(item, And):
            kept.extend(item.items)
        elif item is not None:
            kept.append(item)
    return kept[0] if len(kept) == 1 else And(tuple(kept)) if kept else None
