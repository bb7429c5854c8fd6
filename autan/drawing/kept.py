"""Pictures on disk: derived, bounded, and nothing to repair when one is damaged or missing.

A file begins with the hash of the rest, so that what was cut short is drawn again. Several
processes share the folder: a file appears whole by renaming, and the oldest leave when the folder
is over its size.
"""

import os
import random
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from autan import env

_HASH = 32
_LOOK = 64
"""One writing in so many looks whether the folder is too large: looking costs a directory."""


@dataclass(frozen=True, slots=True)
class Kept:
    """``most`` is in bytes."""

    folder: Path
    most: int

    @classmethod
    def usual(cls) -> "Kept":
        """The folder of this installation; ``AUTAN_DRAWINGS_MB`` is its size, 256 unless said."""
        return cls(env.home() / "drawings", env.number("AUTAN_DRAWINGS_MB", 256) * 1_000_000)

    def get(self, name: str) -> bytes | None:
        """What was kept under that name, else None. What is read becomes young again."""
        path = self._path(name)
        try:
            whole = path.read_bytes()
        except OSError:
            return None
        drawn = whole[_HASH:]
        if sha256(drawn).digest() != whole[:_HASH]:
            return None
        with suppress(OSError):
            os.utime(path)
        return drawn

    def put(self, name: str, drawn: bytes) -> None:
        """Keep it if the disk lets us: a full disk takes no picture from anybody."""
        path = self._path(name)
        beside = path.with_name(f".{token_hex(8)}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(sha256(drawn).digest() + drawn)
            beside.replace(path)
        except OSError:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
        if random.randrange(_LOOK) == 0:  # noqa: S311  chance, not secrecy
            self.trim()

    def trim(self) -> None:
        """Leave the youngest within nine tenths of the size, if they are over it."""
        files = []
        for path in self.folder.glob("??/*"):
            with suppress(OSError):
                found = path.stat()
                files.append((found.st_mtime, found.st_size, path))
        total = sum(size for _, size, _ in files)
        if total <= self.most:
            return
        for _, size, path in sorted(files):
            with suppress(OSError):
                path.unlink()
            total -= size
            if total <= 0.9 * self.most:
                return

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / name
