"""Where a commune and its département are, from the outlines that the package carries."""

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import autan
from autan.schemas.zones import Box

_FILE = Path(autan.__file__).parent / "tenants" / "data" / "contours.json.gz"
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
    found = (_joined(own), _joined(near))
    return tuple(dict.fromkeys(box for box in found if box is not None))


def _joined(boxes: list[Box]) -> Box | None:
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return (
        *(min(west) - _MARGIN, min(south) - _MARGIN),
        *(max(east) + _MARGIN, max(north) + _MARGIN),
    )


@cache
def _boxes() -> dict[str, Box]:
    """The box of each commune; none when the outlines were not installed."""
    if not _FILE.exists():
        return {}
    with gzip.open(_FILE) as file:
        topology = json.load(file)
    arcs = [_arc(topology, arc) for arc in topology["arcs"]]
    shapes = topology["objects"]["communes"]["geometries"]
    return {str(shape["id"]): _box([arcs[i] for i in _numbers(shape["arcs"])]) for shape in shapes}


def _arc(topology: dict[str, Any], arc: list[list[int]]) -> Box:
    """The box of an arc: TopoJSON writes each position as a step from the one before."""
    (wide, high), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    xs, ys = [], []
    for east, north in arc:
        x, y = x + east, y + north
        xs.append(x)
        ys.append(y)
    return (
        *(left + min(xs) * wide, low + min(ys) * high),
        *(left + max(xs) * wide, low + max(ys) * high),
    )


def _numbers(arcs: list[Any]) -> list[int]:
    """The arcs of a shape, however deep they are nested; ~i is arc i backwards."""
    found: list[int] = []
    for each in arcs:
        found += _numbers(each) if isinstance(each, list) else [each if each >= 0 else ~each]
    return found


def _box(boxes: list[Box]) -> Box:
    west, south, east, north = zip(*boxes, strict=True)
    return (min(west), min(south), max(east), max(north))
