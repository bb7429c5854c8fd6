"""The quiet map of a portal's territory: its land, its borders, the places of its communes."""

from dataclasses import dataclass
from functools import cache

from autan.maps.geography import Level
from autan.maps.land import extent_of
from autan.maps.mercator import fitted
from autan.maps.paths import dots
from autan.maps.pen import Pen
from autan.outlines import land

_WIDTH, _MARGIN = 640, 8
# Below this number of communes their own borders are drawn; above, a dot for each.
_BORDERS = 700
# Gaps that the simplification of the outlines left between communes: twice their pixels.
_CRUMB = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paths in the coordinates of ``view``; ``places`` gives the middle of each commune."""

    view: str
    land: str
    borders: str
    dots: str
    places: dict[str, tuple[int, int]]
    shapes: dict[str, str]


@cache
def sheet(codes: frozenset[str]) -> Sheet | None:
    """The map of these communes (INSEE codes); None when the outlines are not installed."""
    ground = land()
    areas = {code: one for code, one in ground.levels[Level.COMMUNES].items() if code in codes}
    box = extent_of(list(areas.values()))
    if box is None:
        return None
    high = round((box.bottom - box.top) / (box.right - box.left) * (_WIDTH - 2 * _MARGIN))
    size = _WIDTH, high + 2 * _MARGIN
    pen = Pen(fitted(box, *size, margin=_MARGIN, most=22).window(*size), *size, ground)
    few = len(areas) <= _BORDERS
    inner = ground.between({code: code if few else code[:2] for code in areas})
    places = {code: pen.at(one.centre) for code, one in areas.items()}
    return Sheet(
        view=f"0 0 {size[0]} {size[1]}",
        land=pen.rings(ground.joined(areas), _CRUMB),
        borders=pen.lines(inner),
        dots="" if few else dots(list(places.values())),
        places=places,
        shapes={code: pen.rings(one.rings, 0) for code, one in areas.items()},
    )
