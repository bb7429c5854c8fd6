"""Hostile maps: lying counts, shapes that are none, entities, views without end, timetables."""

import json
import sqlite3
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests import files
from tests.hostile.archives import zipped
from tests.hostile.case import Case, harmless, refused, written
from tests.hostile.workbooks import FOREIGN, LAUGHS
from tests.unit.formats.maps import feature, geojson, point, write

_GOOD = [feature({"nom": f"Arrêt {n}"}, point(1.2 + n / 1000, 43.3)) for n in range(10)]
NAN = float("nan")


def _with(geometry: Any, **members: Any) -> Callable[[Path], object]:
    """Ten good points and a thing of this shape."""
    return written(geojson(*_GOOD, feature({"nom": "x"}, geometry), **members))


def _nested(depth: int) -> dict[str, Any]:
    shape: dict[str, Any] = point()
    for _ in range(depth):
        shape = {"type": "GeometryCollection", "geometries": [shape]}
    return shape


def make_deep_shape(path: Path, depth: int = 5000) -> Path:
    inside = (
        '{"type": "GeometryCollection", "geometries": [' * depth
        + json.dumps(point())
        + "]}" * depth
    )
    path.write_text(
        geojson(*_GOOD).decode()[:-2]
        + f', {{"type": "Feature", "properties": {{"nom": "x"}}, "geometry": {inside}}}]}}'
    )
    return path


def make_vast_line(path: Path) -> Path:
    line = {"type": "LineString", "coordinates": [[1.2 + n / 1e7, 43.3] for n in range(200_000)]}
    _with(line)(path)
    return path


# Shapefiles


def _parts(folder: Path) -> dict[str, bytes]:
    write(folder / "lieux.shp", "ESRI Shapefile")
    return {
        f"lieux{p.suffix}": p.read_bytes() for p in folder.glob("lieux.*") if p.suffix != ".zip"
    }


def _shapes(change: Callable[[dict[str, bytes]], object]) -> Callable[[Path], object]:
    def make(path: Path) -> Path:
        folder = path.parent / "made"
        folder.mkdir()
        parts = _parts(folder)
        change(parts)
        return files.make_zip(path, parts)

    return make


def _patch(name: str, place: int, value: bytes) -> Callable[[dict[str, bytes]], object]:
    def change(parts: dict[str, bytes]) -> None:
        content = parts[name]
        parts[name] = content[:place] + value + content[place + len(value) :]

    return change


def _polygon_of_lies(parts: dict[str, bytes]) -> None:
    """A polygon of two billion points in a record of a few bytes."""
    record = struct.pack("<i4d2i", 5, 0, 0, 1, 1, 0x7FFFFFFF, 0x7FFFFFFF)
    head = bytearray(parts["lieux.shp"][:100])
    struct.pack_into("<i", head, 32, 5)
    struct.pack_into(">i", head, 24, (100 + 8 + len(record)) // 2)
    parts["lieux.shp"] = bytes(head) + struct.pack(">2i", 1, len(record) // 2) + record
    parts["lieux.shx"] = bytes(head) + struct.pack(">2i", 50, len(record) // 2)


# GeoPackages


def _package(*changes: str) -> Callable[[Path], object]:
    def make(path: Path) -> Path:
        write(path, "GPKG", "EPSG:4326")
        with sqlite3.connect(path) as base:
            table = base.execute("SELECT table_name FROM gpkg_contents").fetchone()[0]
            base.create_function("ST_IsEmpty", 1, lambda _: 0)
            for name in ("ST_MinX", "ST_MinY", "ST_MaxX", "ST_MaxY"):
                base.create_function(name, 1, lambda _: 1.0)
            for change in changes:
                base.execute(change.replace("LAYER", f'"{table}"'))
        base.close()
        return path

    return make


_ENDLESS = "CREATE VIEW sans_fin AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n AS fid, n AS nom FROM r"
_DECLARED = "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('sans_fin', 'attributes', 'sans_fin')"
_GEOMETRY = "(SELECT column_name FROM gpkg_geometry_columns)"


def _blob(blob: bytes) -> Callable[[Path], object]:
    return _package(f"UPDATE LAYER SET geom = X'{blob.hex()}' WHERE nom = 'École'")


def make_spoilt_pages(path: Path) -> Path:
    _package()(path)
    content = bytearray(path.read_bytes())
    for place in range(4096, len(content), 512):
        content[place : place + 64] = b"\xff" * 64
    path.write_bytes(content)
    return path


def make_journaled(path: Path) -> Path:
    """A base that was left in the middle of a life of journals (WAL)."""
    _package()(path)
    content = bytearray(path.read_bytes())
    content[18:20] = b"\2\2"
    path.write_bytes(content)
    return path


# XML of maps

_KML = (
    '<?xml version="1.0"?>{}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}'
    + "".join(
        f"<Placemark><name>Arrêt {n}</name><Point><coordinates>1.{n},43.3</coordinates></Point></Placemark>"
        for n in range(10)
    )
    + "</Document></kml>"
)
_GPX = (
    '<?xml version="1.0"?>{}<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">'
    + "".join(f'<wpt lat="43.{n}" lon="1.2"><name>Arrêt {n}</name></wpt>' for n in range(10))
    + "{}</gpx>"
)


def _kml(more: str = "", entity: str = "") -> Callable[[Path], object]:
    return written(_KML.format(entity, more).encode())


def _gpx(more: str = "", entity: str = "") -> Callable[[Path], object]:
    return written(_GPX.format(entity, more).encode())


def make_kmz_bomb(path: Path) -> Path:
    content = _KML.format("", "<!--").encode()[:200] + bytes(150 << 20)
    return files.make_zip(path, {"doc.kml": content})


# Timetables

_STOPS = "stop_id,stop_name,stop_lat,stop_lon\n" + "".join(
    f"s{n},Arrêt {n},43.{n},1.2\n" for n in range(10)
)


def _timetable(stops: str, **more: bytes) -> Callable[[Path], object]:
    named = {f"{name}.txt": content for name, content in more.items()}
    return written(zipped({"stops.txt": stops.encode(), "routes.txt": b"route_id\nr1\n", **named}))


CASES: dict[str, Case] = {
    "shape five thousand deep": refused("a.geojson", "too-deep", make_deep_shape),
    "layer of another format": refused("a.gpkg", "damaged-file", make_spoilt_pages),
    "half a GeoPackage": refused(
        "a.gpkg",
        "damaged-file",
        lambda path: path.write_bytes(write(path, "GPKG").read_bytes()[:20_000]),
    ),
    "view without end": refused("a.gpkg", "too-long", _package(_ENDLESS, _DECLARED), seconds=4),
    "base of another program": refused(
        "a.db", "database-file", written(b"SQLite format 3\0" + bytes(4080))
    ),
    "shapes alone": refused(
        "lieux.shp",
        "part-of-shapefile",
        lambda path: path.write_bytes(b"\x00\x00\x27\x0a" + bytes(96)),
    ),
    "shapefile without its shapes": refused(
        "lieux.zip", "damaged-file", _shapes(lambda parts: parts.update({"lieux.shp": b""}))
    ),
    "shapefile cut short": refused(
        "lieux.zip",
        "damaged-file",
        _shapes(lambda parts: parts.update({"lieux.shp": parts["lieux.shp"][:90]})),
    ),
    "polygon of two billion points": refused(
        "lieux.zip", "damaged-file", _shapes(_polygon_of_lies)
    ),
    "attributes of no length": refused(
        "lieux.zip", "damaged-file", _shapes(_patch("lieux.dbf", 8, struct.pack("<HH", 0, 0)))
    ),
    "map that laughs": refused("a.kml", "unsafe-file", _kml("<name>&l9;</name>", LAUGHS)),
    "map from a file of the machine": refused(
        "a.kml", "unsafe-file", _kml("<name>&l9;</name>", FOREIGN)
    ),
    "folders without end": refused("a.kml", "too-deep", _kml("<Folder>" * 5000)),
    "bomb of a map": refused("a.kmz", "archive-bomb", make_kmz_bomb),
    "map in a zip, cut": refused(
        "a.kmz", "damaged-file", written(zipped({"doc.kml": b"<kml><Document>"}))
    ),
    "walk that laughs": refused(
        "a.gpx", "unsafe-file", _gpx("<wpt lat='1' lon='1'><name>&l9;</name></wpt>", LAUGHS)
    ),
    "timetable that is a bomb": refused(
        "gtfs.zip", "archive-bomb", _timetable("a,b\n" + "0,0\n" * (40 << 20))
    ),
    "timetable of two hundred thousand columns": refused(
        "gtfs.zip", "too-many-columns", _timetable("a," * 200_000 + "\n1,2\n")
    ),
    # What is strange and readable is read.
    "shape thirty deep": harmless("a.geojson", 11, _with(_nested(30))),
    "position beyond the world": harmless("a.geojson", 11, _with(point(1e308, -1e308))),
    "position that is no number": harmless("a.geojson", 11, _with(point(NAN, NAN))),
    "position made of words": harmless(
        "a.geojson", 11, _with({"type": "Point", "coordinates": ["1.2", {"a": 1}]})
    ),
    "shape of nothing": harmless("a.geojson", 11, _with({"type": "Polygon", "coordinates": [[]]})),
    "shape of an unknown kind": harmless(
        "a.geojson", 11, _with({"type": "Blob", "coordinates": [1, 2]})
    ),
    "line of two hundred thousand points": harmless("a.geojson", 11, make_vast_line),
    "system of coordinates from a file": harmless(
        "a.geojson", 11, _with(point(), crs={"type": "name", "properties": {"name": "/etc/passwd"}})
    ),
    "system of coordinates from the web": harmless(
        "a.geojson",
        11,
        _with(point(), crs={"type": "link", "properties": {"href": "http://127.0.0.1/crs"}}),
    ),
    "properties that are a list": harmless(
        "a.geojson",
        11,
        written(geojson(*_GOOD, {"type": "Feature", "properties": [1], "geometry": point()})),
    ),
    "base with a trigger": harmless(
        "a.gpkg",
        2,
        _package("CREATE TRIGGER t AFTER INSERT ON gpkg_contents BEGIN DELETE FROM LAYER; END"),
    ),
    "base with its journal left": harmless("a.gpkg", 2, make_journaled),
    "layer with a hostile name": harmless(
        "a.gpkg", 2, _package('ALTER TABLE LAYER RENAME COLUMN nom TO "nom\'); DROP TABLE x; --"')
    ),
    "shape that is noise": refused("a.gpkg", "damaged-file", _blob(b"GP\0\1" + b"\xff" * 60)),
    "shape of two billion points": refused(
        "a.gpkg",
        "damaged-file",
        _blob(b"GP\0\1" + struct.pack("<i", 4326) + struct.pack("<bII", 1, 2, 0x7FFFFFFF)),
    ),
    "shapefile of four billion records": harmless(
        "lieux.zip", 2, _shapes(_patch("lieux.dbf", 4, b"\xff\xff\xff\xff"))
    ),
    "shapefile of a negative length": harmless(
        "lieux.zip", 2, _shapes(_patch("lieux.shp", 24, b"\xff\xff\xff\xff"))
    ),
    "shapefile without an index": harmless(
        "lieux.zip", 2, _shapes(lambda parts: parts.pop("lieux.shx"))
    ),
    "shapefile without attributes": harmless(
        "lieux.zip", 2, _shapes(lambda parts: parts.pop("lieux.dbf"))
    ),
    "shapefile of a strange system": harmless(
        "lieux.zip",
        2,
        _shapes(lambda parts: parts.update({"lieux.prj": b'PROJCS["' + b"A[" * 50_000})),
    ),
    "map linked to the machine": harmless(
        "a.kml", 10, _kml("<NetworkLink><Link><href>file:///etc/passwd</href></Link></NetworkLink>")
    ),
    "map of impossible positions": harmless(
        "a.kml",
        11,
        _kml(
            "<Placemark><name>x</name><Point><coordinates>1e999,nan,a,,,</coordinates></Point></Placemark>"
        ),
    ),
    "map beside its folder": harmless(
        "a.kmz", 10, written(zipped({"../../doc.kml": _KML.format("", "").encode()}))
    ),
    "walk without a place": harmless(
        "a.gpx", 11, _gpx('<wpt lat="nan" lon="1e999"><name>x</name></wpt>')
    ),
    "timetable of quotes": harmless("gtfs.zip", 11, _timetable(_STOPS + 'x,"""""""",",1,2\n')),
}
