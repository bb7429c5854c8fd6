"""Well-known binary (OGC 06-103r4, 8.2) to the paths of a map: little-endian, two dimensions."""

import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from autan.maps.mvt import LINE, POINT, POLYGON

Point = tuple[float, float]
_COUNT = struct.Struct("<I")
_HEAD = struct.Struct("<BI")
_PARTS = 4, 5, 6, 7


@dataclass(frozen=True, slots=True)
class Piece:
    """A point, a line, or a ring; ``is_hole`` for a ring that is not the first of its polygon."""

    kind: int
    points: list[Point]
    is_hole: bool = False


def pieces(content: bytes) -> Iterator[Piece]:
    """The pieces of a geometry in its order; rings are open. ValueError for anything else."""
    yield from _geometry(content, 0)[0]


def _geometry(content: bytes, at: int) -> tuple[list[Piece], int]:
    order, kind = _HEAD.unpack_from(content, at)
    at += _HEAD.size
    if order != 1:
        raise ValueError("only little-endian geometries are ours")
    if kind == 1:
        points, at = _points(content, at, 1)
        return [Piece(POINT, points)] if points[0][0] == points[0][0] else [], at
    (count,) = _COUNT.unpack_from(content, at)
    at += 4
    if kind == 2:
        points, at = _points(content, at, count)
        return [Piece(LINE, points)], at
    found: list[Piece] = []
    for number in range(count):
        if kind == 3:
            (size,) = _COUNT.unpack_from(content, at)
            points, at = _points(content, at + 4, size)
            found.append(Piece(POLYGON, points[:-1], number > 0))
        elif kind in _PARTS:
            inner, at = _geometry(content, at)
            found += inner
        else:
            raise ValueError("a geometry of a kind that is not ours")
    return found, at


def _points(content: bytes, at: int, count: int) -> tuple[list[Point], int]:
    end = at + 16 * count
    flat = array("d", content[at:end])
    return list(zip(flat[::2], flat[1::2], strict=True)), end
