"""Classes of a quantity: equal, quantile, natural."""

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autan.maps import classes

# The machine may be busy with other things: time is not what these tests are about.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SMALL = st.dictionaries(st.integers(-50, 50), st.integers(1, 5), min_size=1, max_size=9)


def weighted(values: dict[int, int]) -> list[tuple[float, int]]:
    return sorted((float(value), count) for value, count in values.items())


@pytest.mark.parametrize(
    ("method", "bounds"),
    [
        ("equal", [0, 25, 50, 75, 100]),
        ("quantile", [0, 2, 10, 12, 100]),
        ("natural", [0, 10, 50, 100, 100]),
    ],
)
def test_each_method_cuts_in_its_way(method: str, bounds: list[float]) -> None:
    values = [(float(value), 1) for value in (0, 1, 2, 3, 10, 11, 12, 50, 100)]
    found = classes.breaks(values, 4, method)
    assert found == bounds


@CALM
@given(SMALL, st.integers(2, 5))
def test_natural_breaks_are_the_best_of_all_possible_ones(
    values: dict[int, int], wanted: int
) -> None:
    known = weighted(values)
    number = min(wanted, len(known))
    found = classes.natural(known, number)
    starts = [0, *(index for index, (value, _) in enumerate(known) if value in found[1:-1])]
    best = min(_spread(known, (0, *cut)) for cut in combinations(range(1, len(known)), number - 1))
    assert _spread(known, tuple(sorted(set(starts)))) == pytest.approx(best, abs=1e-6)


def _spread(values: list[tuple[float, int]], starts: tuple[int, ...]) -> float:
    total = 0.0
    for first, last in zip(starts, (*starts[1:], len(values)), strict=True):
        part = values[first:last]
        weight = sum(count for _, count in part)
        mean = sum(value * count for value, count in part) / weight
        total += sum(count * (value - mean) ** 2 for value, count in part)
    return total


@CALM
@given(SMALL, st.integers(1, 9), st.sampled_from(sorted(classes.METHODS)))
def test_every_place_is_in_one_class(values: dict[int, int], wanted: int, method: str) -> None:
    known = weighted(values)
    bounds = classes.breaks(known, wanted, method)
    assert bounds == sorted(bounds)
    assert sum(classes.counts(known, bounds)) == sum(values.values())


def test_nothing_has_no_class() -> None:
    assert classes.breaks([], 5, "natural") == []


def test_thousands_of_values_are_cut_in_a_moment() -> None:
    values = [(float(n * n % 9973), 1 + n % 3) for n in range(9000)]
    bounds = classes.breaks(sorted(dict(values).items()), 7, "natural")
    assert len(bounds) == 8


@pytest.mark.parametrize("method", classes.METHODS)
def test_nobody_reads_more_classes_than_colours_can_tell(method: str) -> None:
    values = [(float(value), 1) for value in range(100)]
    assert len(classes.breaks(values, 50, method)) == classes.MOST + 1
