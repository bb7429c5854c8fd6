"""What the open map needs of the layers of a map: its style, its marks, and how places are told."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from autan.maps.colours import SIGNS
from autan.maps.figures import HEIGHT, WIDTH, Figures, Joined
from autan.maps.legend import Entry
from autan.maps.mercator import View, degrees
from autan.maps.signs import sign
from autan.maps.tiles import DATA, DEEPEST_TILE
from autan.web.datasets.mapping_list import naming_fields, same_territory, told_fields
from autan.web.datasets.mapping_moves import NEAREST
from autan.web.datasets.mapping_said import amount
from autan.web.datasets.mapping_stack import Shown, Stack
from autan.web.datasets.mapping_style import Drawn, style, tiled
from autan.web.parts import link

Json = dict[str, Any]
SIZE = 8.0
"""Half the width of a mark, in a square of 24."""
_VARIABLE = re.compile(r"var\((--[\w-]+)")


def sheet(stack: Stack) -> Json | None:
    """The answer of ``carte.json``; None when there is nothing to look at."""
    if stack.view is None or stack.whole is None:
        return None
    marks: list[Json] = []
    drawn = [_drawn(one, marks) for one in stack.drawn]
    return {
        "frame": _frame(stack.view),
        "whole": _frame(stack.whole),
        "largest": NEAREST,
        "style": style(drawn),
        "marks": marks,
        "told": {name: told for one in stack.drawn for name, told in _told(one)},
    }


def _frame(view: View) -> Json:
    return {"zoom": view.zoom, "lat": view.lat, "lon": view.lon, "width": WIDTH, "height": HEIGHT}


def _drawn(shown: Shown, marks: list[Json]) -> Drawn:
    found = shown.figures
    assert found is not None
    first = len(marks)
    signs = _signs(shown)
    marks += [_mark(name, colour) for name, colour in signs]
    return Drawn(
        key=shown.key,
        kind=found.sketch.kind,
        source=_source(shown, found),
        within=_within(found),
        colours=_colours(shown.entries),
        marks=tuple(range(first, len(marks))),
        bounds=found.bounds,
        classed=_classed(found),
        most=found.largest,
    )


def _source(shown: Shown, found: Figures) -> Json:
    if found.joined is None:
        return {"type": "vector", "tiles": [_tiles(shown)], "maxzoom": DEEPEST_TILE}
    if found.sketch.style.has_classes:
        return tiled(str(found.sketch.geography.level))
    return {"type": "geojson", "data": _centres(found.joined.values())}


def _within(found: Figures) -> str:
    if found.joined is None:
        return DATA
    return str(found.sketch.geography.level) if found.sketch.style.has_classes else ""


def _centres(places: Iterable[Joined]) -> Json:
    """The territories as points in their middle, for circles."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": one.area.code, "name": one.area.name, "v": one.value},
            "geometry": {
                "type": "Point",
                "coordinates": [round(each, 5) for each in degrees(*one.area.centre)],
            },
        }
        for one in places
        if one.value is not None
    ]
    return {"type": "FeatureCollection", "features": features}


def _classed(found: Figures) -> tuple[tuple[str, ...], ...] | None:
    """The codes of the territories of each class; None when classes are told by a value."""
    if found.joined is None or not found.sketch.style.has_classes:
        return None
    by_class: dict[int | None, list[str]] = defaultdict(list)
    for code, one in found.joined.items():
        by_class[found.class_of(one.value)].append(code)
    return tuple(tuple(by_class[number]) for number in range(len(found.counts)))


def _signs(shown: Shown) -> list[tuple[str, str]]:
    """The sign and colour of each category, or the one sign of a layer that is no circle."""
    found = shown.figures
    assert found is not None
    entries = shown.entries
    if found.sketch.by is not None:
        kinds = [*SIGNS[: len(found.ranks)], SIGNS[-1]]
        colours = [_token(one) for one in entries[: len(found.ranks)]]
        return list(zip(kinds, [*colours, "--chart-others"], strict=True))
    if found.sketch.kind == "points" and entries and entries[0].sign not in ("circle", "area"):
        return [(entries[0].sign, _token(entries[0]))]
    return []


def _mark(name: str, colour: str) -> Json:
    return {"path": sign(name, SIZE), "colour": colour, "hollow": name == "ring"}


def _colours(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(_token(one) for one in entries) or ("--chart-1",)


def _token(entry: Entry) -> str:
    found = _VARIABLE.match(entry.page)
    assert found is not None, "a colour of the page is a custom property"
    return found.group(1)


def _tiles(shown: Shown) -> str:
    assert shown.listing is not None
    query = link("", shown.state.pairs)
    # Braces are for the map to fill in: only the query is written as an address.
    return f"/tiles/{shown.listing.dataset_id}/{{z}}/{{x}}/{{y}}.mvt{query}"


def _told(shown: Shown) -> Iterable[tuple[str, Json]]:
    """By drawn layer, what is said of what is touched."""
    found, listing = shown.figures, shown.listing
    assert found is not None
    assert listing is not None
    telling = _territory(shown, found) if found.joined is not None else _row(shown)
    return [(f"{shown.key}-{name}", telling) for name in ("surface", "line", "point")]


def _row(shown: Shown) -> Json:
    """A row says the fields that were chosen, and has a page."""
    facts = told_fields(shown)
    named = next(iter(naming_fields(shown, facts)), facts[:1])
    first = reverse("dataset-row", args=[shown.dataset_id, 1])
    version = (("version", shown.state.version),)
    return {
        "title": shown.title,
        "named": [f"p.{one.name}" for one in named],
        "facts": [{"key": f"p.{one.name}", "label": one.title} for one in facts],
        "row": link(re.sub(r"1/$", "{row}/", first), version),
    }


def _territory(shown: Shown, found: Figures) -> Json:
    """A territory says its value, and leads to its rows in the table."""
    assert found.joined is not None
    said = {code: amount(one.value) for code, one in found.joined.items()}
    return {
        "title": shown.title,
        "named": ["name"],
        "facts": [],
        "row": "",
        "measured": shown.measured,
        "said": said,
        "rows": link(reverse("dataset", args=[shown.dataset_id]), shown.state.selection.pairs),
        "where": same_territory(found, "{code}"),
    }
