"""What hostile names, values and addresses become in files, feeds, drawings and redirections."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

import pytest
from django.test import Client
from django_scopes import scopes_disabled

from autan.catalogue.models import Dataset
from autan.engine.pool import shut_down
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from autan.tenants.models import Organisation
from tests.app.dataplane.conftest import get, one_thread, publish

__all__ = ["get", "one_thread", "publish"]

PWN = "');pwn(1);('</script><b>\" datum['x'] #{1} {{1}} ${1} \\"
NAME = "x'];pwn(2)//"
SCHEMA = TableSchema(
    (
        Field("jour", FieldType.DATE, "Date"),
        Field(NAME, FieldType.TEXT, f"Titre {PWN}"),
        Field("montant", FieldType.NUMBER, "Montant"),
        Field("nombre", FieldType.INTEGER, "Nombre pwn(3)"),
        Field("ou", FieldType.GEO_POINT, "Position"),
    )
)
ROWS: list[dict[str, Any]] = [
    {
        "jour": date(2024, n % 12 + 1, 1),
        NAME: f"{PWN}{n % 3}",
        "montant": 10.5 * n,
        "nombre": n,
        "ou": {"lon": 0.58 + n / 500, "lat": 43.64},
    }
    for n in range(40)
]
# Where Vega reads a text as an expression (https://vega.github.io/vega/docs/expressions/).
EXPRESSIONS = {"expr", "signal", "update", "test", "init", "on", "fields"}


@pytest.fixture(scope="module", autouse=True)
def _workers() -> Iterator[None]:
    yield
    shut_down()


@pytest.fixture
def dataset(auch: Organisation, publish: Callable[..., Dataset]) -> Dataset:
    return publish(auch, f"Lieux {PWN}", ROWS, SCHEMA, dataset_id="lieux")


@pytest.fixture
def browser() -> Client:
    return Client(headers={"host": "localhost"})


def expressions(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        # A transform of Vega says in « type » that its « expr » is one; rows are never looked into.
        yield from (found for key, each in value.items() for found in expressions(each, key))
    elif isinstance(value, list):
        yield from (found for each in value for found in expressions(each, name))
    elif isinstance(value, str) and name in EXPRESSIONS:
        yield value


@pytest.mark.parametrize(
    "words",
    [
        "chart=bars&chart.x={name}&chart.y=sum(montant)",
        "chart=stacked&chart.x=jour&chart.y=sum(montant)&chart.series={name}",
        "chart=lines&chart.x=jour&chart.y=sum(montant),max(montant)",
        "chart=pie&chart.x={name}&chart.y=count(*)",
        "chart=points&chart.x=montant&chart.y=nombre&chart.series={name}",
        "chart=histogram&chart.x=nombre",
        "chart=figure&chart.y=sum(montant)",
        "chart=areas&chart.x=jour&chart.y=sum(montant)&chart.series={name}",
        "",
    ],
)
def test_nothing_of_the_data_or_of_the_address_is_an_expression(dataset, browser, words):
    said = words.format(name=quote(NAME)) + f"&chart.title={quote(PWN)}&chart.text={quote(PWN)}"
    answer = browser.get(f"/donnees/lieux/graphique.json?{said}")
    assert answer.status_code == 200, answer.content[:300]
    made = json.loads(answer.content)
    # The rows themselves are values, and may have any name.
    made["data"] = [{**one, "values": []} for one in made["data"]]
    told = list(expressions(made))
    assert told
    assert not [one for one in told if "pwn" in one or "</" in one]


def test_an_open_map_is_told_values_and_our_own_expressions(dataset, browser):
    query = {"map": "categories", "map.by": NAME, "map.title": PWN, "map.popup": NAME}
    sheet = browser.get("/donnees/lieux/carte.json", query).json()
    style = json.dumps(sheet["style"]["layers"])
    assert "pwn" not in style
    tiles = sheet["style"]["sources"]["l0"]["tiles"]
    assert all(one.startswith("/tiles/lieux/") for one in tiles)


@pytest.mark.parametrize("page", ["/donnees/lieux/flux.atom", "/donnees/flux.atom"])
@pytest.mark.parametrize("title", [PWN, "a\x0bb\x1b\ufffe", "]]>&lt;"])
def test_a_feed_is_read_whatever_a_title_holds(dataset, browser, page, title):
    with scopes_disabled():
        Dataset.objects.filter(pk=dataset.pk).update(title=title, description=f"{title}. Oui")
    answer = browser.get(page)
    assert answer.status_code == 200
    assert "pwn" not in title or "pwn" in "".join(ElementTree.fromstring(answer.content).itertext())


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example/explore/dataset/lieux/",
        "/explore/dataset/lieux/?q=//evil.example",
        "/explore/?q=x&next=//evil.example",
        "/explore/dataset/lieux/table/?r=%0d%0aX-Pwn:1",
        "//evil.example-32013",
        "/\\evil.example-32013",
        "/evil.example%2f-32013",
        "/https:evil.example-32013",
        "/32013/?//evil.example",
        "/donnees/lieux",
        "//donnees//lieux",
        "/donnees/lieux/carte/?reglage=0&map=//evil.example",
        "/donnees/lieux/graphique/?regler=1&chart.title=%0d%0aX-Pwn:1",
    ],
)
def test_nobody_is_sent_elsewhere(dataset, browser, address):
    answer = browser.get(address)
    found = urlsplit(answer.headers.get("Location", "/"))
    assert found.netloc in ("", "localhost")
    assert not answer.headers.get("Location", "/").startswith(("//", "/\\"))
    assert "X-Pwn" not in answer.headers


@pytest.mark.parametrize("ending", ["svg", "png", "csv", "json"])
def test_a_file_is_of_its_kind_and_named_by_us(dataset, browser, ending):
    answer = browser.get(f"/donnees/lieux/graphique.{ending}?chart.title=%22%0d%0aX-Pwn:1")
    assert answer["Content-Disposition"] == f'inline; filename="lieux-graphique.{ending}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_only_what_is_made_for_it_may_be_framed_and_nothing_there_writes(dataset, browser):
    pages = ("", "graphique/", "carte/", "historique/", "telecharger/", "a-propos/", "lignes/1/")
    for page in pages:
        answer = browser.get(f"/donnees/lieux/{page}")
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"], page
        assert answer["X-Frame-Options"] == "DENY"
    for tab in ("tableau", "graphique", "carte"):
        answer = browser.get(f"/integrer/lieux/{tab}/")
        assert "frame-ancestors *" in answer["Content-Security-Policy"], tab
        said = answer.content.decode()
        assert not [word for word in ("<form", "<button", "<script", "<input") if word in said]
        assert not answer.cookies


def test_the_policy_is_as_strict_as_was_decided(browser, portals):
    policy = browser.get("/")["Content-Security-Policy"]
    assert dict(part.split(" ", 1) for part in policy.split("; ")) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "worker-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "frame-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }
