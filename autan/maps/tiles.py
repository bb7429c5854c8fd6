"""From rows of an engine to a vector tile: points, cells of points, and shapes cut to the tile."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from autan.maps import clip, wkb
from autan.maps.mercator import METRES, WORLD, Window
from autan.maps.mvt import POINT, POLYGON, Layer, encode

DATA = "data"
"""The name of the one layer of a dataset's tiles."""
COUNT, ROW = "n", "row"
"""Keys of a number of rows, and of the number of one: which of several is not told."""
X, Y, SHAPE = "x", "y", "shape"
"""Keys of the columns that are places; every other one is a property."""
DEEPEST_TILE = 14
"""The zoom of the last tiles that are made: beyond, a browser draws the same larger."""
MARGIN = 1 / 64
"""Around a tile, for the borders of shapes: cut there, they are not seen at its edge."""
_FINEST = 0.25
"""Thinning, in pixels of the screen: less cannot be seen."""
_PIXEL = 8
"""Units a pixel, on a tile of 512 pixels."""

Columns = Mapping[str, Sequence[Any]]


def drawn(columns: Columns, window: Window) -> bytes:
    """The tile of these columns: each row is a point at ``x`` and ``y`` (positions), or the
    outline ``shape`` (metres of EPSG:3857, as ``wkb`` reads it)."""
    layer = Layer(DATA)
    if COUNT in columns and ROW in columns:
        single = zip(columns[ROW], columns[COUNT], strict=True)
        columns = {**columns, ROW: [row if count == 1 else None for row, count in single]}
    properties = {key: values for key, values in columns.items() if key not in (X, Y, SHAPE)}
    if SHAPE in columns:
        _shapes(layer, columns[SHAPE], properties, window)
    else:
        left, top, scale = window.left, window.top, window.scale
        xs = [int((x - left) * scale) for x in columns[X]]
        ys = [int((y - top) * scale) for y in columns[Y]]
        layer.points(xs, ys, properties)
    return encode([layer])


def _shapes(
    layer: Layer, shapes: Sequence[bytes | None], properties: Columns, window: Window
) -> None:
    to_tile = Frame(window)
    for number, shape in enumerate(shapes):
        if shape is None:
            continue
        said = {key: values[number] for key, values in properties.items()}
        for kind, found in groupby(wkb.pieces(shape), key=lambda piece: piece.kind):
            layer.shape(kind, to_tile.paths(kind, found), said)


class Frame:
    """From metres to the units of a window, cut to it with its margin, thinned for its zoom."""

    def __init__(self, window: Window) -> None:
        ratio = WORLD / (2 * METRES) * window.scale
        self._ratio = ratio
        self._left = window.left * window.scale - METRES * ratio
        self._top = window.top * window.scale - METRES * ratio
        margin = window.width * window.scale * MARGIN
        wide, high = window.width * window.scale, window.height * window.scale
        self._box = (-margin, -margin, wide + margin, high + margin)

    def paths(self, kind: int, pieces: Any) -> list[list[tuple[int, int]]]:
        """What is seen of some pieces of one kind, in whole units."""
        out: list[list[tuple[int, int]]] = []
        for piece in pieces:
            points = self._placed(piece.points)
            if kind == POINT:
                out += [[at] for at in _whole(points) if self._holds(at)]
            elif kind == POLYGON:
                out += self._ring(points, piece.is_hole)
            else:
                thin = clip.thinned(points, _FINEST * _PIXEL)
                out += [_whole(part) for part in clip.line(thin, self._box)]
        return out

    def _placed(self, points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        ratio, left, top = self._ratio, self._left, self._top
        return [(x * ratio - left, -y * ratio - top) for x, y in points]

    def _ring(
        self, points: list[tuple[float, float]], is_hole: bool
    ) -> list[list[tuple[int, int]]]:
        if _is_tiny(points):
            return [] if is_hole else self._speck(points)
        kept = clip.ring(points, self._box)
        if len(kept) < 3:
            return []
        ring = _whole(clip.thinned([*kept, kept[0]], _FINEST * _PIXEL)[:-1])
        surface = clip.area(ring)
        if len(ring) < 3 or not surface:
            return []
        # The specification's turn: clockwise on the screen for the outside, else for a hole.
        return [ring if (surface > 0) != is_hole else ring[::-1]]

    def _speck(self, points: list[tuple[float, float]]) -> list[list[tuple[int, int]]]:
        """A shape smaller than a pixel is a pixel: it is there, and says where."""
        x, y = (round(value) for value in clip.centre(points))
        half = _PIXEL // 2
        if not self._holds((x, y)):
            return []
        corners = ((-half, -half), (half, -half), (half, half), (-half, half))
        return [[(x + east, y + south) for east, south in corners]]

    def _holds(self, at: tuple[int, int]) -> bool:
        left, top, right, bottom = self._box
        return left <= at[0] <= right and top <= at[1] <= bottom


def _is_tiny(points: Sequence[tuple[float, float]]) -> bool:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) - min(xs) < _PIXEL and max(ys) - min(ys) < _PIXEL


def _whole(points: Sequence[tuple[float, float]]) -> list[tuple[int, int]]:
    return [(round(x), round(y)) for x, y in points]
