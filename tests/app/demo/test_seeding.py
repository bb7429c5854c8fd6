"""The demonstration is made once, through the very path of a clerk's file."""

from typing import Any

import pytest
from django_scopes import scope, scopes_disabled

from autan.access.viewer import stranger
from autan.catalogue import actions, reads
from autan.catalogue.models import Dataset
from autan.demo import seeding
from autan.demo.works import WORKS
from autan.tenants import territories
from autan.tenants.models import Portal
from tests import places


@pytest.fixture
def seeded(db: None, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """The demonstration of one file, on the small territory; what was told of its progress."""
    told: list[tuple[Any, ...]] = []
    monkeypatch.setattr(seeding, "WORKS", WORKS[:1])
    monkeypatch.setattr(territories, "ensure", lambda: territories.load(places.rows()))
    assert seeding.seed(lambda *step: told.append(step)) == 1
    return told


def test_three_portals_open_and_a_file_of_auch_shows_on_two(seeded: list[tuple[Any, ...]]) -> None:
    assert seeded == [(0, 1, "Auch : deliberations"), (1, 1, "")]
    assert Portal.objects.count() == 3
    for slug, count in (("occitanie", 1), ("gers", 1), ("hautes-pyrenees", 0)):
        with scope(portal=Portal.objects.get(slug=slug)):
            assert reads.count(stranger(slug)) == count


def test_what_is_shown_says_that_it_is_invented(seeded: object) -> None:
    with scope(portal=Portal.objects.get(slug="gers")):
        found = reads.dataset("deliberations-auch", stranger("gers"))
    assert found is not None
    assert found.standard == "scdl-deliberations"
    assert "inventées" in found.description
    assert found.theme
    assert found.version.rows > 20


def test_a_second_run_does_nothing_even_after_a_withdrawal(seeded: object) -> None:
    assert seeding.seed() == 0
    with scopes_disabled():
        dataset = Dataset.objects.get()
        actions.withdraw(dataset=dataset, expected_lock=dataset.lock_version, actor="tests")
    assert seeding.seed() == 0
    with scopes_disabled():
        assert Dataset.objects.count() == 1
