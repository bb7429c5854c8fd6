"""What a module of this folder declares in order to read a kind of file: ``READER``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autan.formats.header import Header
from autan.formats.text_parquet import Contents
from autan.tabular.steps import DONE, UNDONE, Glimpse, Step


@dataclass(frozen=True)
class Request:
    """What is asked of a reader: write the table found in ``source`` to ``target``.

    ``answers`` are those of the person to the steps of a former reading, by the kind of the
    step: ``{"table": "Feuil2", "merged_cells": "undone"}``; an answer that means nothing here is
    ignored. ``known`` are the folded labels of the standards, ``progress`` wants shares of the
    work done, 0 to 1.
    """

    source: Path
    target: Path
    answers: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    progress: Callable[[float], None] = lambda share: None

    def allows(self, step: str) -> bool:
        """May this step be done? It may, unless the person undid it."""
        return self.answers.get(step, DONE) != UNDONE


@dataclass(frozen=True)
class Found:
    """The table found, and how. ``header_row`` counts as a tableur does, from 1.

    ``table`` names which of ``tables`` was read, when the file holds several; ``sheet`` is the
    sheet of a workbook that it lies on. ``format`` says more than the kind of file where a kind
    holds several (``geojson`` or ``decp`` for JSON); ``standard`` is what such a format itself
    says the table to be, if it does.
    """

    header: Header
    header_row: int | None
    contents: Contents
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    table: str | None = None
    tables: tuple[Glimpse, ...] = ()
    steps: tuple[Step, ...] = ()
    format: str = ""
    standard: str = ""


@dataclass(frozen=True)
class Reader:
    """Reads the files of ``kinds`` (words of ``autan.formats.sniff``).

    ``read`` raises UnreadableFile when the file is not what it seems or passes a limit.
    """

    kinds: frozenset[str]
    read: Callable[[Request], Found]
