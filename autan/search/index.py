"""The index on disk: one for the whole installation, derived from the records.

It may be thrown away at any moment: whoever asks does without until it is made again. A folder is
built aside, then named in ``current``, so that a half-built one is never read. One process writes
at a time; the others go on reading what was committed and look again when it changes.
"""

import errno
import fcntl
import os
import re
import secrets
import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from tantivy import Index, IndexWriter

from autan.search import words
from autan.search.shape import (
    Entry,
    Mark,
    dataset_query,
    document,
    fingerprint,
    mark_document,
    schema,
)
from autan.search.snapshot import Snapshot

# Of the writer, for a whole index and for a few changes.
_MEMORY, _SMALL = 128_000_000, 20_000_000
_THREADS = min(2, os.cpu_count() or 1)
"""One feeds, and analysing takes twice as long as feeding; each more makes more pieces to join."""
_WAIT = 0.01


class Damaged(Exception):
    """The files are not those of an index that can be read. ``str`` is the index's name, if known:
    another one may have taken its place since."""


class Unwritable(Exception):
    """The folder takes no new index: a full disk, a place where one may not write."""


class Shelf:
    """The index of a home folder, as one process sees it; its threads share it."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "search"
        self._opened: tuple[object, Snapshot] | None = None
        self._opening = threading.Lock()
        self._index: tuple[Path, Index] | None = None
        self._writing = threading.Lock()

    def snapshot(self) -> Snapshot | None:
        """The index as last committed; None if there is none of this shape. Damaged if broken."""
        place = self._place()
        try:
            return self._snapshot_of(place) if place else None
        except Damaged:
            other = self._place()
            if other == place:
                raise
            return self._snapshot_of(other) if other else None

    def _snapshot_of(self, place: Path) -> Snapshot:
        state = _state(place)
        opened = self._opened
        if opened is None or opened[0] != state:
            with self._opening, guarded(place.name):
                opened = (state, Snapshot(self._read(place).searcher(), place.name))
                self._opened = opened
        return opened[1]

    @contextmanager
    def turn(self, seconds: float) -> Iterator[bool]:
        """Be the only writer of all processes; False if another still was after ``seconds``.

        Unwritable if this is no place to write.
        """
        until = time.monotonic() + seconds
        if not self._writing.acquire(timeout=max(seconds, 0)):
            yield False
            return
        try:
            with self._lock() as file:
                yield _taken(file.fileno(), until)
        finally:
            self._writing.release()

    def _lock(self) -> TextIO:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            return (self.folder / "lock").open("w")
        except OSError as error:
            raise Unwritable(error.strerror) from error

    def change(self, entries: Iterable[Entry], gone: Iterable[int], mark: Mark) -> None:
        """Put datasets in place of what was known of them, and take others out. In a ``turn``.

        Unwritable if the disk refused: the index is then as it was.
        """
        place = self._place()
        if place is None:
            raise Damaged("thrown away while it was to be changed")
        with _refusals(), guarded(place.name):
            index = words.register(Index.open(str(place)))
            with _writing(index, _SMALL, 1) as writer:
                for pk in gone:
                    writer.delete_documents_by_query(dataset_query(pk))
                for entry in entries:
                    writer.delete_documents_by_query(dataset_query(entry.pk))
                    writer.add_document(document(entry))
                writer.delete_documents_by_term("mark", "mark")
                writer.add_document(mark_document(mark))

    def rebuild(self, entries: Iterable[Entry], mark: Mark) -> int:
        """Make it anew, beside the one in use; how many datasets it holds. In a ``turn``.

        Unwritable if it could not be written: nothing is left of it, and nothing has changed.
        """
        name = f"{fingerprint()}-{secrets.token_hex(6)}"
        kept = self._named()
        self._clear(kept)
        try:
            with guarded(name):
                count = _built(self.folder / name, entries, mark)
                self._name(name)
        except Damaged as error:
            self._clear(kept)
            raise Unwritable(str(error.__cause__)) from error
        except BaseException:
            self._clear(kept)
            raise
        self._clear(name)
        return count

    def discard(self, name: str) -> None:
        """Let that index be built anew, unless another one has taken its place already; what
        reads it now ends in peace."""
        with self.turn(0) as ours:
            if ours and self._named() == name:
                (self.folder / "current").unlink(missing_ok=True)
        self._opened = self._index = None

    def _name(self, name: str) -> None:
        """Make it the one that everybody reads."""
        draft = self.folder / f"current-{name}"
        draft.write_text(name, encoding="ascii")
        os.replace(draft, self.folder / "current")

    def _named(self) -> str:
        """What ``current`` says; "" if nothing."""
        try:
            return (self.folder / "current").read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return ""

    def _clear(self, kept: str) -> None:
        """Take away every index but one: those of before, and what a killed process left."""
        for other in self.folder.iterdir():
            if other.is_dir() and other.name != kept:
                shutil.rmtree(other, ignore_errors=True)
            elif other.name.startswith("current-"):
                other.unlink(missing_ok=True)

    def _place(self) -> Path | None:
        name = self._named()
        return self.folder / name if name.startswith(fingerprint() + "-") else None

    def _read(self, place: Path) -> Index:
        if self._index is None or self._index[0] != place:
            index = words.register(Index.open(str(place)))
            index.config_reader("manual")
            self._index = (place, index)
        self._index[1].reload()
        return self._index[1]


def _built(place: Path, entries: Iterable[Entry], mark: Mark) -> int:
    """Write a whole index in a new folder; how many datasets it holds."""
    place.mkdir(parents=True)
    index = words.register(Index(schema(), str(place), reuse=False))
    count = 0
    with _writing(index, _MEMORY, _THREADS) as writer:
        for entry in entries:
            writer.add_document(document(entry))
            count += 1
        writer.add_document(mark_document(mark))
    return count


@contextmanager
def _writing(index: Index, memory: int, threads: int) -> Iterator[IndexWriter]:
    """A writer that commits at the end; nothing of it writes any more afterwards, even if it
    could not."""
    writer = index.writer(memory, threads)
    try:
        yield writer
        writer.commit()
    finally:
        writer.wait_merging_threads()


def _state(place: Path) -> object:
    """What changes with each commit."""
    try:
        known = (place / "meta.json").stat()
    except OSError:
        return (place, None)
    return (place, known.st_mtime_ns, known.st_ino, known.st_size)


@contextmanager
def guarded(place: str = "") -> Iterator[None]:
    """Whatever tantivy says of broken files is one error of ours; it also panics over some."""
    try:
        yield
    except UnicodeError:
        raise  # of a text, not of the files
    except (ValueError, OSError) as error:
        raise Damaged(place) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise Damaged(place) from error


_REFUSALS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES)
# As tantivy says it, in one of two ways.
_REFUSED = re.compile(rf"(?:os error|code:) (?:{'|'.join(map(str, _REFUSALS))})\b")


@contextmanager
def _refusals() -> Iterator[None]:
    """A disk that refuses says nothing of the files that are there."""
    try:
        yield
    except Damaged as error:
        if _REFUSED.search(str(error.__cause__)):
            raise Unwritable(str(error.__cause__)) from error
        raise


def _taken(descriptor: int, until: float) -> bool:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(_WAIT)
        else:
            return True
