"""Every function of ODSQL: a closed table, one row each. The reference page is drawn from it.

A function that has no row does not exist, so nothing else can be written in SQL. No row may
evaluate a string, make a value whose size the caller chooses (DuckDB does not interrupt the making
of one huge value), or read anything but its arguments.
"""

from dataclasses import dataclass
from enum import StrEnum

from autan.tabular.fields import FieldType as T


class Sort(StrEnum):
    SCALAR = "scalar"
    AGGREGATE = "aggregate"
    PREDICATE = "predicate"
    GROUPING = "grouping"
    INSTANT = "instant"


class Takes(StrEnum):
    """What an argument may be."""

    ANY = "any value"
    TEXT = "text"
    NUMBER = "number"
    TIME = "date or datetime"
    MEASURE = "number, date or datetime"
    PATTERN = "literal text"
    PERCENT = "literal number from 0 to 100"


class Gives(StrEnum):
    """A result type that depends on the arguments."""

    FIRST = "the type of its first argument"
    COMMON = "the type of its arguments"


@dataclass(frozen=True, slots=True)
class Function:
    """``sql`` is written for DuckDB, with ``__0`` and ``__1`` for the arguments.

    Rows without ``sql`` have their own rendering in ``lower.py``. A function that takes ``TIME``
    gets the local time of the query's timezone.
    """

    name: str
    sort: Sort
    takes: tuple[Takes, ...]
    gives: T | Gives
    sentence: str
    example: str
    sql: str = ""
    optional: int = 0


def _part(name: str, sentence: str) -> Function:
    example = f"{name}(date_signature)"
    return Function(name, Sort.SCALAR, (Takes.TIME,), T.INTEGER, sentence, example, f"{name}(__0)")


def _search(name: str, sentence: str) -> Function:
    example = f'{name}(nom, "mus")'
    return Function(name, Sort.PREDICATE, (Takes.TEXT, Takes.PATTERN), T.BOOLEAN, sentence, example)


FUNCTIONS: tuple[Function, ...] = (
    Function(
        "length",
        Sort.SCALAR,
        (Takes.TEXT,),
        T.INTEGER,
        "How many characters the text has.",
        "length(nom)",
        "length(__0)",
    ),
    Function(
        "lower",
        Sort.SCALAR,
        (Takes.TEXT,),
        T.TEXT,
        "The text in lower case.",
        "lower(nom)",
        "lower(__0)",
    ),
    Function(
        "upper",
        Sort.SCALAR,
        (Takes.TEXT,),
        T.TEXT,
        "The text in upper case.",
        "upper(nom)",
        "upper(__0)",
    ),
    Function(
        "ifnull",
        Sort.SCALAR,
        (Takes.ANY, Takes.ANY),
        Gives.COMMON,
        "The first value, or the second where the first is empty.",
        'ifnull(nom, "?")',
        "coalesce(__0, __1)",
    ),
    _part("year", "The year."),
    _part("quarter", "The quarter, 1 to 4."),
    _part("month", "The month, 1 to 12."),
    _part("day", "The day of the month."),
    _part("hour", "The hour, 0 to 23; 0 for a date."),
    _part("minute", "The minute."),
    _part("second", "The second."),
    Function(
        "date_format",
        Sort.SCALAR,
        (Takes.TIME, Takes.PATTERN),
        T.TEXT,
        "The date written after a pattern; `lang` decides the names of months and days.",
        "date_format(date_signature, 'dd/MM/yyyy')",
    ),
    Function(
        "now",
        Sort.INSTANT,
        (),
        T.DATETIME,
        "This instant; options set parts of it (`year=2020`) or add to it (`days=-7`).",
        "now(days=-7)",
    ),
    Function(
        "count",
        Sort.AGGREGATE,
        (Takes.ANY,),
        T.INTEGER,
        "`count(*)`: rows; `count(f)`: rows where f is not empty; `count(distinct f)`: exact "
        "number of different values.",
        "count(*)",
        "count(__0)",
        optional=1,
    ),
    Function(
        "sum",
        Sort.AGGREGATE,
        (Takes.NUMBER,),
        Gives.FIRST,
        "The total; empty when every value is.",
        "sum(montant)",
        "sum(__0)",
    ),
    Function(
        "avg",
        Sort.AGGREGATE,
        (Takes.NUMBER,),
        T.NUMBER,
        "The mean of the values that are not empty.",
        "avg(montant)",
        "avg(__0)",
    ),
    Function(
        "min",
        Sort.AGGREGATE,
        (Takes.MEASURE,),
        Gives.FIRST,
        "The smallest value.",
        "min(montant)",
        "min(__0)",
    ),
    Function(
        "max",
        Sort.AGGREGATE,
        (Takes.MEASURE,),
        Gives.FIRST,
        "The largest value.",
        "max(montant)",
        "max(__0)",
    ),
    Function(
        "median",
        Sort.AGGREGATE,
        (Takes.NUMBER,),
        T.NUMBER,
        "The middle value.",
        "median(montant)",
        "median(__0)",
    ),
    Function(
        "percentile",
        Sort.AGGREGATE,
        (Takes.NUMBER, Takes.PERCENT),
        T.NUMBER,
        "The value below which that share of the values lies, interpolated.",
        "percentile(montant, 90)",
        "quantile_cont(__0, __1)",
    ),
    _search("search", "The words are there, in any case and accent; the last may be a beginning."),
    _search("suggest", "As `search`."),
    _search("startswith", "The whole text begins so; case and accents count."),
    Function(
        "range",
        Sort.GROUPING,
        (Takes.MEASURE, Takes.ANY),
        T.TEXT,
        "In `group_by`: ranges of one width, or between given bounds; `*` leaves an end open.",
        "range(montant, *, 1000, *)",
    ),
)

BY_NAME = {function.name: function for function in FUNCTIONS}
NAMES = frozenset(BY_NAME)
