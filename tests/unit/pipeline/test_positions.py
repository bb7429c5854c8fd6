"""Coordinates in every system and order that French towns use, read for the column as a whole."""

import json
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autan.formats import spatial
from autan.pipeline import positions
from autan.pipeline.materialise import materialise
from autan.pipeline.prepare import prepare
from autan.schemas import zones
from tests.unit.pipeline.drafts import PROFILE, draft

NOE = (1.2767, 43.3587)
HOMES = {
    "EPSG:4467": ("97502", (-56.3, 46.8)),
    "EPSG:5490": ("97209", (-61.0, 14.6)),
    "EPSG:2972": ("97302", (-52.3, 4.9)),
    "EPSG:2975": ("97411", (55.45, -20.9)),
    "EPSG:4471": ("97611", (45.2, -12.8)),
}


def read(texts, insee="31399", *headers):
    """The decision on a column and its points, as pairs."""
    decision = positions.decide(pl.Series(texts, dtype=pl.String), insee, headers)
    cells = pl.DataFrame({"t": texts}, schema={"t": pl.String})
    points = cells.select(positions.typed(pl.col("t"), decision.manner)).to_series().to_list()
    return decision, [point and (point["lon"], point["lat"]) for point in points]


@pytest.mark.parametrize(
    "text",
    [
        "43.3587, 1.2767",
        "43.3587 1.2767",
        "43.3587;1.2767",
        "43,3587 ; 1,2767",
        "[1.2767, 43.3587]",
        "(1.2767,43.3587)",
        "POINT (1.2767 43.3587)",
        "SRID=4326;Point Z(1.2767 43.3587 120)",
        '{"type": "Point", "coordinates": [1.2767, 43.3587]}',
        '{"lat": 43.3587, "lon": 1.2767}',
        "{'lon': '1.2767', 'lat': '43.3587'}",
    ],
)
def test_every_way_to_write_one_position_in_degrees(text):
    assert read([text, None, text])[1] == [NOE, None, NOE]


CONNECTION = cache(spatial.connect)


def moved(lon, lat, code):
    return (
        CONNECTION()
        .execute(
            "SELECT ST_X(p), ST_Y(p) FROM (SELECT ST_Transform(ST_Point(?, ?), 'EPSG:4326', ?, "
            "always_xy := true) AS p)",
            [lon, lat, code],
        )
        .fetchone()
    )


def metres(a, b):
    return max(abs(a[0] - b[0]), abs(a[1] - b[1])) * 111_320


@pytest.mark.parametrize("zone", zones.PROJECTED, ids=lambda zone: zone.label)
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_a_point_of_each_zone_comes_back_within_a_metre(zone, data):
    west, south, east, north = zone.lands[0]
    insee, _ = HOMES.get(zone.code, ("", None))
    inside = 0.1
    lon = data.draw(st.floats(west + inside, east - inside))
    lat = data.draw(st.floats(south + inside, north - inside))
    x, y = moved(lon, lat, zone.code)
    spots = [f"{x + step:.2f} ; {y + step:.2f}" for step in range(3)]
    decision, points = read(spots, insee or "31399", f"x_{zone.words[0]}")
    if decision.doubt:
        # Two systems can hold the same numbers, far from home: then none is chosen.
        assert decision.doubt == positions.TWO_READINGS
        assert points == [None] * 3
    elif decision.manner.crs == zone.code:
        assert metres(points[0], (lon, lat)) < 1


@pytest.mark.parametrize("code", ["EPSG:2154", "EPSG:3943", "EPSG:27572"])
@pytest.mark.parametrize("swapped", [False, True])
def test_at_home_the_zone_is_known_without_a_word(code, swapped):
    x, y = moved(*NOE, code)
    pair = (y, x) if swapped else (x, y)
    decision, points = read([f"{pair[0]:.2f} ; {pair[1]:.2f}"] * 2)
    assert (decision.manner.crs, decision.manner.latitude_first) == (code, swapped)
    assert metres(points[0], NOE) < 1


@pytest.mark.parametrize("code", HOMES)
def test_overseas_too(code):
    insee, place = HOMES[code]
    x, y = moved(*place, code)
    decision, points = read([f"{x:.2f} ; {y:.2f}"], insee)
    assert decision.manner.crs == code
    assert metres(points[0], place) < 1


def test_rows_of_the_other_order_are_turned_when_they_are_the_fewer():
    texts = [f"43.3{i}, 1.2{i}" for i in range(8)] + ["1.27, 43.35", "1.28, 43.36"]
    decision, points = read(texts)
    assert decision.manner.latitude_first
    assert {round(lat) for _, lat in points} == {43}


def test_what_falls_nowhere_in_france_is_not_read():
    assert read(["48.2, 16.3", "48.3, 16.4"])[0].doubt == positions.NOWHERE
    assert read(["12 ; 13"])[0].doubt == positions.NOWHERE
    assert read(["bonjour"])[0].doubt == positions.NOWHERE


def test_numbers_that_two_systems_share_are_not_read():
    assert read(["700000 ; 1620000"], "")[0].doubt == positions.TWO_READINGS


# From a file to a version


def prepared(tmp_path, table, choices=None):
    folder = draft(tmp_path, table)
    return folder, prepare(folder, PROFILE, {"standard": "", **(choices or {})})


def fields(report):
    return {field["name"]: field for field in report["fields"]}


LAMBERT = """
Nom | Coord_X | Coord_Y
Mairie | 560 415,90 | 6 252 687,30
École | 560 500,00 | 6 252 700,00
Stade | | 6 252 700,00
"""


def test_two_columns_of_metres_give_a_column_of_positions(tmp_path):
    folder, report = prepared(tmp_path, LAMBERT)
    point = fields(report)["geo_point"]
    assert (point["type"], point["source"]) == ("geo_point_2d", "Coord_X, Coord_Y")
    told = [repair for repair in report["repairs"] if repair["kind"] == "position"]
    assert len(told) == 1
    assert "Lambert 93" in told[0]["sentence"]
    assert told[0]["count"] == 2
    manifest = materialise(folder, PROFILE, {"standard": ""})
    rows = pl.read_parquet(Path(folder) / "version.parquet")["geo_point"].to_list()
    assert (rows[0]["lon"], rows[0]["lat"]) == pytest.approx((1.2789, 43.3596), abs=1e-3)
    assert rows[2] is None
    assert manifest["rows"] == 3


def test_the_added_column_can_be_undone(tmp_path):
    _, report = prepared(tmp_path, LAMBERT)
    undone = [repair["id"] for repair in report["repairs"] if repair["kind"] == "position"]
    _, report = prepared(tmp_path, LAMBERT, {"undone": undone})
    assert "geo_point" not in fields(report)
    assert [r["accepted"] for r in report["repairs"] if r["kind"] == "position"] == [False]


def test_one_column_of_positions_becomes_points_and_can_be_undone(tmp_path):
    table = "Nom | Lieu\nMairie | 43.3587, 1.2767\nÉcole | 43.36, 1.28\nStade | 0, 0"
    _, report = prepared(tmp_path, table)
    assert fields(report)["lieu"]["type"] == "geo_point_2d"
    assert report["sample"][0]["lieu"] == {"lon": 1.2767, "lat": 43.3587}
    assert report["sample"][2]["lieu"] is None
    kinds = {repair["kind"]: repair["id"] for repair in report["repairs"]}
    assert set(kinds) == {"position", "position-zero"}
    _, report = prepared(tmp_path, table, {"undone": [kinds["position"]]})
    assert fields(report)["lieu"]["type"] == "text"
    assert report["sample"][0]["lieu"] == "43.3587, 1.2767"
    assert [r["accepted"] for r in report["repairs"] if r["kind"] == "position"] == [False]


def test_one_cell_that_is_no_position_keeps_the_whole_column_as_text(tmp_path):
    _, report = prepared(tmp_path, "Lieu\n43.3587, 1.2767\n43.36, 1.28\nsalle des fêtes")
    assert fields(report)["lieu"]["type"] == "text"


def test_shapes_written_in_words_become_shapes(tmp_path):
    table = "Nom | Tracé\nA | LINESTRING(1.2 43.3, 1.3 43.4)\nB | POINT(1.2 43.3)"
    folder, report = prepared(tmp_path, table)
    assert fields(report)["trace"]["type"] == "geo_shape"
    materialise(folder, PROFILE, {"standard": ""})
    rows = pl.read_parquet(Path(folder) / "version.parquet")["trace"].to_list()
    assert json.loads(rows[0])["type"] == "LineString"


@pytest.mark.parametrize(
    ("east", "north"),
    [
        ("x", "y"),
        ("X_L93", "Y_L93"),
        ("stop_lon", "stop_lat"),
        ("Longitude", "Latitude"),
        ("coordX", "coordY"),
        ("geo_x", "geo_y"),
        ("Xlong", "Ylat"),
        ("long,N,19,11", "lat,N,19,11"),
        ("coordonnee_x_wgs84", "coordonnee_y_wgs84"),
        ("x_wgs84", "y_wgs84"),
    ],
)
def test_the_two_sides_of_a_position_are_known_by_their_headers(tmp_path, east, north):
    _, report = prepared(
        tmp_path, f"Nom | {east} | {north}\nA | 1.2767 | 43.3587\nB | 1.28 | 43.36"
    )
    assert fields(report)["geo_point"]["type"] == "geo_point_2d"


def test_degrees_are_preferred_to_metres_and_a_column_of_points_to_both(tmp_path):
    both = "x | y | lon | lat\n560415.9 | 6252687.3 | 1.2767 | 43.3587"
    _, report = prepared(tmp_path, both)
    assert fields(report)["geo_point"]["source"] == "lon, lat"
    _, report = prepared(tmp_path, "lon | lat | lieu\n1.2767 | 43.3587 | 43.3587, 1.2767")
    assert "geo_point" not in fields(report)


def test_two_columns_with_two_readings_stay_numbers_and_it_is_said(tmp_path):
    folder = draft(tmp_path, "nom | x | y\nA | 700000 | 1620000\nB | 700010 | 1620010")
    report = prepare(folder, {**PROFILE, "insee": ""}, {"standard": ""})
    assert [field["type"] for field in report["fields"]] == ["text", "int", "int"]
    assert [finding["code"] for finding in report["findings"]] == [positions.TWO_READINGS]
