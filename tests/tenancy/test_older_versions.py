"""What the version in force does not show is shown by none before it, through no door.

The first version of a dataset has a column that the second lacks. Every door that reads a version
is asked for the first one, by the column and without: neither the values nor the heading come out,
and nothing can be counted, found, sorted, grouped or drawn by them.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import polars as pl
import pytest
from django_scopes import scopes_disabled

from autan.catalogue import actions
from autan.catalogue.models import Dataset
from autan.pipeline.report import Manifest
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from tests.app.dataplane.conftest import stored

VALUE, HEADING = "zibeline-7", "Dit tout bas"
HOST = "gers.localhost"
KEPT = (
    Field("nom", FieldType.TEXT, "Nom"),
    Field("montant", FieldType.NUMBER, "Montant"),
    Field("ou", FieldType.GEO_POINT, "Position"),
)
SECRET = Field("cache", FieldType.TEXT, HEADING)
ROWS: list[dict[str, Any]] = [
    {
        "nom": f"Lieu {n % 4}",
        "montant": 10.0 * n,
        "ou": {"lon": 0.58 + n / 100, "lat": 43.64},
        "cache": f"zibeline-{n}",
    }
    for n in range(30)
]
BY_IT = (
    "",
    "select=cache",
    "order_by=cache",
    "where=cache is not null",
    'where="zibeline"',
    "q=zibeline",
    "refine=cache:zibeline",
    "exclude=cache:zibeline",
    "group_by=cache",
    "colonne=cache",
    "chart=bars&chart.x=cache&chart.y=count(*)",
    "chart=stacked&chart.x=nom&chart.y=count(*)&chart.series=cache",
    "chart=figure&chart.y=count(distinct cache)",
    "map=categories&map.by=cache",
    "map=points&map.popup=cache,nom",
    "map=circles&map.of=max(length(cache))",
)
PAGES = (
    *(
        f"/donnees/{{id}}/{tab}"
        for tab in (
            *("", "telecharger/", "api/", "historique/", "a-propos/", "lignes/8/", "flux.atom"),
            *("graphique/", "graphique.svg", "graphique.csv", "graphique.json"),
            *("carte/", "carte.svg", "carte.json"),
        )
    ),
    *(f"/integrer/{{id}}/{tab}/" for tab in ("tableau", "graphique", "carte")),
)
DATA = (
    *(f"/api/explore/v2.1/catalog/datasets/{{id}}/{rest}" for rest in ("records", "exports/csv")),
    *(f"/api/explore/v2.1/catalog/datasets/{{id}}/exports/{one}" for one in ("json", "geojson")),
    "/api/explore/v2.1/catalog/datasets/{id}/exports/jsonl",
    "/explore/dataset/{id}/download/",
    "/tiles/{id}/9/257/186.mvt",
    "/tiles/{id}/12/2054/1494.mvt",
)


@pytest.fixture
def dataset(publish: Callable[..., Dataset], auch: Any, gers: Any) -> Dataset:
    """Two versions, of which the second has lost a column."""
    made = publish(auch, "Lieux", rows=ROWS, schema=TableSchema((*KEPT, SECRET)))
    shown = [{name: row[name] for name in row if name != "cache"} for row in ROWS]
    manifest = Manifest(
        sha256=stored(pl.DataFrame(shown)), bytes=1, rows=30, schema=TableSchema(KEPT).as_json()
    )
    with scopes_disabled():
        actions.publish_version(
            dataset=made, manifest=manifest, expected_lock=made.lock_version, actor="tests"
        )
    return made


def leaks(body: bytes) -> bool:
    return any(word.encode() in body for word in (VALUE, HEADING))


def test_before_it_was_taken_away_the_column_was_everywhere(publish, auch, gers, browser_of, get):
    """So that the test below is known to look where it would be."""
    made = publish(auch, "Lieux", rows=ROWS, schema=TableSchema((*KEPT, SECRET)))
    browser = browser_of(None, gers)
    told = [one for one in PAGES if leaks(browser.get(one.format(id=made.dataset_id)).content)]
    assert len(told) >= 5
    assert all(leaks(get(one.format(id=made.dataset_id), host=HOST).content) for one in DATA[:4])


@pytest.mark.parametrize("page", PAGES)
def test_no_page_tells_it(dataset, gers, browser_of, page):
    browser, path = browser_of(None, gers), page.format(id=dataset.dataset_id)
    for words in BY_IT:
        answer = browser.get(f"{path}?version=1&{words}")
        assert answer.status_code < 500, words
        assert not leaks(answer.content), words


@pytest.mark.parametrize("page", ["/donnees/{id}/carte/", "/donnees/{id}/carte.json"])
def test_no_layer_of_a_map_tells_it(dataset, publish, auch, gers, browser_of, page):
    rows = [{**row, "nom": "Ailleurs"} for row in ROWS]
    other = publish(auch, "Autres lieux", rows=rows, schema=TableSchema(KEPT))
    path = page.format(id=other.dataset_id)
    for words in ("", "map.popup=cache", "map=categories&map.by=cache", "where=cache like 'z'"):
        layer = f"{dataset.dataset_id}?version=1&{words}"
        answer = browser_of(None, gers).get(path, {"layer": layer, "couche": "1", "liste": "1"})
        assert answer.status_code == 200
        assert not leaks(answer.content), words


@pytest.mark.parametrize("address", DATA)
def test_no_data_tell_it(dataset, get, address):
    path = address.format(id=dataset.dataset_id)
    for words in BY_IT:
        answer = get(f"{path}?version=1&{words.replace(' ', '%20')}", host=HOST)
        assert answer.status_code < 500, words
        assert not leaks(answer.content), words


def test_no_file_of_it_has_the_column(dataset, get):
    path = f"/api/explore/v2.1/catalog/datasets/{dataset.dataset_id}/exports/parquet?version=1"
    assert pl.read_parquet(BytesIO(get(path, host=HOST).content)).columns == [
        "nom",
        "montant",
        "ou",
    ]


@pytest.mark.parametrize("words", ['"zibeline"', 'search("zibeline")', 'suggest("zibel")'])
def test_nothing_is_counted_by_it(dataset, get, words):
    path = f"/api/explore/v2.1/catalog/datasets/{dataset.dataset_id}/records"
    answer = get(f"{path}?version=1&limit=0&where={words}", host=HOST)
    assert answer.json().get("total_count", 0) == 0


def test_a_version_that_was_closed_is_read_through_no_door(dataset, gers, browser_of, get):
    with scopes_disabled():
        dataset.refresh_from_db()
        actions.close_version(
            dataset=dataset, number=1, expected_lock=dataset.lock_version, actor="tests"
        )
    unread = {"historique/", "flux.atom"}
    browser = browser_of(None, gers)
    for page in PAGES:
        answer = browser.get(page.format(id=dataset.dataset_id), {"version": "1"})
        is_list = any(page.endswith(f"}}/{one}") for one in unread)
        assert answer.status_code == 404 or (is_list and b"version=1" not in answer.content), page
    for address in DATA:
        assert (
            get(f"{address.format(id=dataset.dataset_id)}?version=1", host=HOST).status_code == 404
        )
