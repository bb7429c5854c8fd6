"""The columns of ``text.parquet``: a sample to recognise them, a tally to read them whole.

A tally has one line for each distinct text of a column: corrections, checks and protections are
computed on it, so that a million rows cost what their distinct values cost.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from autan.pipeline.report import Reading
from autan.schemas.evidence import Column

ROW = "__row"
TEXT = "text.parquet"
_SAMPLE_ROWS = 20_000
_SLICES = 5
_SAMPLE_VALUES = 250
_ALL_DIFFERENT = 0.9
_SMALL = 8 << 20


def scan(folder: Path) -> pl.LazyFrame:
    """The table as text, lazily: columns ``c0``… and ``__row``."""
    return pl.scan_parquet(folder / TEXT, low_memory=True)


def is_small(folder: Path) -> bool:
    """May the texts of two columns be held at once? Where they may not, what is done with the
    table is done one thing after another, in bounded memory. Its rows are numbered: there are
    fewer than two million in a small one."""
    return (folder / TEXT).stat().st_size <= _SMALL


def two_at_once(folder: Path, reading: Reading) -> bool:
    """Is it worth a thread more? For few rows, threads cost what they spare."""
    return reading.rows > _SAMPLE_ROWS and is_small(folder)


def sample(folder: Path, reading: Reading, dropped: Sequence[int] = ()) -> tuple[Column, ...]:
    """Headers with some distinct values each, taken along the whole file but ``dropped`` rows."""
    keys = [column.key for column in reading.columns]
    frame = without(scan(folder), dropped).select(keys)
    if reading.rows > _SAMPLE_ROWS:
        length, step = _SAMPLE_ROWS // _SLICES, reading.rows // _SLICES
        # One after the other: together they would hold the groups of rows of the whole file.
        table = pl.concat([frame.slice(step * i, length).collect() for i in range(_SLICES)])
    else:
        table = frame.collect()
    return tuple(
        Column(column.key, column.header, _distinct(table[column.key]))
        for column in reading.columns
    )


def _distinct(values: pl.Series) -> tuple[str, ...]:
    filled = values.drop_nulls().unique(maintain_order=True)
    return tuple(filled.gather_every(max(1, len(filled) // _SAMPLE_VALUES)).head(_SAMPLE_VALUES))


def without(frame: pl.LazyFrame, dropped: Sequence[int]) -> pl.LazyFrame:
    """The rows whose number is not in ``dropped``."""
    if not dropped:
        return frame
    return frame.filter(~pl.col(ROW).is_in(pl.Series(dropped, dtype=pl.Int64).implode()))


def tally(folder: Path, key: str, dropped: Sequence[int] = ()) -> pl.DataFrame:
    """Columns ``text`` (null for empty), ``count`` and ``row`` (the first), in order of rows.

    Where nearly every text is alone, grouping would cost much and spare nothing.
    """
    return tally_of(folder, pl.col(key), dropped)


def tally_of(folder: Path, text: pl.Expr, dropped: Sequence[int] = ()) -> pl.DataFrame:
    """The same for a text that is made of several columns."""
    lines = without(scan(folder), dropped).select(text.alias("text"), ROW)
    if is_small(folder):
        # Read once for what follows.
        lines = lines.collect().lazy()
    head = lines.head(_SAMPLE_ROWS).collect()
    if len(head) < _SAMPLE_ROWS:
        # That is all: opening the file again for each of thousands of columns would cost more.
        return _grouped(head.lazy()).collect()
    if head["text"].n_unique() > _ALL_DIFFERENT * len(head):
        return lines.select(
            "text", pl.lit(1, pl.UInt32).alias("count"), pl.col(ROW).alias("row")
        ).collect()
    return _grouped(lines).collect(engine="streaming")


def _grouped(lines: pl.LazyFrame) -> pl.LazyFrame:
    first = pl.col(ROW).min().alias("row")
    return lines.group_by("text").agg(pl.len().alias("count"), first).sort("row")
