"""Random tables, and random clauses that mean something for them."""

from datetime import date, datetime

from hypothesis import strategies as st

from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from tests.spec.tables import Table

SCHEMA = TableSchema(
    (
        Field("nom", FieldType.TEXT),
        Field("lieu", FieldType.TEXT),
        Field("pop", FieldType.INTEGER),
        Field("aire", FieldType.NUMBER),
        Field("ok", FieldType.BOOLEAN),
        Field("jour", FieldType.DATE),
        Field("vu", FieldType.DATETIME),
    )
)
ZONES = ["UTC", "Europe/Paris", "America/Cayenne", "Asia/Kolkata", "Indian/Reunion"]

_WORDS = [
    "eau",
    "Eau",
    "EAUX",
    "été",
    "Ete",
    "œuf",
    "oeuf",
    "eau vive",
    "100 %",
    "l'an",
    "a_b",
    "",
    "a\\b",
    "(a)",
]
_INTEGERS = st.one_of(st.integers(-3, 12), st.sampled_from([2024, 2**40, -(2**40)]))
_EIGHTHS = st.integers(-80, 80).map(lambda number: number / 8)
_DATES = st.one_of(
    st.dates(date(2000, 1, 1), date(2030, 12, 31)),
    st.sampled_from([date(2024, 2, 29), date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 30)]),
)
_TIMES = st.one_of(
    st.datetimes(datetime(2000, 1, 1), datetime(2030, 12, 31)),
    st.sampled_from([datetime(2024, 3, 31, 1), datetime(2023, 12, 31, 23, 30)]),
)


def _nullable(cells):
    return st.one_of(cells, st.none())


_ROWS = st.fixed_dictionaries(
    {
        "nom": _nullable(st.sampled_from(_WORDS)),
        "lieu": _nullable(st.sampled_from(_WORDS[:5])),
        "pop": _nullable(_INTEGERS),
        "aire": _nullable(_EIGHTHS),
        "ok": _nullable(st.booleans()),
        "jour": _nullable(_DATES),
        "vu": _nullable(_TIMES),
    }
)
tables = st.lists(_ROWS, max_size=9).map(lambda rows: Table(SCHEMA, tuple(rows)))


def _quoted(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _one(*texts):
    return st.sampled_from(texts)


def _format(pattern, *parts):
    return st.tuples(*parts).map(lambda values: pattern.format(*values))


# Values, by type

_texts = st.recursive(
    st.one_of(_one("nom", "lieu", "NOM", "`nom`"), st.sampled_from(_WORDS).map(_quoted)),
    lambda inner: st.one_of(
        _format("{}({})", _one("lower", "upper"), inner), _format("ifnull({}, {})", inner, inner)
    ),
    max_leaves=3,
)
_moments = st.one_of(
    _one("jour", "vu"), _format("ifnull({}, {})", _one("jour", "vu"), _one("jour", "vu"))
)
_patterns = _one(
    "yyyy-MM-dd", "EEEE d MMMM yyyy", "HH:mm:ss", "e w ww D DDD", "xx xxxx E MMM", "100 %"
)
_texts_too = st.one_of(_texts, _format('date_format({}, "{}")', _moments, _patterns))
_parts = _format(
    "{}({})", _one("year", "quarter", "month", "day", "hour", "minute", "second"), _moments
)
_numbers = st.recursive(
    st.one_of(
        _one("pop", "aire"),
        st.integers(-5, 30).map(str),
        st.sampled_from(["0.5", "-1.25", "0"]),
        _format("length({})", _texts),
        _parts,
    ),
    lambda inner: st.one_of(
        _format("({} {} {})", inner, _one("+", "-", "*", "/"), inner),
        _format("-{}", inner),
        _format("ifnull({}, {})", inner, inner),
    ),
    max_leaves=4,
)
_written_dates = st.one_of(
    _one(
        "date'2024'",
        "date'2023-12'",
        "'2024-01-01'",
        "'2024-03-31T02:30'",
        "date'2024-01-01T00:00:00Z'",
    ),
    _DATES.map(lambda day: f"date'{day}'"),
)
values = st.one_of(_texts_too, _numbers, _moments)

# Conditions

_operators = _one("=", ":", "!=", "<", ">", "<=", ">=")
fields = _one("nom", "lieu", "pop", "aire", "ok", "jour", "vu")
_tests = st.one_of(
    _format("{} {} {}", _numbers, _operators, _numbers),
    _format("{} {} {}", _texts, _operators, _texts),
    _format("{} {} {}", _moments, _operators, st.one_of(_moments, _written_dates)),
    _format("{} is {}null", fields, _one("", "not ")),
    _format("ok is {}{}", _one("", "not "), _one("true", "false")),
    _one("ok", "ok = false", "true", "nom = null"),
    _format("{} in ({}, {})", _numbers, st.integers(-3, 12).map(str), _one("2024", "null", "0.5")),
    _format("{} in ({}, {})", _texts, *[st.sampled_from(_WORDS).map(_quoted)] * 2),
    _format("jour in {}{} .. {}{}", _one("[", "]"), _written_dates, _written_dates, _one("[", "]")),
    _format(
        "pop in {}{} to {}{}", _one("[", "]"), *[st.integers(-3, 12).map(str)] * 2, _one("[", "]")
    ),
    _format(
        "{} like {}",
        _texts,
        st.sampled_from([*_WORDS, "%ea%", "e%", "*u", "%", "e%u%"]).map(_quoted),
    ),
    _format(
        "{}({})",
        _one("search", "suggest", "startswith"),
        _one("'e'", "'eau v'", "nom, 'ea'", "*, 'oe'"),
    ),
    st.sampled_from(_WORDS).map(_quoted),
)
conditions = st.recursive(
    _tests,
    lambda inner: st.one_of(
        _format("({} {} {})", inner, _one("and", "OR"), inner),
        _format("{} {} {}", inner, _one("and", "or"), inner),
        _format("not {}", inner),
    ),
    max_leaves=5,
)

# Outputs

aggregates = st.one_of(
    _one("count(*)"),
    _format("count({})", values.filter(lambda text: text[0] not in "'\"")),
    _format("count(distinct {})", fields),
    _format("{}({})", _one("sum", "avg", "min", "max", "median"), _numbers),
    _format("{}({})", _one("min", "max"), _one("jour", "vu")),
    _format("percentile({}, {})", _numbers, _one("0", "10", "33.3", "50", "100")),
)
keys = st.one_of(
    fields,
    _parts,
    _format("lower({})", _one("nom", "lieu")),
    _one("ifnull(nom, '?')", "date_format(vu, 'yyyy-MM')", "range(pop, 5)", "range(aire, 2.5)"),
    _one(
        "range(pop, *, 0, 5, *)",
        "range(aire, -2, 0.5, 3)",
        "range(jour, *, date'2020', '2024-01-01')",
    ),
    _format(
        "range({}, {})", _one("jour", "vu"), _one("1 day", "1w", "1M", "1q", "1 year", "6h", "90m")
    ),
)
