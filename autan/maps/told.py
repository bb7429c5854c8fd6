"""A layer as values that a browser draws by: everything that the tiles do not say."""

from typing import Any

from autan.charts.tongue import FRENCH, Tongue
from autan.maps.figures import Figures
from autan.maps.legend import LARGEST, POINT, SMALLEST, legend, measured
from autan.maps.mercator import degrees

DEEPEST_TILE = 14


def told(found: Figures, rank: int = 0, tongue: Tongue = FRENCH) -> dict[str, Any]:
    """JSON values. ``legend`` holds the entries in their order; ``bounds`` (west, south, east,
    north in degrees) is None when nothing is located; ``areas`` gives, for each code of ``level``,
    its class (choropleth) or value (circles), its number of rows and its middle in degrees."""
    sketch = found.sketch
    level = sketch.geography.level
    return {
        "style": sketch.kind,
        "ground": sketch.geography.ground.value,
        "field": sketch.geography.field.name,
        "level": level.value if level else None,
        "zooms": [0, DEEPEST_TILE],
        "outlined": sketch.is_outlined,
        "total": found.total,
        "located": found.located,
        "bounds": _bounds(found),
        "measure": measured(found, tongue),
        "breaks": list(found.bounds),
        "largest": found.largest,
        "radius": {"point": POINT, "smallest": SMALLEST, "largest": LARGEST},
        "popup": [{"name": field.name, "label": field.title} for field in sketch.popup],
        "legend": [
            {
                "label": one.label,
                "sign": one.sign,
                "light": one.light,
                "dark": one.dark,
                "count": one.count,
                "radius": one.radius,
            }
            for one in legend(found, tongue, rank)
        ],
        "areas": _areas(found) if found.joined is not None else None,
    }


def _bounds(found: Figures) -> list[float] | None:
    box = found.extent
    if box is None:
        return None
    west, north = degrees(box.left, box.top)
    east, south = degrees(box.right, box.bottom)
    return [round(side, 5) for side in (west, south, east, north)]


def _areas(found: Figures) -> dict[str, dict[str, Any]]:
    areas = {}
    for code, one in sorted((found.joined or {}).items()):
        lon, lat = degrees(*one.area.centre)
        areas[code] = {
            "name": one.area.name,
            "n": one.count,
            "v": one.value,
            "class": found.class_of(one.value) if found.bounds else None,
            "at": [round(lon, 4), round(lat, 4)],
        }
    return areas
