"""What every test may ask for: a small territory, three portals, an owner, a neighbour, a stranger.

A fixture that touches records asks for ``db`` itself; tests that need no record need no database.
"""

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope, scopes_disabled

from autan import env
from autan.access.viewer import Viewer, stranger
from autan.catalogue import actions as catalogue
from autan.catalogue.models import Dataset
from autan.engine import pool
from autan.journal.remembered import forget_all
from autan.people import actions as people
from autan.people.models import Person
from autan.people.reads import organisations_of
from autan.pipeline.report import Manifest
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from autan.tenants import actions as tenants
from autan.tenants import territories
from autan.tenants.models import Organisation, Portal, Territory
from tests import places

SMALL_SCHEMA = TableSchema(
    (
        Field("DELIB_DATE", FieldType.DATE, "Date de la séance"),
        Field("DELIB_OBJET", FieldType.TEXT, "Objet"),
        Field("VOTE_POUR", FieldType.INTEGER, "Voix pour"),
    ),
    "scdl-deliberations",
)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Each test undoes its events, whose numbers come back with another meaning."""
    forget_all()


@pytest.fixture
def territory(db: None) -> dict[str, Territory]:
    """Places by code: six communes, three EPCI, three départements, the region."""
    territories.load(places.rows())
    return {place.code: place for place in Territory.objects.all()}


@pytest.fixture(autouse=True)
def _no_engine_of_another_home() -> Iterator[None]:
    """A test with a home of its own leaves no engine that reads there to the next one."""
    yield
    if pool._engine is not None and pool._engine._home != env.home():
        pool.shut_down()


def _open(slug: str, name: str, host: str, perimeter: Territory, **more: Any) -> Portal:
    return tenants.open_portal(
        slug=slug, name=name, host=host, perimeter=perimeter, colour="#2a5b84", **more
    )


@pytest.fixture
def region(territory: dict[str, Territory]) -> Portal:
    """The default portal, over the whole region."""
    return _open("occitanie", "Occitanie ouverte", "localhost", territory["76"], is_default=True)


@pytest.fixture
def gers(region: Portal, territory: dict[str, Territory]) -> Portal:
    return _open("gers", "Le Gers ouvert", "gers.localhost", territory["32"])


@pytest.fixture
def pyrenees(region: Portal, territory: dict[str, Territory]) -> Portal:
    return _open("hautes-pyrenees", "Hautes-Pyrénées ouvertes", "ha-py.localhost", territory["65"])


@pytest.fixture
def portals(region: Portal, gers: Portal, pyrenees: Portal) -> tuple[Portal, ...]:
    return (region, gers, pyrenees)


@pytest.fixture
def auch(portals: tuple[Portal, ...], territory: dict[str, Territory]) -> Organisation:
    """The organisation of the owner."""
    return tenants.organisation_for(territory["32013"])


@pytest.fixture
def tarbes(portals: tuple[Portal, ...], territory: dict[str, Territory]) -> Organisation:
    """The organisation of the neighbour."""
    return tenants.organisation_for(territory["65440"])


def _member(email: str, organisation: Organisation) -> Person:
    person = people.welcome(email=email)
    people.join(person=person, organisation_id=organisation.pk)
    return person


@pytest.fixture
def owner(auch: Organisation) -> Person:
    """Acts for the commune of Auch."""
    return _member("owner@auch.example", auch)


@pytest.fixture
def neighbour(tarbes: Organisation) -> Person:
    """Acts for the commune of Tarbes."""
    return _member("neighbour@tarbes.example", tarbes)


@pytest.fixture
def ex_member(auch: Organisation) -> Person:
    """Acted for the commune of Auch once."""
    person = _member("former@auch.example", auch)
    people.leave(person=person, organisation_id=auch.pk)
    return person


@pytest.fixture
def seen_by() -> Callable[[Person | None, Portal], Viewer]:
    """The viewer that a person (None: a stranger) is at a portal."""

    def make(person: Person | None, portal: Portal) -> Viewer:
        if person is None:
            return stranger(portal.slug)
        return Viewer(portal.slug, person.pk, organisations_of(person))

    return make


@pytest.fixture
def browser_of(region: Portal) -> Callable[..., Client]:
    """A test client at a portal, signed in as a person (None: a stranger)."""

    def make(person: Person | None = None, portal: Portal = region) -> Client:
        client = Client(headers={"host": portal.host, "accept-language": "fr"})
        if person is not None:
            client.force_login(person)
        return client

    return make


@pytest.fixture
def in_region(region: Portal) -> Iterator[Portal]:
    """The scope of the region's portal, open during the test."""
    with scope(portal=region):
        yield region


def manifest(rows: int = 3, words: str = "one", **more: Any) -> Manifest:
    """The manifest of a version that has no file: enough for what only speaks of records."""
    return Manifest(
        sha256=sha256(words.encode()).hexdigest(),
        bytes=1000,
        rows=rows,
        schema=SMALL_SCHEMA.as_json(),
        **more,
    )


@pytest.fixture
def make_dataset(portals: tuple[Portal, ...]) -> Callable[..., Dataset]:
    """A published dataset of an organisation, on record only: its version has no file."""

    def make(organisation: Organisation, title: str = "Délibérations", **more: Any) -> Dataset:
        with scopes_disabled():
            dataset = catalogue.create_dataset(
                organisation=organisation,
                territory=organisation.territory,
                title=title,
                actor="tests",
                **more,
            )
            catalogue.publish_version(
                dataset=dataset, manifest=manifest(words=title), expected_lock=0, actor="tests"
            )
        return dataset

    return make
