"""From the records of the catalogue to what the index holds of each dataset."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django_scopes import scopes_disabled

from autan import schemas
from autan.access.decide import Action, decide
from autan.access.viewer import Viewer, stranger
from autan.catalogue.listing import subject
from autan.catalogue.models import Dataset
from autan.search.shape import Entry, reader
from autan.tenants.models import Portal, Territory

_BATCH = 2000
_SOMEBODY = 0
_KIND = Territory.Kind


def indexed() -> QuerySet[Dataset]:
    """What is in the index: published datasets of every portal, whoever may read them."""
    return Dataset.objects.filter(state=Dataset.State.PUBLISHED, current__isnull=False)


def entries(pks: Iterable[int] | None = None) -> Iterator[Entry]:
    """The entries of those that are in the index, of all of them when ``pks`` is None."""
    portals = dict(Portal.objects.values_list("pk", "slug"))
    for rows in _batches(pks):
        shown = _portals_of([row.pk for row in rows])
        for row in rows:
            yield _entry(row, [portals[key] for key in shown.get(row.pk, ())])


def _batches(pks: Iterable[int] | None) -> Iterator[list[Dataset]]:
    related = ("organisation", "territory__departement", "territory__epci", "territory__region")
    with scopes_disabled():
        rows = indexed().select_related(*related, "current").defer("current__manifest")
        if pks is not None:
            yield list(rows.filter(pk__in=list(pks)))
            return
        last = 0
        while batch := list(rows.filter(pk__gt=last).order_by("pk")[:_BATCH]):
            yield batch
            last = batch[-1].pk


def _portals_of(pks: list[int]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = {}
    with scopes_disabled():
        pairs = Dataset.portals.through.objects.filter(dataset__in=pks)
        for dataset, portal in pairs.values_list("dataset_id", "portal_id"):
            found.setdefault(dataset, []).append(portal)
    return found


def _entry(row: Dataset, portals: list[str]) -> Entry:
    place, version = row.territory, row.current
    assert version is not None, "a dataset without a version is not in the index"
    return Entry(
        pk=row.pk,
        lock=row.lock_version,
        title=row.title,
        text=_text(row),
        standard=row.standard,
        theme=row.theme,
        licence=row.licence,
        producer=row.organisation.slug,
        departement=_code(place, _KIND.DEPARTEMENT, place.departement),
        epci=_code(place, _KIND.EPCI, place.epci),
        commune=_code(place, _KIND.COMMUNE, None),
        places=around(place),
        readers=tuple(_readers(row, portals)),
        modified=row.modified_at or version.created_at,
        rows=version.rows,
    )


def _text(row: Dataset) -> str:
    """What the records hold to be found by, and the names that say the same otherwise."""
    place, model = row.territory, schemas.find(row.standard) if row.standard else None
    wider = [one.name for one in (place.departement, place.epci) if one is not None]
    named = [model.label, *model.noun] if model else []
    return " ".join([row.title, row.search_text, *wider, *named])


def _code(place: Territory, kind: str, wider: Territory | None) -> str:
    if place.kind == kind:
        return place.code
    return wider.code if wider else ""


def around(place: Territory) -> tuple[str, ...]:
    """``kind:code`` of a territory and of all that it lies in."""
    wider = (place, place.epci, place.departement, place.region)
    return tuple(place_term(one) for one in wider if one is not None)


def place_term(place: Territory) -> str:
    return f"{place.kind}:{place.code}"


def _readers(row: Dataset, portals: list[str]) -> Iterator[str]:
    """Whom the one decision lets read: the public, or those of the organisation alone."""
    about: Any = subject(row)
    for portal in portals:
        if decide(stranger(portal), Action.READ, about).allowed:
            yield reader(portal)
        own = Viewer(portal, _SOMEBODY, frozenset({row.organisation_id}))
        if decide(own, Action.READ, about).allowed:
            yield reader(portal, row.organisation_id)
