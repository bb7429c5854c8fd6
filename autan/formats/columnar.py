"""Tables written one column after the other: ``{"nom": ["a", "b"], "age": [1, 2]}``.

Each column goes to a file of its own as it is read, then all are put side by side: memory holds
a block of each, whatever the length.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from autan.formats.json_stream import JsonStream
from autan.formats.nested import text_of
from autan.formats.refusals import refusal
from autan.formats.text_parquet import GROUP, ROW, Contents, contents_of

_BLOCK = 50_000


def write(stream: JsonStream, names: tuple[str, ...], target: Path) -> Contents:
    """Write the columns ``names`` of the object that comes next in ``stream``."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix="columns-") as scratch:
        places = {name: Path(scratch) / f"{i}.parquet" for i, name in enumerate(names)}
        lengths = set()
        for key in stream.members():
            if key in places:
                lengths.add(_column(stream, places[key], f"c{names.index(key)}"))
            else:
                stream.skip(2)
        if len(lengths) != 1:
            raise refusal("damaged")
        frames = [pl.scan_parquet(place) for place in places.values()]
        table = pl.concat(frames, how="horizontal").with_row_index(ROW, offset=1)
        cells = [pl.col(f"c{i}") for i in range(len(names))]
        table.filter(pl.any_horizontal(cell.is_not_null() for cell in cells)).select(
            *cells, pl.col(ROW).cast(pl.Int64)
        ).sink_parquet(target, compression="lz4", statistics=True, row_group_size=GROUP)
    return contents_of(target, len(names))


def _column(stream: JsonStream, place: Path, name: str) -> int:
    """Write one column of text; the answer is its length."""
    schema = pa.schema([pa.field(name, pa.large_string())])
    length, held = 0, []
    with pq.ParquetWriter(place, schema, compression="lz4") as writer:
        for value in _values(stream):
            held.append(text_of(value) or None)
            if len(held) >= _BLOCK:
                writer.write_table(pa.table({name: held}, schema=schema))
                length, held = length + len(held), []
        writer.write_table(pa.table({name: held}, schema=schema))
    return length + len(held)


def _values(stream: JsonStream) -> Iterator[Any]:
    """The cells of a list, or of an object with one key for each row."""
    if stream.peek() == "{":
        for _ in stream.members():
            yield stream.value()
    else:
        for _ in stream.items():
            yield stream.value()
