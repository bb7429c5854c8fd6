"""Random questions about random tables: every engine gives the answer of the slow one."""

import math
import os
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autan.access.grant import open_grant
from autan.query.odsql import OdsqlError
from tests.generative import odsql_texts as texts
from tests.spec.tables import by_duckdb, by_reference, plan_of

QUICK = settings(
    max_examples=int(os.environ.get("AUTAN_EXAMPLES", "60")),
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
directions = st.sampled_from(["", " asc", " desc"])
zones = st.sampled_from(texts.ZONES)


def assert_same(table, **clauses):
    """Both engines, on a plan that has a meaning; others are refused with an OdsqlError."""
    try:
        plan = plan_of(table, **clauses)
    except OdsqlError:
        return
    expected, found = (engine(table, plan, open_grant("x")) for engine in (by_reference, by_duckdb))
    assert found[0] == expected[0]
    assert [_plain(row) for row in found[1]] == [_plain(row) for row in expected[1]]


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(_cell(cell) for cell in row)


def _cell(cell: Any) -> Any:
    if isinstance(cell, float) and not math.isfinite(cell):
        return str(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return pytest.approx(cell, rel=1e-9, abs=1e-9)
    return cell.isoformat() if isinstance(cell, date) else cell


@QUICK
@given(texts.tables, texts.conditions, zones)
def test_any_condition_chooses_the_same_rows(table, where, zone):
    assert_same(table, where=where, timezone=zone)


@QUICK
@given(
    texts.tables, st.lists(texts.values, min_size=1, max_size=3), texts.values, directions, zones
)
def test_any_expression_has_the_same_value_and_the_same_order(
    table, chosen, order, direction, zone
):
    assert_same(
        table,
        select=", ".join(chosen),
        order_by=order + direction,
        timezone=zone,
        offset=1,
        limit=5,
    )


@QUICK
@given(texts.tables, texts.aggregates, texts.aggregates, texts.conditions)
def test_any_total_is_the_same(table, first, second, where):
    assert_same(table, select=f"nom, {first}, {second} as b", where=where, order_by="b")


@QUICK
@given(
    texts.tables,
    st.lists(texts.keys, min_size=1, max_size=2),
    texts.aggregates,
    st.sampled_from(["", "a desc", "a, k0", "count(*) desc, a", "-k0"]),
    zones,
)
def test_any_groups_are_the_same(table, keys, aggregate, order_by, zone):
    group_by = ", ".join(f"{key} as k{place}" for place, key in enumerate(keys))
    assert_same(
        table,
        select=f"{aggregate} as a",
        group_by=group_by,
        order_by=order_by,
        timezone=zone,
        lang="en",
    )


# Whatever is sent, it is answered or refused with a sentence

SOUP = st.lists(
    st.sampled_from(
        [
            "nom",
            "pop",
            "aire",
            "ok",
            "jour",
            "vu",
            "x",
            "(",
            "(",
            ")",
            ")",
            "[",
            "]",
            ",",
            "..",
            "+",
            "-",
            "*",
            "/",
            "=",
            "!=",
            "<",
            ":",
            "not",
            "and",
            "or",
            "in",
            "is",
            "null",
            "true",
            "like",
            "'eau'",
            '"100%"',
            "1",
            "2.5",
            "date'2024'",
            "sum(",
            "count(",
            "distinct",
            "year(",
            "range(",
            "search(",
            "now(",
            "days=",
            "as",
            "a",
            "asc",
            "desc",
            "include(",
            "`",
            "\\",
            "%",
            ";",
            "--",
            "/*",
            "$1",
            "é",
            "\x00",
            "�",
        ]
    ),
    max_size=12,
).map(" ".join)


@QUICK
@given(
    st.one_of(SOUP, st.text(max_size=40)),
    st.sampled_from(["select", "where", "group_by", "order_by"]),
)
def test_any_text_is_answered_or_refused_with_an_odsql_error(text, clause):
    table = texts.Table(texts.SCHEMA, ())
    assert_same(table, **{clause: text})


@QUICK
@given(st.text(max_size=30), st.sampled_from(["limit", "offset", "timezone", "lang"]))
def test_any_parameter_is_answered_or_refused_with_an_odsql_error(text, name):
    assert_same(texts.Table(texts.SCHEMA, ()), **{name: text})


@QUICK
@given(
    st.one_of(st.text(max_size=30), st.builds("{}:{}".format, texts.fields, st.text(max_size=9)))
)
def test_any_facet_is_answered_or_refused_with_an_odsql_error(text):
    assert_same(texts.Table(texts.SCHEMA, ()), refine=(text,), exclude=(text,), facet=(text,))
