"""What a module of this folder declares in order to read a kind of file: ``READER``."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autan.formats.header import Header
from autan.formats.text_parquet import Contents


@dataclass(frozen=True)
class Request:
    """What is asked of a reader: write the table found in ``source`` to ``target``.

    ``sheet`` is the one that the person chose, else the best is taken. ``known`` are the folded
    labels of the standards, ``progress`` wants shares of the work done, 0 to 1.
    """

    source: Path
    target: Path
    sheet: str | None = None
    known: frozenset[str] = frozenset()
    progress: Callable[[float], None] = lambda share: None


@dataclass(frozen=True)
class Note:
    """One thing that was done in order to read, told to people in ``sentence``."""

    kind: str
    sentence: str
    count: int = 0
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """The table found, and how. ``header_row`` counts as a tableur does, from 1."""

    header: Header
    header_row: int | None
    contents: Contents
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Reader:
    """Reads the files of ``kinds`` (words of ``autan.formats.sniff``).

    ``read`` raises UnreadableFile when the file is not what it seems or passes a limit.
    """

    kinds: frozenset[str]
    read: Callable[[Request], Found]
