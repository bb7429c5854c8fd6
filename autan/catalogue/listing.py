"""A dataset as everybody sees it: frozen values, with the grant under which it may be read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from autan.access.decide import Decision, Level, State, Subject
from autan.access.grant import Grant
from autan.catalogue.licences import Licence, licence
from autan.catalogue.models import Dataset, DatasetVersion
from autan.engine.base import Source
from autan.tabular.schema import TableSchema
from autan.tenants.models import Organisation, Territory
from autan.tenants.reads import address


@dataclass(frozen=True, slots=True)
class Producer:
    pk: int
    name: str
    slug: str
    siren: str
    email: str
    website: str


@dataclass(frozen=True, slots=True)
class Place:
    """``genitive`` is the name after "de": d’Auch. ``around`` is the département's name."""

    kind: str
    code: str
    name: str
    genitive: str
    around: str


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the data. ``manifest`` holds provenance, repairs, findings, protections."""

    number: int
    sha256: str
    rows: int
    bytes: int
    created_at: datetime
    manifest: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Listing:
    """A dataset that has a version, as one viewer may see it at one portal.

    ``home`` is the address of the portal of its canonical pages, without a slash at the end;
    ``is_home`` tells whether that is the portal where it was asked for. ``version``, ``schema`` and
    ``grant`` are those of the version that is read; ``in_force`` is the number of the current one.
    """

    pk: int
    dataset_id: str
    uid: str
    title: str
    description: str
    keywords: tuple[str, ...]
    theme: str
    standard: str
    frequency: str
    licence: Licence
    level: Level
    state: State
    lock_version: int
    created_at: datetime
    published_at: datetime | None
    modified_at: datetime
    producer: Producer
    place: Place
    home: str
    is_home: bool
    version: Version
    schema: TableSchema
    grant: Grant
    in_force: int

    @property
    def is_past(self) -> bool:
        """Is an older version read than the one that everybody sees first?"""
        return self.version.number != self.in_force

    @property
    def source(self) -> Source:
        """What the engine is to read."""
        return Source(self.version.sha256, self.schema, self.version.rows)


def subject(dataset: Dataset) -> Subject:
    """What ``access.decide`` must know of a dataset."""
    return Subject(State(dataset.state), Level(dataset.level), dataset.organisation_id)


def listing(dataset: Dataset, version: DatasetVersion, portal: str, decision: Decision) -> Listing:
    """The dataset as ``portal`` (its slug) shows it to whom ``decision`` allows it."""
    assert decision.allowed, "a listing is only made of what may be seen"
    return Listing(
        pk=dataset.pk,
        dataset_id=dataset.dataset_id,
        uid=dataset.uid,
        title=dataset.title,
        description=dataset.description,
        keywords=tuple(dataset.keywords),
        theme=dataset.theme,
        standard=dataset.standard,
        frequency=dataset.frequency,
        licence=licence(dataset.licence),
        level=Level(dataset.level),
        state=State(dataset.state),
        lock_version=dataset.lock_version,
        created_at=dataset.created_at,
        published_at=dataset.published_at,
        modified_at=dataset.modified_at or version.created_at,
        producer=_producer(dataset.organisation),
        place=_place(dataset.territory),
        home=address(dataset.home_portal, ""),
        is_home=dataset.home_portal.slug == portal,
        version=facts(version),
        schema=TableSchema.from_json(version.manifest["schema"]),
        grant=Grant(portal, frozenset(), None, decision.reason),
        in_force=version.number,
    )


def _producer(organisation: Organisation) -> Producer:
    return Producer(
        organisation.pk,
        organisation.name,
        organisation.slug,
        organisation.siren,
        organisation.email,
        organisation.website,
    )


def _place(territory: Territory) -> Place:
    around = territory.departement.name if territory.departement else ""
    return Place(territory.kind, territory.code, territory.name, territory.genitive, around)


def facts(version: DatasetVersion) -> Version:
    """The record of a version as everybody sees it."""
    return Version(
        version.number,
        version.sha256,
        version.rows,
        version.bytes,
        version.created_at,
        version.manifest,
    )
