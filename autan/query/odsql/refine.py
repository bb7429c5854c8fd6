"""``refine`` and ``exclude``: filters by a value of a facet, outside the language proper."""

from collections.abc import Iterable

from autan.query import dates, typing
from autan.query.nodes import FALSE, And, Column, Comparison, Condition, Constant, Not, Or
from autan.query.odsql import parser
from autan.query.odsql.errors import OdsqlError, unexpected
from autan.query.odsql.meaning import Meaning
from autan.query.odsql.tokens import Kind, tokenise
from autan.query.typing import TIMES, Literal, Meaningless
from autan.tabular.fields import FieldType

_TRUE = ("true", "1")
_FALSE = ("false", "0")


def refined(given: Iterable[str], meaning: Meaning, disjunctive: frozenset[str]) -> list[Condition]:
    """All of them at once; the values of a disjunctive facet are alternatives."""
    chosen: dict[str, list[Condition]] = {}
    for text in given:
        column, condition = _facet(text, meaning)
        chosen.setdefault(column.name, []).append(condition)
    return [
        (Or if _is_disjunctive(name, meaning, disjunctive) else And)(tuple(conditions))
        for name, conditions in chosen.items()
    ]


def excluded(given: Iterable[str], meaning: Meaning) -> list[Condition]:
    """None of them."""
    return [Not(_facet(text, meaning)[1]) for text in given]


def disjunctive_facets(given: Iterable[str], meaning: Meaning) -> frozenset[str]:
    """The fields declared by ``facet(name="x", disjunctive=true)``; others have no effect."""
    found = (_declared(text, meaning) for text in given)
    return frozenset(name for name in found if name is not None)


def _declared(text: str, meaning: Meaning) -> str | None:
    if not text.lower().startswith("facet("):
        return None
    options = {part.value: part.parts[0] for part in parser.call(text, "facet").parts}
    name = meaning.schema.find(options["name"].value) if "name" in options else None
    wanted = "disjunctive" in options and options["disjunctive"].rule == "true"
    return name.name if name and wanted else None


def _is_disjunctive(name: str, meaning: Meaning, declared: frozenset[str]) -> bool:
    found = meaning.schema.find(name)
    return name in declared or (found is not None and "disjunctive" in found.annotations)


def _facet(text: str, meaning: Meaning) -> tuple[Column, Condition]:
    name, value = _split(text, meaning.clause)
    column = meaning.column(name)
    try:
        return column, _holds(column, value, meaning.zone)
    except Meaningless as wrong:
        raise meaning.wrong(wrong) from None


def _split(text: str, clause: str) -> tuple[str, str]:
    """``name:value``; both may be quoted, and a bare value may hold anything."""
    if text.startswith("`"):
        end = text.find("`", 1)
        name, rest = text[1:end], text[end + 1 :]
    else:
        name, colon, rest = text.partition(":")
        rest = colon + rest
    if not rest.startswith(":") or not name:
        raise _unexpected_end(text, clause)
    return name.strip(), _unquoted(rest[1:].strip(), clause)


def _unquoted(value: str, clause: str) -> str:
    if len(value) < 2 or value[0] not in "\"'" or value[-1] != value[0]:
        return value
    tokens = tokenise(value, clause)
    return tokens[0].value if tokens[0].kind is Kind.STRING and len(tokens) == 2 else value


def _unexpected_end(text: str, clause: str) -> OdsqlError:
    return unexpected("end of clause", len(text), text, clause)


def _holds(column: Column, value: str, zone: str) -> Condition:
    if column.type in TIMES:
        return _in_period(column, value, zone)
    if column.type is FieldType.BOOLEAN:
        if value.lower() not in _TRUE + _FALSE:
            return FALSE
        return Comparison("=", column, Constant(value.lower() in _TRUE, FieldType.BOOLEAN))
    return typing.comparison("=", column, Literal(value, FieldType.TEXT, value), zone)


def _in_period(column: Column, value: str, zone: str) -> Condition:
    """A year, a month (``2019/12``), a day: the whole of it. A time: that instant."""
    moment = dates.read_moment(value)
    if moment is None:
        raise Meaningless(f"{value} is not a date.")
    if not moment.is_day:
        return typing.comparison("=", column, Literal(value, FieldType.TEXT, value), zone)
    first, after = moment.at.date().isoformat(), dates.period_end(moment).isoformat()
    low = typing.comparison(">=", column, Literal(first, FieldType.TEXT, first), zone)
    high = typing.comparison("<", column, Literal(after, FieldType.TEXT, after), zone)
    return And((low, high))
