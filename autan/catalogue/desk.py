"""What the data plane sees of the catalogue: frozen values, through the one decision."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from django_scopes import scope, scopes_disabled

from autan.access.viewer import Viewer
from autan.catalogue import reads, searching, versions
from autan.catalogue.listing import Listing
from autan.catalogue.models import Dataset
from autan.catalogue.reads import Found
from autan.catalogue.searching import Results
from autan.journal.remembered import Remembered
from autan.search.question import Question
from autan.tenants.reads import organisations_named as slugs_of
from autan.tenants.reads import portal as portal_of

__all__ = ["Found", "Listing", "Question", "Results", "ask", "at", "find", "is_current"]


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


def at(listing: Listing, number: str) -> Listing | None:
    """The dataset as it was in a version; None for one that may not be read (``versions.at``)."""
    key = (listing.pk, listing.grant.fingerprint(), number)
    return _AT.get(key, partial(_at, listing, number))


def _at(listing: Listing, number: str) -> Listing | None:
    with scopes_disabled():
        return versions.at(listing, number)


_AT: Remembered[tuple[int, str, str], Listing | None] = Remembered()


def is_current(listing: Listing) -> bool:
    """Has nobody written on this dataset since? Cheaper than finding it again."""
    with scopes_disabled():
        rows = Dataset.objects.filter(pk=listing.pk)
        marks = list(rows.values_list("lock_version", "state", "level"))
    return marks == [(listing.lock_version, listing.state, listing.level)]


def ask(portal: str, viewer: Viewer, question: Question, publishers: Iterable[str] = ()) -> Results:
    """The page of a question at a portal (its slug); ``publishers`` are names of organisations,
    one of which is enough."""
    row = portal_of(portal)
    if row is None or viewer.portal != portal:
        return Results(0, ())
    names = tuple(publishers)
    if names:
        slugs = slugs_of(names) or ("",)
        question = replace(question, chosen=(*question.chosen, ("producer", slugs)))
    with scope(portal=row):
        return searching.ask(viewer, question)
