"""What tells where one is: a scale, and a small picture of the département around the view."""

import math

from autan.maps.clip import Point
from autan.maps.geography import Level
from autan.maps.land import Area, Land
from autan.maps.mercator import TILE, Window, degrees, fitted
from autan.maps.paths import path_of
from autan.maps.pen import Pen

EQUATOR = 40_075_017
"""Metres around the Earth."""
_LENGTHS = tuple(step * 10**power for power in range(1, 7) for step in (1, 2, 5))
_SMALL = 0.4
"""The share of its département that a view shows, beyond which it needs no other picture."""
_LEAST = 5
"""Pixels of the mark of a view, however small."""


def middle(land: Land, window: Window) -> Area | None:
    """The commune in which the middle of a view lies."""
    x, y = window.left + window.width / 2, window.top + window.height / 2
    around = (
        area
        for area in land.levels[Level.COMMUNES].values()
        if area.extent.left <= x <= area.extent.right and area.extent.top <= y <= area.extent.bottom
    )
    return next((area for area in around if _holds(area, land, (x, y))), None)


def _holds(area: Area, land: Land, point: Point) -> bool:
    """Whether a ray from the point crosses the outline an odd number of times."""
    x, y = point
    inside = False
    for ring in area.rings:
        points = land.walked(ring, land.arcs)
        for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
            if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
                inside = not inside
    return inside


def scale(window: Window, most: float) -> tuple[int, str]:
    """The longest round distance of at most so many pixels: how many it takes, and its words."""
    _, latitude = degrees(0, window.top + window.height / 2)
    pixel = EQUATOR * math.cos(math.radians(latitude)) / (TILE * 2**window.zoom)
    metres = max((one for one in _LENGTHS if one / pixel <= most), default=_LENGTHS[0])
    words = f"{metres // 1000}\u202fkm" if metres >= 1000 else f"{metres}\u202fm"
    return round(metres / pixel), words


def inset(area: Area | None, shown: Pen, size: int) -> tuple[str, str, str] | None:
    """The outline of the département of a commune and the frame of the view in it, as paths of a
    square picture, and its name; None where the view shows much of it already."""
    land = shown.land
    code = _departement(land, area) if area else ""
    around = land.levels[Level.DEPARTEMENTS].get(code)
    if around is None:
        return None
    window, box = shown.window, around.extent
    if window.width > _SMALL * (box.right - box.left):
        return None
    pen = Pen(fitted(box, size, size, margin=6).window(size, size), size, size, land)
    (left, top), (right, bottom) = (
        pen.at((window.left, window.top)),
        pen.at((window.right, window.bottom)),
    )
    more = [max(0, math.ceil((_LEAST - side) / 2)) for side in (right - left, bottom - top)]
    left, right, top, bottom = left - more[0], right + more[0], top - more[1], bottom + more[1]
    frame = path_of([(left, top), (right, top), (right, bottom), (left, bottom)], "z")
    return pen.rings(around.rings), frame, around.name


def _departement(land: Land, area: Area) -> str:
    found = (row for row in land.rows if row["kind"] == "commune" and row["code"] == area.code)
    return next((str(row["departement"]) for row in found), "")
