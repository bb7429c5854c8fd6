"""What no caller can do: write SQL, or ask for more than a bounded amount of work."""

import re
import time

import duckdb
import pytest

from autan.access.grant import open_grant
from autan.query.functions import FUNCTIONS
from autan.query.lower import lower
from autan.query.odsql import OdsqlError, QueryParams, read
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from tests.spec.tables import Table, by_duckdb

SCHEMA = TableSchema((Field("nom", FieldType.TEXT), Field("pop", FieldType.INTEGER)))
EMPTY = Table(SCHEMA, ())
ALLOWED = """
    ABS AVG CAST COALESCE CONCAT_WS CONTAINS COUNT DATE_DIFF DATE_TRUNC DAY FLOOR HOUR ISODOW LENGTH
    LIST_EXTRACT LIST_FILTER LOWER MAX MEDIAN MIN MINUTE MONTH NULLIF QUANTILE_CONT QUARTER
    REGEXP_FULL_MATCH REGEXP_MATCHES REPLACE RIGHT SECOND STARTS_WITH STRFTIME STRIP_ACCENTS SUM
    TIMEZONE TIME_BUCKET TO_MILLISECONDS TO_MINUTES TRY_CAST UPPER WEEK YEAR
"""
FUNCTION = re.compile(r"\b([A-Z_0-9]+)\(")


def plan_of(**clauses):
    return read(QueryParams(**clauses), SCHEMA)


@pytest.mark.parametrize(
    "clauses",
    [
        {"where": ("nom = 'Bobby\\'; DROP TABLE t; --'",)},
        {"where": ("nom like '%Bobby\\'; DROP%'",)},
        {"where": ("'Bobby'",)},
        {"where": ("nom in ('Bobby', '\"')",)},
        {"select": 'nom as `Bobby"; DROP TABLE t`'},
        {"select": "ifnull(nom, 'Bobby') as x"},
        {"group_by": 'nom as `Bobby"`', "order_by": '`Bobby"`'},
        {"refine": ("nom:Bobby'",)},
    ],
)
def test_no_text_of_a_caller_is_in_the_sql(clauses):
    lowered = lower(plan_of(**clauses))
    assert "bobby" not in (lowered.sql + str(lowered.count_sql)).lower()


@pytest.mark.parametrize(
    "name", ['a"; DROP TABLE t; --', "]", "__0", "__1", "c0", "rowid", "t", "x", "select"]
)
def test_a_field_may_have_any_name(name):
    schema = TableSchema((Field(name, FieldType.TEXT), Field("pop", FieldType.INTEGER)))
    of = Table(schema, ({name: "x", "pop": 1},))
    clauses = {"select": f"upper(`{name}`), 1/(1/pop)", "order_by": f"`{name}`"}
    plan = read(
        QueryParams(**clauses, where=(f"`{name}` like 'x' and not `{name}` = 'y'",)), schema
    )
    assert by_duckdb(of, plan, open_grant("x")) == (1, [("X", 1.0)])


def test_only_known_functions_are_ever_written():
    """Every row of the table, then every condition and range, and nothing else in the SQL."""
    schema = TableSchema((*SCHEMA, Field("vu", FieldType.DATETIME), Field("ok", FieldType.BOOLEAN)))
    written = set()
    for function in FUNCTIONS:
        example = re.sub(r"\b(montant)\b", "pop", function.example).replace("date_signature", "vu")
        clause = {"predicate": "where", "grouping": "group_by"}.get(function.sort, "select")
        given = (example,) if clause == "where" else example
        lowered = lower(read(QueryParams(**{clause: given}, timezone="Europe/Paris"), schema))
        written |= set(FUNCTION.findall(lowered.sql))
    for more in ("nom like '%a%b'", "nom like 'a%'", "not search(nom, 'a')", "pop / (pop - 1) > 1"):
        written |= set(FUNCTION.findall(lower(read(QueryParams(where=(more,)), schema)).sql))
    for more in ("range(vu, 1M)", "range(vu, 6h)", "date_format(vu, 'EEEE xx w')", "range(pop, 2)"):
        params = QueryParams(group_by=more, timezone="Europe/Paris")
        written |= set(FUNCTION.findall(lower(read(params, schema)).sql))
    assert written <= set(ALLOWED.split())


@pytest.mark.parametrize(
    "where",
    [
        "(" * 5000 + "pop = 1" + ")" * 5000,
        "not " * 5000 + "pop = 1",
        "-" * 5000 + "pop = 1",
        "pop" + " + 1" * 5000 + " = 1",
        "pop in (" + ", ".join("1" for _ in range(1500)) + ")",
        "length(" * 200 + "nom" + ")" * 200 + " = 1",
        "pop = " + "9" * 5000,
        '"' + "mot " * 100 + '"',
        "nom like '" + "a%" * 2000 + "'",
        "x" * 200_000,
    ],
)
def test_what_is_too_deep_or_too_long_is_refused_at_once(where):
    began = time.monotonic()
    with pytest.raises(OdsqlError):
        plan_of(where=(where,))
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "where",
    [
        " or ".join(f"pop = {number}" for number in range(900)),
        "pop in (" + ", ".join(str(number) for number in range(1000)) + ")",
        "(" * 60 + "pop = 1" + ")" * 60,
        "not " * 60 + "pop = 1",
        "pop" + " + 1" * 60 + " = 1",
        "1/(" * 40 + "pop" + ")" * 40 + " = 1",
        "nom like '" + "a%" * 400 + "'",
    ],
)
def test_what_is_allowed_is_answered_quickly(where):
    """Neither a deep nor a long question may cost an exponential time, in us or in DuckDB."""
    of = Table(SCHEMA, ({"nom": "a" * 3000, "pop": 1},) * 5)
    began = time.monotonic()
    by_duckdb(of, plan_of(where=(where,)), open_grant("x"))
    assert time.monotonic() - began < 5


def test_the_same_question_has_the_same_fingerprint_and_another_one_another():
    one = plan_of(where=("pop > 1",), select="nom")
    assert one.fingerprint() == plan_of(where=(" pop  >  1 ",), select="nom").fingerprint()
    others = [
        plan_of(where=("pop > 2",), select="nom"),
        plan_of(where=("pop > 1",), select="nom", lang="en"),
        plan_of(where=("pop > 1",), select="nom", timezone="Europe/Paris"),
        plan_of(where=("pop > 1",), select="nom", offset=1),
    ]
    assert len({one.fingerprint(), *(other.fingerprint() for other in others)}) == 5


def test_parameters_are_plain_json():
    plan = read(
        QueryParams(where=("jour > date'2020' and jour < now()",)),
        TableSchema((Field("jour", FieldType.DATE),)),
    )
    assert all(isinstance(each, str | int | float | bool | list) for each in lower(plan).parameters)
    assert duckdb.__version__ == "1.5.5"
