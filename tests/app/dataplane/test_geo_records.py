"""Positions and shapes as the Explore API gives them."""

import pytest

from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema

SCHEMA = TableSchema(
    (
        Field("nom", FieldType.TEXT, "Nom"),
        Field("ou", FieldType.GEO_POINT, "Position"),
        Field("trace", FieldType.GEO_SHAPE, "Forme"),
    )
)
LINE = '{"type":"LineString","coordinates":[[1.4,43.6],[1.5,43.7]]}'
ROWS = [
    {"nom": "Mairie", "ou": {"lon": 1.44, "lat": 43.6}, "trace": LINE},
    {"nom": "Stade", "ou": None, "trace": None},
]


@pytest.fixture
def places(publish, auch):
    dataset = publish(auch, title="Lieux", rows=ROWS, schema=SCHEMA)
    return f"/api/explore/v2.1/catalog/datasets/{dataset.dataset_id}"


def test_a_dataset_with_places_says_so(get, places):
    found = get(places).json()
    assert found["features"] == ["analyze", "geo"]
    assert [field["type"] for field in found["fields"]] == ["text", "geo_point_2d", "geo_shape"]


def test_a_point_is_an_object_and_a_shape_a_feature(get, places):
    first, second = get(f"{places}/records").json()["results"]
    assert first["ou"] == {"lon": 1.44, "lat": 43.6}
    assert first["trace"]["type"] == "Feature"
    assert first["trace"]["geometry"]["type"] == "LineString"
    assert (second["ou"], second["trace"]) == (None, None)


def test_places_are_exported_and_may_be_looked_for_when_empty(get, places):
    text = get(f"{places}/exports/csv?with_bom=false").text
    assert text.splitlines()[1].startswith("Mairie;43.6, 1.44;")
    found = get(f"{places}/records", params={"where": "ou is null"}).json()["results"]
    assert [row["nom"] for row in found] == ["Stade"]


def test_sorting_or_comparing_places_is_refused_with_a_sentence(get, places):
    answer = get(f"{places}/records", params={"order_by": "ou"})
    assert (answer.status_code, answer.json()["error_code"]) == (400, "ODSQLError")
    assert "cannot be sorted" in answer.json()["message"]


def test_geojson_gives_each_row_its_geometry_or_none(get, places):
    answer = get(f"{places}/exports/geojson")
    assert answer.headers["content-type"].startswith("application/geo+json")
    first, second = answer.json()["features"]
    assert first["geometry"] == {"type": "LineString", "coordinates": [[1.4, 43.6], [1.5, 43.7]]}
    assert first["properties"] == {"nom": "Mairie", "ou": {"lon": 1.44, "lat": 43.6}}
    assert second == {
        "type": "Feature",
        "geometry": None,
        "properties": {"nom": "Stade", "ou": None, "trace": None},
    }
    points = get(f"{places}/exports/geojson?select=nom,ou").json()["features"]
    assert points[0]["geometry"] == {"type": "Point", "coordinates": [1.44, 43.6]}


def test_geojson_of_no_row_is_an_empty_collection(get, places):
    answer = get(f"{places}/exports/geojson?where=nom%3D%22x%22")
    assert answer.json() == {"type": "FeatureCollection", "features": []}
