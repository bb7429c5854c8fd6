"""The outlines of communes in degrees, from the TopoJSON that the package carries.

https://github.com/topojson/topojson-specification: arcs are lists of moves on a grid.
"""

import gzip
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import autan

_FILE = Path(autan.__file__).parent / "tenants" / "data" / "contours.json.gz"

Point = tuple[float, float]
Ring = tuple[Point, ...]
Box = tuple[float, float, float, float]


def rings(code: str) -> tuple[Ring, ...]:
    """The outer rings of a commune, longitude and latitude; () when it has no outline."""
    return tuple(tuple(_walked(arcs)) for arcs in _communes().get(code, ()))


def beside(code: str, box: Box) -> tuple[Ring, ...]:
    """The rings of the other communes that a box (west, south, east, north) touches."""
    return tuple(
        ring
        for other in _boxes()
        if other != code and _touch(_boxes()[other], box)
        for ring in rings(other)
    )


def box_of(points: Iterator[Point] | tuple[Point, ...] | list[Point]) -> Box:
    """West, south, east, north of some points; ValueError for none."""
    known = list(points)
    xs, ys = [x for x, _ in known], [y for _, y in known]
    return min(xs), min(ys), max(xs), max(ys)


def _touch(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


@cache
def _boxes() -> dict[str, Box]:
    return {code: box_of([p for ring in rings(code) for p in ring]) for code in _communes()}


@cache
def _topology() -> dict[str, Any]:
    if not _FILE.exists():
        return {"objects": {"communes": {"geometries": []}}, "arcs": []}
    with gzip.open(_FILE) as file:
        topology: dict[str, Any] = json.load(file)
    return topology


@cache
def _communes() -> dict[str, list[list[int]]]:
    """The arcs of the outer ring of each part of a commune, by its INSEE code."""
    found = {}
    for shape in _topology()["objects"]["communes"]["geometries"]:
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        found[str(shape["id"])] = [part[0] for part in parts]
    return found


def _walked(arcs: list[int]) -> Iterator[Point]:
    """An arc that is walked backwards is written ~i."""
    last: Point | None = None
    for arc in arcs:
        points = _degrees(arc if arc >= 0 else ~arc)
        for point in points if arc >= 0 else points[::-1]:
            if point != last:
                yield point
            last = point


@cache
def _degrees(index: int) -> Ring:
    topology = _topology()
    (wide, high), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    points = []
    for east, north in topology["arcs"][index]:
        x, y = x + east, y + north
        points.append((left + x * wide, low + y * high))
    return tuple(points)
