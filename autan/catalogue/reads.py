"""Questions to the catalogue. Each is asked inside the scope of a portal, for a viewer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from autan.access.decide import Action, decide
from autan.access.viewer import Viewer
from autan.catalogue.listing import Listing, listing, subject
from autan.catalogue.models import Attachment, Dataset
from autan.tenants.models import Territory
from autan.tenants.names import fold

State, Level = Dataset.State, Dataset.Level

# What the catalogue may be narrowed by, and the column that answers.
FILTERS: Mapping[str, str] = {
    "dataset_id": "dataset_id",
    "standard": "standard",
    "theme": "theme",
    "licence": "licence",
    "organisation": "organisation__slug",
    "territory": "territory__code",
    "departement": "territory__departement__code",
}
ORDERS: Mapping[str, str] = {
    "modified": "modified_at",
    "published": "published_at",
    "title": "title",
    "dataset_id": "dataset_id",
    "rows": "current__rows",
}


@dataclass(frozen=True, slots=True)
class Found:
    """One page of answers, and how many there are in all."""

    total: int
    listings: tuple[Listing, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many datasets share a value: of a standard, of an organisation."""

    value: str
    label: str
    count: int


def dataset(dataset_id: str, viewer: Viewer) -> Listing | None:
    """The dataset of that identifier or ``uid``, if the viewer may read it; None otherwise.

    None says the same of a dataset that does not exist, is a draft, was withdrawn or belongs to
    another portal: nobody learns which.
    """
    named = Q(dataset_id=dataset_id) | Q(uid=dataset_id)
    # The viewer is looked at before the row: pages find out who asks when they must, and then say
    # that they vary by cookie, which must not tell that there is something to hide.
    portal = viewer.portal
    row = _with_version().filter(named).first()
    return _seen(row, viewer) if row and portal else None


def attachments(listing: Listing) -> tuple[Attachment, ...]:
    """The documents of a dataset that the viewer may read, in the order of their arrival."""
    return tuple(Attachment.objects.filter(dataset=listing.pk).order_by("pk"))


def attachment(uid: str, viewer: Viewer) -> Attachment | None:
    """The document of that address, if the viewer may read its dataset; None otherwise."""
    portal = viewer.portal
    found = Attachment.objects.select_related("dataset", "dataset__current").filter(uid=uid).first()
    if found is None or not portal or found.dataset.current is None:
        return None
    return found if decide(viewer, Action.READ, subject(found.dataset)).allowed else None


def search(
    viewer: Viewer,
    text: str = "",
    filters: Mapping[str, str] | None = None,
    order: str = "-modified",
    limit: int = 20,
    offset: int = 0,
) -> Found:
    """The published datasets that hold every word of ``text``, in any case, accents or none.

    ``filters`` maps names of ``FILTERS`` to a value; ``order`` is one of ``ORDERS``, with ``-``
    for the largest first. KeyError for another name.
    """
    rows = _matching(viewer, text, filters)
    column = ORDERS[order.removeprefix("-")]
    sign = "-" if order.startswith("-") else ""
    page = rows.order_by(sign + column, "pk")[offset : offset + limit]
    return Found(rows.count(), _all_seen(page, viewer))


def latest(viewer: Viewer, limit: int = 6) -> tuple[Listing, ...]:
    """The datasets that changed last."""
    return _all_seen(open_to(viewer).order_by("-modified_at", "-pk")[:limit], viewer)


def of_organisation(organisation: int, viewer: Viewer) -> tuple[Listing, ...]:
    """What an organisation (by primary key) has published, by title."""
    rows = open_to(viewer).filter(organisation=organisation).order_by("title", "pk")
    return _all_seen(rows, viewer)


def of_standard(organisation: int, standard: str, viewer: Viewer) -> Listing | None:
    """What an organisation has already published of a standard: the next version's dataset."""
    rows = open_to(viewer).filter(organisation=organisation, standard=standard)
    return next(iter(_all_seen(rows.order_by("pk")[:1], viewer)), None)


def standards(
    viewer: Viewer, text: str = "", filters: Mapping[str, str] | None = None
) -> tuple[Tally, ...]:
    """How many datasets follow each standard, the most frequent first; "" is none of them.

    Among those that ``search`` would find, as for ``organisations``.
    """
    return _tally(_matching(viewer, text, filters), "standard", "standard")


def organisations(
    viewer: Viewer, text: str = "", filters: Mapping[str, str] | None = None
) -> tuple[Tally, ...]:
    """Who publishes here, and how many datasets each."""
    return _tally(_matching(viewer, text, filters), "organisation__slug", "organisation__name")


def territories(viewer: Viewer) -> QuerySet[Territory]:
    """The territories that have something published here."""
    published = open_to(viewer).values("territory")
    return Territory.objects.filter(pk__in=published).order_by("name")


def count(viewer: Viewer) -> int:
    return open_to(viewer).count()


def open_to(viewer: Viewer) -> QuerySet[Dataset]:
    """What lists and searches may show: published, and open or the viewer's own."""
    readable = Q(level=Level.PUBLIC) | Q(organisation__in=viewer.organisations)
    return _with_version().filter(readable, state=State.PUBLISHED)


def _matching(viewer: Viewer, text: str, filters: Mapping[str, str] | None) -> QuerySet[Dataset]:
    rows = open_to(viewer)
    for name, value in (filters or {}).items():
        rows = rows.filter(**{FILTERS[name]: value})
    for word in fold(text).split():
        rows = rows.filter(search_text__contains=word)
    return rows


def _with_version() -> QuerySet[Dataset]:
    related = (
        "organisation",
        "territory",
        "territory__departement",
        "home_portal",
        "current",
    )
    return Dataset.objects.filter(current__isnull=False).select_related(*related)


def _seen(row: Dataset, viewer: Viewer) -> Listing | None:
    decision = decide(viewer, Action.READ, subject(row))
    if not decision.allowed or row.current is None:
        return None
    return listing(row, row.current, viewer.portal, decision)


def _all_seen(rows: Iterable[Dataset], viewer: Viewer) -> tuple[Listing, ...]:
    seen = (_seen(row, viewer) for row in rows)
    return tuple(found for found in seen if found is not None)


def _tally(rows: QuerySet[Dataset], value: str, label: str) -> tuple[Tally, ...]:
    counted = rows.values_list(value, label).annotate(n=Count("pk")).order_by("-n", label)
    return tuple(Tally(*row) for row in counted)
