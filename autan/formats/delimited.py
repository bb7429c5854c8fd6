"""Tables written as text: with a separator (CSV, TSV and their cousins), or in aligned columns.

One way: polars writes the table in bounded memory from a well-made file, and refuses what is
not. A file that is well made goes there as it is. Any doubt (ragged lines, stray quotes, mixed
letters) has ``autan.formats.ragged`` write a well-made copy of it first, which repairs what it
can and counts what it did.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from autan.formats import (
    decoding,
    delimited_start,
    encodings,
    formulas,
    letter_steps,
    ragged,
)
from autan.formats.delimited_start import Start
from autan.formats.encodings import Letters
from autan.formats.ragged import Cleaner
from autan.formats.reader import Found, Reader, Request
from autan.formats.records import Feed
from autan.formats.text_parquet import GROUP, ROW, Contents, TextParquet, contents_of
from autan.tabular.steps import Step

# From here on a file is tried before it has been looked at whole.
_LARGE = 16 << 20
# Polars keeps about a megabyte for each column that it writes.
_FAST_COLUMNS = 256


def read(request: Request) -> Found:
    """Read a delimited file; see ``Reader.read``."""
    with ThreadPoolExecutor(1) as beside:
        whole = beside.submit(encodings.examine, request.source, request.answers)
        early = _tried(request)
        letters = whole.result()
    request.progress(0.5)
    start = early[0] if early and letters.plain else delimited_start.understand(request, letters)
    try:
        contents = _read_as_it_is(request, letters, start, early[1] if early else None)
        told: tuple[Step, ...] = ()
    except _Doubt:
        contents, told = _read_cleaned(request, letters, start)
    width = len(contents.filled)
    if letters.formulas and (changed := formulas.unwrapped(request, width)):
        contents, told = contents_of(request.target, width), (*told, *changed)
    labels = (*start.header.labels, *("",) * width)[:width]
    return Found(
        header=replace(start.header, labels=labels),
        header_row=None if start.header.row is None else start.header.row + 1,
        contents=contents,
        encoding=letters.name,
        delimiter=start.dialect.separator or None,
        steps=(*letter_steps.steps(request, letters), *start.steps, *told),
    )


READER = Reader(frozenset({"text"}), read)


class _Doubt(Exception):
    """The fast way could lose or misplace something."""


def _tried(request: Request) -> tuple[Start, bool] | None:
    """A large file whose beginning is well made, read as if the rest were, while its letters are
    still looked at: what it begins with, and whether it could be read. None for other files."""
    if request.source.stat().st_size < _LARGE:
        return None
    letters = encodings.examine(request.source, request.answers, most=1)
    if not letters.plain or letters.doubtful_quotes:
        return None
    start = delimited_start.understand(request, letters)
    if not start.is_plain or start.shape.width > _FAST_COLUMNS:
        return start, False
    try:
        _through_polars(request.source, request.target, start.shape, start.shape.lines)
    except _Doubt:
        return start, False
    return start, True


def _read_as_it_is(
    request: Request, letters: Letters, start: Start, tried: bool | None
) -> Contents:
    """A well-made file straight through polars, which refuses lines too long and quotes out of
    place; what it would let pass is looked for afterwards. ``tried``: did it go through already,
    None if it was not tried."""
    shape = start.shape
    if letters.doubtful_quotes or letters.untwist or letters.mixed:
        raise _Doubt
    if letters.plain and tried is False:
        raise _Doubt
    if shape.width > _FAST_COLUMNS or not start.is_plain:
        raise _Doubt
    source = request.source if letters.plain else _rewritten(request, letters)
    if not (tried and letters.plain):
        _through_polars(source, request.target, shape, shape.lines)
    contents = contents_of(request.target, shape.width)
    if letters.quotes and _swallowed_lines(request.target, source, letters, shape):
        raise _Doubt
    short = contents.filled[-1] < contents.rows and shape.width > 1
    if short and _has_short_line(source, shape):
        raise _Doubt
    return contents


def _read_cleaned(
    request: Request, letters: Letters, start: Start
) -> tuple[Contents, tuple[Step, ...]]:
    """A copy of the file, well made, then the same way; too many columns go row by row."""
    shape = start.shape
    if not (request.allows("decimal_commas") and request.allows("shifted_rows")):
        widest = ragged.widest(_feed(request, letters, start), shape, request)
        shape = replace(shape, width=max(shape.width, widest))
    profile = ragged.learn(_feed(request, letters, start), shape, request)
    clean = request.target.with_name("clean.csv")
    with clean.open("w", encoding="utf-8", newline="", buffering=1 << 20) as out:
        cleaner = Cleaner(request, shape, profile, out)
        cleaner.clean(_feed(request, letters, start, shape.lines))
    if shape.width > _FAST_COLUMNS:
        contents = _row_by_row(clean, request.target, shape)
    else:
        _through_polars(clean, request.target, shape, 0)
        contents = contents_of(request.target, shape.width)
    return contents, cleaner.done.steps(request)


def _feed(request: Request, letters: Letters, start: Start, skipped: int = 0) -> Feed:
    """The text of the file without its first ``skipped`` lines."""
    blocks = decoding.text_blocks(request.source, letters)
    if start.dialect.dress:
        blocks = ("".join(map(start.dialect.bare, b.splitlines(True))) for b in blocks)
    feed = Feed(blocks)
    for _ in range(skipped):
        next(feed, None)
    return feed


def _through_polars(source: Path, target: Path, shape: ragged.Shape, skipped: int) -> None:
    """Raises _Doubt when the file is not well made."""
    names = [f"c{i}" for i in range(shape.width)]
    # Not the target itself, and a new file: after an error polars may still be writing the old.
    attempt = target.with_name("attempt.parquet")
    attempt.unlink(missing_ok=True)
    try:
        table = pl.scan_csv(
            source,
            separator=shape.out,
            has_header=False,
            skip_lines=skipped,
            schema=dict.fromkeys(names, pl.String),
            # A blank first line is no line of one column.
            missing_columns="insert",
            row_index_name=ROW,
            row_index_offset=shape.records + 1,
        )
        table = table.with_columns(
            pl.when(pl.col(name) != "").then(pl.col(name)).name.keep() for name in names
        )
        # A line of spaces is a blank line.
        some = pl.any_horizontal(pl.col(names[1:]).is_not_null()) if names[1:] else pl.lit(False)
        table = table.filter(some | pl.col("c0").str.contains(r"\S").fill_null(False))
        table.select(*names, pl.col(ROW).cast(pl.Int64)).sink_parquet(
            attempt, compression="lz4", statistics=True, row_group_size=GROUP
        )
    except pl.exceptions.NoDataError:
        pl.DataFrame(schema={**dict.fromkeys(names, pl.String), ROW: pl.Int64}).write_parquet(
            attempt, statistics=True
        )
    except pl.exceptions.PolarsError as error:
        raise _Doubt from error
    attempt.replace(target)


def _row_by_row(clean: Path, target: Path, shape: ragged.Shape) -> Contents:
    import csv

    with (
        clean.open(encoding="utf-8", newline="") as file,
        TextParquet(target, shape.width) as table,
    ):
        rows = csv.reader(file, delimiter=shape.out)
        for number, cells in enumerate(rows, shape.records + 1):
            if any(cell.strip() for cell in cells):
                table.add(number, cells)
    return table.contents()


def _rewritten(request: Request, letters: Letters) -> Path:
    """The same file in UTF-8 with ordinary line ends, beside the target."""
    path = request.target.with_name("utf8.csv")
    with path.open("wb") as file:
        for block in decoding.text_blocks(request.source, letters):
            file.write(block.encode("utf-8", "replace"))
    return path


def _swallowed_lines(target: Path, source: Path, letters: Letters, shape: ragged.Shape) -> bool:
    """Are there fewer records than lines? Then quotes hold line ends, rightly or wrongly."""
    file = pq.ParquetFile(target)
    last = file.metadata.num_columns - 1
    groups = [file.metadata.row_group(i).column(last) for i in range(file.num_row_groups)]
    rows = max((group.statistics.max for group in groups), default=0)
    lines = letters.lines or encodings.examine(source).lines
    return bool(rows - shape.records < lines - shape.lines)


def _has_short_line(path: Path, shape: ragged.Shape) -> bool:
    """Is there, under the header, a line with fewer separators than columns ask for?

    A line with quotes is not judged: its separators may be text.
    """
    separator, least = shape.out.encode(), shape.width - 1
    above = shape.lines
    for block in encodings.blocks_of_lines(path):
        whole = block.count(separator) == least * block.count(b"\n")
        if whole and not above and b'"' not in block:
            # No line has more than its columns, for polars took them all: none has less.
            continue
        lines = block.splitlines()
        if any(_is_short(line, separator, least) for line in lines[above:]):
            return True
        above = max(0, above - len(lines))
    return False


def _is_short(line: bytes, separator: bytes, least: int) -> bool:
    return bool(line) and line.count(separator) < least and b'"' not in line
