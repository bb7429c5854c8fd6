"""Outlines of communes as one TopoJSON: each boundary is written once, for both its sides.

The shapes that come in share their points exactly, so that a boundary is a run of points that
have the same communes around them. Nothing is moved but to the grid (about four metres).
"""

import struct
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

Point = tuple[int, int]
Ring = list[Point]
Polygon = list[Ring]
GRID = 0.00005  # degrees


def topology(shapes: dict[str, list[str]]) -> dict[str, object]:
    """TopoJSON (specification 1.0) from EWKB multipolygons in hexadecimal, by INSEE code.

    A commune may be given in several shapes, which are made one. The geometries are in the
    object ``communes``, each with its code as ``id``; a commune without shape is left out.
    """
    polygons = {code: made_one(parts) for code, parts in shapes.items() if parts}
    ends = junctions(polygons)
    arcs = Arcs()
    geometries = [
        {
            "type": "MultiPolygon",
            "id": code,
            "arcs": [[arcs.of(ring, ends) for ring in polygon] for polygon in found],
        }
        for code, found in sorted(polygons.items())
    ]
    corner, written = arcs.written()
    return {
        "type": "Topology",
        "transform": {
            "scale": [GRID, GRID],
            "translate": [round(c * GRID, 5) for c in corner],
        },
        "objects": {"communes": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": written,
    }


def read_shape(hexadecimal: str) -> Iterator[Polygon]:
    """The polygons of an EWKB MultiPolygon (little-endian, two dimensions) on the grid."""
    content, at = bytes.fromhex(hexadecimal), 9
    (count,) = struct.unpack_from("<I", content, 5)
    for _ in range(count):
        (rings,) = struct.unpack_from("<I", content, at + 5)
        at += 9
        polygon: Polygon = []
        for _ in range(rings):
            (size,) = struct.unpack_from("<I", content, at)
            values = struct.unpack_from(f"<{2 * size}d", content, at + 4)
            at += 4 + 16 * size
            polygon.append(_ring(values))
        polygon = [ring for ring in polygon if len(ring) > 2]
        if polygon:
            yield polygon


def made_one(shapes: list[str]) -> list[Polygon]:
    """The polygons of a commune; of several parts, without the boundaries between them."""
    polygons = [polygon for shape in shapes for polygon in read_shape(shape)]
    if len(shapes) == 1:
        return polygons
    rings = [ring for polygon in polygons for ring in polygon]
    sides = {side for ring in rings for side in pairwise([*ring, ring[0]])}
    outer = {start: end for start, end in sides if (end, start) not in sides}
    return [[ring] for ring in _chained(outer) if len(ring) > 2]


def _chained(steps: dict[Point, Point]) -> Iterator[Ring]:
    """Follow each point to the next until all have been passed."""
    while steps:
        point, after = steps.popitem()
        ring = [point]
        while after in steps:
            ring.append(after)
            after = steps.pop(after)
        yield ring


def _ring(values: tuple[float, ...]) -> Ring:
    """Points on the grid, open (the first is not repeated), none twice in a row."""
    ring: Ring = []
    for x, y in zip(values[::2], values[1::2], strict=True):
        point = (round(x / GRID), round(y / GRID))
        if not ring or ring[-1] != point:
            ring.append(point)
    while len(ring) > 1 and ring[0] == ring[-1]:
        ring.pop()
    return ring


def junctions(polygons: dict[str, list[Polygon]]) -> set[Point]:
    """Where boundaries meet: points whose neighbours differ from one ring to another."""
    neighbours: dict[Point, set[frozenset[Point]]] = defaultdict(set)
    for found in polygons.values():
        for polygon in found:
            for ring in polygon:
                for before, point, after in zip(
                    [ring[-1], *ring], ring, [*ring[1:], ring[0]], strict=False
                ):
                    neighbours[point].add(frozenset((before, after)))
    return {point for point, sides in neighbours.items() if len(sides) > 1}


class Arcs:
    """The boundaries already met, each under its number; backwards it is ``~number``."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Point, ...], int] = {}
        self._arcs: list[tuple[Point, ...]] = []

    def of(self, ring: Ring, ends: set[Point]) -> list[int]:
        """The numbers of the boundaries that make a ring, in order."""
        cuts = [place for place, point in enumerate(ring) if point in ends]
        if not cuts:
            cuts = [min(range(len(ring)), key=ring.__getitem__)]
        turned = ring[cuts[0] :] + ring[: cuts[0]]
        places = [cut - cuts[0] for cut in cuts] + [len(ring)]
        turned.append(turned[0])
        return [self._number(tuple(turned[start : end + 1])) for start, end in pairwise(places)]

    def _number(self, arc: tuple[Point, ...]) -> int:
        if arc in self._numbers:
            return self._numbers[arc]
        if arc[::-1] in self._numbers:
            return ~self._numbers[arc[::-1]]
        self._numbers[arc] = len(self._arcs)
        self._arcs.append(arc)
        return self._numbers[arc]

    def written(self) -> tuple[Point, list[list[list[int]]]]:
        """The south-west corner, and the arcs as differences between points from there."""
        corner = (
            min(x for arc in self._arcs for x, _ in arc),
            min(y for arc in self._arcs for _, y in arc),
        )
        return corner, [_differences(arc, corner) for arc in self._arcs]


def _differences(arc: tuple[Point, ...], corner: Point) -> list[list[int]]:
    before = corner
    steps = []
    for point in arc:
        steps.append([point[0] - before[0], point[1] - before[1]])
        before = point
    return steps
