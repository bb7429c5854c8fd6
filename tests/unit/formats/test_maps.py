"""Geographic files, each made for real and read as the product reads it."""

import io
import json
import zipfile

import pytest

from autan.errors import UnreadableFile
from autan.formats import spatial
from tests.unit.formats.maps import NOE, feature, geojson, point, shapefile, understood, write


def places(row, name="geo_point_2d"):
    return json.loads(row[name])["coordinates"]


def kinds(reading):
    return [step["kind"] for step in reading["steps"]]


# GeoJSON


def test_features_become_rows_and_their_points_a_column(tmp_path):
    content = geojson(
        feature({"nom": "Mairie", "code": "09000", "prix": 7.5, "ouvert": True}, point()),
        feature({"nom": "École", "autre": ["a", "b"]}, None),
    )
    reading, rows = understood(tmp_path, content)
    assert (reading["format"], reading["rows"], reading["steps"]) == ("geojson", 2, ())
    assert [column["header"] for column in reading["columns"]] == [
        *("nom", "code", "prix", "ouvert", "autre", "geo_point_2d")
    ]
    assert rows[0]["code"] == "09000"
    assert places(rows[0]) == list(NOE)
    assert (rows[1]["autre"], rows[1]["geo_point_2d"]) == ("a;b", None)


def test_numbers_keep_the_digits_that_the_file_wrote(tmp_path):
    content = (
        b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"p":7.10,'
        b'"n":1E3},"geometry":{"type":"Point","coordinates":[1.20,43.350]}}]}'
    )
    _, rows = understood(tmp_path, content)
    assert (rows[0]["p"], rows[0]["n"]) == ("7.10", "1E3")
    assert rows[0]["geo_point_2d"] == '{"type":"Point","coordinates":[1.20,43.350]}'


def test_shapes_of_several_kinds_are_a_column_of_shapes(tmp_path):
    line = {"type": "LineString", "coordinates": [[1.2, 43.3], [1.3, 43.4]]}
    _, rows = understood(tmp_path, geojson(feature({}, point()), feature({}, line)))
    assert [json.loads(row["geo_shape"])["type"] for row in rows] == ["Point", "LineString"]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(feature({"nom": "a"}, point())).encode(),
        json.dumps([feature({"nom": "a"}, point())]).encode(),
        (json.dumps(feature({"nom": "a"}, point())) + "\n").encode() * 2,
        json.dumps(point()).encode(),
        b"\xef\xbb\xbf" + geojson(feature({"nom": "a"}, point())),
        geojson(feature({"nom": "é"}, point())).decode().encode("cp1252"),
    ],
)
def test_every_way_to_write_it_is_read(tmp_path, content):
    reading, rows = understood(tmp_path, content)
    assert reading["format"] == "geojson"
    assert places(rows[0]) == list(NOE)


def test_projected_coordinates_are_moved_and_it_is_said(tmp_path):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}
    content = geojson(feature({"n": 1}, point(560415.9, 6252687.3)), crs=crs)
    reading, rows = understood(tmp_path, content)
    assert kinds(reading) == ["projection"]
    assert "Lambert 93" in reading["steps"][0]["sentence"]
    assert places(rows[0]) == pytest.approx([1.2767, 43.3525], abs=0.01)


def test_metres_without_a_word_are_read_in_the_zone_where_they_lie(tmp_path):
    reading, rows = understood(tmp_path, geojson(feature({}, point(560415.9, 6252687.3))))
    assert reading["steps"][0]["chosen"] == "EPSG:2154"
    assert places(rows[0]) == pytest.approx([1.2767, 43.3525], abs=0.01)


def test_a_latitude_written_first_is_put_back_unless_it_is_undone(tmp_path):
    content = geojson(feature({"n": 1}, point(NOE[1], NOE[0])), feature({"n": 2}, point(43.3, 1.2)))
    reading, rows = understood(tmp_path, content)
    assert (kinds(reading), reading["steps"][0]["chosen"]) == (["swapped_positions"], "done")
    assert places(rows[0]) == list(NOE)
    reading, rows = understood(tmp_path, content, swapped_positions="undone")
    assert reading["steps"][0]["chosen"] == "undone"
    assert places(rows[0]) == [NOE[1], NOE[0]]


def test_degrees_that_are_announced_as_metres_are_degrees(tmp_path):
    crs = {"type": "name", "properties": {"name": "EPSG:2154"}}
    reading, rows = understood(tmp_path, geojson(feature({"n": 1}, point()), crs=crs))
    assert (reading["steps"], places(rows[0])) == ((), list(NOE))


def test_a_property_of_the_same_name_keeps_its_column(tmp_path):
    content = geojson(feature({"geo_point_2d": {"lon": 1.5, "lat": 43.5}}, point()))
    _, rows = understood(tmp_path, content)
    assert places(rows[0], "geo_point_2d_2") == list(NOE)


def test_records_that_only_hold_geometries_are_not_a_map(tmp_path):
    content = json.dumps([{"nom": "a", "lieu": point()}]).encode()
    reading, _ = understood(tmp_path, content)
    assert reading["format"] == "json"


@pytest.mark.parametrize(
    "content",
    [
        b'{"type":"FeatureCollection","features":[{"type":"Feature","prop',
        b'{"type":"FeatureCollection","features":[' + b"[" * 100_000,
        b'{"type":"FeatureCollection","features":[]}',
        b'{"type":"FeatureCollection"}',
        geojson(feature({}, point(5e7, 5e7))),
    ],
)
def test_what_is_damaged_or_empty_is_told(tmp_path, content):
    with pytest.raises(UnreadableFile):
        understood(tmp_path, content)


@pytest.mark.parametrize(
    "coordinates",
    [[], [1], ["a", "b"], [None, 2], [[[]]], "1,2", {}, [1e400, 2], [float("nan"), 1]],
)
def test_a_geometry_that_is_none_is_an_empty_cell(tmp_path, coordinates):
    wrong = {"type": "Point", "coordinates": coordinates}
    content = geojson(feature({"n": 1}, wrong), feature({"n": 2}, point()))
    _, rows = understood(tmp_path, content)
    assert rows[0]["geo_point_2d"] is None


# Shapefiles


@pytest.mark.parametrize("crs", ["EPSG:2154", "EPSG:3943", "EPSG:27572", "EPSG:4326", "EPSG:3857"])
def test_a_shapefile_is_read_in_its_own_system(tmp_path, crs):
    reading, rows = understood(tmp_path, shapefile(tmp_path, crs))
    assert (reading["format"], reading["rows"]) == ("shapefile", 2)
    assert kinds(reading) == ([] if crs == "EPSG:4326" else ["projection"])
    assert places(rows[0]) == pytest.approx(NOE, abs=2e-5)
    assert (rows[0]["nom"], rows[0]["code"], rows[1]["nom"]) == ("Hôtel de ville", "09000", "École")


@pytest.mark.parametrize("letters", ["cp1252", "utf-8", "cp850"])
def test_the_letters_of_attributes_are_read_whatever_is_said_of_them(tmp_path, letters):
    reading, rows = understood(tmp_path, shapefile(tmp_path, letters=letters))
    assert reading["encoding"] == letters
    assert [row["nom"] for row in rows] == ["Hôtel de ville", "École"]


def test_without_prj_the_zone_is_found_and_without_dbf_the_shapes_remain(tmp_path):
    (tmp_path / "a").mkdir()
    reading, rows = understood(tmp_path / "a", shapefile(tmp_path / "a", without=".prj"))
    assert reading["steps"][0]["chosen"] == "EPSG:2154"
    assert places(rows[0]) == pytest.approx(NOE, abs=2e-5)
    (tmp_path / "b").mkdir()
    reading, rows = understood(tmp_path / "b", shapefile(tmp_path / "b", without=".dbf"))
    assert list(rows[0]) == ["geo_point_2d"]


def test_polygons_are_shapes(tmp_path):
    rows = (
        "SELECT 'zone' AS nom, ST_Transform(ST_MakeEnvelope(1.2, 43.3, 1.3, 43.4), 'EPSG:4326', "
        "'{crs}', always_xy := true) AS geom"
    )
    _, found = understood(tmp_path, shapefile(tmp_path, rows=rows))
    shape = json.loads(found[0]["geo_shape"])
    assert shape["type"] == "Polygon"
    assert shape["coordinates"][0][0] == pytest.approx([1.2, 43.3], abs=1e-5)


def test_several_layers_in_a_zip_are_tables_to_choose(tmp_path):
    (tmp_path / "one").mkdir()
    one = zipfile.ZipFile(shapefile(tmp_path / "one"))
    target = tmp_path / "two.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for member in one.infolist():
            archive.writestr(
                f"a/{member.filename[-4:]}".replace("/.", "/routes."), one.read(member)
            )
            archive.writestr(f"b/{member.filename[-4:]}".replace("/.", "/lieux."), one.read(member))
    reading, _ = understood(tmp_path, target)
    assert (len(reading["tables"]), reading["steps"][0]["asked"]) == (2, True)
    reading, _ = understood(tmp_path, target, table="b/lieux")
    assert (reading["table"], reading["steps"][0]["asked"]) == ("b/lieux", False)


def test_a_part_of_a_shapefile_alone_is_told(tmp_path):
    with zipfile.ZipFile(shapefile(tmp_path)) as archive:
        shapes = next(name for name in archive.namelist() if name.endswith(".SHP"))
        content = archive.read(shapes)
    with pytest.raises(UnreadableFile) as told:
        understood(tmp_path, content)
    assert told.value.code == "part-of-shapefile"


def test_a_dbase_table_alone_is_a_table(tmp_path):
    with zipfile.ZipFile(shapefile(tmp_path)) as archive:
        table = next(name for name in archive.namelist() if name.endswith(".DBF"))
        content = archive.read(table)
    reading, rows = understood(tmp_path, content)
    assert reading["format"] == "dbf"
    assert rows[0]["nom"] == "Hôtel de ville"


# GeoPackages


def test_a_layer_of_a_geopackage_is_read(tmp_path):
    reading, rows = understood(tmp_path, write(tmp_path / "lieux.gpkg", "GPKG"))
    assert (reading["format"], reading["rows"], kinds(reading)) == (
        "geopackage",
        2,
        ["projection"],
    )
    assert (rows[0]["nom"], rows[0]["code"], rows[0]["surface"]) == (
        "Hôtel de ville",
        "09000",
        "7.25",
    )
    assert places(rows[0]) == pytest.approx(NOE, abs=2e-5)


def test_another_database_is_not_one(tmp_path):
    import sqlite3

    with sqlite3.connect(tmp_path / "a.db") as base:
        base.execute("create table t (a)")
    base.close()
    with pytest.raises(UnreadableFile) as told:
        understood(tmp_path, tmp_path / "a.db")
    assert told.value.code == "database-file"


# KML and GPX

KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Carte</name>
<Folder><name>Écoles</name>
 <Placemark><name>Jules Ferry</name><description><![CDATA[<b>Maternelle</b>]]></description>
  <ExtendedData><Data name="places"><value>120</value></Data>
   <SchemaData schemaUrl="#s"><SimpleData name="code">09000</SimpleData></SchemaData></ExtendedData>
  <Point><coordinates>1.2767,43.3587,0</coordinates></Point></Placemark></Folder>
 <Placemark><name>Zone</name><MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>
  1.2,43.3 1.3,43.3 1.3, 43.4 1.2,43.3</coordinates></LinearRing></outerBoundaryIs></Polygon>
  <Point><coordinates>1.2,43.3</coordinates></Point></MultiGeometry></Placemark>
</Document></kml>"""


def test_placemarks_keep_their_data_and_their_folder(tmp_path):
    reading, rows = understood(tmp_path, KML.encode())
    assert (reading["format"], reading["rows"]) == ("kml", 2)
    first, second = rows
    assert (first["name"], first["places"], first["code"]) == ("Jules Ferry", "120", "09000")
    assert (first["folder"], second["folder"]) == ("Écoles", None)
    assert json.loads(first["geo_shape"]) == {"type": "Point", "coordinates": [1.2767, 43.3587]}
    both = json.loads(second["geo_shape"])["geometries"]
    assert [shape["type"] for shape in both] == ["Polygon", "Point"]


def test_a_kmz_is_the_same(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("doc.kml", KML)
        archive.writestr("files/icon.png", b"\x89PNG")
    reading, rows = understood(tmp_path, packed.getvalue())
    assert (reading["format"], rows[0]["name"]) == ("kml", "Jules Ferry")


GPX = """<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
<wpt lat="43.3587" lon="1.2767"><name>Départ</name><ele>200.50</ele></wpt>
<trk><name>Boucle</name><trkseg><trkpt lat="43.3" lon="1.2"/><trkpt lat="43.4" lon="1.3"/></trkseg>
</trk><trk><name>Retour</name><trkseg><trkpt lat="43.3" lon="1.2"/><trkpt lat="43.4" lon="1.3"/>
</trkseg><trkseg><trkpt lat="43.5" lon="1.2"/><trkpt lat="43.6" lon="1.3"/></trkseg></trk></gpx>"""


def test_tracks_and_points_of_a_gpx_are_two_tables(tmp_path):
    reading, rows = understood(tmp_path, GPX.encode())
    assert [(t["name"], t["rows"]) for t in reading["tables"]] == [("trk", 2), ("wpt", 1)]
    assert [json.loads(row["geo_shape"])["type"] for row in rows] == [
        "LineString",
        "MultiLineString",
    ]
    reading, rows = understood(tmp_path, GPX.encode(), table="wpt")
    assert (rows[0]["name"], rows[0]["ele"]) == ("Départ", "200.50")
    assert places(rows[0]) == [1.2767, 43.3587]


@pytest.mark.parametrize("text", [KML, GPX])
def test_a_document_type_is_refused(tmp_path, text):
    head, _, rest = text.partition("?>")
    evil = f'{head}?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>{rest}'
    with pytest.raises(UnreadableFile) as told:
        understood(tmp_path, evil.replace("Boucle", "&e;").encode())
    assert told.value.code == "unsafe-file"


# GTFS

GTFS = {
    "agency.txt": "agency_id,agency_name\n1,Tisséo\n",
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\nA,Mairie,43.3587,1.2767\nB,École,43.36,1.28\n",
    "routes.txt": "route_id,route_short_name\nR1,01\n",
    "trips.txt": "route_id,trip_id\nR1,T1\n",
}


def gtfs():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in GTFS.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_the_stops_of_a_timetable_come_first_and_the_lines_on_demand(tmp_path):
    reading, rows = understood(tmp_path, gtfs())
    assert (reading["format"], reading["table"], len(reading["tables"])) == ("gtfs", "stops", 4)
    assert [row["stop_name"] for row in rows] == ["Mairie", "École"]
    reading, rows = understood(tmp_path, gtfs(), table="routes")
    assert rows[0]["route_short_name"] == "01"


# Geometry by itself


def test_geometries_written_in_words_or_in_json_are_the_same():
    json_text = '{"type":"Point","coordinates":[1.0,2.0]}'
    given = ["POINT (1 2)", "SRID=4326;POINT(1 2)", '{"type": "Point", "coordinates": [1, 2, 9]}']
    assert spatial.as_geojson(given) == [json_text] * 3
    assert spatial.as_geojson(["bof", "{bad", "POINT(1", "", None]) == [None] * 5
