"""The picture of a map, as SVG: no browser, no tile server, no third party.

Nothing in it is a style nor a script, so that it stands in a page under a strict policy: colours
are attributes, and on a page they are its custom properties. The land comes first, then each layer
in the order given, then the names of towns.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from autan.maps import clip, questions
from autan.maps.colours import SIGNS, colours
from autan.maps.figures import Figures, Joined
from autan.maps.geography import Level
from autan.maps.ground import FONT, Sheet, borders_of, corners_of, land_of, names_of
from autan.maps.land import Area, Land, Ring
from autan.maps.legend import POINT as SIGN_RADIUS
from autan.maps.legend import radius
from autan.maps.mercator import View, Window
from autan.maps.mvt import LINE, POINT, Feature, decode
from autan.maps.paths import Pixels, dots, path_of
from autan.maps.questions import Reader
from autan.maps.signs import SHAPES, short
from autan.maps.tiles import DATA

WIDTH, HEIGHT = 680, 440
_SCALE = 8
"""Units of the engine's answer in a pixel."""
_THIN = 0.7
"""Pixels by which an outline may be moved."""
_BORDERED = 1500
"""Outlines up to which each has its border."""
_READABLE = 8
"""The radius of a circle that a name must not cover."""
_FEW, _APART = 700, 6
"""Signs beyond which those that would hide one another, so many pixels apart, are one."""
_SPARED = 150
"""Signs up to which no name is written over one."""
_SIZES = ((250, SIGN_RADIUS), (700, 3.4), (2000, 2.6), (10**9, 2.0))


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer to be drawn: its figures, and what gives its places."""

    figures: Figures
    reader: Reader


def picture(
    layers: Sequence[Layer],
    view: View,
    land: Land,
    *,
    width: int = WIDTH,
    height: int = HEIGHT,
    theme: str = "page",
    brand: str = "",
    label: str = "",
) -> str:
    """The SVG of a view. ``label`` is what it shows, in words, for those who do not see it."""
    sheet = Sheet(view.window(width, height), width, height, land, colours(theme, brand), [])
    said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {said}>',
            drawn(layers, view, sheet),
            "</svg>",
        )
    )


def drawn(layers: Sequence[Layer], view: View, sheet: Sheet) -> str:
    """What is inside the picture."""
    window = view.window(sheet.width, sheet.height, _SCALE)
    ranked = list(enumerate(layers))
    flat = [(rank, one) for rank, one in ranked if one.figures.sketch.style.has_classes]
    signs = [(rank, one) for rank, one in ranked if not one.figures.sketch.style.has_classes]
    above = "".join(_layer(one, rank, window, sheet) for rank, one in signs)
    return "".join(
        (
            f'<rect width="{sheet.width}" height="{sheet.height}" fill="{sheet.colours.sea}"/>',
            land_of(sheet),
            *(_layer(one, rank, window, sheet) for rank, one in flat),
            borders_of(sheet, bool(flat)),
            above,
            corners_of(sheet),
            names_of(sheet),
        )
    )


# The layers


def _layer(layer: Layer, rank: int, window: Window, sheet: Sheet) -> str:
    found = layer.figures
    if found.joined is not None:
        if found.sketch.style.has_classes:
            return _choropleth(found, sheet)
        return _circles(_of_areas(found.joined.values(), sheet), found, rank, sheet)
    if not found.located:
        return ""
    plans = questions.tile(found.sketch, found.plan, window, found.ranks)
    features = decode(layer.reader.tile(plans, window)).get(DATA, [])
    points = [one for one in features if one.kind == POINT]
    shapes = [one for one in features if one.kind != POINT]
    draw: Callable[[], str] = {
        "clusters": lambda: _clusters(points, rank, sheet),
        "circles": lambda: _circles(_of_features(points), found, rank, sheet),
    }.get(found.sketch.kind, lambda: _signs(points, found, rank, sheet))
    return _shapes(shapes, found, rank, sheet) + draw()


def _choropleth(found: Figures, sheet: Sheet) -> str:
    """Neighbours of one class are drawn as one: what parts them is not there."""
    level = found.sketch.geography.level
    ramp = sheet.colours.classes(max(len(found.bounds) - 1, 0))
    by_class: dict[int, list[Area]] = defaultdict(list)
    for one in (found.joined or {}).values():
        number = found.class_of(one.value)
        if number is not None and sheet.sees(one.area):
            by_class[number].append(one.area)
    out = []
    for number, areas in sorted(by_class.items()):
        if level is Level.COMMUNES:
            rings: Iterable[Ring] = sheet.land.joined([area.code for area in areas])
        else:
            rings = [ring for area in areas for ring in area.rings]
        path = sheet.rings(rings)
        out.append(f'<path fill="{ramp[number]}" d="{path}"/>')
    return "".join(out)


def _signs(points: Sequence[Feature], found: Figures, rank: int, sheet: Sheet) -> str:
    """Each sign with a border of the paper's colour, so that neighbours are told apart."""
    by_look: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for one in _sparse(points):
        by_look[_look(one, found, rank, sheet)].append(_pixel(one))
    size = _sign_size(sum(map(len, by_look.values())))
    if len(points) <= _SPARED:
        placed = (at for where in by_look.values() for at in where)
        sheet.taken.extend((x - size, y - size, x + size, y + size) for x, y in placed)
    looks = sorted(by_look.items(), key=lambda pair: -len(pair[1]))
    return "".join(_marked(sign, where, colour, size, sheet) for (sign, colour), where in looks)


def _sparse(points: Sequence[Feature]) -> Iterable[Feature]:
    """Of the signs that would hide one another, the one that stands for most rows."""
    if len(points) <= _FEW:
        return points
    kept: dict[tuple[int, int], Feature] = {}
    for one in points:
        x, y = _pixel(one)
        other = kept.get((x // _APART, y // _APART))
        if other is None or _count(one) > _count(other):
            kept[x // _APART, y // _APART] = one
    return kept.values()


def _count(one: Feature) -> int:
    """How many rows a sign stands for."""
    return int(one.properties.get("n", 1))


def _look(one: Feature, found: Figures, rank: int, sheet: Sheet) -> tuple[str, str]:
    """The sign of a place and its colour: of its category, of its class, or of the layer."""
    series, value = sheet.colours.series, one.properties.get("v")
    if found.sketch.by is not None:
        place = int(one.properties.get("c", 0))
        if place >= len(found.ranks):
            return SIGNS[-1], sheet.colours.others
        return SIGNS[place % (len(SIGNS) - 1)], series[place % len(series)]
    if found.bounds and isinstance(value, int | float):
        ramp = sheet.colours.classes(len(found.bounds) - 1)
        return SIGNS[0], ramp[found.class_of(float(value)) or 0]
    return SIGNS[rank % (len(SIGNS) - 1)], series[rank % len(series)]


def _sign_size(count: int) -> float:
    """Signs are as large as their number allows."""
    return next(size for most, size in _SIZES if count <= most)


def _marked(sign: str, where: Pixels, colour: str, size: float, sheet: Sheet) -> str:
    paper = sheet.colours.paper
    sign, halo = (sign, 2) if size > _SIZES[2][1] else ("circle", 0.8)
    if sign in ("circle", "square"):
        cap, wide = ("round", 2 * size) if sign == "circle" else ("square", 1.7 * size)
        path = dots(where)
        edge = f'<path stroke="{paper}" stroke-width="{wide + halo:.3g}" d="{path}"/>'
        ink = f'<path stroke="{colour}" stroke-width="{wide:.3g}" d="{path}"/>'
        # So many dots that their borders would be a second picture do without.
        return (
            f'<g fill="none" stroke-linecap="{cap}">{edge if len(where) <= _FEW else ""}{ink}</g>'
        )
    drawn_ = SHAPES[sign](size * 1.15)
    path = "".join(f"M{x} {y}{drawn_}" for x, y in where)
    if sign == "ring":
        return f'<path fill="{paper}" stroke="{colour}" stroke-width="{size / 3:.2g}" d="{path}"/>'
    edge = f'stroke="{paper}" stroke-width="{halo}" paint-order="stroke"'
    return f'<path fill="{colour}" {edge} d="{path}"/>'


def _clusters(points: Sequence[Feature], rank: int, sheet: Sheet) -> str:
    colour = sheet.colours.series[rank % len(sheet.colours.series)]
    circles, numbers = [], []
    for one in sorted(points, key=lambda each: _count(each)):
        (x, y), count = _pixel(one), int(one.properties.get("n", 1))
        if count == 1:
            circles.append(f'<circle cx="{x}" cy="{y}" r="{SIGN_RADIUS}"/>')
            continue
        said = short(count)
        wide = 7 + 2.6 * len(said)
        circles.append(f'<circle cx="{x}" cy="{y}" r="{wide:g}"/>')
        sheet.taken.append((x - wide, y - wide, x + wide, y + wide))
        numbers.append(f'<text x="{x}" y="{y + 4}">{said}</text>')
    edge = f'stroke="{sheet.colours.paper}" stroke-width="1.5"'
    text = f'font-family="{FONT}" font-size="11" font-weight="700" text-anchor="middle"'
    return (
        f'<g fill="{colour}" {edge}>{"".join(circles)}</g>'
        f'<g fill="{sheet.colours.paper}" {text}>{"".join(numbers)}</g>'
    )


def _circles(
    values: Iterable[tuple[tuple[int, int], float]], found: Figures, rank: int, sheet: Sheet
) -> str:
    """The largest first, so that none hides a smaller one."""
    colour = sheet.colours.series[rank % len(sheet.colours.series)]
    body = []
    for (x, y), value in sorted(values, key=lambda pair: -abs(pair[1])):
        if value:
            wide = radius(value, found.largest)
            body.append(f'<circle cx="{x}" cy="{y}" r="{wide:.3g}"/>')
            if wide > _READABLE:
                sheet.taken.append((x - wide, y - wide, x + wide, y + wide))
    look = f'fill="{colour}" fill-opacity=".72" stroke="{sheet.colours.paper}"'
    return f"<g {look}>{''.join(body)}</g>"


def _of_areas(found: Iterable[Joined], sheet: Sheet) -> list[tuple[tuple[int, int], float]]:
    placed = ((sheet.window.local(*one.area.centre), one.value) for one in found)
    return [
        ((round(x), round(y)), value)
        for (x, y), value in placed
        if value is not None and -40 < x < sheet.width + 40 and -40 < y < sheet.height + 40
    ]


def _of_features(points: Sequence[Feature]) -> list[tuple[tuple[int, int], float]]:
    return [(_pixel(one), float(one.properties["v"])) for one in points if "v" in one.properties]


def _shapes(shapes: Sequence[Feature], found: Figures, rank: int, sheet: Sheet) -> str:
    """Outlines by colour: of their class, of their category, or of the layer."""
    classes = sheet.colours.classes(max(len(found.bounds) - 1, 0))
    series, by_colour = sheet.colours.series, defaultdict[str, list[Feature]](list)
    for one in shapes:
        value = one.properties.get("v")
        if classes and isinstance(value, int | float):
            colour = classes[found.class_of(float(value)) or 0]
        elif found.sketch.by is not None:
            place = int(one.properties.get("c", 0))
            colour = series[place] if place < len(found.ranks) else sheet.colours.others
        else:
            colour = sheet.colours.none if classes else series[rank % len(series)]
        by_colour[colour].append(one)
    # Between thousands of small outlines, borders would be all that is seen.
    edge = sheet.colours.border if classes and len(shapes) <= _BORDERED else ""
    return "".join(
        _outlined(each, colour, bool(classes), edge) for colour, each in by_colour.items()
    )


def _outlined(shapes: Sequence[Feature], colour: str, is_plain: bool, edge: str) -> str:
    lines = "".join(path_of(_pixels(p)) for one in shapes if one.kind == LINE for p in one.paths)
    rings = "".join(
        path_of(_pixels(path), "z") for one in shapes if one.kind != LINE for path in one.paths
    )
    opacity = "" if is_plain else ' fill-opacity=".45"'
    out = (
        f'<path fill="{colour}"{opacity} stroke="{edge or colour}" stroke-width=".7" d="{rings}"/>'
        if rings
        else ""
    )
    look = f'fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round"'
    return out + (f'<path {look} d="{lines}"/>' if lines else "")


# Paths


def _pixel(one: Feature) -> tuple[int, int]:
    x, y = one.paths[0][0]
    return round(x / _SCALE), round(y / _SCALE)


def _pixels(path: Pixels) -> Pixels:
    thin = clip.thinned([(x / _SCALE, y / _SCALE) for x, y in path], _THIN)
    return [(round(x), round(y)) for x, y in thin]
