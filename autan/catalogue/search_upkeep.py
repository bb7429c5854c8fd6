"""The index kept as the records are: behind by nothing, or not asked at all.

The journal tells what changed since the index was last written. A search brings a few changes in
before it looks; more, or a whole index to be made, is left to a thread or to the workers, and the
database answers in the meantime. A publication knows nothing of all this.
"""

import logging
import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.db import close_old_connections
from django.db.models import Q
from django_scopes import scopes_disabled

from autan.catalogue.models import Dataset
from autan.catalogue.search_entries import entries, indexed
from autan.journal.models import Event
from autan.search.index import Damaged, Shelf, Unwritable
from autan.search.shape import Mark
from autan.search.snapshot import Snapshot

_log = logging.getLogger(__name__)

_FEW = 300
"""Datasets that a search brings in itself: some 50 ms."""

_SMALL = 2000
"""Datasets of a catalogue that a search indexes whole: less than a second."""

_PATIENCE = 0.3
_TAIL = 50
"""Two transactions may number their events in one order and end in the other: the list of the
last events is part of the mark, so that a late one is seen."""

_PIECES = 12
_REST = 60.0
"""Seconds before it is tried again to write where one could not."""

# A name or a perimeter that changed shows in the entries of many datasets.
_WIDE = (
    Q(verb__startswith="portal.")
    | Q(verb__startswith="territories.")
    | (Q(verb__startswith="organisation.") & ~Q(verb="organisation.made"))
)

SHELF = Shelf(settings.HOME)


def snapshot() -> Snapshot | None:
    """The index, if it says what the records say; None if it does not yet."""
    try:
        found, mark = SHELF.snapshot(), last_mark()
        if found is not None and _is_current(found, mark):
            return found
        return _brought_up(found, mark)
    except (Damaged, Unwritable) as error:
        broken(error)
        return None


_resting_until = 0.0


def broken(error: Damaged | Unwritable) -> None:
    """Let it be made again, later if one cannot; the database answers in the meantime."""
    if isinstance(error, Unwritable):
        return _rest(error)
    _log.warning("the search index is damaged and will be made again: %s", error.__cause__)
    try:
        SHELF.discard(str(error))
    except Unwritable as other:
        _rest(other)


def _rest(error: Unwritable) -> None:
    global _resting_until
    _resting_until = time.monotonic() + _REST
    _log.warning("the search index could not be written: %s", error)


def last_mark() -> Mark:
    """Up to where the journal goes."""
    last = list(Event.objects.order_by("-pk").values_list("pk", "at")[:_TAIL])
    if not last:
        return Mark(0, "")
    return Mark(last[0][0], last[0][1].isoformat(), tuple(pk for pk, _ in last))


def keep_up() -> None:
    """A worker's duty: bring everything in, make what is missing, join what is scattered."""
    try:
        found, mark = SHELF.snapshot(), last_mark()
        if found is None:
            _rebuild()
        elif not _is_current(found, mark):
            _catch_up(patience=0)
        elif found.pieces > _PIECES:
            _write(lambda: SHELF.change((), (), mark), patience=0)
    except (Damaged, Unwritable) as error:
        broken(error)


def check() -> int:
    """Compare the whole index with the records and mend it; how many datasets differed."""
    found = snapshot()
    if found is None:
        return 0
    mark, known = last_mark(), found.locks()
    with scopes_disabled():
        wanted = dict(indexed().values_list("pk", "lock_version"))
    gone = known.keys() - wanted.keys()
    changed = {pk for pk, lock in wanted.items() if known.get(pk) != lock}
    if gone or changed:
        _log.warning("the search index differed on %d datasets", len(gone) + len(changed))
        try:
            _write(lambda: SHELF.change(entries(changed), gone, mark), patience=_PATIENCE)
        except (Damaged, Unwritable) as error:
            broken(error)
    return len(gone) + len(changed)


# What was looked at and changes nothing: drafts, people, mails. Of this process.
_settled: dict[Mark | None, Mark] = {}


def _is_current(found: Snapshot, mark: Mark) -> bool:
    return mark in (found.mark, _settled.get(found.mark))


def _brought_up(found: Snapshot | None, mark: Mark) -> Snapshot | None:
    touched = _touched(found.mark) if found is not None and _follows(found.mark) else None
    if found is None or touched is None:
        if _is_small():
            return _rebuild()
        _aside(_rebuild)
        return None
    if not touched:
        _settled.clear()
        _settled[found.mark] = mark
        return found
    if len(touched) > _FEW:
        _aside(_catch_up)
        return None
    return _catch_up()


def _is_small() -> bool:
    with scopes_disabled():
        return indexed()[: _SMALL + 1].count() <= _SMALL


def _catch_up(patience: float = _PATIENCE) -> Snapshot | None:
    """Bring in what changed since the index was written."""

    def change() -> None:
        found, mark = SHELF.snapshot(), last_mark()
        if found is None or not _follows(found.mark):
            return _made()
        if _is_current(found, mark):
            return None
        touched = _touched(found.mark)
        if touched is None:
            return _made()
        with scopes_disabled():
            named = dict(Dataset.objects.filter(uid__in=touched).values_list("pk", "uid"))
        return SHELF.change(entries(named), named, mark)

    return _write(change, patience)


def _rebuild(patience: float = _PATIENCE) -> Snapshot | None:
    return _write(_made, patience)


def _made() -> None:
    mark = last_mark()
    found = SHELF.snapshot()
    if found is None or not _follows(found.mark) or found.mark != mark:
        SHELF.rebuild(entries(), mark)


def _write(change: Callable[[], object], patience: float) -> Snapshot | None:
    """Do it if nobody else writes; the index if it is then as the records are."""
    if time.monotonic() < _resting_until:
        return None
    with SHELF.turn(patience) as ours:
        if not ours:
            return None
        change()
    found = SHELF.snapshot()
    return found if found is not None and _is_current(found, last_mark()) else None


def _follows(mark: Mark | None) -> bool:
    """Is the event of the mark still the same one? Not after a backup was restored."""
    if mark is None:
        return False
    if not mark.event:
        return True
    at = Event.objects.filter(pk=mark.event).values_list("at", flat=True).first()
    return at is not None and mark.at == at.isoformat()


def _touched(mark: Mark | None) -> set[str] | None:
    """The ``uid`` of the datasets that changed since; None if it may be all of them."""
    tail = mark.tail if mark else ()
    since = Event.objects.filter(pk__gt=min(tail, default=0)).exclude(pk__in=tail)
    if since.filter(_WIDE).exists():
        return None
    subjects = since.filter(subject__startswith="dataset:").values_list("subject", flat=True)
    return {subject.partition(":")[2] for subject in subjects}


_thread = threading.Lock()


def _aside(work: Callable[[], object]) -> None:
    """In a thread of this process, once at a time; the workers do the same in theirs."""
    if not _thread.acquire(blocking=False):
        return

    def run() -> None:
        try:
            work()
        except (Damaged, Unwritable) as error:
            broken(error)
        except Exception:  # noqa: BLE001 - a search answers without, and the log tells
            _log.exception("the search index could not be written")
        finally:
            close_old_connections()
            _thread.release()

    threading.Thread(target=run, name="search-index", daemon=True).start()
