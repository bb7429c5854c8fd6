"""Where a commune and its département are, from the outlines that the package carries."""

from functools import cache
from typing import Any

from autan.maps.land import arcs_in_degrees
from autan.outlines import topology
from autan.schemas.zones import Box

# A town keeps track of things just outside it: a farm, a pumping station, a neighbour's school.
_MARGIN = 0.05
_OVERSEAS = "97"


def around(insee: str) -> tuple[Box, ...]:
    """The boxes of a commune and of its département, widened a little; fewer when unknown.

    ``insee``: the code of a commune or of a département.
    """
    boxes = _boxes()
    length = 3 if insee.startswith(_OVERSEAS) else 2
    own = [box for code, box in boxes.items() if code == insee]
    near = [box for code, box in boxes.items() if insee and code[:length] == insee[:length]]
    found = (_widened(own), _widened(near))
    return tuple(dict.fromkeys(box for box in found if box is not None))


def _widened(boxes: list[Box]) -> Box | None:
    if not boxes:
        return None
    west, south, east, north = _together(boxes)
    return west - _MARGIN, south - _MARGIN, east + _MARGIN, north + _MARGIN


@cache
def _boxes() -> dict[str, Box]:
    """The box of each commune; none when the outlines were not installed."""
    found = topology()
    arcs = [_around(arc) for arc in arcs_in_degrees(found)]
    shapes = found["objects"]["communes"]["geometries"]
    return {
        str(shape["id"]): _together([arcs[i] for i in _numbers(shape["arcs"])]) for shape in shapes
    }


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _numbers(arcs: list[Any]) -> list[int]:
    """The arcs of a shape, however deep they are nested; ~i is arc i backwards."""
    found: list[int] = []
    for each in arcs:
        found += _numbers(each) if isinstance(each, list) else [each if each >= 0 else ~each]
    return found


def _together(boxes: list[Box]) -> Box:
    west, south, east, north = zip(*boxes, strict=True)
    return (min(west), min(south), max(east), max(north))
