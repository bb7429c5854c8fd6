"""The quiet map of a portal's territory, drawn from the outlines of the communes.

The outlines come as one TopoJSON (https://github.com/topojson/topojson-specification): an arc that
two communes share is there once, so that a border of départements is an arc between two of them,
and the outer line is the arcs that only one commune of the perimeter uses.
"""

import gzip
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import autan

_FILE = Path(autan.__file__).parent / "tenants" / "data" / "contours.json.gz"
_WIDTH = 640
# Below this number of communes their own borders are drawn; above, a dot for each.
_BORDERS = 700
# Gaps that the simplification of the outlines left between communes, in pixels.
_CRUMB = 14

Point = tuple[float, float]
Line = list[Point]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paths in the coordinates of ``view``; ``places`` gives the middle of each commune."""

    view: str
    land: str
    borders: str
    dots: str
    places: dict[str, tuple[int, int]]
    shapes: dict[str, str]


@cache
def sheet(codes: frozenset[str]) -> Sheet | None:
    """The map of these communes (INSEE codes); None when the outlines are not installed."""
    communes = {code: rings for code, rings in _communes().items() if code in codes}
    if not communes:
        return None
    arcs, height = _projected(communes)
    shapes = {code: [_ring(ring, arcs) for ring in rings] for code, rings in communes.items()}
    places = {code: _middle(rings[0]) for code, rings in shapes.items()}
    few = len(communes) <= _BORDERS
    inner = _between(communes, (lambda code: code) if few else _departement)
    return Sheet(
        view=f"0 0 {_WIDTH} {height}",
        land="".join(_path(ring, "z") for ring in _outer(communes, arcs)),
        borders="".join(_path(arcs[index]) for index in inner),
        dots="" if few else _dots(places.values()),
        places=places,
        shapes={
            code: "".join(_path(ring, "z") for ring in rings) for code, rings in shapes.items()
        },
    )


@cache
def _topology() -> dict[str, Any]:
    if not _FILE.exists():
        return {"objects": {"communes": {"geometries": []}}, "arcs": []}
    with gzip.open(_FILE) as file:
        topology: dict[str, Any] = json.load(file)
    return topology


@cache
def _communes() -> dict[str, list[list[int]]]:
    """The outer ring of each part of a commune, the largest first, as numbers of arcs."""
    found = {}
    for shape in _topology()["objects"]["communes"]["geometries"]:
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        found[str(shape["id"])] = sorted((part[0] for part in parts), key=len, reverse=True)
    return found


def _projected(communes: dict[str, list[list[int]]]) -> tuple[dict[int, Line], int]:
    """The arcs in use, in pixels: plate carrée, its width corrected at the middle latitude."""
    topology = _topology()
    used = {_index(arc) for rings in communes.values() for ring in rings for arc in ring}
    raw = {index: list(_degrees(topology, index)) for index in used}
    longitudes = [x for line in raw.values() for x, _ in line]
    latitudes = [y for line in raw.values() for _, y in line]
    west, east = min(longitudes), max(longitudes)
    south, north = min(latitudes), max(latitudes)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = (_WIDTH - 16) / ((east - west) * squeeze)

    def project(point: Point) -> Point:
        return 8 + (point[0] - west) * squeeze * scale, 8 + (north - point[1]) * scale

    lines = {index: [project(point) for point in line] for index, line in raw.items()}
    return lines, round((north - south) * scale + 16)


def _degrees(topology: dict[str, Any], index: int) -> Iterator[Point]:
    (wide, high), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    for east, north in topology["arcs"][index]:
        x, y = x + east, y + north
        yield left + x * wide, low + y * high


def _ring(ring: list[int], arcs: dict[int, Line]) -> Line:
    points: Line = []
    for arc in ring:
        points.extend(_walk(arc, arcs)[1 if points else 0 :])
    return points


def _walk(arc: int, arcs: dict[int, Line]) -> Line:
    """An arc in its direction: TopoJSON writes ~i for arc i backwards."""
    return arcs[arc] if arc >= 0 else arcs[~arc][::-1]


def _between(communes: dict[str, list[list[int]]], group: Any) -> list[int]:
    """The arcs that part two groups."""
    sides: dict[int, set[str]] = {}
    for code, rings in communes.items():
        for arc in (arc for ring in rings for arc in ring):
            sides.setdefault(_index(arc), set()).add(group(code))
    return sorted(index for index, groups in sides.items() if len(groups) > 1)


def _outer(communes: dict[str, list[list[int]]], arcs: dict[int, Line]) -> Iterator[Line]:
    """The rings of the whole: arcs used once, joined end to end."""
    count: dict[int, int] = {}
    for arc in (arc for rings in communes.values() for ring in rings for arc in ring):
        count[_index(arc)] = count.get(_index(arc), 0) + 1
    once = [
        arc
        for rings in communes.values()
        for ring in rings
        for arc in ring
        if count[_index(arc)] == 1
    ]
    starts: dict[Point, list[int]] = {}
    for arc in once:
        starts.setdefault(_walk(arc, arcs)[0], []).append(arc)
    while any(starts.values()):
        ring = _walk(next(ends for ends in starts.values() if ends).pop(), arcs)[:]
        while starts.get(ring[-1]):
            ring.extend(_walk(starts[ring[-1]].pop(), arcs)[1:])
        if _span(ring) > _CRUMB:
            yield ring


def _span(ring: Line) -> float:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _path(line: Line, close: str = "") -> str:
    """Whole pixels, relative moves, no point twice: a tenth of the weight."""
    points = [(round(x), round(y)) for x, y in line]
    kept = [point for n, point in enumerate(points) if n == 0 or point != points[n - 1]]
    if len(kept) < 2:
        return ""
    moves = ((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}l{_joined(moves)}{close}"


def _dots(places: Iterable[tuple[int, int]]) -> str:
    parts, x, y = [], 0, 0
    for column, row in sorted(places):
        parts.append(f"m{_joined([(column - x, row - y)])}h0")
        x, y = column, row
    return "".join(parts)


def _joined(moves: Iterable[tuple[int, int]]) -> str:
    return " ".join(f"{x} {y}" for x, y in moves).replace(" -", "-")


def _middle(ring: Line) -> tuple[int, int]:
    return round(sum(x for x, _ in ring) / len(ring)), round(sum(y for _, y in ring) / len(ring))


def _departement(code: str) -> str:
    return code[:2]


def _index(arc: int) -> int:
    return arc if arc >= 0 else ~arc
