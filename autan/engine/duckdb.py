"""DuckDB, locked down: one instance for each serving copy, which can reach nothing but it.

Runs in a worker process only. Even a hole in the compiler of queries could not read another
dataset, a file or the network, nor change a setting: the copy is open for reading only, a single
SELECT is run and nothing else, and no directory is allowed but the scratch folder (DuckDB adds it
by itself), which each copy has to itself. The pinned version needs its settings in this order.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from secrets import token_hex
from typing import Any

import duckdb
import pyarrow as pa

from autan.engine.limits import MEGABYTE, Limits
from autan.engine.serving import SHAPE

BATCH = 8192
LARGE = 64 * MEGABYTE
"""Of a copy whose questions are worth several threads: about a million rows."""


def open_copy(path: Path, scratch: Path, limits: Limits) -> duckdb.DuckDBPyConnection:
    """A connection that reads the table ``t`` of ``path`` and does nothing else."""
    is_large = path.stat().st_size > LARGE
    connection = duckdb.connect(
        str(path),
        read_only=True,
        config={
            "threads": max(limits.threads, limits.large_threads) if is_large else limits.threads,
            "memory_limit": f"{limits.memory}MiB",
            "temp_directory": str(scratch),
            "max_temp_directory_size": f"{limits.scratch}MiB",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
        },
    )
    _refuse_other_shapes(connection)
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _refuse_other_shapes(connection: duckdb.DuckDBPyConnection) -> None:
    """A copy that an older release made lacks columns: it is as good as damaged."""
    said = connection.execute("SELECT comment FROM duckdb_tables() WHERE table_name = 't'")
    if said.fetchone() != (SHAPE,):
        connection.close()
        raise duckdb.InvalidInputException("a serving copy of another shape")


class OpenCopies:
    """The copies that this worker holds open, the least recently used closed first.

    Together they weigh no more than the memory limit, because an instance may keep in memory
    all that it has read of its file.
    """

    MOST = 32

    def __init__(self, scratch: Path, limits: Limits) -> None:
        self._scratch, self._limits = scratch, limits
        self._open: OrderedDict[Path, tuple[duckdb.DuckDBPyConnection, int]] = OrderedDict()

    def get(self, path: Path) -> duckdb.DuckDBPyConnection:
        """The connection to a copy; a ``duckdb.Error`` if the file is missing or damaged."""
        if path not in self._open:
            self._make_room(path.stat().st_size)
            connection = open_copy(path, self._scratch / token_hex(16), self._limits)
            self._open[path] = (connection, path.stat().st_size)
        self._open.move_to_end(path)
        return self._open[path][0]

    def forget(self, path: Path) -> None:
        """Close a copy, which gives its memory back."""
        if path in self._open:
            self._open.pop(path)[0].close()

    def _make_room(self, size: int) -> None:
        held = sum(weight for _, weight in self._open.values()) + size
        while self._open and (
            held > self._limits.memory * MEGABYTE or len(self._open) >= self.MOST
        ):
            path, (_, weight) = next(iter(self._open.items()))
            held -= weight
            self.forget(path)


def count(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any]) -> int:
    """The single number that ``sql`` answers."""
    row = _run(connection, sql, parameters).fetchone()
    return int(row[0]) if row else 0


def batches(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any]
) -> Iterator[pa.RecordBatch]:
    """The rows of an answer as they are computed, ``BATCH`` at a time: memory stays flat.

    At least one batch, empty when there is no row, because it carries the columns.
    """
    reader = _run(connection, sql, parameters).to_arrow_reader(BATCH)
    found = False
    for batch in reader:
        if batch.num_rows:
            found = True
            yield batch
    if not found:
        yield pa.RecordBatch.from_pylist([], schema=reader.schema)


def _run(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any]
) -> duckdb.DuckDBPyConnection:
    statements = connection.extract_statements(sql)
    if [each.type for each in statements] != [duckdb.StatementType.SELECT]:
        raise duckdb.InvalidInputException("only a single SELECT is run")
    return connection.execute(statements[0], list(parameters))
