"""The outlines of a territory: communes, and the EPCI and départements that they make.

They come as one TopoJSON (https://github.com/topojson/topojson-specification): an arc that two
communes share is there once. An EPCI is what is left when the arcs between its own communes are
taken away, so that every level has the very same borders.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from autan.maps import clip
from autan.maps.clip import Point
from autan.maps.geography import Level
from autan.maps.mercator import TILE, WORLD, Extent, position

Arc = int
"""The number of an arc; backwards it is ``~number``."""
Ring = tuple[Arc, ...]
_HALF_PIXEL = 0.5
_FINE = 9
"""From this zoom on, the outlines have no more detail than can be seen."""
_GAP = 1e9
"""Twice the surface of what the simplification left between communes: a tenth of a km²."""


@dataclass(frozen=True, slots=True)
class Area:
    """``rings``: the outer ones and the holes, told apart by their turn. ``centre``: a position,
    in the middle of the largest ring. ``inside``: the codes of what it lies in."""

    code: str
    name: str
    level: Level
    population: int
    rings: tuple[Ring, ...]
    centre: Point
    extent: Extent


@dataclass(frozen=True)
class Land:
    """``topology``: as ``tools/outlines.py`` writes it. ``rows``: of the territories, with kind,
    code, name, population, and for a commune the codes of its ``epci`` and ``departement``."""

    topology: Mapping[str, Any]
    rows: Sequence[Mapping[str, Any]]
    _thin: dict[int, list[list[Point]]] = field(default_factory=dict)

    @cached_property
    def arcs(self) -> list[list[Point]]:
        """Every arc, in positions."""
        return [[position(*point) for point in arc] for arc in arcs_in_degrees(self.topology)]

    @cached_property
    def communes(self) -> Mapping[str, tuple[Ring, ...]]:
        """The rings of each commune, by its code."""
        found = {}
        for shape in self.topology["objects"]["communes"]["geometries"]:
            parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
            found[str(shape["id"])] = tuple(tuple(ring) for part in parts for ring in part)
        return found

    @cached_property
    def levels(self) -> Mapping[Level, Mapping[str, Area]]:
        """Every area of each level, by its code; those of which nothing is drawn are left out."""
        kinds = {"commune": Level.COMMUNES, "epci": Level.EPCI, "departement": Level.DEPARTEMENTS}
        members: dict[tuple[Level, str], list[str]] = defaultdict(list)
        for row in self.rows:
            if row["kind"] == "commune" and row["code"] in self.communes:
                members[Level.COMMUNES, row["code"]].append(row["code"])
                members[Level.EPCI, row["epci"]].append(row["code"])
                members[Level.DEPARTEMENTS, row["departement"]].append(row["code"])
        found: dict[Level, dict[str, Area]] = {level: {} for level in Level}
        for row in self.rows:
            level = kinds.get(row["kind"])
            inside = members.get((level, row["code"])) if level else None
            if level and inside:
                rings = self.joined(inside) if len(inside) > 1 else self.communes[inside[0]]
                found[level][row["code"]] = self._area(row, level, rings)
        return found

    def joined(self, codes: Iterable[str]) -> tuple[Ring, ...]:
        """The rings around some communes together: an arc that two of them share is inside."""
        arcs = [arc for code in codes for ring in self.communes.get(code, ()) for arc in ring]
        there = set(arcs)
        rings = self._chained([arc for arc in arcs if ~arc not in there])
        return tuple(ring for ring in rings if abs(clip.area(self.walked(ring, self.arcs))) > _GAP)

    def between(self, groups: Mapping[str, Any]) -> list[Arc]:
        """The arcs that part communes of different groups (by the code of each commune)."""
        sides: dict[Arc, set[Any]] = defaultdict(set)
        for code, group in groups.items():
            for ring in self.communes.get(code, ()):
                for arc in ring:
                    sides[max(arc, ~arc)].add(group)
        return sorted(arc for arc, both in sides.items() if len(both) > 1)

    def thin(self, zoom: float) -> list[list[Point]]:
        """The arcs without what cannot be seen at that zoom; neighbours stay neighbours."""
        step = max(int(zoom) + 1, 4)
        if step >= _FINE:
            return self.arcs
        if step not in self._thin:
            least = WORLD / (TILE * 2**step) * _HALF_PIXEL
            self._thin[step] = [clip.thinned(arc, least) for arc in self.arcs]
        return self._thin[step]

    def walked(self, ring: Ring, arcs: Sequence[Sequence[Point]]) -> list[Point]:
        """The points of a ring, open."""
        points: list[Point] = []
        for arc in ring:
            points += (arcs[arc] if arc >= 0 else arcs[~arc][::-1])[:-1]
        return points

    def _chained(self, arcs: Sequence[Arc]) -> Iterable[Ring]:
        """Arcs end to end, until each has come back to where it began."""
        ends: dict[Point, list[Arc]] = defaultdict(list)
        for arc in reversed(arcs):
            ends[self._end(arc, 0)].append(arc)
        for first in arcs:
            start = self._end(first, 0)
            if first not in ends[start]:
                continue
            ends[start].remove(first)
            ring, at = [first], self._end(first, -1)
            while at != start and ends[at]:
                arc = ends[at].pop()
                ring.append(arc)
                at = self._end(arc, -1)
            yield tuple(ring)

    def _end(self, arc: Arc, side: int) -> Point:
        return self.arcs[arc][side] if arc >= 0 else self.arcs[~arc][-1 - side]

    def _area(self, row: Mapping[str, Any], level: Level, rings: tuple[Ring, ...]) -> Area:
        walked = [self.walked(ring, self.arcs) for ring in rings]
        largest = max(walked, key=lambda ring: abs(clip.area(ring)))
        xs = [x for ring in walked for x, _ in ring]
        ys = [y for ring in walked for _, y in ring]
        box = Extent(int(min(xs)), int(min(ys)), int(max(xs)), int(max(ys)), 1)
        population = int(row["population"] or 0)
        centre = clip.centre(largest)
        return Area(row["code"], row["name"], level, population, rings, centre, box)


def arcs_in_degrees(topology: Mapping[str, Any]) -> Iterator[list[Point]]:
    """The arcs of a TopoJSON, longitude and latitude: each point is a step from the one before."""
    if not topology["arcs"]:
        return
    (wide, high), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points: list[Point] = []
        for east, north in arc:
            x, y = x + east, y + north
            points.append((west + x * wide, south + y * high))
        yield points


def extent_of(areas: Collection[Area]) -> Extent | None:
    """The box of some areas together."""
    found: Extent | None = None
    for area in areas:
        found = area.extent.joined(found)
    return found
