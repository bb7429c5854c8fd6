"""The index on disk: one for the whole installation, derived from the records.

It may be thrown away at any moment: whoever asks does without until it is made again. A folder is
built aside, then named in ``current``, so that a half-built one is never read. One process writes
at a time; the others go on reading what was committed and look again when it changes.
"""

import fcntl
import os
import secrets
import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tantivy import Index

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
_WAIT = 0.01


class Damaged(Exception):
    """The files are not those of an index that can be read."""


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
        if place is None:
            return None
        state = _state(place)
        opened = self._opened
        if opened is None or opened[0] != state:
            with self._opening, guarded(place.name):
                opened = (state, Snapshot(self._read(place).searcher()))
                self._opened = opened
        return opened[1]

    @contextmanager
    def turn(self, seconds: float) -> Iterator[bool]:
        """Be the only writer of all processes; False if another still was after ``seconds``."""
        until = time.monotonic() + seconds
        if not self._writing.acquire(timeout=max(seconds, 0)):
            yield False
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / "lock").open("w") as file:
                yield _taken(file.fileno(), until)
        finally:
            self._writing.release()

    def change(self, entries: Iterable[Entry], gone: Iterable[int], mark: Mark) -> None:
        """Put datasets in place of what was known of them, and take others out. In a ``turn``."""
        place = self._place()
        assert place is not None, "an index that is not there is rebuilt"
        with guarded(place.name):
            index = words.register(Index.open(str(place)))
            writer = index.writer(_SMALL, 1)
            for pk in gone:
                writer.delete_documents_by_query(dataset_query(pk))
            for entry in entries:
                writer.delete_documents_by_query(dataset_query(entry.pk))
                writer.add_document(document(entry))
            writer.delete_documents_by_term("mark", "mark")
            writer.add_document(mark_document(mark))
            writer.commit()
            writer.wait_merging_threads()

    def rebuild(self, entries: Iterable[Entry], mark: Mark) -> int:
        """Make it anew, beside the one in use; how many datasets it holds. In a ``turn``."""
        name = f"{fingerprint()}-{secrets.token_hex(6)}"
        place = self.folder / name
        place.mkdir(parents=True)
        count = 0
        index = words.register(Index(schema(), str(place), reuse=False))
        writer = index.writer(_MEMORY, 1)
        for entry in entries:
            writer.add_document(document(entry))
            count += 1
        writer.add_document(mark_document(mark))
        writer.commit()
        writer.wait_merging_threads()
        self._name(name)
        return count

    def discard(self) -> None:
        """Let it be built anew; what reads it now ends in peace."""
        (self.folder / "current").unlink(missing_ok=True)
        self._opened = self._index = None

    def _name(self, name: str) -> None:
        """Make it the one that everybody reads, and take the others away."""
        draft = self.folder / f"current-{name}"
        draft.write_text(name, encoding="ascii")
        os.replace(draft, self.folder / "current")
        for other in self.folder.iterdir():
            if other.is_dir() and other.name != name:
                shutil.rmtree(other, ignore_errors=True)

    def _place(self) -> Path | None:
        try:
            name = (self.folder / "current").read_text(encoding="ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return None
        return self.folder / name if name.startswith(fingerprint() + "-") else None

    def _read(self, place: Path) -> Index:
        if self._index is None or self._index[0] != place:
            index = words.register(Index.open(str(place)))
            index.config_reader("manual")
            self._index = (place, index)
        self._index[1].reload()
        return self._index[1]


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
    except (ValueError, OSError) as error:
        raise Damaged(place) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise Damaged(place) from error


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
