"""What the data plane sees of the catalogue: frozen values, through the one decision."""

from collections.abc import Mapping
from functools import partial

from django_scopes import scope, scopes_disabled

from autan.access.viewer import Viewer
from autan.catalogue import reads
from autan.catalogue.listing import Listing
from autan.catalogue.models import Dataset
from autan.catalogue.reads import FILTERS, ORDERS, Found
from autan.journal.remembered import Remembered
from autan.tenants.reads import portal as portal_of

__all__ = ["FILTERS", "ORDERS", "Found", "Listing", "find", "is_current", "search"]


def find(portal: str, dataset_id: str, viewer: Viewer) -> Listing | None:
    """A dataset of a portal (its slug), if the viewer may read it; None whatever the reason."""
    return _FOUND.get((portal, dataset_id, viewer), partial(_find, portal, dataset_id, viewer))


def _find(portal: str, dataset_id: str, viewer: Viewer) -> Listing | None:
    row = portal_of(portal)
    if row is None or viewer.portal != portal:
        return None
    with scope(portal=row):
        return reads.dataset(dataset_id, viewer)


_FOUND: Remembered[tuple[str, str, Viewer], Listing | None] = Remembered()


def is_current(listing: Listing) -> bool:
    """Has nobody written on this dataset since? Cheaper than finding it again."""
    with scopes_disabled():
        rows = Dataset.objects.filter(pk=listing.pk)
        marks = list(rows.values_list("lock_version", "state", "level"))
    return marks == [(listing.lock_version, listing.state, listing.level)]


def search(
    portal: str,
    viewer: Viewer,
    text: str = "",
    filters: Mapping[str, str] | None = None,
    order: str = "-modified",
    limit: int = 20,
    offset: int = 0,
) -> Found:
    """The published datasets of a portal (its slug); as ``reads.search``."""
    row = portal_of(portal)
    if row is None or viewer.portal != portal:
        return Found(0, ())
    with scope(portal=row):
        return reads.search(viewer, text, filters, order, limit, offset)
