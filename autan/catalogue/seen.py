"""From rows to what a viewer sees of them: each goes through the one decision."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from autan.access.decide import Action, decide
from autan.access.viewer import Viewer
from autan.catalogue.listing import Listing, listing, subject
from autan.catalogue.models import Dataset

State, Level = Dataset.State, Dataset.Level


def open_to(viewer: Viewer) -> QuerySet[Dataset]:
    """What lists and searches may show: published, and open or the viewer's own."""
    readable = Q(level=Level.PUBLIC) | Q(organisation__in=viewer.organisations)
    return with_version().filter(readable, state=State.PUBLISHED)


def with_version() -> QuerySet[Dataset]:
    related = (
        "organisation",
        "territory",
        "territory__departement",
        "home_portal",
        "current",
    )
    return Dataset.objects.filter(current__isnull=False).select_related(*related)


def seen(row: Dataset, viewer: Viewer) -> Listing | None:
    decision = decide(viewer, Action.READ, subject(row))
    if not decision.allowed or row.current is None:
        return None
    return listing(row, row.current, viewer.portal, decision)


def all_seen(rows: Iterable[Dataset], viewer: Viewer) -> tuple[Listing, ...]:
    found = (seen(row, viewer) for row in rows)
    return tuple(one for one in found if one is not None)
