"""Things on a map, whatever the file: each has cells by name and perhaps a geometry.

The names are known only once everything was seen, so a file is gone through twice: once to learn
its columns and where its coordinates lie, once to write ``text.parquet``. The geometry becomes a
column of GeoJSON text in WGS 84, called ``geo_point_2d`` when every one is a point, else
``geo_shape``: the names that Opendatasoft gives to them.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any

from autan.formats import spatial
from autan.formats.header import Header
from autan.formats.reader import Found, Request
from autan.formats.refusals import refusal
from autan.formats.text_parquet import Contents, TextParquet
from autan.schemas import zones
from autan.tabular.steps import DONE, UNDO, UNDONE, Glimpse, Step

GEOMETRIES = frozenset(
    {
        *("Point", "LineString", "Polygon", "GeometryCollection"),
        *("MultiPoint", "MultiLineString", "MultiPolygon"),
    }
)
POINT, SHAPE = "geo_point_2d", "geo_shape"
MOST_COLUMNS = 4000
PROJECTION, SWAPPED = "projection", "swapped_positions"
_BATCH = 2000
# What the text of coordinates is made of, and nothing else.
_POSITIONS = re.compile(r"[\d.,eE+\-\[\]]+")
_HELD = 48 << 20
# No system of coordinates goes so far: 2e7 is half way round the Earth, in metres.
_FARTHEST = 1e9


@dataclass(frozen=True, slots=True)
class Shape:
    """A geometry in the file's own coordinates: its GeoJSON on one line, its first position."""

    kind: str
    point: tuple[float, float]
    text: str


@dataclass(frozen=True, slots=True)
class Feature:
    """``lost``: it had a geometry, and no place on Earth can be made of it."""

    cells: dict[str, str | None]
    shape: Shape | None = None
    lost: bool = False

    @classmethod
    def of(cls, cells: dict[str, str | None], geometry: Any) -> "Feature":
        """With the shape of a GeoJSON geometry, as far as it has one."""
        shape = shape_of(geometry)
        return cls(cells, shape, lost=shape is None and bool(geometry))


Features = Callable[[], Iterable[Feature]]


@dataclass
class Survey:
    """What a first passage learns. ``box`` is that of the first point of each geometry."""

    names: dict[str, None] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    box: list[float] = field(default_factory=lambda: [float("inf")] * 2 + [float("-inf")] * 2)
    count: int = 0
    lost: int = 0

    def see(self, feature: Feature) -> None:
        self.count += 1
        self.lost += feature.lost
        for name in feature.cells:
            self.names.setdefault(name)
        if len(self.names) > MOST_COLUMNS:
            raise refusal("wide")
        if feature.shape:
            self.kinds.add(feature.shape.kind)
            low_x, low_y, high_x, high_y = self.box
            x, y = feature.shape.point
            self.box = [min(low_x, x), min(low_y, y), max(high_x, x), max(high_y, y)]

    @property
    def label(self) -> str:
        return POINT if self.kinds == {"Point"} else SHAPE


def survey(features: Iterable[Feature]) -> Survey:
    found = Survey()
    for feature in features:
        found.see(feature)
    return found


def write(
    request: Request,
    features: Features,
    *,
    format: str,
    crs: str | None = None,
    tables: tuple[Glimpse, ...] = (),
    table: str | None = None,
    steps: tuple[Step, ...] = (),
) -> Found:
    """Write the features as a table. ``crs`` is what the file says of its coordinates, or None.

    Raises UnreadableFile when there is nothing in it.
    """
    if request.source.stat().st_size <= _HELD:
        # Small enough to be gone through once.
        features = partial(iter, list(features()))
    seen = survey(features())
    if not seen.count:
        raise refusal("empty")
    system, more = settled(request, seen, crs)
    labels = tuple(seen.names)
    if seen.kinds:
        labels = (*labels, free_name(seen.label, seen.names))
    contents = _written(request, features(), seen, labels, system)
    return Found(
        header=Header(None, 0, labels),
        header_row=None,
        contents=contents,
        table=table,
        tables=tables,
        steps=(*steps, *more, *_lost(seen.lost)),
        format=format,
    )


def free_name(label: str, taken: Iterable[str]) -> str:
    """The label, or with a number when the file has such a column already."""
    number, name, known = 2, label, {each.casefold() for each in taken}
    while name in known:
        name, number = f"{label}_{number}", number + 1
    return name


def first_point(geometry: dict[str, Any] | None) -> tuple[float, float] | None:
    """The first position of a geometry; None when it has none that makes sense."""
    if not isinstance(geometry, dict) or geometry.get("type") not in GEOMETRIES:
        return None
    if geometry["type"] == "GeometryCollection":
        parts = geometry.get("geometries")
        return first_point(parts[0]) if isinstance(parts, list) and parts else None
    place = geometry.get("coordinates")
    while isinstance(place, list) and place and isinstance(place[0], list):
        place = place[0]
    if not isinstance(place, list) or len(place) < 2:
        return None
    return _pair(*place[:2])


def _pair(x: Any, y: Any) -> tuple[float, float] | None:
    """Numbers, or the text of numbers: what reads JSON keeps their digits."""
    try:
        found = float(x), float(y)
    except (TypeError, ValueError):
        return None
    # False for what is no number, too.
    return found if abs(found[0]) < _FARTHEST and abs(found[1]) < _FARTHEST else None


def settled(request: Request, seen: Survey, crs: str | None) -> tuple[str | None, list[Step]]:
    """The system of the coordinates, None for degrees, and what is said of it.

    A file that says nothing is in degrees if its coordinates can be; else it is in the French
    zone where they all lie, the likeliest of several being asked about.
    """
    if not seen.kinds:
        return None, []
    low, high = (seen.box[0], seen.box[1]), (seen.box[2], seen.box[3])
    # No place in France has metres so small, whatever the file says of its system.
    if zones.WGS84.holds(*low) and zones.WGS84.holds(*high):
        return _in_order(request, seen, low, high)
    if crs is not None and not spatial.is_degrees(crs):
        return crs, [_declared(crs, seen.count)]
    return _guessed(request, seen, zones.candidates((low, high)))


def _in_order(
    request: Request, seen: Survey, low: tuple[float, float], high: tuple[float, float]
) -> tuple[str | None, list[Step]]:
    """Degrees; the latitude was written first if all is in France only once turned round."""
    there = any(
        zones.within(land, *low) and zones.within(land, *high) for land in zones.WGS84.lands
    )
    turned = any(
        zones.within(land, *low[::-1]) and zones.within(land, *high[::-1])
        for land in zones.WGS84.lands
    )
    if there or not turned:
        return None, []
    done = request.allows(SWAPPED)
    step = Step(
        SWAPPED,
        "La latitude était écrite avant la longitude\u202f: remises dans l’ordre.",
        seen.count,
        (f"{low[0]:g}, {low[1]:g}",),
        "Dans l’ordre du fichier, tout serait hors de France.",
        UNDO,
        DONE if done else UNDONE,
    )
    return spatial.FLIPPED if done else None, [step]


def _guessed(
    request: Request, seen: Survey, possible: list[zones.Zone]
) -> tuple[str | None, list[Step]]:
    if not possible:
        raise refusal("unknown-projection")
    wanted = request.answers.get(PROJECTION)
    chosen = next((zone for zone in possible if zone.code == wanted), possible[0])
    sentence = (
        f"Les positions sont écrites en mètres, sans dire dans quel système\u202f: lues en "
        f"{chosen.label}, puis converties en degrés."
    )
    step = Step(
        PROJECTION,
        sentence,
        seen.count,
        (f"{seen.box[0]:g}, {seen.box[1]:g}",),
        "Leurs valeurs tombent en France dans ce système.",
        tuple((zone.code, zone.label) for zone in possible) if len(possible) > 1 else (),
        chosen.code,
        asked=len(possible) > 1 and wanted is None,
    )
    return chosen.code, [step]


def _declared(crs: str, count: int) -> Step:
    name = zones.name_of(crs) if crs in zones.BY_CODE else ""
    said = f"en {name}" if name else "dans un autre système de coordonnées"
    return Step(
        PROJECTION,
        f"Les positions étaient {said}\u202f: converties en degrés, comme les cartes du web.",
        count,
        reason="Le fichier le dit.",
    )


def _lost(count: int) -> tuple[Step, ...]:
    if not count:
        return ()
    sentence = (
        f"{count} formes n’ont pas de position lisible\u202f: leur case reste vide."
        if count > 1
        else "Une forme n’a pas de position lisible\u202f: sa case reste vide."
    )
    return (Step("lost_shapes", sentence, count),)


def _written(
    request: Request,
    features: Iterable[Feature],
    seen: Survey,
    labels: tuple[str, ...],
    system: str | None,
) -> Contents:
    names = tuple(seen.names)
    with TextParquet(request.target, len(labels)) as table:
        number = 0
        for some in _some(features):
            shapes = _geometries(some, system) if seen.kinds else []
            for index, feature in enumerate(some):
                number += 1
                cells = [feature.cells.get(name) for name in names]
                table.add(number, [*cells, shapes[index]] if shapes else cells)
            request.progress(min(1.0, number / seen.count))
    return table.contents()


def _geometries(some: list[Feature], system: str | None) -> list[str | None]:
    texts = [feature.shape.text if feature.shape else None for feature in some]
    return texts if system is None else spatial.to_wgs84(texts, system)


def shape_of(geometry: Any) -> Shape | None:
    """A GeoJSON geometry as read; None when it is none, or empty, or holds what is no number."""
    point = first_point(geometry)
    text = _text(geometry) if point else None
    return Shape(str(geometry["type"]), point, text) if point and text else None


def _text(geometry: Any) -> str | None:
    if not isinstance(geometry, dict) or geometry.get("type") not in GEOMETRIES:
        return None
    if geometry["type"] == "GeometryCollection":
        parts = [_text(part) for part in geometry["geometries"]]
        inside = ",".join(part for part in parts if part)
        return None if None in parts else f'{{"type":"GeometryCollection","geometries":[{inside}]}}'
    # The digits of numbers may have come as text: without their quotes they are numbers again.
    written = json.dumps(geometry.get("coordinates"), separators=(",", ":")).replace('"', "")
    if not _POSITIONS.fullmatch(written):
        return None
    return f'{{"type":"{geometry["type"]}","coordinates":{written}}}'


def _some(features: Iterable[Feature]) -> Iterator[list[Feature]]:
    source = iter(features)
    while some := list(islice(source, _BATCH)):
        yield some
