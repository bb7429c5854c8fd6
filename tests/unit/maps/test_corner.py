"""What tells where a picture is: a scale, the name of the place, the département around it."""

import json
import re
from itertools import pairwise

import pytest

from autan.maps.colours import colours
from autan.maps.corner import inset, middle, scale
from autan.maps.ground import Sheet, corners_of, names_of
from autan.maps.land import Land
from autan.maps.mercator import View, position
from autan.maps.pen import Pen


def _square(west: float, south: float, side: float) -> list[list[float]]:
    return [
        [west, south],
        [west, south + side],
        [west + side, south + side],
        [west + side, south],
        [west, south],
    ]


def _land() -> Land:
    """Two communes of one département, side by side."""
    rings = [_square(0.0, 43.0, 1.0), _square(1.0, 43.0, 1.0)]
    arcs = []
    for ring in rings:
        whole = [[round(x * 1000), round((y - 43) * 1000)] for x, y in ring]
        steps = pairwise(whole)
        arcs.append([whole[0], *([b[0] - a[0], b[1] - a[1]] for a, b in steps)])
    shapes = [
        {"type": "Polygon", "id": code, "arcs": [[n]]} for n, code in enumerate(("32001", "32002"))
    ]
    topology = {
        "transform": {"scale": [0.001, 0.001], "translate": [0.0, 43.0]},
        "arcs": arcs,
        "objects": {"communes": {"geometries": shapes}},
    }
    towns = [
        {"kind": "commune", "code": code, "name": name, "population": people}
        | {"epci": "200", "departement": "32"}
        for code, name, people in (("32001", "Petit", 90), ("32002", "Grand", 9000))
    ]
    gers = {"kind": "departement", "code": "32", "name": "Gers", "population": 1}
    return Land(json.loads(json.dumps(topology)), [*towns, gers])


LAND = _land()


def _sheet(zoom: float, lat: float = 43.9, lon: float = 0.1) -> Sheet:
    window = View(zoom, lat, lon).window(680, 440)
    return Sheet(window, 680, 440, LAND, colours("light"), [])


@pytest.mark.parametrize(
    ("zoom", "words"), [(14, "200\u202fm"), (11, "2\u202fkm"), (8, "20\u202fkm")]
)
def test_a_scale_is_a_round_distance_that_has_its_place(zoom: float, words: str) -> None:
    pixels, said = scale(View(zoom, 43.6, 1.4).window(680, 440), 113)
    assert said == words
    assert 40 <= pixels <= 113


def test_the_scale_is_true_on_the_ground() -> None:
    window = View(12, 43.6, 1.4).window(680, 440)
    pixels, words = scale(window, 113)
    assert words == "1\u202fkm"
    east = window.local(*position(1.4 + 1 / 111.32 / 0.72417, 43.6))[0]
    assert east - window.local(*position(1.4, 43.6))[0] == pytest.approx(pixels, abs=1)


@pytest.mark.parametrize(("lon", "name"), [(0.5, "Petit"), (1.5, "Grand"), (2.5, None)])
def test_the_middle_of_a_view_lies_in_a_commune(lon: float, name: str | None) -> None:
    found = middle(LAND, View(12, 43.5, lon).window(680, 440))
    assert (found.name if found else None) == name


def test_a_view_within_one_commune_says_which_one() -> None:
    assert ">Petit<" in names_of(_sheet(15))


def test_no_name_is_written_over_what_is_shown() -> None:
    sheet = _sheet(8, 43.5, 1.0)
    x, y = sheet.window.local(*position(1.5, 43.5))
    sheet.taken.append((x - 9, y - 9, x + 9, y + 9))
    written = re.search(r'x="(\d+)" y="(\d+)">Grand<', names_of(sheet))
    assert written is not None
    assert abs(int(written[2]) - 4 - y) > 12


def test_a_close_view_is_shown_in_its_departement_and_a_wide_one_is_not() -> None:
    near, wide = _sheet(13), _sheet(7)
    assert ">Gers<" in corners_of(near)
    assert "Gers" not in corners_of(wide)
    assert inset(None, near, 100) is None


def test_the_frame_of_a_tiny_view_can_still_be_seen() -> None:
    found = inset(middle(LAND, _sheet(18).window), Pen(_sheet(18).window, 680, 440, LAND), 100)
    assert found is not None
    numbers = [int(n) for n in re.findall(r"-?\d+", found[1])]
    assert max(abs(n) for n in numbers[2:]) >= 5
