"""What anybody may write in an address of a table, a chart or a map: answered, and soon."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.test import Client

from autan.catalogue.models import Dataset
from autan.drawing import DrawingBusy
from autan.engine.base import EngineBusy
from autan.engine.pool import PooledEngine, shut_down
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from autan.tenants.models import Organisation
from autan.web.datasets import mapping_page
from tests.app.dataplane.conftest import get, one_thread, publish

__all__ = ["get", "one_thread", "publish"]

LONG = "9" * 5000
"""Digits: Python refuses to read more than 4,300 of them as a number."""
SCHEMA = TableSchema(
    (
        Field("jour", FieldType.DATE, "Date"),
        Field("qui", FieldType.TEXT, "Bénéficiaire"),
        Field("montant", FieldType.NUMBER, "Montant (en €)"),
        Field("place", FieldType.GEO_POINT, "Place"),
    )
)
ROWS = [
    {
        "jour": date(2024, 1, 1) + timedelta(days=n),
        "qui": f"Association {n}",
        "montant": 100.0 * n,
        "place": {"lon": 0.5 + n / 1000, "lat": 43.6},
    }
    for n in range(120)
]
BARS = "chart=bars&chart.x=qui&chart.y=sum(montant)"
# As a browser writes it: the language and the digits of others are decimals too.
ADDRESSES = (
    *(
        f"/{page}?{word}={value}"
        for page in ("donnees/{id}/", "integrer/{id}/tableau/")
        for word in ("limit", "offset", "version")
        for value in (LONG, "٣", "-1", "1e9", "%00", "²")
    ),
    f"/donnees/{{id}}/lignes/{'9' * 25}/",
    f"/donnees/{{id}}/lignes/{LONG}/",
    f"/donnees/{{id}}/graphique/?{BARS}&chart.top={LONG}",
    f"/donnees/{{id}}/graphique/?{BARS}&chart.top=0012{LONG}",
    f"/donnees/{{id}}/graphique/?{BARS}&chart.top=٣",
    f"/donnees/{{id}}/graphique.svg?{BARS}&chart.top=0012{LONG}",
    f"/donnees/{{id}}/graphique.svg?{BARS}&chart.title=a%00%0B%1B%ED%A0%80b",
    f"/donnees/{{id}}/graphique.csv?{BARS}&width={LONG}&theme=%00",
    f"/donnees/{{id}}/carte/?page={LONG}",
    f"/donnees/{{id}}/carte/?liste={LONG}&couche={LONG}",
    f"/donnees/{{id}}/carte/?regler={LONG}&map.classes={LONG}",
    "/donnees/{id}/carte/?map.view=nan/nan/nan",
    "/donnees/{id}/carte.json?map.view=inf/0/0",
    "/donnees/{id}/carte.svg?map.view=1e400/0/0",
    "/donnees/{id}/carte.svg?map.view=22/85.05/180",
    "/donnees/{id}/carte.png?map.title=a%00%0B%1B%ED%A0%80b",
    "/donnees/{id}/carte/?" + "&".join(f"layer={{id}}%3Fwhere%3Dmontant%3E{n}" for n in range(30)),
    f"/donnees/?offset={LONG}&territoire={LONG}&fraicheur={LONG}",
    f"/donnees/suggestions/?q={LONG}",
    "/donnees/flux.atom",
)


@pytest.fixture(scope="module", autouse=True)
def _workers() -> Iterator[None]:
    yield
    shut_down()


@pytest.fixture
def dataset(auch: Organisation, publish: Callable[..., Dataset]) -> Dataset:
    return publish(auch, "Subventions versées", ROWS, SCHEMA)


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address[:60])
def test_an_address_of_anybody_never_breaks_the_page(dataset, address):
    answer = Client(headers={"host": "localhost"}).get(address.format(id=dataset.dataset_id))
    assert answer.status_code < 500


@pytest.mark.parametrize(
    "rest",
    [
        f"5/16/11.mvt?map.classes={LONG}&map=choropleth",
        "5/16/11.mvt?map.view=nan/nan/nan&map.popup=" + "," * 5000,
        f"{LONG}/16/11.mvt",
        f"5/{LONG}/11.mvt",
        "-1/0/0.mvt",
        "5/-1/11.mvt",
        "15/0/0.mvt",
        f"5/16/11.mvt?where=montant>{LONG}",
        f"5/16/11.mvt?version={LONG}",
    ],
    ids=lambda rest: rest[:40],
)
def test_an_address_of_anybody_never_breaks_a_tile(dataset, get, rest):
    assert get(f"/tiles/{dataset.dataset_id}/{rest}").status_code < 500


def test_a_chart_of_more_groups_than_can_be_read_is_refused_however_it_is_written(dataset):
    browser = Client(headers={"host": "localhost"})
    for top in ("0012999", "41", "041", "0", "%2B5"):
        answer = browser.get(f"/donnees/{dataset.dataset_id}/graphique.csv?{BARS}&chart.top={top}")
        assert (answer.status_code, top) == (400, top)


# No turn


@pytest.mark.parametrize(
    ("page", "status"),
    [
        ("donnees/{id}/carte/", 200),
        ("donnees/{id}/carte.json", 503),
        ("donnees/{id}/carte.svg", 503),
        ("donnees/{id}/carte.png", 503),
        ("integrer/{id}/carte/", 503),
    ],
)
def test_a_map_that_has_no_turn_says_so_and_breaks_nothing(dataset, monkeypatch, page, status):
    def busy(*_: object, **__: object) -> None:
        raise EngineBusy

    monkeypatch.setattr(PooledEngine, "tile", busy)
    monkeypatch.setattr("autan.web.datasets.mapping.sheet", busy)
    mapping_page.pictures.clear()
    answer = Client(headers={"host": "localhost"}).get(f"/{page.format(id=dataset.dataset_id)}")
    assert answer.status_code == status
    assert "essayez" in answer.content.decode()


def test_a_picture_that_has_no_turn_says_so(dataset, monkeypatch):
    def busy(*_: object, **__: object) -> None:
        raise DrawingBusy

    monkeypatch.setattr("autan.drawing.svg_to_png", busy)
    answer = Client(headers={"host": "localhost"}).get(f"/donnees/{dataset.dataset_id}/carte.png")
    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")


def test_the_words_of_a_layer_are_drawn_up_to_a_line(dataset):
    browser = Client(headers={"host": "localhost"})
    for words in (
        {"layer": f"{dataset.dataset_id}?map.title={'m' * 9000}"},
        {"map.title": "m" * 9000},
    ):
        drawn = browser.get(f"/donnees/{dataset.dataset_id}/carte.svg", words).content
        assert b"m" * 100 in drawn
        assert b"m" * 500 not in drawn


# Formulas


def test_what_a_spreadsheet_would_run_comes_as_a_text(auch, publish):
    cells = ("=1+1", "@SUM(A1)", "-2+3", "+cmd", " =HYPERLINK(1)", "|calc", "plain")
    rows = [{**ROWS[n], "qui": cell} for n, cell in enumerate(cells)]
    dataset = publish(auch, "Formules", rows, SCHEMA)
    browser = Client(headers={"host": "localhost"})
    said = browser.get(f"/donnees/{dataset.dataset_id}/graphique.csv?{BARS}").content.decode()
    first = [line.partition(";")[0].strip('"') for line in said.splitlines()[1:]]
    assert sorted(first) == sorted(
        [*(f"'{' '.join(cell.split())}" for cell in cells if cell != "plain"), "plain"]
    )


# Who keeps what


def test_a_picture_shown_to_somebody_who_signed_in_is_kept_by_nobody(dataset, owner, browser_of):
    pages = ("graphique.svg", "graphique.csv", "carte.svg", "carte.png")
    addresses = [f"/donnees/{dataset.dataset_id}/{page}" for page in pages]
    addresses += [f"/integrer/{dataset.dataset_id}/{tab}/" for tab in ("tableau", "carte")]
    for address in addresses:
        assert browser_of(owner).get(address)["Cache-Control"] == "private, no-store"
        assert browser_of(None).get(address)["Cache-Control"] == "public, max-age=300"
