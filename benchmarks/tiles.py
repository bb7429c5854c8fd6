"""Tiles of many points: how long the first one takes, how heavy it is, and how soon it is again.

A million points around the communes of the package (thousands of villages and a few dense towns),
one worker, every style; then the first map of ten million rows.
"""

import hashlib
import json
import math
import random
import shutil
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from autan.access.grant import open_grant
from autan.engine import serving
from autan.engine.base import Source
from autan.engine.limits import Limits
from autan.engine.pool import PooledEngine
from autan.formats.places import POINT
from autan.maps import questions
from autan.maps.figures import figures, ranks
from autan.maps.geography import Level
from autan.maps.mercator import Window, degrees, tile
from autan.maps.picture import Layer, picture
from autan.maps.sketch import sketch
from autan.outlines import land
from autan.query.state import MapWords, State
from autan.store.layout import Kind, place
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema

ZOOMS = range(5, 15)
_TILES = 24
"""Tiles of each zoom: the densest first, then some anywhere."""
_STYLES = ("points", "categories", "clusters", "circles")
_TYPES = "école mairie stade piscine crèche gare halle poste musée forge".split()  # noqa: SIM905
_SEED = 32
SCHEMA = TableSchema(
    (
        Field("nom", FieldType.TEXT),
        Field("type", FieldType.TEXT),
        Field("montant", FieldType.NUMBER),
        Field("geo_point", FieldType.GEO_POINT),
    )
)


def figures_of(folder: Path, rows: int) -> Iterator[str]:
    """Lines for the page of figures; ``rows`` of the smaller table."""
    yield "| tiles, one worker | first p50 ms | first p95 ms | worst ms | heaviest kB | again ms |"
    yield "| --- | --- | --- | --- | --- | --- |"
    source, home = published(folder, rows)
    chance = random.Random(_SEED)
    engine = _engine(home)
    worst_p95 = worst_size = worst_again = 0.0
    for name in _STYLES:
        for zoom in ZOOMS:
            first, again, sizes = _measured(engine, source, name, zoom, chance)
            p95 = statistics.quantiles(first, n=20, method="inclusive")[18]
            worst_p95, worst_size = max(worst_p95, p95), max(worst_size, max(sizes))
            worst_again = max(worst_again, statistics.median(again))
            if name == "points" or zoom in (5, 8, 14):
                yield (
                    f"| {rows:,} points, {name}, zoom {zoom} | {statistics.median(first):.0f} "
                    f"| {p95:.0f} | {max(first):.0f} | {max(sizes) / 1000:.0f} "
                    f"| {statistics.median(again):.1f} |"
                )
    yield (
        f"| **worst of all styles and zooms** | | **{worst_p95:.0f}** | | "
        f"**{worst_size / 1000:.0f}** | **{worst_again:.1f}** |"
    )
    engine.close()
    yield ""
    yield from _first_map(folder, rows * 10)


def published(folder: Path, rows: int) -> tuple[Source, Path]:
    """A version of so many rows in a store of its own, and the root of the store."""
    home = folder / f"tiles-{rows}"
    home.mkdir(parents=True, exist_ok=True)
    draft = home / "version.parquet"
    _table(rows).write_parquet(draft, metadata={serving.SHAPES: json.dumps([])})
    sha256 = hashlib.sha256(draft.read_bytes()).hexdigest()
    path = place(home, Kind.VERSION, sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(draft, path)
    serving.ensure(sha256, home)
    return Source(sha256, SCHEMA, rows), home


def _table(rows: int) -> pl.DataFrame:
    """Half of the rows in proportion to the inhabitants, half anywhere there is a commune."""
    towns = list(land().levels[Level.COMMUNES].values())
    chance = random.Random(_SEED)
    crowd = chance.choices(towns, [town.population for town in towns], k=rows // 200)
    spread = chance.choices(towns, k=rows // 200)
    middles = [(*degrees(*one.centre), math.sqrt(one.population + 400)) for one in crowd + spread]
    middle = pl.DataFrame(middles, schema=["lon", "lat", "wide"], orient="row")
    number = pl.int_range(rows)
    where = (number // 100) % len(middles)
    ways = [((number * step) % 65_536 / 65_536 - 0.5) for step in (48_271, 16_807, 7_919, 104_729)]
    return (
        pl.select(number.alias("n"), where.alias("w"))
        .join(middle.with_row_index("w").cast({"w": pl.Int64}), on="w", how="left")
        .with_columns(
            lon=pl.col("lon") + (ways[0] + ways[1]) * pl.col("wide") / 9000,
            lat=pl.col("lat") + (ways[2] + ways[3]) * pl.col("wide") / 12000,
        )
        .select(
            pl.format("Lieu numéro {}", "n").alias("nom"),
            pl.col("n")
            .mul(7)
            .mod(len(_TYPES))
            .replace_strict(dict(enumerate(_TYPES)))
            .alias("type"),
            (pl.col("n") * 7_919 % 500_000 / 100).alias("montant"),
            pl.struct("lon", "lat").cast(POINT).alias("geo_point"),
        )
    )


def _engine(home: Path) -> PooledEngine:
    return PooledEngine(Limits(query_workers=1, export_workers=1, tiles=512), home)


def _measured(
    engine: PooledEngine, source: Source, name: str, zoom: int, chance: random.Random
) -> tuple[list[float], list[float], list[int]]:
    """Milliseconds the first time and the second, and bytes, of some tiles of a zoom."""
    layer = sketch(MapWords(style=name), SCHEMA)
    assert layer is not None
    plan, grant = questions.selection(State(), SCHEMA), open_grant("bench")
    singled = ranks(layer, plan, _Direct(engine, source))
    first, again, sizes = [], [], []
    windows = _windows(zoom, chance)
    for number in range(_TILES):
        # Where there are few tiles, another question of the same rows: nothing remembered helps.
        same = State(where=(f"montant >= {-1 - number // len(windows)}",))
        window = windows[number % len(windows)]
        plans = questions.tile(layer, questions.selection(same, SCHEMA), window, singled)
        took = []
        for _ in range(2):
            began = time.perf_counter()
            body = engine.tile(plans, grant, source=source, window=window)
            took.append((time.perf_counter() - began) * 1000)
        first.append(took[0])
        again.append(took[1])
        sizes.append(len(body))
    return first, again, sizes


def _windows(zoom: int, chance: random.Random) -> list[Window]:
    """The tiles of the largest towns, then of some others."""
    towns = sorted(land().levels[Level.COMMUNES].values(), key=lambda one: -one.population)
    chosen = [*towns[: _TILES // 2], *chance.sample(towns, _TILES)]
    shift = 31 - zoom
    numbers = dict.fromkeys((int(t.centre[0]) >> shift, int(t.centre[1]) >> shift) for t in chosen)
    return [tile(zoom, x, y) for x, y in list(numbers)[:_TILES]]


class _Direct:
    """A reader on an engine of our own."""

    def __init__(self, engine: PooledEngine, source: Source) -> None:
        self.engine, self.source, self.grant = engine, source, open_grant("bench")

    def run(self, plan):  # type: ignore[no-untyped-def]
        answer = self.engine.answer(plan, self.grant, source=self.source)
        return answer.rows(), answer.total

    def tile(self, plans, window):  # type: ignore[no-untyped-def]
        return self.engine.tile(plans, self.grant, source=self.source, window=window)


def _first_map(folder: Path, rows: int) -> Iterator[str]:
    """What a page with a map waits for: the figures, the legend's counts and the picture."""
    source, home = published(folder, rows)
    engine = _engine(home)
    reader = _Direct(engine, source)
    land().thin(5)
    yield f"| first map of {rows:,} rows, picture and legend | seconds | kB |"
    yield "| --- | --- | --- |"
    for name in _STYLES:
        layer = sketch(MapWords(style=name), SCHEMA)
        assert layer is not None
        began = time.perf_counter()
        found = figures(layer, questions.selection(State(), SCHEMA), reader, land())
        view = found.view(680, 440)
        assert view is not None
        svg = picture([Layer(found, reader)], view, land())
        yield f"| {name} | {time.perf_counter() - began:.2f} | {len(svg) / 1000:.0f} |"
    engine.close()
