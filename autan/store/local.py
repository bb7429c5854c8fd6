"""The content-addressed store in a local folder.

An object appears whole or not at all: it is written beside its place under a temporary name,
forced to the disk, renamed, and the folder is forced too. What a crash leaves is a ``.tmp``
file, or an object that no row names: ``autan.store.sweep`` removes both later.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from autan.errors import Refused
from autan.failpoints import failpoint
from autan.store.layout import Kind, place

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Stored:
    """An object of the store: the hash of its bytes, and how many they are."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class LocalStore:
    """Immutable objects under ``root``, named by their own SHA-256."""

    root: Path

    def put(self, source: Path, kind: Kind) -> Stored:
        """Keep a copy of a file; an object that is there already costs only its reading."""
        failpoint("store.before-temporary")
        with self._temporary(kind) as temporary, source.open("rb") as file:
            stored = _write(chunks_of(file), temporary)
            failpoint("store.after-temporary")
            force(temporary)
            failpoint("store.after-fsync")
            self._settle(temporary, self.path(stored.sha256, kind))
        failpoint("store.after-rename")
        return stored

    def receive(self, chunks: Iterable[bytes], kind: Kind, *, limit: int) -> Stored:
        """Keep a stream of at most ``limit`` bytes, or raise Refused (``file-too-big``)."""
        failpoint("upload.before-write")
        with self._temporary(kind) as temporary:
            stored = _write(_at_most(chunks, limit), temporary)
            force(temporary)
            failpoint("upload.after-write")
            self._settle(temporary, self.path(stored.sha256, kind))
        failpoint("upload.after-rename")
        return stored

    def path(self, sha256: str, kind: Kind) -> Path:
        return place(self.root, kind, sha256)

    def open(self, sha256: str, kind: Kind) -> BinaryIO:
        """FileNotFoundError if there is no such object."""
        return self.path(sha256, kind).open("rb")

    def exists(self, sha256: str, kind: Kind) -> bool:
        return self.path(sha256, kind).is_file()

    @contextmanager
    def _temporary(self, kind: Kind) -> Iterator[Path]:
        folder = self.root / kind.value
        folder.mkdir(parents=True, exist_ok=True)
        temporary = folder / f"{secrets.token_hex(16)}.tmp"
        try:
            yield temporary
        finally:
            temporary.unlink(missing_ok=True)

    def _settle(self, temporary: Path, target: Path) -> None:
        """Give its name to a written file; the bytes of a present object are already the same."""
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            # The sweeper reads this time: somebody needs the object again, from now on.
            os.utime(target)
            return
        temporary.replace(target)
        force(target.parent)


def adopt(source: Path, target: Path) -> None:
    """Move a finished file of the same disk to its place, forced to the disk, in one rename."""
    target.parent.mkdir(parents=True, exist_ok=True)
    force(source)
    source.replace(target)
    force(target.parent)


def force(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def chunks_of(file: BinaryIO) -> Iterator[bytes]:
    """The bytes of an open file, a mebibyte at a time."""
    return iter(lambda: file.read(CHUNK), b"")


def _write(chunks: Iterable[bytes], target: Path) -> Stored:
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as file:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
    return Stored(digest.hexdigest(), size)


def _at_most(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise Refused(
                "file-too-big",
                "Ce fichier dépasse %(megabytes)d Mo, la taille que ce portail accepte.",
                remedy="Partagez-le en plusieurs fichiers, par exemple un par année.",
                megabytes=limit >> 20,
            )
        yield chunk
