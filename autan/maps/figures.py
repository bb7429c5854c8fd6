"""What must be known of a layer before it is drawn: where, how many, which classes, how large."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from autan.maps import classes, questions
from autan.maps.geography import Level, code
from autan.maps.land import Area, Land, extent_of
from autan.maps.mercator import Extent, View, fitted
from autan.maps.mvt import decode
from autan.maps.questions import Reader
from autan.maps.sketch import Sketch
from autan.maps.tiles import DATA
from autan.query.nodes import Constant
from autan.query.plan import Plan

WIDTH, HEIGHT = 680, 440
"""Pixels of the picture by which circles are measured."""
_BINS = 400


@dataclass(frozen=True, slots=True)
class Category:
    """``value`` is None for all the others together."""

    value: Any
    count: int


@dataclass(frozen=True, slots=True)
class Joined:
    """An area that some rows name: how many, and their value (None when it is empty)."""

    area: Area
    count: int
    value: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """``total`` rows are selected, ``located`` of them have a place. ``bounds`` part the classes,
    ``counts`` says how many places each holds; ``largest`` is what the largest circle shows."""

    sketch: Sketch
    plan: Plan
    total: int
    located: int
    extent: Extent | None
    categories: tuple[Category, ...] = ()
    joined: Mapping[str, Joined] | None = None
    bounds: tuple[float, ...] = ()
    counts: tuple[int, ...] = ()
    largest: float = 0.0

    @property
    def ranks(self) -> tuple[Constant, ...]:
        """The categories that are singled out, as ``questions.tile`` wants them."""
        by = self.sketch.by
        kept = (each.value for each in self.categories if each.value is not None)
        return tuple(Constant(value, by.type) for value in kept) if by else ()

    def view(self, width: int, height: int) -> View | None:
        """What is looked at when the words do not say: everything; None when there is nothing."""
        return fitted(self.extent, width, height) if self.extent else None

    def class_of(self, value: float | None) -> int | None:
        """The number of the class of a value, from 0."""
        return None if value is None else classes.class_of(value, self.bounds)


def figures(sketch: Sketch, plan: Plan, reader: Reader, land: Land) -> Figures:
    """Ask what the layer needs: two or three plans, each kept by the engine."""
    if sketch.is_joined:
        return _territories(sketch, plan, reader, land)
    (row,) = reader.run(questions.extent(sketch, plan))[0] or [{}]
    found = Figures(sketch, plan, row.get("total") or 0, row.get("located") or 0, _extent(row))
    if not found.located:
        return found
    if sketch.by is not None:
        return replace(found, categories=_categories(found, reader))
    if sketch.style.has_classes:
        weighted = _weighted(found, reader)
        return _classed(found, weighted)
    return replace(found, largest=_largest(found, reader)) if sketch.of is not None else found


def ranks(sketch: Sketch, plan: Plan, reader: Reader) -> tuple[Constant, ...]:
    """The categories that are singled out, the commonest first; none for a layer without any."""
    if sketch.by is None:
        return ()
    rows, _ = reader.run(questions.top(sketch, plan))
    return tuple(Constant(row["value"], sketch.by.type) for row in rows)


def _extent(row: Mapping[str, Any]) -> Extent | None:
    if not row.get("located"):
        return None
    left, top, right, bottom = (int(row[side]) for side in ("left", "top", "right", "bottom"))
    return Extent(left, top, right, bottom, int(row["located"]))


def _territories(sketch: Sketch, plan: Plan, reader: Reader, land: Land) -> Figures:
    level = sketch.geography.level or Level.COMMUNES
    known = land.levels[level]
    found: dict[str, Joined] = {}
    total = 0
    for row in reader.run(questions.codes(sketch, plan))[0]:
        total += row["n"]
        area = known.get(code(row["code"], level))
        if area is not None:
            value = row["v"] if isinstance(row["v"], int | float) else None
            found[area.code] = Joined(area, row["n"], value)
    located = sum(one.count for one in found.values())
    extent = extent_of([one.area for one in found.values()])
    whole = Figures(sketch, plan, total, located, extent, joined=found)
    numbers = [one.value for one in found.values() if one.value is not None]
    if sketch.style.has_classes:
        return _classed(whole, _tallied(numbers))
    return replace(whole, largest=max((abs(number) for number in numbers), default=0.0))


def _classed(found: Figures, weighted: classes.Weighted) -> Figures:
    bounds = classes.breaks(weighted, found.sketch.classes, found.sketch.method)
    return replace(found, bounds=tuple(bounds), counts=tuple(classes.counts(weighted, bounds)))


def _categories(found: Figures, reader: Reader) -> tuple[Category, ...]:
    rows, _ = reader.run(questions.top(found.sketch, found.plan))
    kept = [Category(row["value"], row["n"]) for row in rows]
    rest = found.located - sum(one.count for one in kept)
    return (*kept, Category(None, rest)) if rest > 0 else tuple(kept)


def _weighted(found: Figures, reader: Reader) -> list[tuple[float, int]]:
    """Every different value, or bins of them when they are too many."""
    rows, different = reader.run(questions.amounts(found.sketch, found.plan))
    if different is not None and different > len(rows):
        (span,) = reader.run(questions.ends(found.sketch, found.plan))[0]
        width = (float(span["high"]) - float(span["low"])) / _BINS
        rows = reader.run(questions.ranges(found.sketch, found.plan, width))[0]
    values = [(_number(row["v"]), row["n"]) for row in rows if row["v"] is not None]
    return sorted(values)


def _number(value: Any) -> float:
    """A value, or where the label of a range begins: ``[12.5, 25.0[``."""
    return float(value.strip("[").split(",")[0]) if isinstance(value, str) else float(value)


def _tallied(values: Sequence[float]) -> list[tuple[float, int]]:
    tally: dict[float, int] = {}
    for value in values:
        tally[float(value)] = tally.get(float(value), 0) + 1
    return sorted(tally.items())


def _largest(found: Figures, reader: Reader) -> float:
    """The largest circle of the whole layer, as the picture of it shows it."""
    view = found.view(WIDTH, HEIGHT)
    assert view is not None
    window = view.window(WIDTH, HEIGHT, 8)
    tile = reader.tile(questions.tile(found.sketch, found.plan, window), window)
    shown = decode(tile).get(DATA, [])
    return max((abs(float(each.properties.get("v", 0))) for each in shown), default=0.0)
