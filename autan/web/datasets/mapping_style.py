"""The style of the open map, as MapLibre reads it: our outlines below, the layers above.

https://maplibre.org/maplibre-style-spec/. Colours stay open until the page draws: a text that
begins with ``--`` is a colour of the stylesheet, and ``mark:n`` the drawing of the n-th mark
(``front/src/map-style.ts``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autan.maps.legend import LARGEST, POINT, SMALLEST

Json = dict[str, Any]
Expression = Any

FONT = ["Atkinson Hyperlegible Next", "system-ui", "sans-serif"]
_POINT = ["==", ["geometry-type"], "Point"]
_LINE = ["==", ["geometry-type"], "LineString"]
_SURFACE = ["==", ["geometry-type"], "Polygon"]
_COUNT = ["coalesce", ["get", "n"], 1]
# The radius of what stands for several rows, by their number.
_CROWD = (1, 0.0, 2, 2.0, 10, 4.0, 100, 7.0, 1_000, 10.0, 10_000, 13.0)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the open map must know of a layer.

    ``source`` is the source of its places and ``within`` the name of their layer in its tiles (""
    in GeoJSON). ``colours``: one for each category (and « autres »), one for each class, or one.
    ``marks``: the number of the mark of each category, or of the one sign. ``bounds``: of the
    classes; ``classed``: the codes of the territories of each class; ``most``: the largest value.
    """

    key: str
    kind: str
    source: Json
    within: str
    colours: tuple[str, ...]
    marks: tuple[int, ...] = ()
    bounds: tuple[float, ...] = ()
    classed: tuple[tuple[str, ...], ...] | None = None
    most: float = 0


def style(layers: Sequence[Drawn]) -> Json:
    """Sources and layers, from the ground up: surfaces never hide borders, names or signs."""
    sources: Json = {f"base-{level}": tiled(level) for level in ("communes", "departements")}
    surfaces: list[Json] = []
    signs: list[Json] = []
    for layer in layers:
        sources[layer.key] = layer.source
        for part in _parts(layer):
            whole = {**part, "source": layer.key}
            if layer.within:
                whole["source-layer"] = layer.within
            (surfaces if part["type"] in ("fill", "line") else signs).append(whole)
    covered = any(layer.kind == "choropleth" for layer in layers)
    return {
        "sources": sources,
        "layers": [*_GROUND, *surfaces, *_borders(covered), *_NAMES, *signs],
    }


def tiled(level: str) -> Json:
    """The source of our own outlines of a level."""
    tiles = f"/tiles/base/{level}/{{z}}/{{x}}/{{y}}.mvt"
    return {"type": "vector", "tiles": [tiles], "minzoom": 4, "maxzoom": 12}


def _based(name: str, level: str, within: str, kind: str, **rest: Any) -> Json:
    return {
        "id": name,
        "type": kind,
        "source": f"base-{level}",
        "source-layer": within,
        **rest,
    }


_GROUND = (
    {"id": "sea", "type": "background", "paint": {"background-color": "--map-sea"}},
    _based("land", "departements", "departements", "fill", paint={"fill-color": "--map-land"}),
)


def _borders(covered: bool) -> list[Json]:
    """White borders; thinner over coloured territories."""
    fine = {"line-color": "--map-border", "line-width": _hair(0.6 if covered else 0.9)}
    strong = {"line-color": "--map-border", "line-width": 1.6}
    return [
        _based("communes", "communes", "communes", "line", minzoom=8, paint=fine),
        _based("departements", "departements", "departements", "line", paint=strong),
    ]


def _hair(near: float) -> Expression:
    """A border that is not seen from afar, where it would hide what it parts."""
    return ["interpolate", ["linear"], ["zoom"], 8, 0, 9, 0.25, 11, near]


def _named(name: str, level: str, size: Expression, **rest: Any) -> Json:
    layout = {
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": size,
        "text-max-width": 8,
        "symbol-sort-key": ["coalesce", ["get", "rank"], 0],
    }
    paint = {"text-color": "--map-ink", "text-halo-color": "--map-halo", "text-halo-width": 1.6}
    return _based(name, level, "names", "symbol", layout=layout, paint=paint, **rest)


_NAMES = (
    _named("names", "communes", ["interpolate", ["linear"], ["zoom"], 7, 11.5, 12, 14], minzoom=7),
    _named("names-far", "departements", 12.5, maxzoom=7),
)


def _parts(layer: Drawn) -> list[Json]:
    """Surfaces, lines, then signs: one dataset may hold all three."""
    signs = {"categories": _marks, "circles": _circles, "clusters": _clusters}
    return [*_surfaces(layer), *signs.get(layer.kind, _points)(layer)]


def _surfaces(layer: Drawn) -> list[Json]:
    colour = _colour(layer)
    opacity = 0.82 if layer.kind == "choropleth" else 0.45
    return [
        {
            "id": f"{layer.key}-surface",
            "type": "fill",
            "filter": _SURFACE,
            "paint": {"fill-color": colour, "fill-opacity": opacity},
        },
        {
            "id": f"{layer.key}-edge",
            "type": "line",
            "filter": _SURFACE,
            "paint": {
                "line-color": "--map-border" if layer.kind == "choropleth" else colour,
                "line-width": _hair(0.6) if layer.kind == "choropleth" else 1.4,
            },
        },
        {
            "id": f"{layer.key}-line",
            "type": "line",
            "filter": _LINE,
            "layout": {"line-cap": "round", "line-join": "round"},
            "paint": {"line-color": colour, "line-width": _by_zoom(1.5, 2.5, 4)},
        },
    ]


def _points(layer: Drawn) -> list[Json]:
    radius = _crowded(_by_zoom(POINT - 1, POINT, POINT + 2))
    return _marks(layer) if layer.marks else [_disc(layer, radius)]


def _clusters(layer: Drawn) -> list[Json]:
    radius = ["step", _COUNT, 5, 2, 11, 10, 14, 100, 18, 1_000, 23, 10_000, 28]
    number = {
        "id": f"{layer.key}-number",
        "type": "symbol",
        "filter": ["all", _POINT, [">", _COUNT, 1]],
        "layout": {
            "text-field": _short(_COUNT),
            "text-font": FONT,
            "text-size": 13,
            "text-allow-overlap": True,
        },
        "paint": {"text-color": "--chart-paper"},
    }
    return [_disc(layer, radius), number]


def _marks(layer: Drawn) -> list[Json]:
    *first, last = (f"mark:{mark}" for mark in layer.marks)
    ranks = [part for pair in enumerate(first) for part in pair]
    icon = ["match", ["get", "c"], *ranks, last] if ranks else last
    return [
        {
            "id": f"{layer.key}-point",
            "type": "symbol",
            "filter": _POINT,
            "layout": {
                "icon-image": icon,
                "icon-size": ["interpolate", ["linear"], ["zoom"], 6, 0.5, 12, 0.75, 17, 1],
                "icon-allow-overlap": True,
                "icon-ignore-placement": True,
            },
        }
    ]


def _circles(layer: Drawn) -> list[Json]:
    """The surface says the quantity: the radius goes as its square root."""
    value = ["abs", ["coalesce", ["get", "v"], 0]]
    share = ["min", 1.6, ["sqrt", ["/", value, max(layer.most, 1e-9)]]]
    disc = _disc(layer, ["max", SMALLEST, ["*", LARGEST, share]])
    disc["paint"] |= {"circle-opacity": 0.72, "circle-stroke-width": 1}
    disc["layout"] = {"circle-sort-key": ["-", 0, value]}
    return [disc]


def _disc(layer: Drawn, radius: Expression) -> Json:
    return {
        "id": f"{layer.key}-point",
        "type": "circle",
        "filter": _POINT,
        "paint": {
            "circle-color": _colour(layer),
            "circle-radius": radius,
            "circle-stroke-color": "--chart-paper",
            "circle-stroke-width": 1.2,
        },
    }


def _colour(layer: Drawn) -> Expression:
    """The colour of a class, of a category, or the only one."""
    colours = layer.colours
    if layer.classed is not None:
        known = [(list(codes), colours[n]) for n, codes in enumerate(layer.classed) if codes]
        pairs = [part for pair in known for part in pair]
        return ["match", ["get", "code"], *pairs, "rgba(0,0,0,0)"] if pairs else "--map-none"
    if layer.kind == "choropleth" and len(layer.bounds) > 2:
        ends = zip(layer.bounds[1:-1], colours[1:], strict=True)
        steps = [part for pair in ends for part in pair]
        coloured = ["step", ["to-number", ["get", "v"]], colours[0], *steps]
        return ["case", ["has", "v"], coloured, "--map-none"]
    if layer.kind == "categories" and len(colours) > 1:
        ranks = [part for pair in enumerate(colours[:-1]) for part in pair]
        return ["match", ["get", "c"], *ranks, colours[-1]]
    return colours[0]


def _crowded(radius: Expression) -> Expression:
    """A radius by zoom, larger where several rows are one sign: zoom comes first, always."""
    base, operator, zoom, *stops = radius
    more = ["step", _COUNT, _CROWD[1], *_CROWD[2:]]
    grown = [["+", stop, more] if number % 2 else stop for number, stop in enumerate(stops)]
    return [base, operator, zoom, *grown]


def _by_zoom(far: float, middle: float, near: float) -> Expression:
    return ["interpolate", ["linear"], ["zoom"], 6, far, 12, middle, 17, near]


def _short(count: Expression) -> Expression:
    """950, then 1,2 k and 3 M: what fits in a circle."""
    thousands = ["concat", ["to-string", ["/", ["round", ["/", count, 100]], 10]], "\u202fk"]
    millions = ["concat", ["to-string", ["/", ["round", ["/", count, 100_000]], 10]], "\u202fM"]
    return ["step", count, ["to-string", count], 1_000, thousands, 1_000_000, millions]
