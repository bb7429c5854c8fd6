"""What may be compared, added and aggregated with what; a literal takes the type it meets.

Everything here raises ``Meaningless``: whoever knows the clause makes the error for people.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from math import isfinite
from typing import cast

from autan.query import dates
from autan.query.functions import Function, Gives, Takes
from autan.query.nodes import Arithmetic, Comparison, Constant, OneOf, Value
from autan.tabular.fields import PLACES, FieldType

NUMBERS = frozenset({FieldType.INTEGER, FieldType.NUMBER})
TIMES = frozenset({FieldType.DATE, FieldType.DATETIME})
_ACCEPTED = {
    Takes.ANY: frozenset(FieldType),
    Takes.TEXT: frozenset({FieldType.TEXT}),
    Takes.NUMBER: NUMBERS,
    Takes.TIME: TIMES,
    Takes.MEASURE: NUMBERS | TIMES,
}
_TRUTHS = {"true": True, "false": False}
_LARGEST = 2**63


class Meaningless(Exception):
    """The clause parses and means nothing for this table; the message ends with a full stop."""


@dataclass(frozen=True, slots=True)
class Literal(Constant):
    """A constant as it was written, before it takes the type of what it is compared with."""

    written: str = ""

    @property
    def plain(self) -> Constant:
        return Constant(self.value, self.type)


def number(text: str) -> Constant:
    """An integer if it is written as one and fits in 64 bits, else a floating-point number."""
    if "." not in text and len(text) < 20 and abs(int(text)) < _LARGEST:
        return Constant(int(text), FieldType.INTEGER)
    value = float(text)
    if not isfinite(value):
        raise Meaningless("a number is too large.")
    return Constant(value, FieldType.NUMBER)


def moment(text: str, wanted: FieldType, zone: str) -> Constant:
    """A written date for a comparison with a date or a datetime, in the query's timezone."""
    read = dates.read_moment(text)
    if read is None:
        raise Meaningless(f"{text} is not a date.")
    local = read.at
    if read.zone is not None:
        local = dates.to_local(dates.shifted(read.at, read.zone, UTC), zone)
    if wanted is FieldType.DATETIME:
        return Constant(dates.to_utc(local, zone), FieldType.DATETIME)
    if local.time() == time():
        return Constant(local.date(), FieldType.DATE)
    return Constant(local, FieldType.DATETIME)


def adapted(value: Value, other: FieldType, zone: str) -> Value:
    """``value`` as it is to be compared with something of type ``other``."""
    if not isinstance(value, Literal):
        return value
    if other in TIMES:
        return _as_moment(value, other, zone)
    if other is FieldType.TEXT and value.type is not FieldType.BOOLEAN:
        return Constant(value.written, FieldType.TEXT)
    if other in NUMBERS and value.type is FieldType.TEXT:
        return _as_number(value.written)
    if other is FieldType.BOOLEAN and value.written.lower() in _TRUTHS:
        return Constant(_TRUTHS[value.written.lower()], FieldType.BOOLEAN)
    return value.plain


def _as_moment(value: Literal, wanted: FieldType, zone: str) -> Constant:
    if isinstance(value.value, datetime) and wanted is FieldType.DATE:
        local = dates.to_local(value.value, zone)
        return Constant(local, FieldType.DATETIME)
    if isinstance(value.value, datetime):
        return value.plain
    return moment(value.written, wanted, zone)


def _as_number(text: str) -> Constant:
    body = text.strip()
    sign, digits = (-1, body[1:]) if body[:1] == "-" else (1, body)
    if not digits.isascii() or not digits.replace(".", "", 1).isdigit():
        raise Meaningless(f"{text} is not a number.")
    found = number(digits)
    return Constant(sign * cast(float, found.value), found.type)


def comparison(operator: str, left: Value, right: Value, zone: str) -> Comparison:
    """The comparison of two values, whichever of them is the literal."""
    found = adapted(left, right.type, zone), adapted(right, left.type, zone)
    _check_comparable(*found)
    return Comparison(operator, *(_bare(value) for value in found))


def one_of(of: Value, values: tuple[Value, ...], zone: str) -> OneOf:
    """Membership of a list of literals."""
    check_not_a_place(of, "compared")
    constants = [_bare(adapted(value, of.type, zone)) for value in values]
    for constant in constants:
        if not isinstance(constant, Constant):
            raise Meaningless("in (…) takes literal values only.")
        _check_comparable(of, constant)
    return OneOf(of, tuple(value for value in constants if isinstance(value, Constant)))


def _check_comparable(left: Value, right: Value) -> None:
    for each in (left, right):
        check_not_a_place(each, "compared")
    if family(left.type) != family(right.type):
        raise Meaningless(f"{left.type} and {right.type} cannot be compared.")


def check_not_a_place(value: Value, action: str) -> None:
    """Opendatasoft refuses it too: points are compared by distance, never by equality."""
    if value.type in PLACES:
        raise Meaningless(f"{value.type} cannot be {action}.")


def _bare(value: Value) -> Value:
    return value.plain if isinstance(value, Literal) else value


def family(kind: FieldType) -> str:
    """Types that can be compared with one another are of one family."""
    return "number" if kind in NUMBERS else "time" if kind in TIMES else kind.value


def arithmetic(operator: str, left: Value, right: Value) -> Arithmetic:
    """Numbers only."""
    if not {left.type, right.type} <= NUMBERS:
        raise Meaningless(f"{operator} takes numbers only.")
    return Arithmetic(operator, _bare(left), _bare(right))


def arguments(function: Function, given: tuple[Value, ...], zone: str) -> tuple[Value, ...]:
    """The arguments of a call, checked against the function's row."""
    most = len(function.takes)
    if not most - function.optional <= len(given) <= most:
        raise Meaningless(f"{function.name}() takes {most} argument(s), {len(given)} given.")
    if function.gives is Gives.COMMON:
        given = tuple(adapted(value, given[0].type, zone) for value in given)
    pairs = zip(function.takes, given, strict=False)
    return tuple(_argument(function, takes, value, zone) for takes, value in pairs)


def _argument(function: Function, takes: Takes, value: Value, zone: str) -> Value:
    if takes is Takes.PATTERN:
        if isinstance(value, Literal) and value.type is FieldType.TEXT:
            return value.plain
        raise Meaningless(f"{function.name}() takes a literal text.")
    if takes is Takes.PERCENT:
        return _share(function, value)
    if takes is Takes.TIME and isinstance(value, Literal):
        value = adapted(value, FieldType.DATETIME, zone)
    if value.type not in _ACCEPTED[takes]:
        raise Meaningless(_refusal(function, takes))
    return _bare(value)


def _refusal(function: Function, takes: Takes) -> str:
    if function.sort == "aggregate":
        return "StatAggregation only supports numeric or date expression."
    return f"{function.name}() takes a {takes}."


def _share(function: Function, value: Value) -> Constant:
    found = value.value if isinstance(value, Constant) else None
    if isinstance(found, int | float) and 0 <= found <= 100:
        return Constant(found / 100, FieldType.NUMBER)
    raise Meaningless(f"{function.name}() takes a {Takes.PERCENT}.")


def result(function: Function, given: tuple[Value, ...]) -> FieldType:
    """The type of what the function gives for these arguments."""
    if isinstance(function.gives, FieldType):
        return function.gives
    if function.gives is Gives.FIRST:
        return given[0].type
    return common([value.type for value in given])


def common(types: list[FieldType]) -> FieldType:
    """The one type that holds all of them."""
    if len({family(kind) for kind in types}) > 1:
        raise Meaningless(f"{' and '.join(types)} do not mix.")
    found = set(types)
    if len(found) == 1:
        return types[0]
    return FieldType.NUMBER if found <= NUMBERS else FieldType.DATETIME


def as_date(value: date | datetime) -> datetime:
    """A date as the instant when it begins."""
    return value if isinstance(value, datetime) else datetime.combine(value, time())
