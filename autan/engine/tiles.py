"""Places in a serving copy: the columns that make a tile cheap, and the tile made of them.

A point has its position on the square of the web maps (``x``, ``y``: whole numbers, so that a
window is two ranges of integers and a cell of a grid is a shift). A shape has the position of a
point inside it, its box, and its outline in metres at three degrees of detail. Columns stay in
the order of the rows: reading two columns of a million integers takes 4 ms, whatever the order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa

from autan.maps import geography, tiles
from autan.maps.mercator import METRES, STEEPEST, TILE, WORLD, Window
from autan.query.lower import lower
from autan.query.lower.tiles import beside

if TYPE_CHECKING:
    import duckdb

    from autan.query.plan import Plan

POINT = "STRUCT(lon DOUBLE, lat DOUBLE)"
DETAILS = (6, 10, 14)
"""The zooms up to which each outline of a shape is fit."""


def point_columns(name: str) -> str:
    """SQL of the further columns of a field of points, each after a comma."""
    lon, lat = f"{_quoted(name)}.lon", f"{_quoted(name)}.lat"
    return _columns(lon, lat, beside(name, "x"), beside(name, "y"))


def degrees_columns(names: Sequence[str]) -> str:
    """The same for columns of numbers that are longitudes and latitudes: each beside its own."""
    pairs = geography.degrees_columns(names)
    return "".join(
        _columns(_quoted(lon), _quoted(lat), beside(lon, "x"), beside(lat, "y"))
        for lon, lat in pairs
    )


def _columns(lon: str, lat: str, x: str, y: str) -> str:
    within = f"{lat} BETWEEN -{STEEPEST} AND {STEEPEST} AND {lon} BETWEEN -180 AND 180"
    east = f"({lon} + 180) / 360"
    south = f"0.5 - ln(tan(pi() / 4 + radians({lat}) / 2)) / (2 * pi())"
    return "".join(
        f", CASE WHEN {within} THEN CAST(floor(({share}) * {WORLD - 1}) AS INTEGER) END "
        f"AS {_quoted(name)}"
        for share, name in ((east, x), (south, y))
    )


def prepare(connection: "duckdb.DuckDBPyConnection") -> None:
    """Give a connection what ``shape_columns`` asks for; a copy without shapes costs nothing."""
    from autan.formats import spatial

    spatial.load(connection)
    flat = "TRY(ST_Force2D(ST_GeomFromGeoJSON(text)))"
    moved = f"TRY(ST_Transform({flat}, 'EPSG:4326', 'EPSG:3857', always_xy := true))"
    connection.execute(f"CREATE TEMP MACRO __moved(text) AS {moved}")
    inside = "ST_XMin(g) >= -$M AND ST_XMax(g) <= $M AND ST_YMin(g) >= -$M AND ST_YMax(g) <= $M"
    parts = [("x", "ST_X(TRY(ST_PointOnSurface(g)))"), ("y", "-ST_Y(TRY(ST_PointOnSurface(g)))")]
    parts += [("left", "ST_XMin(g)"), ("top", "-ST_YMax(g)")]
    parts += [("right", "ST_XMax(g)"), ("bottom", "-ST_YMin(g)")]
    said = [f"'{part}': {_share(metres)}" for part, metres in parts]
    said += [f"'shape{zoom}': {_thinned(zoom)}" for zoom in DETAILS]
    told = f"CASE WHEN {inside} THEN {{{', '.join(said)}}} END".replace("$M", str(METRES))
    connection.execute(f"CREATE TEMP MACRO __drawn(g) AS {told}")


def shape_columns(name: str) -> str:
    """SQL of the further columns of a field of shapes, each after a comma."""
    whole = f"__drawn(__moved({_quoted(name)}))"
    parts = ("x", "y", "left", "top", "right", "bottom", *(f"shape{zoom}" for zoom in DETAILS))
    return "".join(f", {whole}.{part} AS {_quoted(beside(name, part))}" for part in parts)


def _share(metres: str) -> str:
    """A position from metres eastwards or southwards of the middle of the map."""
    return f"CAST(floor(({metres} + {METRES}) / {2 * METRES} * {WORLD - 1}) AS INTEGER)"


def _thinned(zoom: int) -> str:
    """The outline without what is under half a pixel at that zoom; whole if that fails."""
    half = METRES / TILE / 2**zoom
    return f"CAST(ST_AsWKB(coalesce(TRY(ST_SimplifyPreserveTopology(g, {half})), g)) AS BLOB)"


def encoded(connection: "duckdb.DuckDBPyConnection", question: Mapping[str, Any]) -> bytes:
    """The tile of a question made by ``asked``: the first of its tries whose rows are not too many
    is drawn, or the last."""
    from autan.engine.duckdb import batches

    window, frame = Window(**question["window"]), pl.DataFrame()
    for one in question["tries"]:
        found = pa.Table.from_batches(batches(connection, one["sql"], one["parameters"]))
        frame = pl.DataFrame(found.rename_columns(one["keys"]))
        if one["most"] is None or frame.height <= one["most"]:
            break
    return tiles.drawn({name: _plain(frame[name]).to_list() for name in frame.columns}, window)


def asked(tries: Sequence["Plan"], window: Window) -> dict[str, Any]:
    """What a worker must know: each plan as SQL. A plan with a limit asks for one row more, which
    says that there are too many."""
    return {
        "window": asdict(window),
        "tries": [_try(plan) for plan in tries],
        "bounded": True,
        "count_sql": None,
    }


def _try(plan: "Plan") -> dict[str, Any]:
    wanted = plan if plan.limit is None else replace(plan, limit=plan.limit + 1)
    lowered = lower(replace(wanted, want_total=False))
    keys = [key for key, _ in lowered.columns]
    return {
        "sql": lowered.sql,
        "parameters": list(lowered.parameters),
        "keys": keys,
        "most": plan.limit,
    }


def _plain(column: pl.Series) -> pl.Series:
    """A column as the values that a tile can hold."""
    if column.dtype.is_decimal() or column.dtype.is_float() or column.dtype == pl.Int128:
        column = column.cast(pl.Float64)
        return column.set(~column.is_finite(), None)
    if column.dtype.is_temporal():
        return column.cast(pl.String)
    return column


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
