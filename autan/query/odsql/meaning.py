"""From what is written to what it means for one table: ``Tree`` in, typed nodes out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from autan.query import typing
from autan.query.date_format import pieces
from autan.query.folding import fold, words_of
from autan.query.functions import BY_NAME, Sort
from autan.query.nodes import (
    FALSE,
    TRUE,
    Aggregate,
    And,
    Call,
    Column,
    Comparison,
    Condition,
    Constant,
    IsNull,
    Not,
    Or,
    Pattern,
    StartsWith,
    Value,
    Words,
    is_aggregated,
)
from autan.query.odsql.errors import OdsqlError, malformed, unknown_field
from autan.query.odsql.now import now
from autan.query.odsql.syntax import Tree
from autan.query.typing import Literal, Meaningless
from autan.tabular.fields import FieldType
from autan.tabular.schema import TableSchema

MAX_WORDS = 50
MAX_SOUGHT = 1_000


@dataclass(frozen=True, slots=True)
class Meaning:
    """Reads the trees of one clause. ``aliases`` are the names given in the other clauses."""

    schema: TableSchema
    clause: str
    text: str
    zone: str = "UTC"
    aliases: Mapping[str, Value] = field(default_factory=dict)
    instant: datetime = field(default_factory=lambda: datetime.now(UTC))

    def condition(self, tree: Tree) -> Condition:
        """A true-or-false; OdsqlError when the clause means nothing."""
        try:
            return self._condition(tree)
        except Meaningless as wrong:
            raise self.wrong(wrong) from None

    def value(self, tree: Tree) -> Value:
        """A value with its type; OdsqlError when the clause means nothing."""
        try:
            found = self._value(tree)
        except Meaningless as wrong:
            raise self.wrong(wrong) from None
        return found.plain if isinstance(found, Literal) else found

    def literal(self, tree: Tree) -> Value:
        """A value that keeps what was written, to be adapted by the caller; may be Meaningless."""
        return self._value(tree)

    def wrong(self, reason: object) -> OdsqlError:
        return malformed(str(reason), self.clause)

    def column(self, name: str) -> Column:
        """A field by its name, in any case when there is no doubt."""
        found = self.schema.find(name)
        if found is None:
            raise unknown_field(name, self.clause)
        return Column(found.name, found.type)

    # Conditions

    def _condition(self, tree: Tree) -> Condition:
        match tree.rule:
            case "or":
                return Or(tuple(self._condition(part) for part in tree.parts))
            case "and":
                return And(tuple(self._condition(part) for part in tree.parts))
            case "not":
                return Not(self._condition(tree.parts[0]))
            case "compare":
                return self._comparison(tree)
            case "like":
                return self._like(tree)
            case "in":
                return self._membership(tree)
            case "between":
                return self._between(tree)
            case "is":
                return self._nature(tree)
            case "string":
                return _words(None, tree.value)
            case "true" | "false":
                return TRUE if tree.rule == "true" else FALSE
            case "call" if BY_NAME[tree.value].sort is Sort.PREDICATE:
                return self._predicate(tree)
        return self._truth(self._value(tree))

    def _truth(self, value: Value) -> Condition:
        if value.type is not FieldType.BOOLEAN:
            raise Meaningless("a condition is expected.")
        return Comparison("=", value, Constant(True, FieldType.BOOLEAN))

    def _comparison(self, tree: Tree) -> Condition:
        left, right = tree.parts
        if "null" in (left.rule, right.rule):
            return FALSE
        return self._compared(tree.value, self._row_value(left), self._row_value(right))

    def _compared(self, operator: str, left: Value, right: Value) -> Condition:
        return typing.comparison(operator, left, right, self.zone)

    def _row_value(self, tree: Tree) -> Value:
        """A value that exists for one row: no aggregate."""
        found = self._value(tree)
        if is_aggregated(found):
            raise Meaningless(f"aggregation functions are not allowed in {self.clause}.")
        return found

    def _like(self, tree: Tree) -> Condition:
        of, text = self._row_value(tree.parts[0]), tree.parts[1].value
        if of.type is not FieldType.TEXT:
            raise Meaningless("like takes a text.")
        if "%" in text or "*" in text:
            return _pattern(of, fold(text).replace("*", "%"))
        return _words((of,), text)

    def _membership(self, tree: Tree) -> Condition:
        of, *values = (part for part in tree.parts if part.rule != "null")
        return typing.one_of(
            self._row_value(of), tuple(self._row_value(each) for each in values), self.zone
        )

    def _between(self, tree: Tree) -> Condition:
        of, low, high = (self._row_value(part) for part in tree.parts)
        above = ">=" if tree.value[0] == "[" else ">"
        below = "<=" if tree.value[1] == "]" else "<"
        return And((self._compared(above, of, low), self._compared(below, of, high)))

    def _nature(self, tree: Tree) -> Condition:
        of = self._row_value(tree.parts[0])
        if tree.value == "null":
            return IsNull(of)
        if of.type is not FieldType.BOOLEAN:
            raise Meaningless(f"is {tree.value} takes a boolean.")
        return Comparison("=", of, Constant(tree.value == "true", FieldType.BOOLEAN))

    def _predicate(self, tree: Tree) -> Condition:
        *names, text = tree.parts or (Tree("star"),)
        if text.rule != "string":
            raise Meaningless(f"{tree.value}() takes a literal text.")
        of = self._texts(names)
        if tree.value != "startswith":
            return _words(of, text.value, prefix=True)
        chosen = of if of is not None else self._all_texts()
        return Or(tuple(StartsWith(each, text.value) for each in chosen))

    def _texts(self, trees: Iterable[Tree]) -> tuple[Value, ...] | None:
        """The texts to look into; None for all of them."""
        given = [tree for tree in trees if tree.rule != "star"]
        found = tuple(self._row_value(tree) for tree in given)
        if any(value.type is not FieldType.TEXT for value in found):
            raise Meaningless("a search looks into texts only.")
        return found or None

    def _all_texts(self) -> tuple[Value, ...]:
        return tuple(Column(f.name, f.type) for f in self.schema if f.type is FieldType.TEXT)

    # Values

    def _value(self, tree: Tree) -> Value:
        match tree.rule:
            case "name":
                return self.aliases.get(tree.value) or self.column(tree.value)
            case "string":
                return Literal(tree.value, FieldType.TEXT, tree.value)
            case "number":
                found = typing.number(tree.value)
                return Literal(found.value, found.type, tree.value)
            case "true" | "false":
                return Literal(tree.rule == "true", FieldType.BOOLEAN, tree.rule)
            case "date":
                return self._date(tree.value)
            case "minus":
                return self._negative(tree)
            case "arithmetic":
                left, right = (self._value(part) for part in tree.parts)
                return typing.arithmetic(tree.value, left, right)
            case "call" | "distinct":
                return self._call(tree)
        raise Meaningless(f"unexpected {tree.text(self.text)}.")

    def _date(self, written: str) -> Literal:
        found = typing.moment(written, FieldType.DATE, self.zone)
        if found.type is FieldType.DATETIME:
            found = typing.moment(written, FieldType.DATETIME, self.zone)
        return Literal(found.value, found.type, written)

    def _negative(self, tree: Tree) -> Value:
        inside = self._value(tree.parts[0])
        negative = isinstance(inside, Literal) and inside.type in typing.NUMBERS
        if negative and isinstance(inside, Literal) and isinstance(inside.value, int | float):
            return replace(inside, value=-inside.value, written=f"-{inside.written}")
        return typing.arithmetic("-", Constant(0, FieldType.INTEGER), inside)

    def _call(self, tree: Tree) -> Value:
        function = BY_NAME.get(tree.value)
        if function is None or function.sort in (Sort.PREDICATE, Sort.GROUPING):
            raise self.wrong(tree.text(self.text))
        if function.sort is Sort.INSTANT:
            return self._now(tree)
        if tree.rule == "distinct" and function.name != "count":
            raise Meaningless("distinct is for count() only.")
        if [part.rule for part in tree.parts] == ["star"] and function.name == "count":
            return Aggregate("count", (), FieldType.INTEGER)
        given = tuple(self._value(part) for part in tree.parts)
        checked = typing.arguments(function, given, self.zone)
        if function.name == "date_format":
            _check_pattern(checked[1])
        kind = typing.result(function, checked)
        if function.sort is Sort.SCALAR:
            return Call(function.name, checked, kind)
        if any(is_aggregated(value) for value in checked) or not checked:
            raise self.wrong(tree.text(self.text))
        return Aggregate(function.name, checked, kind, tree.rule == "distinct")

    def _now(self, tree: Tree) -> Literal:
        options: dict[str, int] = {}
        for part in tree.parts:
            amount = self._value(part.parts[0]) if part.rule == "option" else None
            if not isinstance(amount, Literal) or not isinstance(amount.value, int):
                raise self.wrong(tree.text(self.text))
            options.pop(part.value, None)
            options[part.value] = amount.value
        found = now(options, self.zone, self.instant)
        return Literal(found, FieldType.DATETIME, f"{found.isoformat()}Z")


def _check_pattern(value: Value) -> None:
    assert isinstance(value, Constant)
    try:
        if not pieces(str(value.value)):
            raise Meaningless("date_format() takes a pattern.")
    except ValueError as unknown:
        raise Meaningless(f"date_format() does not know {unknown}.") from None


def _pattern(of: Value, text: str) -> Condition:
    if len(text) > MAX_SOUGHT:
        raise Meaningless("the text to look for is too long.")
    first, *inner, last = text.split("%")
    return Pattern(of, (first, *(piece for piece in inner if piece), last))


def _words(of: tuple[Value, ...] | None, text: str, prefix: bool = False) -> Condition:
    """Nothing to look for is found everywhere, except in an empty cell."""
    words = words_of(text)
    if len(words) > MAX_WORDS or len(text) > MAX_SOUGHT:
        raise Meaningless("the text to look for is too long.")
    if words:
        return Words(of, words, prefix)
    return TRUE if of is None else Or(tuple(Not(IsNull(each)) for each in of))
