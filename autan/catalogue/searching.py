"""Searching the catalogue: by the index, or by the database until the index is ready.

Whoever asks is inside the scope of a portal. The index says which datasets and how many; their
rows are read from the records, where the one decision is made again.
"""

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils import timezone

from autan.access.viewer import Viewer
from autan.catalogue import plain_search, search_upkeep
from autan.catalogue.listing import Listing
from autan.catalogue.models import DatasetVersion
from autan.catalogue.seen import all_seen, with_version
from autan.journal.remembered import Remembered
from autan.search import words
from autan.search.index import Damaged, guarded
from autan.search.question import Audience, Counted, Hits, Question
from autan.search.snapshot import Snapshot

_log = logging.getLogger(__name__)
MOST, ALL = 80, 5000
"""Values of a facet that a page shows at most, and those that there may be."""

_RUN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Results:
    """A page of a search.

    ``words`` are those that the results hold, folded. ``instead_of``: nothing has what was
    written, and these have near words or most of them, ``written`` as people write them.
    ``proposed`` is a search that would find much more, in words, or "".
    """

    total: int
    listings: tuple[Listing, ...]
    facets: Mapping[str, tuple[Counted, ...]] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    instead_of: str = ""
    written: str = ""
    proposed: str = ""


def audience(viewer: Viewer) -> Audience:
    """Organisations count for whoever is somebody, as in the one decision."""
    own = viewer.organisations if viewer.person is not None else frozenset()
    return Audience(viewer.portal, own)


def ask(
    viewer: Viewer, question: Question, facets: Sequence[str] = (), most: int = MOST
) -> Results:
    """The page of a question, and what each value of ``facets`` leaves, the ``most`` frequent."""
    snapshot = search_upkeep.snapshot()
    if snapshot is not None:
        try:
            with guarded(snapshot.name):
                return _indexed(snapshot, viewer, question, facets, most)
        except Damaged as error:
            search_upkeep.broken(error)
    return _plain(viewer, question, facets)


def titled(viewer: Viewer, text: str, most: int) -> tuple[Listing, ...]:
    """Datasets whose title has the words of ``text``, of which the last may be unfinished."""
    snapshot = search_upkeep.snapshot()
    if snapshot is not None:
        try:
            with guarded(snapshot.name):
                pks = snapshot.titled(audience(viewer), text, most, timezone.now())
                return seen(pks, viewer)
        except Damaged as error:
            search_upkeep.broken(error)
    return _plain(viewer, Question(text, limit=most), ()).listings


def everything(viewer: Viewer, facets: tuple[str, ...]) -> Mapping[str, tuple[Counted, ...]]:
    """What the viewer may find, counted by each facet; read again when anything changed."""
    key = (audience(viewer), facets)
    return _EVERYTHING.get(key, lambda: ask(viewer, Question(limit=0), facets, ALL).facets)


_EVERYTHING: Remembered[tuple[Audience, tuple[str, ...]], Mapping[str, tuple[Counted, ...]]] = (
    Remembered()
)


def rhythm(pks: Iterable[int]) -> Mapping[int, tuple[datetime, ...]]:
    """When each version of some datasets was published, the first one first."""
    found: dict[int, list[datetime]] = {}
    rows = DatasetVersion.objects.filter(dataset__in=list(pks)).order_by("created_at")
    for dataset, when in rows.values_list("dataset_id", "created_at"):
        found.setdefault(dataset, []).append(when)
    return {dataset: tuple(moments) for dataset, moments in found.items()}


def _indexed(
    snapshot: Snapshot, viewer: Viewer, question: Question, facets: Sequence[str], most: int
) -> Results:
    asking, now = audience(viewer), timezone.now()
    hits = snapshot.find(asking, question, now)
    listings = seen(hits.pks, viewer)
    counts = snapshot.counts(asking, question, facets, hits.sought, now, most) if facets else {}
    return Results(
        # What changed between the two is not there any more.
        hits.total - (len(hits.pks) - len(listings)),
        listings,
        counts,
        hits.sought.every,
        hits.instead_of,
        _spelled(hits.sought.words, listings) if hits.instead_of else "",
        _proposed(snapshot, viewer, hits, question, now),
    )


def _proposed(
    snapshot: Snapshot, viewer: Viewer, hits: Hits, question: Question, now: datetime
) -> str:
    """The near words as they are written where they are found."""
    if not hits.proposed:
        return ""
    other = replace(question, text=" ".join(hits.proposed), limit=3, offset=0)
    found = snapshot.find(audience(viewer), other, now)
    return _spelled(hits.proposed, seen(found.pks, viewer))


def _spelled(wanted: Iterable[str], listings: Iterable[Listing]) -> str:
    """Folded words with their accents, from texts that hold them; as they are if none does."""
    texts = [text for one in listings for text in _texts(one)]
    runs = [run for text in texts for run in _RUN.findall(text)]
    known: dict[str, str] = {}
    for run in runs:
        folded = words.fold(run)
        # « délibérations » rather than « Délibérations »; Auch keeps its capital.
        if folded and (folded not in known or run.islower()):
            known[folded] = run
    return " ".join(known.get(word, word) for word in wanted)


def _texts(listing: Listing) -> tuple[str, ...]:
    named = (listing.place.name, listing.producer.name, listing.place.around)
    return (listing.title, listing.description, " ".join(listing.keywords), *named)


def seen(pks: Sequence[int], viewer: Viewer) -> tuple[Listing, ...]:
    """The datasets of those keys that the viewer may see in a list, in that order."""
    rows = {row.pk: row for row in with_version().filter(pk__in=pks, state="published")}
    return all_seen((rows[pk] for pk in pks if pk in rows), viewer)


def _plain(viewer: Viewer, question: Question, facets: Sequence[str]) -> Results:
    rows = plain_search.matching(viewer, question)
    page = plain_search.ordered(rows, question.order)
    listings = all_seen(page[question.offset : question.offset + question.limit], viewer)
    counts = plain_search.counts(viewer, question, facets) if facets else {}
    return Results(rows.count(), listings, counts, words.words_of(question.text))
