"""The shapes of columns: round edges, what is kept on disk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.tabular.profile import (
    BARS,
    Bars,
    ColumnProfile,
    TableProfile,
    edges_of_days,
    edges_of_numbers,
)


@pytest.mark.parametrize(
    ("low", "high", "whole", "edges"),
    [
        (0, 26, True, tuple(range(2, 28, 2))),
        (2019, 2024, True, (2020, 2021, 2022, 2023, 2024)),
        (0.0, 1.0, False, (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1)),
        (380.0, 16600.0, False, (2000, 4000, 6000, 8000, 10000, 12000, 14000, 16000)),
        (3, 3, True, ()),
        (0, float("inf"), False, ()),
    ],
)
def test_edges_of_numbers_are_round(low, high, whole, edges):
    assert edges_of_numbers(low, high, whole) == edges


@given(
    st.floats(-1e15, 1e15, allow_nan=False),
    st.floats(-1e15, 1e15, allow_nan=False),
    st.booleans(),
)
def test_edges_ascend_inside_what_they_part(one, other, whole):
    low, high = sorted((one, other))
    edges = edges_of_numbers(low, high, whole)
    assert len(edges) <= BARS - 1
    assert list(edges) == sorted(set(edges))
    assert all(low < edge <= high for edge in edges)


@pytest.mark.parametrize(
    ("low", "high", "edges"),
    [
        ("2024-03-01", "2024-03-01", ()),
        ("2024-03-01", "2024-03-04", ("2024-03-02", "2024-03-03", "2024-03-04")),
        ("2024-01-15", "2024-04-02", ("2024-02-01", "2024-03-01", "2024-04-01")),
        ("2019-06-01", "2024-06-01", tuple(f"{year}-01-01" for year in range(2020, 2025))),
    ],
)
def test_edges_of_dates_are_days_months_or_years(low, high, edges):
    assert edges_of_days(low, high) == edges


@given(st.dates(), st.dates())
def test_edges_of_dates_ascend_and_are_few(one, other):
    low, high = sorted((one.isoformat(), other.isoformat()))
    edges = edges_of_days(low, high)
    assert len(edges) <= BARS - 1
    assert list(edges) == sorted(set(edges))
    assert all(low <= edge <= high for edge in edges)


def test_a_profile_is_read_back_as_it_was_kept():
    column = ColumnProfile("n", 3, 2, 1, 9, 4.5, 4, 9, Bars((2, 4), (1, 0, 2)), (("a", 2),))
    profile = TableProfile(4, (column, ColumnProfile("place", 4)))
    assert TableProfile.from_json(profile.as_json()) == profile
    assert profile.completeness == 7 / 8
    assert TableProfile(0, ()).completeness == 1
