"""The records of a shapefile's shapes, walked before GDAL is given them.

GDAL stops the whole process when the index (.shx) is missing or when a record claims more points
than it holds, and gives shapes of nothing, without a word, when the file was cut. Layout:
ESRI Shapefile Technical Description, July 1998.
"""

import mmap
import struct
from collections.abc import Iterator
from pathlib import Path

from autan.formats.refusals import refusal

_HEADER = 100
_MAGIC = 9994
_KIND_AT = 32
# Bytes that a position and a part of a line take after the fixed start of the record.
_POINT, _PART = 16, 4
_LINES = frozenset({3, 5, 13, 15, 23, 25})
_POINTS = frozenset({8, 18, 28})
_PATCHES = frozenset({31})
_SINGLE = frozenset({1, 11, 21})
_KINDS = _LINES | _POINTS | _PATCHES | _SINGLE | {0}

Place = tuple[int, int]


def check(shapes: Path, index: Path) -> None:
    """Make sure that ``shapes`` (.shp) is whole, and that ``index`` (.shx) is there and leads
    into it, written anew if need be. Raises UnreadableFile ``damaged-file``."""
    with shapes.open("rb") as file:
        size = shapes.stat().st_size
        if size < _HEADER:
            raise refusal("damaged")
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            head = content[:_HEADER]
            if struct.unpack_from(">i", head)[0] != _MAGIC or _kind(content, 0) not in _KINDS:
                raise refusal("damaged")
            known = _indexed(index)
            places = list(_walked(content)) if known is None else known
            for at, length in places:
                _check_record(content, at, length)
    if known is None:
        _write(index, head, places)


def _kind(content: mmap.mmap, base: int) -> int:
    return int(struct.unpack_from("<i", content, base + _KIND_AT)[0])


def _indexed(index: Path) -> list[Place] | None:
    """Where each record begins and how long it is, in bytes; None without a good index."""
    content = index.read_bytes() if index.exists() else b""
    if len(content) < _HEADER or struct.unpack_from(">i", content)[0] != _MAGIC:
        return None
    whole = len(content) - (len(content) - _HEADER) % 8
    return [(at * 2, size * 2) for at, size in struct.iter_unpack(">2i", content[_HEADER:whole])]


def _walked(content: mmap.mmap) -> Iterator[Place]:
    at, size = _HEADER, len(content)
    while at + 8 <= size:
        length = struct.unpack_from(">i", content, at + 4)[0] * 2
        yield at, length
        at += 8 + length


def _check_record(content: mmap.mmap, at: int, length: int) -> None:
    """The record lies in the file and holds as many points as it says."""
    start = at + 8
    if at < _HEADER or length < 4 or start + length > len(content):
        raise refusal("damaged")
    kind = struct.unpack_from("<i", content, start)[0]
    if kind not in _KINDS or _least(content, start, length, kind) > length:
        raise refusal("damaged")


def _least(content: mmap.mmap, start: int, length: int, kind: int) -> int:
    """The bytes that a shape takes at the least, by the counts that it gives."""
    if kind == 0:
        return 4
    if kind in _SINGLE:
        return 4 + _POINT
    if kind in _POINTS:
        if length < 40:
            return 40
        (points,) = struct.unpack_from("<i", content, start + 36)
        return _counted(40, 0, points)
    if length < 44:
        return 44
    parts, points = struct.unpack_from("<2i", content, start + 36)
    return _counted(44 + max(parts, 0) * (_PART if kind in _PATCHES else 0), parts, points)


def _counted(fixed: int, parts: int, points: int) -> int:
    if parts < 0 or points < 0:
        raise refusal("damaged")
    return fixed + parts * _PART + points * _POINT


def _write(index: Path, head: bytes, places: list[Place]) -> None:
    made = bytearray(head)
    struct.pack_into(">i", made, 24, (_HEADER + 8 * len(places)) // 2)
    for at, length in places:
        made += struct.pack(">2i", at // 2, length // 2)
    index.write_bytes(made)
