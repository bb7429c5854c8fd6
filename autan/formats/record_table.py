"""Records whose columns are not known beforehand, written to ``text.parquet`` in bounded memory.

Batches go to part files as they come, each with the columns known then; at the end the parts
are joined under the union of the columns. When nothing new appeared after the first batch,
which is usual, the only part is the result.
"""

import tempfile
from collections.abc import Callable, Container, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from autan.formats.nested import Record, is_plain, text_of
from autan.formats.refusals import refusal
from autan.formats.text_parquet import GROUP, ROW, Contents

MOST_COLUMNS = 4000
_BATCH_CELLS = 300_000
_FIRST_BATCH = 500
_MANY_COLUMNS = 300
_SAMPLES = 5


class TooWide(Exception):
    """More columns than a table has. ``opened``: some of them come from inner records."""

    def __init__(self, opened: bool) -> None:
        super().__init__()
        self.opened = opened


class RecordTable:
    """``add`` flat records one by one; after ``with``, ``labels`` and ``contents`` tell the table.

    ``first`` names columns that come first, in that order, if they are found at all, or in any
    case if ``whole``. ``text`` writes a value as the text of a cell. ``lists`` and ``objects``
    count, by column, the cells that were several values or a record. Raises TooWide past
    ``MOST_COLUMNS``.
    """

    def __init__(
        self,
        target: Path,
        first: Sequence[str] = (),
        text: Callable[[Any], str | None] = text_of,
        *,
        whole: bool = False,
    ) -> None:
        self._target = target
        self._text = text
        self.lists: dict[str, int] = {}
        self.objects: dict[str, int] = {}
        self._scratch = tempfile.TemporaryDirectory(dir=target.parent, prefix="records-")
        self._parts: list[Path] = []
        self._writer: pq.ParquetWriter | None = None
        self._columns: dict[str, int] = dict(zip(first, range(len(first)), strict=True))
        self._order: list[str] = list(first)
        self._known = self._columns.keys()
        self._asked = frozenset(() if whole else first)
        self._rows: list[Record] = []
        self._written = 0
        self._batch = _FIRST_BATCH
        self._filled: list[int] = []
        self._samples: list[dict[str, None]] = []
        self.labels: tuple[str, ...] = ()
        self.contents = Contents(0, (), ())

    def __enter__(self) -> "RecordTable":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._flush()
            if self._writer is not None:
                self._writer.close()
            if kind is None:
                self._settle()
        finally:
            self._scratch.cleanup()

    def add(self, record: Record) -> None:
        """One flat record: names to values of any kind that ``text`` writes; {} is no row."""
        if not record:
            return
        if not self._known >= record.keys():
            self._learn(record)
        self._rows.append(record)
        if len(self._rows) >= self._batch:
            self._flush()

    def extend(self, records: Iterable[Record]) -> None:
        for record in records:
            self.add(record)

    def _learn(self, record: Record) -> None:
        """New names take their place after the one that precedes them in this record."""
        place = 0 if self._known & record.keys() else len(self._order)
        before: str | None = None
        for name in record:
            if name not in self._columns:
                if len(self._columns) >= MOST_COLUMNS:
                    raise TooWide(any("." in one for one in self._known))
                self._columns[name] = len(self._columns)
                place = place if before is None else self._order.index(before) + 1
                self._order.insert(place, name)
            before = name

    def _flush(self) -> None:
        if not self._rows:
            return
        arrays = []
        nothing = pa.nulls(len(self._rows), pa.large_string())
        held = self._held()
        for name, index in self._columns.items():
            array = nothing
            if name in held:
                array = self._array(name, [row.get(name) for row in self._rows])
            if index >= len(self._filled):
                self._filled.append(0)
                self._samples.append({})
            self._filled[index] += len(array) - array.null_count
            self._sample(index, array)
            arrays.append(array)
        numbers = pa.array(range(self._written + 1, self._written + len(self._rows) + 1))
        self._write(pa.Table.from_arrays([*arrays, numbers], schema=self._schema()))
        self._written += len(self._rows)
        self._rows = []
        self._batch = max(100, _BATCH_CELLS // max(1, len(self._columns)))

    def _held(self) -> Container[str]:
        """The columns that the rows of the batch have: of thousands, each may have a few."""
        if len(self._columns) < _MANY_COLUMNS:
            return self._columns
        return set().union(*self._rows)

    def _array(self, name: str, values: list[Any]) -> pa.Array:
        """A column of text; "" and nothing are both null."""
        try:
            array = pa.array(values, pa.large_string())
        except (pa.ArrowException, UnicodeEncodeError, TypeError):
            self._note(name, values)
            texts = [_whole(self._text(value)) for value in values]
            array = pa.array(texts, pa.large_string())
        return pc.if_else(pc.equal(array, ""), pa.scalar(None, pa.large_string()), array)

    def _note(self, name: str, values: list[Any]) -> None:
        for value in values:
            if type(value) is dict or (type(value) is list and not all(map(is_plain, value))):
                self.objects[name] = self.objects.get(name, 0) + 1
            elif type(value) is list and len(value) > 1:
                self.lists[name] = self.lists.get(name, 0) + 1

    def _schema(self) -> pa.Schema:
        texts = [pa.field(f"c{index}", pa.large_string()) for index in range(len(self._columns))]
        return pa.schema([*texts, pa.field(ROW, pa.int64())])

    def _write(self, table: pa.Table) -> None:
        if self._writer is None or len(self._writer.schema) != len(table.schema):
            if self._writer is not None:
                self._writer.close()
            self._parts.append(Path(self._scratch.name) / f"part-{len(self._parts)}.parquet")
            self._writer = pq.ParquetWriter(self._parts[-1], table.schema, compression="lz4")
        self._writer.write_table(table, row_group_size=GROUP)

    def _sample(self, index: int, array: pa.Array) -> None:
        seen = self._samples[index]
        if len(seen) >= _SAMPLES or array.null_count == len(array):
            return
        for cell in array.drop_null().slice(0, 200).to_pylist():
            if len(seen) >= _SAMPLES:
                return
            seen[cell[:200]] = None

    def _settle(self) -> None:
        """Give the file its last form: every column, in the order of the labels."""
        if not self._parts:
            raise refusal("no-rows")
        kept = [
            self._columns[name]
            for name in self._order
            if name not in self._asked or self._filled[self._columns[name]]
        ]
        names = {index: name for name, index in self._columns.items()}
        self.labels = tuple(names[index] for index in kept)
        self.contents = Contents(
            self._written,
            tuple(self._filled[index] for index in kept),
            tuple(tuple(self._samples[index]) for index in kept),
        )
        if len(self._parts) == 1 and kept == list(range(len(self._columns))):
            self._parts[0].replace(self._target)
            return
        frames = [pl.scan_parquet(part) for part in self._parts]
        pl.concat(frames, how="diagonal").select(
            *(pl.col(f"c{index}").alias(f"c{place}") for place, index in enumerate(kept)), ROW
        ).sink_parquet(self._target, compression="lz4", statistics=True, row_group_size=GROUP)


def _whole(text: str | None) -> str | None:
    """Half of a sign written with two escapes is no letter: it becomes U+FFFD."""
    if text is None or text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
