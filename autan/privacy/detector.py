"""What a detector of personal data is: it reads the distinct texts of a column and says which
ones speak of a private person.

A detector is one module of ``privacy/detectors`` that declares ``DETECTOR``. It decides with
rules that can be read and explained, never by statistics.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import polars as pl

from autan.schemas.names import words


@dataclass(frozen=True)
class Column:
    """A column under examination. ``standard`` and ``field`` are empty outside a common model.

    ``texts`` are its distinct texts; ``headers`` those of the whole table. ``table``: what the
    table and its file are called; ``around``: some cells of its other columns; ``cells``: some of
    each column of the table, in the order of ``headers``.
    """

    header: str
    texts: pl.Series
    standard: str = ""
    field: str = ""
    headers: tuple[str, ...] = ()
    table: str = ""
    around: tuple[str, ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> frozenset[str]:
        return frozenset(words(self.header))

    @property
    def table_words(self) -> frozenset[str]:
        return _words_of(self.headers)


@lru_cache(maxsize=4)
def _words_of(headers: tuple[str, ...]) -> frozenset[str]:
    """Once for a table, and not once for each of its columns."""
    return frozenset(word for header in headers for word in words(header))


@dataclass(frozen=True)
class Found:
    """``masked``: each text at stake and what to write instead; ``whole`` replaces every cell.

    ``blocking``: nothing is published before the person has answered. ``one`` and ``many`` are
    French sentences with ``%(count)s`` (rows) and ``%(column)s``; they never carry a value.
    ``others``: fields of the standard to empty on the same rows. ``removal``: the column as a
    whole is at stake, and what is asked is whether it goes.
    """

    one: str
    many: str
    blocking: bool
    masked: Mapping[str, str] = field(default_factory=dict)
    whole: str = ""
    others: tuple[str, ...] = ()
    removal: bool = False

    def sentence(self, count: int, column: str) -> str:
        facts = {"count": f"{count:,}".replace(",", "\u202f"), "column": column}
        return (self.one if count == 1 else self.many) % facts


@dataclass(frozen=True)
class Detector:
    """``kind`` is stable; ``find`` answers None when the column holds nothing of that kind."""

    kind: str
    find: Callable[[Column], Found | None]
