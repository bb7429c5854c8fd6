"""The plan of a town: its outline, its neighbours', its numbered places. Drawn by us, no tiles.

A picture that only shrinks cannot be read on a phone: each plan is drawn at two widths, of which
the style sheet shows one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from autan.maps.geography import Level
from autan.maps.land import Area
from autan.maps.mercator import METRES, WORLD, Extent, Point, Window, degrees, fitted, position
from autan.maps.paths import path_of
from autan.maps.pen import Pen
from autan.outlines import land
from autan.web.typography import NARROW, number

_SIZES = ((640, 430), (320, 330))
# Metres that a plan shows around its places, at least, when they are one beside another.
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
    """The wide plan then the narrow one, of numbered points; () when there is nothing to draw.

    ``code`` is that of a commune; ``spots`` are numbers with longitude and latitude.
    """
    own = land().levels[Level.COMMUNES].get(code)
    placed = [(rank, position(*at)) for rank, at in spots]
    looked = _looked_at(own, [at for _, at in placed])
    if looked is None:
        return ()
    return tuple(_plan(own, looked, placed, *size) for size in _SIZES)


def _looked_at(own: Area | None, points: Sequence[Point]) -> Extent | None:
    """The places when they fill a part of the town only, else the whole town; with some air."""
    seen = _extent(points) if len(points) > 1 else None
    if seen is None and own is not None:
        seen = own.extent.joined(_extent(points) if points else None)
    if seen is None:
        return None
    least = _SMALLEST * _metre(seen.top)
    air = round(_AIR * max(seen.right - seen.left, seen.bottom - seen.top, least))
    return Extent(seen.left - air, seen.top - air, seen.right + air, seen.bottom + air)


def _extent(points: Sequence[Point]) -> Extent:
    xs, ys = [int(x) for x, _ in points], [int(y) for _, y in points]
    return Extent(min(xs), min(ys), max(xs), max(ys))


def _metre(y: float) -> float:
    """How long a metre is in positions, as far north as that."""
    _, latitude = degrees(0, y)
    return WORLD / (2 * METRES * math.cos(math.radians(latitude)))


def _plan(
    own: Area | None,
    looked: Extent,
    spots: Sequence[tuple[int, Point]],
    width: int,
    height: int,
) -> Plan:
    pen = _pen(looked, width, height)
    communes = pen.land.levels[Level.COMMUNES].values()
    around = [ring for one in communes if one != own and pen.sees(one) for ring in one.rings]
    metre = _metre(looked.top) * pen.window.scale
    bar = max((one for one in _SCALES if one * metre <= width / 3), default=_SCALES[0])
    return Plan(
        width=width,
        height=height,
        land=pen.rings(own.rings) if own else "",
        around=pen.rings(around),
        marks=_marks([(rank, pen.window.local(*at)) for rank, at in spots], width, height),
        bar=round(bar * metre),
        metres=bar,
        inset=_inset(own, pen.window, width, height) if own else None,
    )


def _pen(looked: Extent, width: int, height: int, margin: int = 0) -> Pen:
    view = fitted(looked, width, height, margin=margin, most=22)
    return Pen(view.window(width, height), width, height, land())


def _inset(own: Area, shown: Window, width: int, height: int) -> Inset | None:
    box = own.extent
    held = shown.left <= box.left and shown.right >= box.right
    if held and shown.top <= box.top and shown.bottom >= box.bottom:
        return None
    size = width // 7 + 30
    frame = Extent(shown.left, shown.top, shown.right, shown.bottom)
    pen = _pen(box.joined(frame), size, size, margin=6)
    (left, top), (right, bottom) = (
        pen.at((frame.left, frame.top)),
        pen.at((frame.right, frame.bottom)),
    )
    return Inset(
        *(width - size - 8, height - size - 8, size),
        land=pen.rings(own.rings),
        frame=path_of([(left, top), (right, top), (right, bottom), (left, bottom)], "z"),
    )


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
