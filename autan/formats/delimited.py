"""Tables written as text with a separator: CSV, TSV and their cousins.

Two ways to the same result. A file that is well made goes through polars in bounded memory.
Any doubt (ragged lines, stray quotes, mixed letters) sends it through the tolerant way of
``autan.formats.ragged``, which repairs what it can and counts what it did.
"""

import csv
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import polars as pl

from autan.formats import dialect, encodings, header, ragged
from autan.formats.dialect import Dialect
from autan.formats.encodings import Letters
from autan.formats.header import Header
from autan.formats.reader import Found, Reader, Request
from autan.formats.refusals import refusal
from autan.formats.text_parquet import GROUP, ROW, contents_of
from autan.tabular.steps import Step

MOST_COLUMNS = 4000
# Polars keeps about a megabyte for each column that it writes.
_FAST_COLUMNS = 256
_HEAD_LINES = 400
_HEAD_LETTERS = 4 << 20


@dataclass(frozen=True)
class _Start:
    """The beginning of the file, understood. ``lines`` are those above the first data row."""

    dialect: Dialect
    header: Header
    width: int
    lines: int
    records: int


def read(request: Request) -> Found:
    """Read a delimited file; see ``Reader.read``."""
    letters = encodings.examine(request.source)
    start = _understand(request, letters)
    shape = ragged.Shape(start.dialect.separator, start.width, start.records)
    steps: tuple[Step, ...] = ()
    try:
        _read_fast(request, letters, start)
        contents = contents_of(request.target, start.width)
        if contents.filled[-1] < contents.rows and ragged.has_short_line(request.source, shape):
            raise _Doubt
    except _Doubt:
        contents, steps = ragged.read(request, letters, shape)
    return Found(
        header=start.header,
        header_row=None if start.header.row is None else start.header.row + 1,
        contents=contents,
        encoding=letters.name,
        delimiter=start.dialect.separator,
        steps=(*_steps_on_letters(letters), *steps),
    )


READER = Reader(frozenset({"text"}), read)


class _Doubt(Exception):
    """The fast way could lose or misplace something."""


def _understand(request: Request, letters: Letters) -> _Start:
    lines = _first_lines(request, letters)
    if not any(line.strip() for line in lines):
        raise refusal("empty")
    guessed = dialect.guess(lines)
    if guessed.width <= 3 and _is_prose(lines, guessed.separator):
        raise refusal("prose")
    reader = csv.reader(lines, delimiter=guessed.separator)
    rows, ends = [], []
    for row in reader:
        rows.append(row)
        ends.append(reader.line_num)
    if guessed.declared:
        rows[0] = []
    found = header.find(rows, request.known)
    labels = len(ragged.trimmed(found.labels))
    width = ragged.expected_width(rows[found.first :], guessed.width, labels, guessed.separator)
    if width > MOST_COLUMNS:
        raise refusal("wide")
    found = replace(found, labels=(*found.labels, *("",) * width)[:width])
    above = ends[found.first - 1] if found.first else 0
    return _Start(guessed, found, width, above, found.first)


def _is_prose(lines: list[str], separator: str) -> bool:
    """Sentences without any separator but their own commas: a text for people, not a list."""
    filled = [line for line in lines if line.strip()]
    text = "".join(filled)
    cuts = text.count(separator) - text.count(separator + " ")
    blank = len(lines) - len(filled)
    words = sum(len(line.split()) for line in filled) / len(filled)
    return not cuts and (words > 8 or (blank * 4 > len(lines) and words > 3))


def _first_lines(request: Request, letters: Letters) -> list[str]:
    taken: list[str] = []
    size = 0
    for line in islice(encodings.lines(request.source, letters), _HEAD_LINES):
        taken.append(line)
        size += len(line)
        if size > _HEAD_LETTERS:
            break
    return taken


def _read_fast(request: Request, letters: Letters, start: _Start) -> None:
    """Through polars, which refuses a line too long and a quote out of place."""
    if letters.doubtful_quotes or letters.mojibake or letters.mixed:
        raise _Doubt
    if start.width > _FAST_COLUMNS:
        raise _Doubt
    source = request.source if letters.plain else _rewritten(request, letters)
    names = [f"c{i}" for i in range(start.width)]
    # Not the target itself: after an error polars may still be writing.
    attempt = request.target.with_name("attempt.parquet")
    try:
        table = pl.scan_csv(
            source,
            separator=start.dialect.separator,
            has_header=False,
            skip_lines=start.lines,
            schema=dict.fromkeys(names, pl.String),
            row_index_name=ROW,
            row_index_offset=start.records + 1,
        )
        if letters.quotes:
            table = table.with_columns(
                pl.when(pl.col(name) != "").then(pl.col(name)).name.keep() for name in names
            )
        table = table.filter(pl.any_horizontal(pl.col(names).is_not_null()))
        table.select(*names, pl.col(ROW).cast(pl.Int64)).sink_parquet(
            attempt, compression="lz4", statistics=True, row_group_size=GROUP
        )
    except pl.exceptions.NoDataError:
        pl.DataFrame(schema={**dict.fromkeys(names, pl.String), ROW: pl.Int64}).write_parquet(
            attempt, statistics=True
        )
    except pl.exceptions.PolarsError as error:
        raise _Doubt from error
    attempt.replace(request.target)


def _rewritten(request: Request, letters: Letters) -> Path:
    """The same file in UTF-8 with ordinary line ends, beside the target."""
    path = request.target.with_name("utf8.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        for block in encodings.text_blocks(request.source, letters):
            file.write(block)
    return path


def _steps_on_letters(letters: Letters) -> tuple[Step, ...]:
    steps = []
    if letters.mixed:
        steps.append(
            Step(
                "mixed_encodings",
                "Les accents étaient écrits de deux façons\u202f: réunis.",
                letters.old_lines,
            )
        )
    if letters.mojibake:
        sentence = "Des accents étaient abîmés (« Ã© » pour « é »)\u202f: réparés."
        steps.append(Step("mojibake", sentence, letters.mojibake))
    return tuple(steps)
