"""The picture of a map is drawn once for a question, a version and a grant, and never for others."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from autan.engine.pool import PooledEngine, shut_down
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from autan.tenants.models import Organisation
from autan.web.datasets import mapping_page
from tests.app.dataplane.conftest import publish

__all__ = ["publish"]

TREES = TableSchema((Field("nom", FieldType.TEXT, "Nom"), Field("ou", FieldType.GEO_POINT, "Où")))


@pytest.fixture(scope="module", autouse=True)
def _workers() -> Iterator[None]:
    yield
    shut_down()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One more for each picture that asks the engine for what it draws."""
    mapping_page.pictures.clear()
    asked: list[int] = []
    usual = PooledEngine.tile

    def tile(self: PooledEngine, *given: Any, **named: Any) -> bytes:
        asked.append(1)
        return usual(self, *given, **named)

    monkeypatch.setattr(PooledEngine, "tile", tile)
    return asked


def test_a_picture_is_drawn_again_for_other_rows_another_style_and_another_view_alone(
    auch: Organisation, publish: Callable[..., Any], drawn: list[int]
):
    rows = [{"nom": f"Arbre {n}", "ou": {"lon": 0.5 + n / 100, "lat": 43.6}} for n in range(9)]
    dataset = publish(auch, "Les arbres", rows, TREES)
    browser = Client(headers={"host": "localhost"})

    def page(query: str = "") -> str:
        address = f"/donnees/{dataset.dataset_id}/carte/{query}"
        return browser.get(address).content.decode()

    first = page()
    pictures = len(drawn)
    assert pictures
    assert page().count("<path") == first.count("<path")
    assert len(drawn) == pictures
    for other in ('?where=nom="Arbre 1"', "?map=clusters", "?map.view=9.00/43.60/0.50"):
        before = len(drawn)
        page(other)
        assert len(drawn) > before, other
