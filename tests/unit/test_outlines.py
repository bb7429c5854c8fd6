"""The outlines that the package carries: a boundary is written once, and nothing is lost."""

import struct
from typing import Any

from tools import outlines

Corner = tuple[float, float]


def _shape(*rings: list[Corner]) -> str:
    """EWKB of a MultiPolygon of one polygon; the first ring is its outside."""
    body = struct.pack("<BII", 1, 3, len(rings))
    for ring in rings:
        closed = [*ring, ring[0]]
        body += struct.pack("<I", len(closed))
        body += b"".join(struct.pack("<2d", *corner) for corner in closed)
    return (struct.pack("<BII", 1, 6, 1) + body).hex()


def _rings(topology: dict[str, Any], code: str) -> list[set[Corner]]:
    """The corners of each ring of a commune, as a reader of TopoJSON finds them."""
    (scale, _), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((round(west + x * scale, 4), round(south + y * scale, 4)))
        arcs.append(points)
    communes = topology["objects"]["communes"]["geometries"]
    (found,) = [geometry for geometry in communes if geometry["id"] == code]
    return [
        {point for number in ring for point in arcs[number if number >= 0 else ~number]}
        for ring in found["arcs"][0]
    ]


WEST = [(0.0, 43.0), (1.0, 43.0), (1.0, 44.0), (0.0, 44.0)]
EAST = [(1.0, 43.0), (2.0, 43.0), (2.0, 44.0), (1.0, 44.0)]
LAKE = [(0.4, 43.4), (0.6, 43.4), (0.5, 43.6)]


def test_a_shape_that_goes_in_comes_out() -> None:
    topology = outlines.topology({"32001": [_shape(WEST, LAKE)]})
    assert _rings(topology, "32001") == [set(WEST), set(LAKE)]


def test_two_neighbours_share_one_boundary_each_its_way() -> None:
    topology: Any = outlines.topology({"32001": [_shape(WEST)], "32002": [_shape(EAST)]})
    assert len(topology["arcs"]) == 3
    west, east = (
        {*geometry["arcs"][0][0]} for geometry in topology["objects"]["communes"]["geometries"]
    )
    (shared,) = west & {~number for number in east}
    assert len(topology["arcs"][shared if shared >= 0 else ~shared]) == 2
    assert _rings(topology, "32002") == [set(EAST)]


def test_a_commune_without_outline_is_left_out() -> None:
    topology: Any = outlines.topology({"32001": [_shape(WEST)], "12218": []})
    assert [found["id"] for found in topology["objects"]["communes"]["geometries"]] == ["32001"]


def test_a_commune_in_two_parts_loses_the_boundary_between_them() -> None:
    topology: Any = outlines.topology({"12218": [_shape(WEST), _shape(EAST)]})
    assert len(topology["arcs"]) == 1
    assert _rings(topology, "12218") == [set(WEST) | set(EAST)]
