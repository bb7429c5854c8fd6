"""DuckDB's spatial functions, which know every format of maps and every projection.

The extension comes in its own wheel and is loaded without a network. Everything here runs in the
sandbox child: GDAL parses foreign files, so it is only ever given the driver that we chose.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from autan.schemas import zones

if TYPE_CHECKING:
    import duckdb

WGS84 = "EPSG:4326"
FLIPPED = "latitude first"
"""Degrees of which the latitude was written first."""
_MEMORY = 400
_ALREADY_WGS84 = frozenset({WGS84, "OGC:CRS84", "EPSG:4171", "EPSG:4258"})
"""RGF93 and ETRS89 in degrees are within a metre of WGS 84, which is all that a map asks."""


@dataclass(frozen=True)
class Layer:
    """A table of a geographic file. ``crs`` is None where the file does not say."""

    name: str
    count: int
    geometry: str
    crs: str | None
    crs_name: str


def connect(scratch: Path | None = None) -> "duckdb.DuckDBPyConnection":
    """A connection with the spatial functions; it goes nowhere by itself.

    ``scratch``: where what does not fit in memory may go; nowhere without it.
    """
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{_MEMORY}MiB",
        "threads": int(os.environ.get("AUTAN_SANDBOX_THREADS", "2")),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "temp_directory": str(scratch) if scratch else "",
    }
    connection = duckdb.connect(config=settings)
    load(connection)
    return connection


def load(connection: "duckdb.DuckDBPyConnection") -> None:
    """Give the spatial functions to a connection: a third of a second, so only where needed."""
    import duckdb

    connection.execute(f"LOAD '{_extension(duckdb.__version__)}'")


@cache
def _shared() -> "duckdb.DuckDBPyConnection":
    """One for the many small conversions of a process."""
    return connect()


def _extension(version: str) -> str:
    place = files("duckdb_extension_spatial") / "extensions" / f"v{version}"
    return str(place / "spatial.duckdb_extension").replace("'", "''")


def is_degrees(crs: str) -> bool:
    """Are coordinates in this system good as they are?"""
    return crs in _ALREADY_WGS84


def layers(connection: "duckdb.DuckDBPyConnection", path: Path) -> list[Layer]:
    """The tables of a file in their order; a ``duckdb.Error`` when it cannot be opened."""
    row = connection.execute("SELECT layers FROM st_read_meta(?)", [str(path)]).fetchone()
    return [_layer(found) for found in (row[0] if row else [])]


def _layer(found: dict[str, Any]) -> Layer:
    shapes = found["geometry_fields"] or []
    said = (shapes[0].get("crs") or {}) if shapes else {}
    code = f"{said['auth_name']}:{said['auth_code']}" if said.get("auth_code") else None
    return Layer(
        found["name"],
        int(found["feature_count"] or 0),
        str(shapes[0]["type"]) if shapes else "",
        code or said.get("wkt") or None,
        zones.name_of(code) if code in zones.BY_CODE else said.get("name") or code or "",
    )


def geometry_sql(column: str, crs: str | None) -> str:
    """SQL for a geometry as GeoJSON in WGS 84, flat; ``crs`` must be bound as ``$crs`` unless
    it is None or in degrees. Seven decimals are a centimetre: the rest is noise of computing."""
    flat = f"ST_Force2D({column})"
    if crs == FLIPPED:
        return f"ST_AsGeoJSON(ST_FlipCoordinates({flat}))"
    if crs is None or is_degrees(crs):
        return f"ST_AsGeoJSON({flat})"
    moved = f"ST_Transform({flat}, $crs, '{WGS84}', always_xy := true)"
    text = f"CAST(ST_AsGeoJSON({moved}) AS VARCHAR)"
    return rf"regexp_replace({text}, '(\.\d{{7}})\d+', '\1', 'g')"


def bound(crs: str | None) -> dict[str, str]:
    """What ``geometry_sql`` asks to bind."""
    return {} if crs in (None, FLIPPED) or is_degrees(str(crs)) else {"crs": str(crs)}


def to_wgs84(geometries: Sequence[str | None], crs: str) -> list[str | None]:
    """GeoJSON geometries of another system, moved; None where one cannot be read."""
    moved = geometry_sql("TRY(ST_GeomFromGeoJSON(g))", crs)
    sql = f"SELECT TRY({moved}) AS g FROM given"  # noqa: S608  our own template
    return _converted(sql, geometries, bound(crs))


def as_geojson(texts: Sequence[str | None]) -> list[str | None]:
    """Geometries written as WKT or as GeoJSON, as GeoJSON; None where one cannot be read."""
    json = "TRY(CASE WHEN json_valid(g) THEN ST_AsGeoJSON(ST_Force2D(ST_GeomFromGeoJSON(g))) END)"
    words = "TRY(ST_AsGeoJSON(ST_Force2D(ST_GeomFromText(bare))))"
    sql = (
        f"SELECT CASE WHEN starts_with(ltrim(g), '{{') THEN {json} ELSE {words} END AS g "  # noqa: S608
        r"FROM (SELECT g, regexp_replace(g, '^\s*SRID=\d+;', '') AS bare FROM given)"
    )
    return _converted(sql, texts, {})


def of_wkb(shapes: pa.Array, crs: str | None) -> list[str | None]:
    """Geometries in well-known binary, as GeoJSON in WGS 84; None where one cannot be read."""
    moved = geometry_sql("TRY(ST_GeomFromWKB(g))", crs)
    return _converted(f"SELECT TRY({moved}) AS g FROM given", shapes, bound(crs))  # noqa: S608


def extent(shapes: pa.Array) -> tuple[float, float, float, float] | None:
    """The box of geometries in well-known binary, in their own system: west, south, east, north."""
    cursor = _shared().cursor()
    cursor.register("given", pa.table({"g": shapes}))
    row = cursor.execute(
        "SELECT min(ST_XMin(s)), min(ST_YMin(s)), max(ST_XMax(s)), max(ST_YMax(s)) "
        "FROM (SELECT TRY(ST_GeomFromWKB(g)) AS s FROM given)"
    ).fetchone()
    return None if row is None or row[0] is None else row


def _converted(
    sql: str, given: Sequence[str | None] | pa.Array, parameters: dict[str, Any]
) -> list[str | None]:
    shapes = given if isinstance(given, pa.Array) else pa.array(given, pa.string())
    cursor = _shared().cursor()
    cursor.register("given", pa.table({"g": shapes}))
    rows = cursor.execute(sql, parameters).fetchall()
    return [None if text is None else str(text) for (text,) in rows]


def points_to_wgs84(xs: pa.Array, ys: pa.Array, crs: str) -> pa.Table:
    """``lon`` and ``lat`` of points of another system, in order; null where there is none."""
    cursor = _shared().cursor()
    cursor.register("given", pa.table({"x": xs, "y": ys}))
    point = "ST_Transform(ST_Point(x, y), $crs, 'EPSG:4326', always_xy := true)"
    return cursor.execute(
        "SELECT ST_X(p) AS lon, ST_Y(p) AS lat "  # noqa: S608  our own template
        f"FROM (SELECT TRY({point}) AS p FROM given)",
        {"crs": crs},
    ).to_arrow_table()


def batches(
    connection: "duckdb.DuckDBPyConnection", sql: str, parameters: Any, size: int = 2000
) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of an answer, some at a time."""
    answer = connection.execute(sql, parameters)
    while rows := answer.fetchmany(size):
        yield rows
