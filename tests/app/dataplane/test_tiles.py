"""Vector tiles over HTTP: of a dataset, and of the land."""

import polars as pl
import pytest
from django_scopes import scopes_disabled

from autan.catalogue import actions as catalogue
from autan.dataplane.door import is_data_address
from autan.maps.mvt import decode
from autan.pipeline.report import Manifest
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from tests.app.dataplane.conftest import stored

SCHEMA = TableSchema(
    (
        Field("nom", FieldType.TEXT, "Nom"),
        Field("montant", FieldType.NUMBER, "Montant"),
        Field("code_insee", FieldType.TEXT, "Commune"),
        Field("ou", FieldType.GEO_POINT, "Position"),
    )
)
ROWS = [
    {
        "nom": "Mairie",
        "montant": 10.0,
        "code_insee": "32013",
        "ou": {"lon": 0.5857, "lat": 43.6465},
    },
    {"nom": "Stade", "montant": 5.0, "code_insee": "32013", "ou": {"lon": 0.59, "lat": 43.65}},
]
AUCH = "12/2054/1494.mvt"
TILE = "application/vnd.mapbox-vector-tile"


@pytest.fixture
def lieux(publish, auch):
    return publish(auch, title="Lieux", rows=ROWS, schema=SCHEMA)


@pytest.fixture
def address(lieux):
    return f"/tiles/{lieux.dataset_id}"


def test_a_tile_is_a_data_address():
    assert is_data_address("/tiles/lieux/5/16/11.mvt")
    assert not is_data_address("/tilesets")


def test_a_tile_of_a_dataset_holds_its_places(get, address):
    answer = get(f"{address}/{AUCH}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, TILE)
    found = decode(answer.content)["data"]
    assert [one.properties["p.nom"] for one in found] == ["Mairie", "Stade"]


def test_the_words_of_the_address_choose_the_rows_and_their_drawing(get, address):
    answer = get(f"{address}/{AUCH}?where=montant%3E7&map=circles&map.of=sum(montant)")
    assert [one.properties["v"] for one in decode(answer.content)["data"]] == [10.0]
    assert "Warning" not in answer.headers
    assert "couleur" in get(f"{address}/{AUCH}?couleur=rouge").headers["Warning"]


def test_codes_are_drawn_by_the_outlines_that_they_name(get, publish, auch):
    schema = SCHEMA.without(frozenset({"ou"}))
    rows = [{key: row[key] for key in ("nom", "montant", "code_insee")} for row in ROWS]
    dataset = publish(auch, title="Montants", rows=rows, schema=schema)
    answer = get(f"/tiles/{dataset.dataset_id}/{AUCH}?map.of=sum(montant)")
    if answer.status_code == 204:
        pytest.skip("the outlines are not installed")
    (area,) = decode(answer.content)["data"]
    assert area.properties == {"code": "32013", "name": "Auch", "n": 2, "v": 15.0}


def test_where_there_is_nothing_there_is_no_content(get, address):
    answer = get(f"{address}/12/0/0.mvt")
    assert (answer.status_code, answer.content) == (204, b"")


def test_the_same_tile_is_not_sent_again(get, address):
    tag = get(f"{address}/{AUCH}").headers["etag"]
    again = get(f"{address}/{AUCH}", headers={"If-None-Match": tag})
    assert (again.status_code, again.headers["cache-control"]) == (304, "public, no-cache")
    other = get(f"{address}/{AUCH}?map=clusters", headers={"If-None-Match": tag})
    assert other.status_code == 200


def test_a_tile_follows_the_version_in_force_and_an_older_one_stays(get, publish, lieux, address):
    first = get(f"{address}/{AUCH}")
    rows = [{**ROWS[0], "nom": "Nouvelle mairie"}]
    with scopes_disabled():
        catalogue.publish_version(
            dataset=lieux,
            manifest=Manifest(
                sha256=stored(pl.DataFrame(rows)), bytes=1, rows=1, schema=SCHEMA.as_json()
            ),
            expected_lock=lieux.lock_version,
            actor="tests",
        )
    now = get(f"{address}/{AUCH}", headers={"If-None-Match": first.headers["etag"]})
    assert now.status_code == 200
    assert [each.properties["p.nom"] for each in decode(now.content)["data"]] == ["Nouvelle mairie"]
    then = get(f"{address}/{AUCH}?version=1")
    assert then.content == first.content
    assert get(f"{address}/{AUCH}?version=3").status_code == 404


@pytest.mark.parametrize(
    "place", ["15/0/0", "5/32/0", "5/0/32", "5/-1/0", "a/b/c", "5/1/1e3", "99999999999/0/0"]
)
def test_there_is_no_tile_outside_the_world(get, address, place):
    assert get(f"{address}/{place}.mvt").status_code == 404
    assert get(f"/tiles/base/communes/{place}.mvt").status_code == 404


@pytest.mark.parametrize("words", ["where=x%20%3D", "where=inconnu%3D1", "refine=rien"])
def test_a_filter_that_cannot_be_read_is_told_so(get, address, words):
    assert get(f"{address}/{AUCH}?{words}").status_code == 400


def test_what_is_withdrawn_has_no_tile_any_more(get, lieux, address):
    assert get(f"{address}/{AUCH}").status_code == 200
    with scopes_disabled():
        catalogue.withdraw(dataset=lieux, expected_lock=lieux.lock_version, actor="tests")
    assert get(f"{address}/{AUCH}").status_code == 404


def test_another_portal_and_a_dataset_without_places_have_none(get, publish, auch, address):
    assert get(f"{address}/{AUCH}", host="ha-py.localhost").status_code == 404
    plain = publish(auch)
    assert get(f"/tiles/{plain.dataset_id}/{AUCH}").status_code == 404


def test_the_land_is_the_same_for_everybody(get, portals):
    answer = get("/tiles/base/departements/6/32/23.mvt")
    if answer.status_code == 204:
        pytest.skip("the outlines are not installed")
    found = decode(answer.content)
    assert {one.properties["code"] for one in found["departements"]} >= {"32", "31"}
    assert "Gers" in {one.properties["name"] for one in found["names"]}
    assert len(answer.content) < 100_000
    tag = answer.headers["etag"]
    again = get("/tiles/base/departements/6/32/23.mvt", headers={"If-None-Match": tag})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "address", ["/tiles/base/villes/6/32/23.mvt", "/tiles/base/communes/3/4/2.mvt"]
)
def test_other_layers_and_zooms_of_the_land_are_not_there(get, address):
    assert get(address).status_code == 404
