"""What a page says of its own language, of its data's, and of where its other languages are."""

import re

import pytest
from django.test import Client

from autan.catalogue.models import Dataset
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from autan.tenants.models import Organisation, Portal
from tests.app.dataplane.conftest import publish

__all__ = ["publish"]

_AIDS = TableSchema((Field("nom", FieldType.TEXT), Field("montant", FieldType.NUMBER)))


def _page(portal: Portal, path: str) -> str:
    return Client(headers={"host": portal.host}).get(path).content.decode()


@pytest.mark.parametrize("path", ["/donnees/", "/en/donnees/", "/oc/donnees/"])
def test_every_language_of_a_page_names_them_all(region: Portal, path: str) -> None:
    found = re.findall(
        r'hreflang="([\w-]+)" href="[^"]*localhost[^/"]*(/[^"]*)"', _page(region, path)
    )
    assert found == [
        ("fr", "/donnees/"),
        ("en", "/en/donnees/"),
        ("oc", "/oc/donnees/"),
        ("x-default", "/donnees/"),
    ]


def test_pages_describe_themselves_and_not_the_portal(region: Portal) -> None:
    paths = ("/", "/donnees/", "/producteurs/", "/accessibilite/", "/plan-du-site/")
    said = [re.findall('name="description" content="([^"]*)"', _page(region, one)) for one in paths]
    assert len({one for each in said for one in each}) == len(paths)


@pytest.fixture
def aids(publish: object, auch: Organisation) -> Dataset:
    rows = [{"nom": "Chorale du marché", "montant": 1200.5}]
    made: Dataset = publish(auch, "Aides aux chorales", rows=rows, schema=_AIDS)  # type: ignore[operator]
    return made


def test_french_data_are_said_to_be_french_on_an_english_page(
    region: Portal, aids: Dataset
) -> None:
    page = _page(region, f"/en/donnees/{aids.dataset_id}/")
    assert re.search(r'<h1[^>]* lang="fr">Aides aux chorales', page)
    assert re.search(r'<td[^>]* lang="fr">[^/]*Chorale du marché', page)
    assert re.search(r'<td class="n">[^/]*1,200\.5', page)
    assert '<main id="contenu" tabindex="-1">' in page


def test_a_page_that_has_no_occitan_says_that_it_is_in_french(
    region: Portal, aids: Dataset
) -> None:
    page = _page(region, f"/oc/donnees/{aids.dataset_id}/")
    assert '<main id="contenu" tabindex="-1" lang="fr">' in page
    assert '<main id="contenu" tabindex="-1">' in _page(region, "/oc/donnees/")
