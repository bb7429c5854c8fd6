"""The legend of a layer, as entries of which a page makes text, and the sizes of circles."""

import math
from dataclasses import dataclass
from itertools import pairwise

from autan.charts.tongue import FRENCH, Tongue, gettext_noop
from autan.maps.colours import SIGNS, colours
from autan.maps.figures import Figures
from autan.query.nodes import Aggregate

LARGEST, SMALLEST = 26.0, 2.5
"""Radii in pixels, of the largest value and of the least circle that is drawn."""
POINT = 4.5
"""The radius in pixels of a plain sign."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a legend. ``sign`` is one of ``colours.SIGNS``, ``circle`` or ``area``;
    ``light`` and ``dark`` are colours, ``page`` the one for either; ``radius`` is in pixels.

    ``count`` is a number of rows, or of areas for a choropleth; None where it says nothing (sizes
    of circles)."""

    label: str
    sign: str
    light: str
    dark: str
    page: str
    count: int | None
    radius: float = POINT
    low: float | None = None
    high: float | None = None


def legend(
    found: Figures, tongue: Tongue = FRENCH, rank: int = 0, brand: str = ""
) -> tuple[Entry, ...]:
    """The entries in their order. ``rank``: which layer of the map it is, from 0, for its colour;
    ``brand``: as ``colours`` takes it."""
    sketch = found.sketch
    if sketch.kind == "categories":
        return _categories(found, tongue, brand)
    if sketch.style.has_classes:
        return _classes(found, tongue)
    if sketch.of is not None:
        return _circles(found, tongue, rank, brand)
    label = tongue.gettext("Lieux regroupés") if sketch.kind == "clusters" else ""
    sign = "area" if sketch.is_outlined else "circle" if rank == 0 else SIGNS[rank % 7]
    title = label or sketch.words.title or tongue.gettext("Lieux")
    return (_entry(title, sign, rank, found.located, brand),)


def radius(value: float, largest: float) -> float:
    """Of a proportional circle: the surface is what the eye compares."""
    share = math.sqrt(abs(value) / largest) if largest else 0.0
    return max(SMALLEST, min(share, 1.6) * LARGEST)


def sizes(largest: float) -> tuple[float, ...]:
    """Three round values for the legend of circles, the largest first."""
    if largest <= 0:
        return ()
    power = 10.0 ** math.floor(math.log10(largest))
    top = next(step * power for step in (5, 2, 1) if step * power <= largest)
    return tuple(dict.fromkeys(_round(top / part) for part in (1, 4, 20)))


def _round(value: float) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    return float(f"{round(value / power) * power:.12g}")


def _categories(found: Figures, tongue: Tongue, brand: str) -> tuple[Entry, ...]:
    shape = "area" if found.sketch.is_outlined else ""
    entries = []
    for place, one in enumerate(found.categories):
        others = one.value is None
        label = tongue.gettext("Autres valeurs") if others else _said(one.value, tongue)
        rank = len(SIGNS) - 1 if others else place
        entries.append(
            _entry(label, shape or SIGNS[rank], None if others else place, one.count, brand)
        )
    return tuple(entries)


def _said(value: object, tongue: Tongue) -> str:
    if isinstance(value, bool):
        return tongue.gettext("Oui") if value else tongue.gettext("Non")
    return str(value)


def _classes(found: Figures, tongue: Tongue) -> tuple[Entry, ...]:
    spans = list(pairwise(found.bounds))
    light, dark, page = (colours(t).classes(len(spans)) for t in ("light", "dark", "page"))
    entries = []
    for place, (low, high) in enumerate(spans):
        ends = [tongue.number(end) for end in (low, high)]
        label = (
            ends[0]
            if low == high
            else tongue.gettext("%(low)s à %(high)s")
            % dict(zip(("low", "high"), ends, strict=True))
        )
        shades = (light[place], dark[place], page[place])
        entries.append(Entry(label, "area", *shades, found.counts[place], POINT, low, high))
    return tuple(entries)


def _circles(found: Figures, tongue: Tongue, rank: int, brand: str) -> tuple[Entry, ...]:
    entries = []
    for value in sizes(found.largest):
        one = _entry(
            *(tongue.number(value), "circle", rank, None, brand), radius(value, found.largest)
        )
        entries.append(one)
    return tuple(entries)


def _entry(
    label: str,
    sign: str,
    place: int | None,
    count: int | None,
    brand: str,
    radius: float = POINT,
) -> Entry:
    def shade(theme: str) -> str:
        look = colours(theme, brand)
        return look.others if place is None else look.series[place % len(look.series)]

    return Entry(label, sign, shade("light"), shade("dark"), shade("page"), count, radius)


def measured(found: Figures, tongue: Tongue = FRENCH) -> str:
    """What circles and colours show, in words: « Nombre de lignes », « Somme de : Montant »."""
    of = found.sketch.of
    verbs = {
        "sum": gettext_noop("Somme de : %(field)s"),
        "avg": gettext_noop("Moyenne de : %(field)s"),
        "max": gettext_noop("Maximum de : %(field)s"),
        "min": gettext_noop("Minimum de : %(field)s"),
        "median": gettext_noop("Médiane de : %(field)s"),
        "count": gettext_noop("Nombre de : %(field)s"),
    }
    if of is None:
        return ""
    if isinstance(of, Aggregate):
        if not of.arguments:
            return tongue.gettext("Nombre de lignes")
        said = tongue.gettext(verbs.get(of.function, "%(field)s"))
        return said % {"field": _title(found, of.arguments[0])}
    return _title(found, of)


def _title(found: Figures, node: object) -> str:
    field = found.sketch.schema.find(getattr(node, "name", ""))
    return field.title if field else found.sketch.words.of
