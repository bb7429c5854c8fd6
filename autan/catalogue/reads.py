"""Questions to the catalogue. Each is asked inside the scope of a portal, for a viewer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import Count, Q, QuerySet

from autan.access.decide import Action, decide
from autan.access.viewer import Viewer
from autan.catalogue import searching
from autan.catalogue.listing import Listing, subject
from autan.catalogue.models import Attachment, Dataset
from autan.catalogue.search_entries import place_term
from autan.catalogue.seen import all_seen, open_to, seen, with_version
from autan.search.question import Question
from autan.tenants.models import Territory
from autan.tenants.reads import find_territory

# What the catalogue may be narrowed by, and the facet that answers. A territory holds all that
# lies in it.
FILTERS: Mapping[str, str] = {
    "standard": "standard",
    "theme": "theme",
    "licence": "licence",
    "organisation": "producer",
    "territory": "place",
    "departement": "place",
}
ORDERS = frozenset({"modified", "title", "rows"})


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
    row = with_version().filter(named).first()
    return seen(row, viewer) if row and portal else None


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
    """The published datasets that hold every word of ``text``, as ``searching.ask``.

    ``filters`` maps names of ``FILTERS`` to a value; ``order`` is one of ``ORDERS``, with ``-``
    for the largest first, or "relevance". KeyError for another name.
    """
    question = replace(_question(text, filters), limit=limit, offset=offset)
    found = searching.ask(viewer, replace(question, order=_order(order)))
    return Found(found.total, found.listings)


def _order(name: str) -> str:
    """The order of a question, where the latest and the largest come first without a sign."""
    plain = name.removeprefix("-")
    if name != "relevance" and plain not in ORDERS:
        raise KeyError(name)
    turned = name.startswith("-") == (plain == "title")
    return f"-{plain}" if turned and plain != "relevance" else plain


def _question(text: str, filters: Mapping[str, str] | None) -> Question:
    chosen: list[tuple[str, tuple[str, ...]]] = []
    places: tuple[str, ...] = ()
    for name, value in (filters or {}).items():
        facet = FILTERS[name]
        if facet == "place":
            territory = find_territory(value)
            places = (*places, place_term(territory) if territory else "nowhere:")
        else:
            chosen.append((facet, (value,)))
    return Question(text, tuple(chosen), places)


def latest(viewer: Viewer, limit: int = 6) -> tuple[Listing, ...]:
    """The datasets that changed last."""
    return all_seen(open_to(viewer).order_by("-modified_at", "-pk")[:limit], viewer)


def of_organisation(organisation: int, viewer: Viewer) -> tuple[Listing, ...]:
    """What an organisation (by primary key) has published, by title."""
    rows = open_to(viewer).filter(organisation=organisation).order_by("title", "pk")
    return all_seen(rows, viewer)


def within(territories: QuerySet[Territory], viewer: Viewer) -> tuple[Listing, ...]:
    """What is published about some territories, the freshest first."""
    rows = open_to(viewer).filter(territory__in=territories).order_by("-modified_at", "-pk")
    return all_seen(rows, viewer)


def standards(viewer: Viewer) -> tuple[Tally, ...]:
    """How many datasets follow each standard, the most frequent first; "" is none of them."""
    return _tally(open_to(viewer), "standard", "standard")


def organisations(viewer: Viewer) -> tuple[Tally, ...]:
    """Who publishes here, and how many datasets each."""
    return _tally(open_to(viewer), "organisation__slug", "organisation__name")


def territories(viewer: Viewer) -> QuerySet[Territory]:
    """The territories that have something published here."""
    published = open_to(viewer).values("territory")
    return Territory.objects.filter(pk__in=published).order_by("name")


def count(viewer: Viewer) -> int:
    return open_to(viewer).count()


def _tally(rows: QuerySet[Dataset], value: str, label: str) -> tuple[Tally, ...]:
    counted = rows.values_list(value, label).annotate(n=Count("pk")).order_by("-n", label)
    return tuple(Tally(*row) for row in counted)
