"""The plan of a town: its outline, its neighbours', its numbered places. Drawn by us, no tiles.

A picture that only shrinks cannot be read on a phone: each plan is drawn at two widths, of which
the style sheet shows one.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from autan.web.places import land
from autan.web.places.land import Box, Point, Ring
from autan.web.typography import NARROW, number

_METRES = 111_320.0
_SMALLEST = 700.0
_AIR = 0.14
_RADIUS = 11.0
_ROUNDS = 40
# A bar of the scale is one of these lengths, in metres.
_SCALES = (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000)


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbered place. ``lead`` is the path to its true point, when others pushed it aside."""

    number: int
    x: int
    y: int
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Inset:
    """The whole town in a corner, when the plan shows a part of it: ``frame`` is that part."""

    x: int
    y: int
    size: int
    land: str
    frame: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Paths in pixels of ``width`` by ``height``; ``bar`` pixels of the scale are ``metres``."""

    width: int
    height: int
    land: str
    around: str
    marks: tuple[Mark, ...]
    bar: int
    metres: int
    inset: "Inset | None"

    @property
    def distance(self) -> str:
        """« 500 m », « 2 km »."""
        if self.metres < 1000:
            return f"{number(self.metres)}{NARROW}m"
        return f"{number(self.metres // 1000)}{NARROW}km"


def plans(code: str, spots: Sequence[tuple[int, Point]]) -> tuple[Plan, ...]:
    """The wide plan then the narrow one, of numbered points; () when there is nothing to draw."""
    own = land.rings(code)
    points = [point for _, point in spots]
    if not own and len(points) < 2:
        return ()
    box = _view(own, points)
    return tuple(_plan(code, own, box, spots, *size) for size in ((640, 430), (320, 330)))


def _view(own: Sequence[Ring], points: list[Point]) -> Box:
    """What to look at: the places when they fill a part of the town only, else the whole town."""
    whole = [point for ring in own for point in ring]
    seen = land.box_of(points) if len(points) > 1 else land.box_of([*whole, *points])
    west, south, east, north = seen
    squeeze = math.cos(math.radians((south + north) / 2))
    wide = max((east - west) * squeeze, (north - south), _SMALLEST / _METRES)
    air = wide * _AIR
    return west - air / squeeze, south - air, east + air / squeeze, north + air


def _plan(
    code: str,
    own: Sequence[Ring],
    box: Box,
    spots: Sequence[tuple[int, Point]],
    width: int,
    height: int,
) -> Plan:
    project, scale = _projection(box, width, height)
    corners = _shown(project, box, width, height)
    around = land.beside(code, corners)
    bar = max((one for one in _SCALES if one * scale / _METRES <= width / 3), default=_SCALES[0])
    return Plan(
        width=width,
        height=height,
        land=_paths(own, project, width, height),
        around=_paths(around, project, width, height),
        marks=_marks([(rank, project(point)) for rank, point in spots], width, height),
        bar=round(bar * scale / _METRES),
        metres=bar,
        inset=_inset(own, corners, width, height),
    )


def _inset(own: Sequence[Ring], shown: Box, width: int, height: int) -> Inset | None:
    whole = [point for ring in own for point in ring]
    if not whole:
        return None
    box = land.box_of(whole)
    if shown[0] <= box[0] and shown[1] <= box[1] and shown[2] >= box[2] and shown[3] >= box[3]:
        return None
    size = width // 7 + 30
    corners = [(shown[0], shown[1]), (shown[2], shown[1]), (shown[2], shown[3])]
    corners.append((shown[0], shown[3]))
    project, _ = _projection(land.box_of([*whole, *corners]), size - 12, size - 12)

    def framed(point: Point) -> Point:
        x, y = project(point)
        return x + 6, y + 6

    return Inset(
        *(width - size - 8, height - size - 8, size),
        land=_paths(own, framed, size, size),
        frame=_paths([tuple(corners)], framed, size, size),
    )


def _projection(box: Box, width: int, height: int) -> tuple[Callable[[Point], Point], float]:
    """Degrees to pixels (plate carrée corrected at the middle), and pixels for a degree north."""
    west, south, east, north = box
    middle = ((west + east) / 2, (south + north) / 2)
    squeeze = math.cos(math.radians(middle[1]))
    scale = min(width / ((east - west) * squeeze), height / (north - south))

    def project(point: Point) -> Point:
        return (
            width / 2 + (point[0] - middle[0]) * squeeze * scale,
            height / 2 + (middle[1] - point[1]) * scale,
        )

    return project, scale


def _shown(project: Callable[[Point], Point], box: Box, width: int, height: int) -> Box:
    """The degrees that the whole picture holds: more than the box, on one side."""
    (left, low), (right, high) = project((box[0], box[1])), project((box[2], box[3]))
    east = (box[2] - box[0]) / (right - left)
    north = (box[3] - box[1]) / (low - high)
    return (
        box[0] - left * east,
        box[1] - (height - low) * north,
        box[2] + (width - right) * east,
        box[3] + high * north,
    )


def _paths(
    rings: Iterable[Ring], project: Callable[[Point], Point], width: int, height: int
) -> str:
    """Whole pixels, relative moves; what is far outside the picture is drawn no further."""

    def near(point: Point) -> tuple[int, int]:
        x, y = project(point)
        return round(min(max(x, -width), 2 * width)), round(min(max(y, -height), 2 * height))

    return "".join(_path([near(point) for point in ring]) for ring in rings)


def _path(points: list[tuple[int, int]]) -> str:
    kept = [point for n, point in enumerate(points) if n == 0 or point != points[n - 1]]
    if len(kept) < 3:
        return ""
    moves = " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}l{moves.replace(' -', '-')}z"


def _marks(spots: list[tuple[int, Point]], width: int, height: int) -> tuple[Mark, ...]:
    """Numbers that do not hide one another: each pushes the others away, for a while."""
    at = [[x, y] for _, (x, y) in spots]
    for _ in range(_ROUNDS):
        if not _pushed(at):
            break
        for place in at:
            place[0] = min(max(place[0], _RADIUS + 2), width - _RADIUS - 2)
            place[1] = min(max(place[1], _RADIUS + 2), height - _RADIUS - 2)
    return tuple(
        Mark(rank, round(x), round(y), _lead((x, y), true))
        for (rank, true), (x, y) in zip(spots, at, strict=True)
    )


def _pushed(at: list[list[float]]) -> bool:
    moved = False
    apart = 2 * _RADIUS + 2
    for n, one in enumerate(at):
        for other in at[n + 1 :]:
            dx, dy = other[0] - one[0], other[1] - one[1]
            gap = math.hypot(dx, dy)
            if gap >= apart:
                continue
            moved = True
            # Two at the very same point part along a direction that their order gives.
            turn = (math.cos(n), math.sin(n)) if gap < 0.01 else (dx / gap, dy / gap)
            push = (apart - gap) / 2
            one[0], one[1] = one[0] - turn[0] * push, one[1] - turn[1] * push
            other[0], other[1] = other[0] + turn[0] * push, other[1] + turn[1] * push
    return moved


def _lead(shown: Point, true: Point) -> str:
    if math.dist(shown, true) <= _RADIUS:
        return ""
    return f"M{true[0]:.0f} {true[1]:.0f}L{shown[0]:.0f} {shown[1]:.0f}"
