"""The tiles of the land: outlines of each level, and the names of places worth reading.

Our own quiet ground for every map, made of the file that the package carries: no third party.
"""

from autan.maps import clip
from autan.maps.figures import Figures
from autan.maps.geography import Level
from autan.maps.land import Area, Land
from autan.maps.mercator import Window
from autan.maps.mvt import POINT, POLYGON, Layer, encode
from autan.maps.tiles import DATA, MARGIN

FIRST, LAST = 4, 12
"""The zooms that are served; beyond the last, the browser enlarges it."""
NAMES = "names"
_READ = {5: 150_000, 6: 60_000, 7: 25_000, 8: 9_000, 9: 4_000, 10: 1_200, 11: 400}
"""The population from which a commune's name is worth reading, by zoom; all of them beyond."""
_WIDE = 8
"""Up to this zoom the names of départements are worth reading, beyond it those of EPCI."""


def base_tile(land: Land, level: Level, window: Window) -> bytes:
    """Two layers: one named as the level, polygons with ``code`` and ``name``; ``names``, points
    with ``name``, ``code`` and ``rank`` (0 for the most populated, one more for each tenth)."""
    seen = [area for area in land.levels[level].values() if _meets(area, window)]
    shapes, arcs = Layer(level.value), land.thin(window.zoom - 1)
    for area in seen:
        shapes.shape(
            POLYGON, _rings(land, area, arcs, window), {"code": area.code, "name": area.name}
        )
    return encode([shapes, _names(seen, level, window)])


def joined_tile(land: Land, found: Figures, window: Window) -> bytes:
    """The areas that the rows of a layer name, in the layer of every dataset's tiles: polygons, or
    the points where circles go, with ``code``, ``name``, ``n`` rows and their value ``v``."""
    layer, arcs = Layer(DATA), land.thin(window.zoom - 1)
    for one in (found.joined or {}).values():
        area = one.area
        if not _meets(area, window):
            continue
        said = {"code": area.code, "name": area.name, "n": one.count, "v": one.value}
        if found.sketch.style.has_classes:
            layer.shape(POLYGON, _rings(land, area, arcs, window), said)
            continue
        x, y = window.local(*area.centre)
        if 0 <= x < window.width * window.scale and 0 <= y < window.height * window.scale:
            layer.shape(POINT, [[(int(x), int(y))]], said)
    return encode([layer])


def _names(seen: list[Area], level: Level, window: Window) -> Layer:
    least = _READ.get(int(window.zoom), 0 if window.zoom > 11 else 10**9)
    layer = Layer(NAMES)
    worth = [area for area in seen if level is not Level.COMMUNES or area.population >= least]
    placed = [(area, *window.local(*area.centre)) for area in worth]
    most = window.width * window.scale
    inside = [(area, x, y) for area, x, y in placed if 0 <= x < most and 0 <= y < most]
    inside.sort(key=lambda one: -one[0].population)
    if (level is Level.DEPARTEMENTS) == (window.zoom > _WIDE) and level is not Level.COMMUNES:
        inside = []
    layer.points(
        [int(x) for _, x, _ in inside],
        [int(y) for _, _, y in inside],
        {
            "name": [area.name for area, _, _ in inside],
            "code": [area.code for area, _, _ in inside],
            "rank": [_rank(area.population) for area, _, _ in inside],
        },
    )
    return layer


def _rank(population: int) -> int:
    """0 for a metropolis, 6 for a hamlet: the number of digits that are missing."""
    return max(0, 6 - len(str(max(population, 0))))


def _rings(
    land: Land, area: Area, arcs: list[list[clip.Point]], window: Window
) -> list[list[tuple[int, int]]]:
    """The outer rings, each with its holes after it, clockwise and then the other way."""
    size = window.width * window.scale
    margin = size * MARGIN
    box = (-margin, -margin, size + margin, size + margin)
    outer: list[list[tuple[int, int]]] = []
    holes: list[list[tuple[int, int]]] = []
    for ring in area.rings:
        points = [window.local(x, y) for x, y in land.walked(ring, arcs)]
        kept = [(round(x), round(y)) for x, y in clip.ring(points, box)]
        surface = clip.area(kept) if len(kept) > 2 else 0
        if surface:
            (outer if surface > 0 else holes).append(kept)
    return [ring for one in outer for ring in (one, *(h for h in holes if _holds(one, h)))]


def _holds(ring: list[tuple[int, int]], hole: list[tuple[int, int]]) -> bool:
    """Is a hole in that ring? Its first point is, by the count of the sides at its west."""
    x, y = hole[0]
    inside = False
    x0, y0 = ring[-1]
    for x1, y1 in ring:
        if (y1 > y) != (y0 > y) and x < (x0 - x1) * (y - y1) / (y0 - y1) + x1:
            inside = not inside
        x0, y0 = x1, y1
    return inside


def _meets(area: Area, window: Window) -> bool:
    box = area.extent
    return (
        box.left < window.right
        and box.right >= window.left
        and box.top < window.bottom
        and box.bottom >= window.top
    )
