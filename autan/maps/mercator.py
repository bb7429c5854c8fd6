"""The square of the web maps (EPSG:3857), its tiles, its views, and windows of any size on it.

A position is two integers from 0 to 2**31, eastwards and southwards from the north-west corner
(180° W, 85.05° N): two centimetres at the equator. A tile of zoom z is ``2**(31 - z)`` wide.
"""

import math
from dataclasses import dataclass

BITS = 31
WORLD = 1 << BITS
EXTENT_BITS = 12
EXTENT = 1 << EXTENT_BITS
"""Units across a tile: the usual of the vector tile specification 2.1."""
DEEPEST = 20
METRES = 20_037_508.342789244
"""Half the width of the square, in the metres of EPSG:3857."""
STEEPEST = 85.051128
TILE = 512
"""Pixels across a tile on the screen, as MapLibre counts zooms."""

Point = tuple[float, float]


def position(lon: float, lat: float) -> tuple[int, int]:
    """The position of degrees (WGS 84)."""
    angle = math.radians(min(max(lat, -STEEPEST), STEEPEST))
    north = math.log(math.tan(math.pi / 4 + angle / 2)) / (2 * math.pi)
    return math.floor((lon + 180) / 360 * WORLD), math.floor((0.5 - north) * WORLD)


def degrees(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a position."""
    angle = math.atan(math.sinh(math.pi * (1 - 2 * y / WORLD)))
    return x / WORLD * 360 - 180, math.degrees(angle)


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle of the square: its north-west corner and its size, in units of the square.

    What is drawn on it is counted in units of ``1 / scale`` of the square: a tile has 4,096 of
    them across. ``zoom`` says how much detail is worth it.
    """

    left: int
    top: int
    width: int
    height: int
    scale: float
    zoom: float

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height

    def local(self, x: float, y: float) -> Point:
        """A position in the window's own units."""
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    def grown(self, share: float) -> "Window":
        """The same with a margin on each side, in shares of its width."""
        more = round(self.width * share)
        return Window(
            self.left - more,
            self.top - more,
            self.width + 2 * more,
            self.height + 2 * more,
            self.scale,
            self.zoom,
        )

    def bits(self, cells: int) -> int:
        """The power of two of a cell, so that about ``cells`` of them are across."""
        return max(0, round(math.log2(max(self.width / cells, 1))))


def tile(z: int, x: int, y: int) -> Window:
    """The window of a tile; ValueError if there is no such tile."""
    if not (0 <= z <= DEEPEST and 0 <= x < 1 << z and 0 <= y < 1 << z):
        raise ValueError("no such tile")
    size = WORLD >> z
    return Window(x * size, y * size, size, size, EXTENT / size, z)


@dataclass(frozen=True, slots=True)
class Extent:
    """The box of some positions, both ends inside; ``count`` places are in it."""

    left: int
    top: int
    right: int
    bottom: int
    count: int = 0

    def joined(self, other: "Extent | None") -> "Extent":
        """The box of both."""
        if other is None:
            return self
        return Extent(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
            self.count + other.count,
        )


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: a zoom as MapLibre counts them, and the middle in degrees."""

    zoom: float
    lat: float
    lon: float

    @classmethod
    def read(cls, text: str) -> "View | None":
        """``zoom/latitude/longitude``, as the address says it; None when it is none."""
        try:
            zoom, lat, lon = (float(part) for part in text.split("/"))
        except ValueError:
            return None
        if not (0 <= zoom <= 22 and abs(lat) <= STEEPEST and abs(lon) <= 180):
            return None
        return cls(zoom, lat, lon)

    @property
    def text(self) -> str:
        """What ``read`` reads: two decimals of zoom, a few metres."""
        return f"{self.zoom:.2f}/{self.lat:.5f}/{self.lon:.5f}"

    def window(self, width: int, height: int, scale: float = 1.0) -> Window:
        """The window of so many pixels around the middle; ``scale`` units a pixel."""
        pixel = WORLD / (TILE * 2**self.zoom)
        x, y = position(self.lon, self.lat)
        return Window(
            round(x - width * pixel / 2),
            round(y - height * pixel / 2),
            round(width * pixel),
            round(height * pixel),
            scale / pixel,
            self.zoom,
        )


def fitted(extent: Extent, width: int, height: int, margin: int = 24, most: float = 15) -> View:
    """The view that shows all of an extent on so many pixels, no nearer than the zoom ``most``."""
    across = max(extent.right - extent.left, 1) / max(width - 2 * margin, 1)
    down = max(extent.bottom - extent.top, 1) / max(height - 2 * margin, 1)
    zoom = math.log2(WORLD / (TILE * max(across, down)))
    lon, lat = degrees((extent.left + extent.right) / 2, (extent.top + extent.bottom) / 2)
    return View(round(min(zoom, most), 2), round(lat, 5), round(lon, 5))
