"""Positions, tiles and views on the square of the web maps."""

import pytest

from autan.maps.mercator import WORLD, Extent, View, degrees, fitted, position, tile


@pytest.mark.parametrize(
    ("lon", "lat", "x", "y"),
    [
        (-180, 85.051128, 0, 0),
        (0, 0, WORLD // 2, WORLD // 2),
        (90, 0, WORLD * 3 // 4, WORLD // 2),
    ],
)
def test_the_square_goes_from_the_north_west(lon: float, lat: float, x: int, y: int) -> None:
    found = position(lon, lat)
    assert found[0] == pytest.approx(x, abs=1)
    assert found[1] == pytest.approx(y, abs=60)


@pytest.mark.parametrize(("lon", "lat"), [(1.44, 43.6), (-0.58, 44.84), (55.45, -20.88)])
def test_a_position_leads_back_to_its_degrees_within_a_few_centimetres(
    lon: float, lat: float
) -> None:
    assert degrees(*position(lon, lat)) == pytest.approx((lon, lat), abs=4e-7)


def test_toulouse_is_in_the_tile_where_every_web_map_has_it() -> None:
    x, y = position(1.4442, 43.6047)
    window = tile(12, 2064, 1495)
    assert window.left <= x < window.right
    assert window.top <= y < window.bottom
    assert 0 <= window.local(x, y)[0] < 4096


@pytest.mark.parametrize("numbers", [(-1, 0, 0), (2, 4, 0), (2, 0, 4), (2, 0, -1), (21, 0, 0)])
def test_there_is_no_tile_outside_the_square(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="no such tile"):
        tile(*numbers)


def test_the_four_tiles_of_the_next_zoom_make_one() -> None:
    parent, children = tile(6, 32, 23), [tile(7, 64 + i, 46 + j) for i in (0, 1) for j in (0, 1)]
    assert min(child.left for child in children) == parent.left
    assert max(child.bottom for child in children) == parent.bottom


@pytest.mark.parametrize("text", ["", "7/43.6", "a/b/c", "7/95/1", "-1/43/1", "7/nan/1", "inf/1/1"])
def test_a_view_that_is_none_is_not_read(text: str) -> None:
    assert View.read(text) is None


def test_a_view_is_written_as_it_is_read() -> None:
    view = View.read("9.25/43.60123/1.44000")
    assert view is not None
    assert View.read(view.text) == view


def test_the_view_of_an_extent_shows_all_of_it() -> None:
    (left, top), (right, bottom) = position(-0.3, 45), position(4.8, 42.4)
    window = fitted(Extent(left, top, right, bottom), 680, 440).window(680, 440)
    assert window.left < left
    assert window.top < top
    assert window.right > right
    assert window.bottom > bottom


def test_a_single_place_is_not_looked_at_through_a_microscope() -> None:
    x, y = position(1.44, 43.6)
    assert fitted(Extent(x, y, x, y, 1), 680, 440).zoom == 15
