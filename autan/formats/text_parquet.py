"""``text.parquet``: a table as text, as it was in the file, on its way through the pipeline.

Columns ``c0``, ``c1``… by position in the file, null where the cell is empty, and ``__row``:
the number of the row as a tableur shows it. Written in bounded memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

ROW = "__row"
GROUP = 122_880
_BATCH_CELLS = 400_000
_SAMPLES = 5


@dataclass(frozen=True)
class Contents:
    """What a finished file holds: rows, and per column how many cells are filled and some."""

    rows: int
    filled: tuple[int, ...]
    samples: tuple[tuple[str, ...], ...]


class TextParquet:
    """Writes rows one after the other; ``with`` closes the file, ``contents`` describes it."""

    def __init__(self, path: Path, width: int) -> None:
        self.width = width
        self.rows = 0
        self._numbers: list[int] = []
        self._cells: list[Sequence[str | None]] = []
        self._filled = [0] * width
        self._samples: list[dict[str, None]] = [{} for _ in range(width)]
        self._batch = max(100, _BATCH_CELLS // max(width, 1))
        columns = [pa.field(f"c{i}", pa.large_string()) for i in range(width)]
        self._schema = pa.schema([*columns, pa.field(ROW, pa.int64())])
        self._writer = pq.ParquetWriter(path, self._schema, compression="lz4")

    def __enter__(self) -> "TextParquet":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._flush()
        self._writer.close()

    def add(self, number: int, cells: Sequence[str | None]) -> None:
        """One row: exactly ``width`` cells, ``None`` or "" when empty."""
        self._numbers.append(number)
        self._cells.append(cells)
        if len(self._cells) >= self._batch:
            self._flush()

    def _flush(self) -> None:
        if not self._cells:
            return
        columns = [[cell or None for cell in column] for column in zip(*self._cells, strict=True)]
        for i, column in enumerate(columns):
            self._filled[i] += len(column) - column.count(None)
            self._sample(i, column)
        arrays = [pa.array(column, pa.large_string()) for column in columns]
        table = pa.Table.from_arrays([*arrays, pa.array(self._numbers)], schema=self._schema)
        self._writer.write_table(table)
        self.rows += len(self._numbers)
        self._numbers, self._cells = [], []

    def _sample(self, index: int, column: list[str | None]) -> None:
        seen = self._samples[index]
        for cell in column:
            if len(seen) >= _SAMPLES:
                return
            if cell:
                seen[cell[:200]] = None

    def contents(self) -> Contents:
        return Contents(self.rows, tuple(self._filled), tuple(map(tuple, self._samples)))


def contents_of(path: Path, width: int) -> Contents:
    """Describe a file that another tool wrote: counts from its footer, samples from its start."""
    file = pq.ParquetFile(path)
    meta = file.metadata
    empty = [0] * width
    for group in range(meta.num_row_groups):
        for i in range(width):
            empty[i] += meta.row_group(group).column(i).statistics.null_count
    samples: list[tuple[str, ...]] = [()] * width
    if meta.num_rows:
        start = next(file.iter_batches(1000, row_groups=[0]))
        for i in range(width):
            values = dict.fromkeys(v[:200] for v in start.column(i).to_pylist() if v)
            samples[i] = tuple(values)[:_SAMPLES]
    filled = tuple(meta.num_rows - count for count in empty)
    return Contents(meta.num_rows, filled, tuple(samples))
