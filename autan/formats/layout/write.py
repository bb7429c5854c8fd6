"""The rows of one table of a sheet, written to ``text.parquet`` column by column.

A sheet comes as typed values. A column of one type is turned into text whole; only mixed columns
are turned cell by cell.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from autan.formats.cells import text_of
from autan.formats.layout.areas import Block
from autan.formats.layout.shapes import Shape
from autan.formats.layout.traits import Part
from autan.formats.merged import Merged
from autan.formats.text_parquet import ROW, Contents, contents_of

_CELLS = 200_000
_TEXT = pa.large_string()
_EXAMPLES = 2
# Beyond, the shortest text of a number has more digits than Excel keeps.
_LONGEST_NUMBER = 16
_WHOLE_BELOW = 1e15


@dataclass
class Plan:
    """What to write: the rows of ``block`` from ``first`` on, both counted in the sheet from 0.

    ``hidden`` rows are written if ``keeps_hidden``; ``blank`` columns are not. ``shown``:
    column -> row -> what the format of the cell does to its value.
    """

    block: Block
    first: int
    merged: Merged
    hidden: tuple[Part, ...] = ()
    keeps_hidden: bool = True
    blank: tuple[Part, ...] = ()
    shown: Mapping[int, Mapping[int, Shape]] = field(default_factory=dict)


@dataclass
class Told:
    """What was met while writing: cells whose format was followed, hidden rows that hold
    something (the numbers of the first ones)."""

    merged: Merged
    reshaped: int = 0
    examples: dict[str, None] = field(default_factory=dict)
    hidden: int = 0
    first_hidden: list[int] = field(default_factory=list)


def write(sheet: Any, plan: Plan, target: Path) -> tuple[Contents, Told]:
    """Write the table and describe it; empty rows are left out."""
    width = plan.block.right - plan.block.left + 1
    fields = [*(pa.field(f"c{i}", _TEXT) for i in range(width)), pa.field(ROW, pa.int64())]
    schema = pa.schema(fields)
    told = Told(plan.merged.fresh())
    # One batch is written while the next one is turned into text.
    with (
        pq.ParquetWriter(target, schema, compression="lz4") as writer,
        ThreadPoolExecutor(1) as beside,
    ):
        writing: Future[None] | None = None
        for start, rows in _batches(sheet, plan, told):
            table = _visible(_table(rows, start, sheet.start[1], plan, schema), plan, told)
            if writing:
                writing.result()
            writing = beside.submit(writer.write_table, table) if table.num_rows else None
        if writing:
            writing.result()
    return contents_of(target, width), told


def write_together(tables: Iterable[tuple[str, Any, Plan]], width: int, target: Path) -> Contents:
    """Write tables of the same ``width`` one after the other; the first column names each.

    Rows are numbered by their rank, from 1.
    """
    fields = [*(pa.field(f"c{i}", _TEXT) for i in range(width + 1)), pa.field(ROW, pa.int64())]
    schema = pa.schema(fields)
    own = pa.schema([*fields[:width], fields[-1]])
    written = 0
    with pq.ParquetWriter(target, schema, compression="lz4") as writer:
        for name, sheet, plan in tables:
            told = Told(plan.merged.fresh())
            for start, rows in _batches(sheet, plan, told):
                table = _visible(_table(rows, start, sheet.start[1], plan, own), plan, told)
                names = pa.array([name] * table.num_rows, _TEXT)
                ranks = pa.array(range(written + 1, written + table.num_rows + 1), pa.int64())
                columns = [names, *table.columns[:-1], ranks]
                writer.write_table(pa.Table.from_arrays(columns, schema=schema))
                written += table.num_rows
    return contents_of(target, width + 1)


def _batches(sheet: Any, plan: Plan, told: Told) -> Iterator[tuple[int, list[list[Any]]]]:
    """Runs of rows with the index of their first one, merged cells and formats applied."""
    source = sheet.iter_rows()
    size = max(100, _CELLS // max(sheet.width, 1))
    left = sheet.start[1]
    bottom = plan.block.bottom
    at = 0
    # iter_rows gives the empty rows above the first cell, but not the empty columns before it.
    for skipped in islice(source, plan.first):
        if plan.merged.ranges:
            told.merged.fill(at, [*[None] * left, *skipped])
        at += 1
    # What was repeated among the titles does not count.
    told.merged.used, told.merged.examples = 0, {}
    while bottom is None or at <= bottom:
        rows = list(islice(source, size if bottom is None else min(size, bottom + 1 - at)))
        if not rows:
            return
        _reshape(rows, at, left, plan, told)
        if plan.merged.ranges:
            pad = [None] * left
            filled = (told.merged.fill(at + i, [*pad, *row]) for i, row in enumerate(rows))
            rows = [row[left:] for row in filled]
        yield at, rows
        at += len(rows)


def _reshape(rows: list[list[Any]], at: int, left: int, plan: Plan, told: Told) -> None:
    for column, shapes in plan.shown.items():
        if not plan.block.left <= column <= plan.block.right or column < left:
            continue
        place = column - left
        seen: dict[tuple[Shape, Any], str | None] = {}
        for i, row in enumerate(rows):
            shape = shapes.get(at + i)
            if shape is None or place >= len(row) or isinstance(row[place], str):
                continue
            key = (shape, row[place])
            if key not in seen:
                seen[key] = _reshaped(shape, row[place], told)
            text = seen[key]
            if text is not None:
                row[place] = text
                told.reshaped += 1


def _reshaped(shape: Shape, value: Any, told: Told) -> str | None:
    """The text that is seen, None when it is that of the value itself."""
    text, plain = shape(value), text_of(value)
    if text is None or text == plain:
        return None
    if len(told.examples) < _EXAMPLES:
        told.examples[f"{plain} → {text}"] = None
    return text


def _table(rows: list[list[Any]], start: int, left: int, plan: Plan, schema: pa.Schema) -> pa.Table:
    count = len(rows)
    columns = list(zip(*rows, strict=True))
    arrays = []
    for position in range(plan.block.left, plan.block.right + 1):
        place = position - left
        if not 0 <= place < len(columns) or _within(plan.blank, position):
            arrays.append(pa.nulls(count, _TEXT))
        else:
            arrays.append(_texts(columns[place]))
    numbers = pa.array(range(start + 1, start + count + 1), pa.int64())
    table = pa.Table.from_arrays([*arrays, numbers], schema=schema)
    # A column without any empty cell says that no row is empty.
    if any(array.null_count == 0 for array in arrays):
        return table
    some = pa.array([False] * count, pa.bool_())
    for array in arrays:
        if array.null_count < count:
            some = pc.or_(some, pc.is_valid(array))
    return table.filter(some)


def _visible(table: pa.Table, plan: Plan, told: Told) -> pa.Table:
    """Count the hidden rows, and leave them out if they are not wanted."""
    if not plan.hidden or not table.num_rows:
        return table
    numbers = table[ROW].to_pylist()
    inside = [p for p in plan.hidden if p[0] < numbers[-1] and p[1] >= numbers[0] - 1]
    if not inside:
        return table
    hidden = [_within(inside, number - 1) for number in numbers]
    told.hidden += sum(hidden)
    told.first_hidden += [n for n, is_hidden in zip(numbers, hidden, strict=True) if is_hidden][:2]
    return table if plan.keeps_hidden else table.filter(pa.array([not one for one in hidden]))


def _within(parts: Sequence[Part], index: int) -> bool:
    return any(first <= index <= last for first, last in parts)


def _texts(column: Sequence[Any]) -> pa.Array:
    """Values of a column as text, null where empty; the same as ``text_of`` for each."""
    kinds = set(map(type, column))
    if kinds == {str}:
        return _words(pa.array(column, _TEXT))
    if kinds - {str, float} and kinds - {str, dt.date}:
        return pa.array(list(map(text_of, column)), _TEXT)
    if str in kinds:
        column = [None if value == "" else value for value in column]
        if str in set(map(type, column)):
            return pa.array(list(map(text_of, column)), _TEXT)
    if dt.date in kinds:
        return pc.cast(pa.array(column, pa.date32()), _TEXT)
    return _numbers(column)


def _words(texts: pa.Array) -> pa.Array:
    blank = pc.equal(pc.binary_length(pc.utf8_trim_whitespace(texts)), 0)
    return pc.if_else(blank, pa.scalar(None, _TEXT), texts) if pc.any(blank).as_py() else texts


def _numbers(column: Sequence[float | None]) -> pa.Array:
    values = pa.array(column, pa.float64())
    whole = pc.and_(
        pc.equal(pc.floor(values), values), pc.less(pc.abs(values), pa.scalar(_WHOLE_BELOW))
    )
    integers = pc.cast(pc.cast(pc.if_else(whole, values, None), pa.int64()), _TEXT)
    if pc.all(whole).as_py():
        return integers
    texts = pc.cast(values, _TEXT)
    odd = pc.or_(pc.greater(pc.utf8_length(texts), _LONGEST_NUMBER), pc.match_substring(texts, "e"))
    if pc.any(pc.and_(odd, pc.invert(whole))).as_py():
        return pa.array(list(map(text_of, column)), _TEXT)
    return pc.if_else(whole, integers, texts)
