"""Shapefiles in a zip: the shapes through GDAL, their attributes through ``autan.formats.dbase``.

Taken out of the zip in bounded size, under names of ours: nothing in a foreign name can lead
elsewhere. Several layers in one zip are tables to choose from.
"""

import zipfile
from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from autan.formats import dbase, shape_records, spatial
from autan.formats.features import POINT, SHAPE, free_name, settled
from autan.formats.geopackage import survey_of
from autan.formats.header import Header, tidy, unique
from autan.formats.members import choice, unzipped
from autan.formats.packed import extract, files_of
from autan.formats.reader import Found, Reader, Request
from autan.formats.refusals import refusal
from autan.formats.text_parquet import Contents, TextParquet
from autan.tabular.steps import Step

_PARTS = {
    "shp": "layer.shp",
    "shx": "layer.shx",
    "prj": "layer.prj",
    # Out of GDAL's sight: it would refuse letters that it does not know.
    "dbf": "attributes.dbf",
    "cpg": "letters.cpg",
}

Row = tuple[str | None, ...] | None


def read(request: Request) -> Found:
    """Read one layer of a zip of shapefiles; see ``Reader.read``."""
    with unzipped(request) as (archive, folder):
        return _read(request, archive, folder)


READER = Reader(frozenset({"shapefile"}), read)


def _read(request: Request, archive: zipfile.ZipFile, folder: Path) -> Found:
    layers = _layers(archive)
    name, tables, asked = choice(request, {name: name.rpartition("/")[2] for name in layers})
    for part, member in layers[name].items():
        extract(archive, member, folder / _PARTS[part])
    shape_records.check(folder / _PARTS["shp"], folder / _PARTS["shx"])
    found = _layer(request, folder)
    return Found(
        header=found.header,
        header_row=None,
        contents=found.contents,
        encoding=found.encoding,
        table=name if tables else None,
        tables=tables,
        steps=(*asked, *found.steps),
        format="shapefile",
    )


def _layers(archive: zipfile.ZipFile) -> dict[str, dict[str, zipfile.ZipInfo]]:
    """The members of each layer by extension, under the layer's path without extension."""
    found: dict[str, dict[str, zipfile.ZipInfo]] = {}
    for member in files_of(archive):
        stem, _, extension = member.filename.rpartition(".")
        if extension.lower() in _PARTS:
            found.setdefault(stem.lower(), {})[extension.lower()] = member
    return {
        next(m.filename for m in parts.values()).rpartition(".")[0]: parts
        for parts in found.values()
        if "shp" in parts
    }


def _layer(request: Request, folder: Path) -> Found:
    import duckdb

    path = folder / _PARTS["dbf"]
    attributes = dbase.opened(path) if path.exists() else None
    said = folder / _PARTS["cpg"]
    word = said.read_bytes()[:50].decode("latin-1") if said.exists() else ""
    encoding = dbase.encoding_of(attributes, word) if attributes else None
    names = [tidy(column.name) for column in attributes.columns] if attributes else []
    rows = dbase.records(attributes, encoding or "utf-8") if attributes else iter(())
    try:
        with spatial.connect(folder) as connection:
            steps, crs, point = _projection(request, connection, folder / _PARTS["shp"])
            labels = (*unique(names), free_name(POINT if point else SHAPE, names))
            shapes = _shapes(connection, folder / _PARTS["shp"], crs)
            contents = _written(request, labels, rows, shapes)
    except duckdb.Error as error:
        raise refusal("damaged") from error
    return Found(Header(None, 0, labels), None, contents, encoding, steps=tuple(steps))


def _projection(
    request: Request, connection: Any, shapes: Path
) -> tuple[list[Step], str | None, bool]:
    """What is said of the coordinates, their system (None for degrees), and are they points?"""
    layer = next(iter(spatial.layers(connection, shapes)), None)
    seen = survey_of(connection, "geom", {"path": str(shapes)})
    if layer is None or not seen.count:
        raise refusal("no-rows")
    crs, steps = settled(request, seen, layer.crs)
    return steps, crs, seen.label == POINT


def _shapes(connection: Any, shapes: Path, crs: str | None) -> Iterator[tuple[str | None]]:
    geometry = spatial.geometry_sql("geom", crs)
    sql = f"SELECT CAST({geometry} AS VARCHAR) FROM st_read($path)"  # noqa: S608
    parameters = {"path": str(shapes)} | spatial.bound(crs)
    return chain.from_iterable(spatial.batches(connection, sql, parameters))


def _written(
    request: Request, labels: tuple[str, ...], rows: Iterator[Row], shapes: Iterator[tuple[Any]]
) -> Contents:
    """Shapes and attributes go together by their order, deleted records included."""
    nothing: Row = (None,) * (len(labels) - 1)
    records = chain(rows, repeat(nothing))
    with TextParquet(request.target, len(labels)) as table:
        for number, ((shape,), cells) in enumerate(zip(shapes, records, strict=False), start=1):
            if cells is not None:
                table.add(number, (*cells, shape))
    return table.contents()
