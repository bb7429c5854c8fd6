"""Lines and rings cut to a box, and thinned."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autan.maps import clip

# The machine may be busy with other things: time is not what these tests are about.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
BOX = (0.0, 0.0, 10.0, 10.0)
SIDE = st.floats(-20, 30, allow_nan=False)
RING = st.lists(st.tuples(SIDE, SIDE), min_size=3, max_size=12)


@pytest.mark.parametrize(
    ("ring", "area"),
    [
        ([(2, 2), (8, 2), (8, 8), (2, 8)], 36),
        ([(-5, -5), (15, -5), (15, 15), (-5, 15)], 100),
        ([(5, 5), (15, 5), (15, 15), (5, 15)], 25),
        ([(11, 0), (15, 0), (15, 5)], 0),
        ([(-10, 5), (5, -10), (20, 5), (5, 20)], 100 - 0),
    ],
)
def test_a_ring_keeps_what_is_inside(ring: list[clip.Point], area: float) -> None:
    kept = clip.ring(ring, BOX)
    assert (clip.area(kept) / 2 if kept else 0) == pytest.approx(area)


@CALM
@given(RING)
def test_nothing_is_left_outside_and_the_turn_is_kept(ring: list[clip.Point]) -> None:
    kept = clip.ring(ring, BOX)
    assert all(-1e-6 <= x <= 10 + 1e-6 and -1e-6 <= y <= 10 + 1e-6 for x, y in kept)


def test_a_line_that_leaves_and_comes_back_is_two() -> None:
    found = list(clip.line([(5, 5), (15, 5), (15, 8), (5, 8)], BOX))
    assert found == [[(5, 5), (10, 5)], [(10, 8), (5, 8)]]


@CALM
@given(RING)
def test_a_line_thinned_moves_by_no_more_than_the_tolerance(line: list[clip.Point]) -> None:
    thin = clip.thinned(line, 1.0)
    assert (thin[0], thin[-1]) == (line[0], line[-1])
    assert set(thin) <= set(line)
    for point in line:
        assert min(_distance(point, a, b) for a, b in pairwise(thin)) <= 1.0001


def test_the_centre_of_a_ring_is_that_of_its_surface() -> None:
    assert clip.centre([(0, 0), (4, 0), (4, 2), (0, 2)]) == pytest.approx((2, 1))
    assert clip.centre([(1, 1), (1, 1)]) == (1, 1)


def _distance(point: clip.Point, a: clip.Point, b: clip.Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    share = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length if length else 0
    share = min(max(share, 0), 1)
    return float(((a[0] + share * dx - point[0]) ** 2 + (a[1] + share * dy - point[1]) ** 2) ** 0.5)
