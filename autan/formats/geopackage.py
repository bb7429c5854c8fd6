"""GeoPackages (OGC 12-128), and the other files that GDAL reads whole: layers and their cells."""

from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from autan.formats import spatial
from autan.formats.features import Survey, free_name, settled
from autan.formats.header import Header, tidy, unique
from autan.formats.members import choice
from autan.formats.reader import Found, Reader, Request
from autan.formats.refusals import refusal
from autan.formats.spatial import Layer
from autan.formats.text_parquet import Contents, TextParquet
from autan.tabular.steps import Glimpse

if TYPE_CHECKING:
    import sqlite3

_KEYS = frozenset({"OGC_FID", "fid", "ogc_fid"})
_VIEWS_SECONDS = 20
_STEPS_BETWEEN_LOOKS = 100_000


def read(request: Request) -> Found:
    """Read one layer; see ``Reader.read``."""
    import duckdb

    _check(request.source)
    # GDAL goes by the name as well: ours says what it is.
    path = request.target.with_name("layers.gpkg")
    path.unlink(missing_ok=True)
    path.symlink_to(request.source)
    try:
        with spatial.connect(request.target.parent) as connection:
            return _read(request, connection, path)
    except duckdb.Error as error:
        raise refusal("damaged") from error
    finally:
        path.unlink(missing_ok=True)


READER = Reader(frozenset({"geopackage"}), read)


def _check(path: Path) -> None:
    """GDAL dies of a database whose pages or whose tables' definitions are damaged: SQLite's own
    look at it comes first. Nothing in the file is trusted to run a function."""
    import sqlite3

    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as base:
            base.execute("PRAGMA trusted_schema = OFF")
            (told,) = base.execute("PRAGMA quick_check(1)").fetchone()
            if _has_endless_view(base):
                raise refusal("endless")
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise refusal("damaged") from error
    if told != "ok":
        raise refusal("damaged")


def _has_endless_view(base: "sqlite3.Connection") -> bool:
    """GDAL counts the rows of every view as soon as the file is opened, and cannot be stopped."""
    import sqlite3

    until = monotonic() + _VIEWS_SECONDS
    base.set_progress_handler(lambda: monotonic() > until, _STEPS_BETWEEN_LOOKS)
    views = base.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall()
    for (name,) in views:
        try:
            base.execute(f"SELECT count(*) FROM {_quoted(name)}").fetchone()  # noqa: S608
        except sqlite3.Error:
            # Else it asks for functions that only GDAL has.
            if monotonic() > until:
                return True
    return False


def _read(request: Request, connection: Any, path: Path) -> Found:
    layers = {layer.name: layer for layer in spatial.layers(connection, path)}
    ranked = sorted(layers.values(), key=lambda layer: (not layer.geometry, -layer.count))
    glimpses = {each.name: _glimpse(connection, path, each) for each in ranked}
    name, tables, asked = choice(request, {each.name: each.name for each in ranked}, glimpses)
    layer = layers[name]
    columns = _columns(connection, path, layer)
    shape = next((column for column, kind in columns if kind.startswith("GEOMETRY")), None)
    cells = [(column, kind) for column, kind in columns if column != shape]
    seen = _seen(connection, path, layer, shape)
    crs, steps = settled(request, seen, layer.crs)
    labels = [tidy(column) for column, _ in cells]
    if seen.kinds:
        labels.append(free_name(seen.label, labels))
    shown = shape if seen.kinds else None
    parameters = {"path": str(path), "layer": name} | (spatial.bound(crs) if shown else {})
    sql = _select(cells, shown, crs)
    contents = _written(request, connection, sql, parameters, len(labels))
    return Found(
        header=Header(None, 0, tuple(unique(labels))),
        header_row=None,
        contents=contents,
        table=name if tables else None,
        tables=tables,
        steps=(*asked, *steps),
        format="geopackage",
    )


def _glimpse(connection: Any, path: Path, layer: Layer) -> Glimpse:
    columns = [column for column, kind in _columns(connection, path, layer) if kind != "BLOB"]
    sql = "SELECT * FROM st_read(?, layer := ?) LIMIT 1"
    found = connection.execute(sql, [str(path), layer.name])
    names = [each[0] for each in found.description]
    row = dict(zip(names, found.fetchone() or (), strict=False))
    first = tuple("" if row.get(c) is None else str(row[c])[:80] for c in columns if c != "geom")
    return Glimpse(
        layer.name, layer.name, tuple(c for c in columns if c != "geom"), first, layer.count
    )


def _columns(connection: Any, path: Path, layer: Layer) -> list[tuple[str, str]]:
    """Names and types, without the number that the format gives to each row."""
    sql = "DESCRIBE SELECT * FROM st_read(?, layer := ?)"
    rows = connection.execute(sql, [str(path), layer.name]).fetchall()
    return [(name, kind) for name, kind, *_ in rows if name not in _KEYS and kind != "BLOB"]


def _seen(connection: Any, path: Path, layer: Layer, shape: str | None) -> Survey:
    if shape is None:
        return Survey(count=layer.count)
    return survey_of(connection, _quoted(shape), {"path": str(path), "layer": layer.name})


def survey_of(connection: Any, shape: str, source: dict[str, str]) -> Survey:
    """What the geometries of a layer are and where they lie; ``shape`` is a quoted name."""
    layer = ", layer := $layer" if "layer" in source else ""
    row = connection.execute(
        f"SELECT count(*), min(ST_XMin({shape})), min(ST_YMin({shape})), max(ST_XMax({shape})), "  # noqa: S608
        f"max(ST_YMax({shape})), list(DISTINCT CAST(ST_GeometryType({shape}) AS VARCHAR)) "
        f"FROM st_read($path{layer})",
        source,
    ).fetchone()
    count, *box, kinds = row
    found = Survey(count=int(count))
    if box[0] is not None:
        found.box = [float(side) for side in box]
        found.kinds = {"Point" if kind == "POINT" else str(kind) for kind in kinds if kind}
    return found


def _select(cells: list[tuple[str, str]], shape: str | None, crs: str | None) -> str:
    parts = [_text(name, kind) for name, kind in cells]
    if shape is not None:
        parts.append(f"CAST({spatial.geometry_sql(_quoted(shape), crs)} AS VARCHAR)")
    source = "st_read($path, layer := $layer)"
    return f"SELECT {', '.join(parts)} FROM {source}"  # noqa: S608  names are quoted


def _text(name: str, kind: str) -> str:
    column = _quoted(name)
    if kind == "BOOLEAN":
        return f"CASE {column} WHEN TRUE THEN 'VRAI' WHEN FALSE THEN 'FAUX' END"
    if kind in ("DOUBLE", "FLOAT"):
        # A whole number is written without a decimal, as in a workbook.
        return f"regexp_replace(CAST({column} AS VARCHAR), '\\.0$', '')"
    return f"CAST({column} AS VARCHAR)"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _written(
    request: Request, connection: Any, sql: str, parameters: dict[str, str], width: int
) -> Contents:
    with TextParquet(request.target, width) as table:
        number = 0
        for rows in spatial.batches(connection, sql, parameters):
            for cells in rows:
                number += 1
                table.add(number, cells)
    return table.contents()
