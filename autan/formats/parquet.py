"""Parquet with real types, for tools that compute."""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from autan.formats.exports import LABELS, Format, Frames, Option, Settled
from autan.formats.places import bare

if TYPE_CHECKING:
    import polars as pl

ROW_GROUP = 122_880

COMPRESSION = Option(
    "parquet_compression", "snappy", "La compression.", {"snappy": "snappy", "zstd": "zstd"}
)


def row_groups(frames: Frames, options: Settled) -> Iterator[bytes]:
    """The file, one row group after the other: that many rows are held, never more."""
    import pyarrow.parquet as pq

    sink, writer = BytesIO(), None
    for frame in _gathered(frames):
        table = bare(frame).to_arrow()
        if writer is None:
            compression = str(options["parquet_compression"])
            # The Arrow schema is left out: readers see plain Parquet types.
            writer = pq.ParquetWriter(
                _Kept(sink), table.schema, compression=compression, store_schema=False
            )
        writer.write_table(table, row_group_size=ROW_GROUP)
        yield _drained(sink)
    if writer is not None:
        writer.close()
    yield _drained(sink)


def _gathered(frames: Frames) -> Iterator["pl.DataFrame"]:
    held, count = [], 0
    for frame in frames:
        held.append(frame)
        count += frame.height
        if count >= ROW_GROUP:
            yield _joined(held)
            held, count = [], 0
    if held:
        yield _joined(held)


def _joined(frames: list["pl.DataFrame"]) -> "pl.DataFrame":
    first, *others = frames
    for other in others:
        first = first.vstack(other)
    return first


def _drained(sink: BytesIO) -> bytes:
    made = sink.getvalue()
    sink.seek(0)
    sink.truncate()
    return made


class _Kept:
    """A file for pyarrow that goes on counting its position while ``sink`` is emptied."""

    closed = False

    def __init__(self, sink: BytesIO) -> None:
        self._sink = sink
        self._position = 0

    def write(self, data: bytes) -> int:
        self._position += len(data)
        return self._sink.write(data)

    def tell(self) -> int:
        return self._position

    def flush(self) -> None: ...

    def close(self) -> None: ...

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False


FORMAT = Format(
    "parquet",
    "Parquet",
    "parquet",
    "application/vnd.apache.parquet",
    row_groups,
    (LABELS, COMPRESSION),
)
