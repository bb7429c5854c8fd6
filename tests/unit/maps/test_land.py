"""The outlines of a territory, and the base tiles made of them."""

import struct
from typing import Any

import pytest

from autan.maps import clip
from autan.maps.base import NAMES, base_tile
from autan.maps.geography import Level
from autan.maps.land import Land
from autan.maps.mercator import position, tile
from autan.maps.mvt import decode
from tools import outlines

Corner = tuple[float, float]


def _shape(*rings: list[Corner]) -> str:
    body = struct.pack("<BII", 1, 3, len(rings))
    for ring in rings:
        closed = [*ring, ring[0]]
        body += struct.pack("<I", len(closed))
        body += b"".join(struct.pack("<2d", *corner) for corner in closed)
    return (struct.pack("<BII", 1, 6, 1) + body).hex()


def _square(west: float, south: float, side: float) -> list[Corner]:
    """Clockwise, as an outer ring of the source."""
    return [
        (west, south),
        (west, south + side),
        (west + side, south + side),
        (west + side, south),
    ]


def _row(kind: str, code: str, name: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "code": code, "name": name, "population": 900, **more}


# A commune that has another one in its middle, a neighbour, and one far away.
LAKE = _square(1.4, 43.4, 0.2)
SHAPES = {
    "31001": [_shape(_square(1.0, 43.0, 1.0), LAKE[::-1])],
    "31002": [_shape(LAKE)],
    "31003": [_shape(_square(2.0, 43.0, 1.0))],
    "32001": [_shape(_square(0.0, 43.0, 0.5))],
}


@pytest.fixture(scope="module")
def land() -> Land:
    within = {"31001": "E1", "31002": "E2", "31003": "E1", "32001": "E3"}
    rows = [_row("epci", code, f"EPCI {code}") for code in ("E1", "E2", "E3")]
    rows += [_row("departement", code, f"Département {code}") for code in ("31", "32")]
    rows += [
        _row("commune", code, f"Commune {code}", epci=epci, departement=code[:2])
        for code, epci in within.items()
    ]
    rows.append(_row("commune", "31999", "Sans contour", epci="E1", departement="31"))
    return Land(outlines.topology(SHAPES), rows)


def _surface(land: Land, level: Level, code: str) -> float:
    rings = land.levels[level][code].rings
    return sum(clip.area(land.walked(ring, land.arcs)) for ring in rings)


def test_every_level_has_what_is_drawn(land: Land) -> None:
    assert {level: sorted(areas) for level, areas in land.levels.items()} == {
        Level.COMMUNES: ["31001", "31002", "31003", "32001"],
        Level.EPCI: ["E1", "E2", "E3"],
        Level.DEPARTEMENTS: ["31", "32"],
    }


def test_what_two_communes_share_is_not_around_them_both(land: Land) -> None:
    both = _surface(land, Level.COMMUNES, "31001") + _surface(land, Level.COMMUNES, "31003")
    assert _surface(land, Level.EPCI, "E1") == pytest.approx(both)
    whole = both + _surface(land, Level.COMMUNES, "31002")
    assert _surface(land, Level.DEPARTEMENTS, "31") == pytest.approx(whole)


def test_a_commune_around_another_keeps_its_hole(land: Land) -> None:
    window = tile(7, 64, 46)
    found = decode(base_tile(land, Level.COMMUNES, window))
    around = next(one for one in found["communes"] if one.properties["code"] == "31001")
    outer, hole = (clip.area(path) for path in around.paths)
    assert outer > 0 > hole
    assert {str(one.properties["name"]) for one in found["communes"]} >= {"Commune 31002"}


def test_names_are_told_where_their_places_are(land: Land) -> None:
    x, y = position(2.5, 43.5)
    shift = 31 - 12
    found = decode(base_tile(land, Level.COMMUNES, tile(12, x >> shift, y >> shift)))
    assert [one.properties["name"] for one in found[NAMES]] == ["Commune 31003"]


def test_nothing_is_drawn_far_away(land: Land) -> None:
    assert base_tile(land, Level.COMMUNES, tile(7, 0, 0)) == b""


def test_the_border_of_two_groups_is_between_them_alone(land: Land) -> None:
    same = land.between(dict.fromkeys(("31001", "31003"), "E1"))
    apart = land.between({"31001": "a", "31003": "b", "32001": "c"})
    assert (len(same), len(apart)) == (0, 1)
