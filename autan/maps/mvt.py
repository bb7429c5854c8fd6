"""Vector tiles: the Mapbox Vector Tile specification 2.1, written and read.

Only what a tile needs of protocol buffers is here: three messages, packed integers, no library.
Values of a layer are written once and named by their place, as the specification has it.
"""

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

POINT, LINE, POLYGON = 1, 2, 3
Value = str | int | float | bool
Path = Sequence[tuple[int, int]]


def varint(value: int) -> bytes:
    """A protocol buffers integer, 0 or more."""
    if value < 128:
        return bytes((value,))
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


_SMALL = tuple(varint(value) for value in range(1 << 14))
"""The integers that coordinates, places and lengths are made of."""
_ONE_POINT = varint(1 << 3 | 1)
_SIDES = tuple(varint(side << 1) for side in range(1 << 15))
"""Coordinates of a single point, as the pen moves to it."""
_POINTS = tuple(b"\x18\x01\x22" + varint(size + 1) + _ONE_POINT for size in range(7))
"""The type of geometry (3) and the beginning of the geometry (4), by the size of its two sides."""


def _short(value: int) -> bytes:
    return _SMALL[value] if value < 1 << 14 else varint(value)


def _signed(value: int) -> bytes:
    """Zigzag: small integers of both signs are short."""
    return _short(value << 1 if value >= 0 else (-value << 1) - 1)


def _framed(tag: int, body: bytes) -> bytes:
    return bytes((tag << 3 | 2,)) + _short(len(body)) + body


@dataclass(slots=True)
class Layer:
    """A layer being written. Coordinates are whole numbers, 0 to ``extent`` on the tile."""

    name: str
    extent: int = 4096
    _keys: dict[str, int] = field(default_factory=dict)
    _numbers: dict[type, dict[Value, int]] = field(default_factory=dict)
    _values: list[Value] = field(default_factory=list)
    _features: list[bytes] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self._features)

    def points(
        self, xs: Sequence[int], ys: Sequence[int], properties: Mapping[str, Sequence[Value | None]]
    ) -> None:
        """Many points at once, on the tile, each with its properties; None is no property. The
        values of one property are of one type."""
        columns = [self._tags(key, values) for key, values in properties.items()]
        tags = map(b"".join, zip(*columns, strict=True)) if columns else iter([b""] * len(xs))
        small, sides, add = _SMALL, _SIDES, self._features.append
        for x, y, tagged in zip(xs, ys, tags, strict=True):
            place = sides[x] + sides[y]
            body = _POINTS[len(place)] + place
            if tagged:
                body = b"\x12" + small[len(tagged)] + tagged + body
            add(b"\x12" + small[len(body)] + body)

    def shape(self, kind: int, paths: Iterable[Path], properties: Mapping[str, Any]) -> None:
        """One feature of lines, or of rings: an outer one (clockwise on the screen) before its
        holes, none with its first point repeated. Nothing when no path is left."""
        drawn = _commands(kind, paths)
        if not drawn:
            return
        tags = b"".join(
            self._tags(key, [value])[0] for key, value in properties.items() if value is not None
        )
        body = _framed(2, tags) if tags else b""
        body += bytes((3 << 3, kind)) + _framed(4, drawn)
        self._features.append(_framed(2, body))

    def encoded(self) -> bytes:
        """The message; empty when the layer has no feature."""
        if not self._features:
            return b""
        keys = b"".join(_framed(3, key.encode()) for key in self._keys)
        values = b"".join(_framed(4, _value(value)) for value in self._values)
        body = b"".join(
            (
                *(b"\x78\x02", _framed(1, self.name.encode()), *self._features),
                *(keys, values, b"\x28", varint(self.extent)),
            )
        )
        return _framed(3, body)

    def _tags(self, key: str, values: Sequence[Value | None]) -> list[bytes]:
        """For each value, the two integers that say it; nothing for None."""
        place = _short(self._keys.setdefault(key, len(self._keys)))
        said = self._values
        kind = next((type(value) for value in values if value is not None), str)
        # True, 1 and 1.0 are one key of a dictionary: each type has its own.
        known = self._numbers.setdefault(kind, {})
        out = []
        for value in values:
            if value is None:
                out.append(b"")
                continue
            number = known.get(value)
            if number is None:
                number = known[value] = len(said)
                said.append(value)
            out.append(place + _short(number))
        return out


def encode(layers: Iterable[Layer]) -> bytes:
    """A tile; no byte at all when every layer is empty."""
    return b"".join(layer.encoded() for layer in layers)


def _value(value: Value) -> bytes:
    match value:
        case bool():
            return bytes((7 << 3, value))
        case int():
            zigzag = value << 1 if value >= 0 else (-value << 1) - 1
            return bytes((6 << 3,)) + varint(zigzag)
        case float():
            return bytes((3 << 3 | 1,)) + struct.pack("<d", value)
    return _framed(1, value.encode("utf-8", "replace"))


def _commands(kind: int, paths: Iterable[Path]) -> bytes:
    """The moves of the pen; a path too small to be seen is left out."""
    kept = [path for path in map(_unrepeated, paths) if len(path) >= kind]
    if kind == POINT:
        kept = [[at for path in kept for at in path]] if kept else []
    out: list[bytes] = []
    pen = (0, 0)
    for path in kept:
        steps = [_step(before, after) for before, after in pairwise([pen, *path])]
        pen = path[-1]
        if kind == POINT:
            return b"".join((varint(len(steps) << 3 | 1), *steps))
        out += [_ONE_POINT, steps[0], varint((len(steps) - 1) << 3 | 2), *steps[1:]]
        if kind == POLYGON:
            out.append(b"\x0f")
    return b"".join(out)


def _step(before: tuple[int, int], after: tuple[int, int]) -> bytes:
    return _signed(after[0] - before[0]) + _signed(after[1] - before[1])


def _unrepeated(path: Path) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for at in path:
        if not kept or kept[-1] != at:
            kept.append(at)
    return kept


# Reading


@dataclass(frozen=True, slots=True)
class Feature:
    """``paths`` in units of the tile; a polygon's rings are closed by their first point."""

    kind: int
    paths: tuple[tuple[tuple[int, int], ...], ...]
    properties: dict[str, Value]


def decode(tile: bytes) -> dict[str, list[Feature]]:
    """The features of each layer; ValueError when it is no tile."""
    layers = (body for tag, body in _fields(tile) if tag == 3 and isinstance(body, bytes))
    return dict(map(_layer, layers))


def _layer(body: bytes) -> tuple[str, list[Feature]]:
    parts: dict[int, list[Any]] = {}
    for tag, value in _fields(body):
        parts.setdefault(tag, []).append(value)
    keys = [key.decode() for key in parts.get(3, [])]
    values = [_read_value(value) for value in parts.get(4, [])]
    features = [_feature(one, keys, values) for one in parts.get(2, [])]
    return parts[1][0].decode(), features


def _feature(body: bytes, keys: list[str], values: list[Value]) -> Feature:
    given = dict(_fields(body))
    tags = list(_integers(given.get(2, b"")))
    named = {keys[k]: values[v] for k, v in zip(tags[::2], tags[1::2], strict=True)}
    kind = int(given.get(3, 0))
    return Feature(kind, tuple(map(tuple, _paths(kind, given.get(4, b"")))), named)


def _paths(kind: int, body: bytes) -> Iterator[list[tuple[int, int]]]:
    numbers = _integers(body)
    x = y = 0
    path: list[tuple[int, int]] = []
    for command in numbers:
        verb, count = command & 7, command >> 3
        if verb == 7:
            path.append(path[0])
            continue
        for _ in range(count):
            if verb == 1 and path:
                yield path
                path = []
            x, y = x + _unsigned(next(numbers)), y + _unsigned(next(numbers))
            path.append((x, y))
    if path:
        yield path


def _unsigned(value: int) -> int:
    return (value >> 1) ^ -(value & 1)


def _read_value(body: bytes) -> Value:
    tag, value = next(_fields(body))
    if tag == 1:
        return str(value.decode())
    if tag == 3:
        return float(struct.unpack("<d", value)[0])
    return _unsigned(value) if tag == 6 else bool(value)


def _integers(body: bytes) -> Iterator[int]:
    value = shift = 0
    for byte in body:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield value
            value = shift = 0


def _fields(body: bytes) -> Iterator[tuple[int, Any]]:
    at = 0
    while at < len(body):
        head, at = _integer(body, at)
        match head & 7:
            case 0:
                value, at = _integer(body, at)
                yield head >> 3, value
            case 1:
                yield head >> 3, body[at : at + 8]
                at += 8
            case 2:
                size, at = _integer(body, at)
                yield head >> 3, body[at : at + size]
                at += size
            case _:
                raise ValueError("not a vector tile")


def _integer(body: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if at >= len(body):
            raise ValueError("a vector tile cut short")
        value |= (body[at] & 127) << shift
        shift, at = shift + 7, at + 1
        if body[at - 1] < 128:
            return value, at
