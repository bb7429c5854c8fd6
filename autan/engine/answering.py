"""What a query worker does: one question at a time, each answered in frames.

A thread listens all the while, so that a ``CANCEL`` interrupts the question under way and the
end of the input ends the process, whatever it is doing.
"""

import os
import queue
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from autan.engine import tiles, wire
from autan.engine.duckdb import OpenCopies, batches, count
from autan.engine.frames import rename, tidy
from autan.engine.limits import MEGABYTE, Limits
from autan.formats.json import array
from autan.tabular.fields import FieldType

PIECE = 1 << 18


class Cancelled(Exception):
    """The portal does not want the answer any more."""


class TooLarge(Exception):
    """The answer passes the size that an answer may have."""


class Worker:
    """The loop and what it holds: the open copies and the question under way."""

    def __init__(self, limits: Limits, scratch: Path, output: int) -> None:
        self._limits, self._scratch, self._output = limits, scratch, output
        self._copies = OpenCopies(scratch, limits)
        self._questions: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._running: duckdb.DuckDBPyConnection | None = None
        self._cancelled = threading.Event()
        self._rows = 0

    def listen(self, source: int) -> None:
        """Receive for ever; leave the process when the portal has gone."""
        while True:
            try:
                frame = wire.receive(source)
            except EOFError:
                self._leave()
            if frame.kind == wire.ASK:
                self._cancelled.clear()
                self._questions.put(frame.json())
            else:
                self._cancel()

    def run(self) -> None:
        """Answer for ever."""
        while True:
            self.answer(self._questions.get())

    def answer(self, question: Mapping[str, Any]) -> None:
        """Send the frames of one answer, or the code of what went wrong."""
        path = Path(question["copy"])
        try:
            connection = self._open(path)
            self._answer(connection, question)
            self._send(wire.END)
        except BrokenPipeError:
            self._leave()
        except Exception as error:  # noqa: BLE001  whatever it is, the portal gets a code
            self._send(wire.ERROR, wire.encode({"code": _code(error)}))
            if isinstance(error, duckdb.OutOfMemoryException):
                self._copies.forget(path)
        finally:
            self._running = None

    def _answer(self, connection: duckdb.DuckDBPyConnection, question: Mapping[str, Any]) -> None:
        self._running = connection
        if self._cancelled.is_set():
            raise Cancelled
        pieces = self._bounded(self._pieces(connection, question), question["bounded"])
        total = None
        if question["count_sql"]:
            pieces, total = self._with_total(pieces, connection, question)
        self._send(wire.HEAD, wire.encode({"total": total}))
        for piece in pieces:
            for start in range(0, len(piece), PIECE):
                self._send(wire.BODY, piece[start : start + PIECE])

    def _with_total(
        self,
        pieces: Iterator[bytes],
        connection: duckdb.DuckDBPyConnection,
        question: Mapping[str, Any],
    ) -> tuple[Iterator[bytes], int]:
        """The page whole, and the total: a page that is not full says it by itself, which spares
        a second look at every row when few are found."""
        page = list(pieces)
        limit, offset = question["limit"], question["offset"]
        is_last = limit is not None and self._rows < limit
        if is_last and (self._rows or not offset):
            return iter(page), offset + self._rows
        return iter(page), count(connection, question["count_sql"], question["count_parameters"])

    def _bounded(self, pieces: Iterator[bytes], bounded: bool) -> Iterator[bytes]:
        sent = 0
        for piece in pieces:
            if self._cancelled.is_set():
                raise Cancelled
            sent += len(piece)
            if bounded and sent > self._limits.answer * MEGABYTE:
                raise TooLarge
            yield piece

    def _pieces(
        self, connection: duckdb.DuckDBPyConnection, question: Mapping[str, Any]
    ) -> Iterator[bytes]:
        if "tries" in question:
            yield tiles.encoded(connection, question)
            return
        columns = [(key, FieldType(kind)) for key, kind in question["columns"]]
        found = batches(connection, question["sql"], question["parameters"])
        frames = tidy(self._counted(found), columns, question["timezone"])
        if question["options"].get("use_labels"):
            frames = rename(frames, columns, question["labels"])
        yield from _writer(question["format"])(frames, question["options"])

    def _counted(self, found: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        self._rows = 0
        for batch in found:
            self._rows += batch.num_rows
            yield batch

    def _open(self, path: Path) -> duckdb.DuckDBPyConnection:
        try:
            return self._copies.get(path)
        except (OSError, duckdb.Error) as error:
            raise DamagedCopy from error

    def _cancel(self) -> None:
        self._cancelled.set()
        running = self._running
        if running is not None:
            running.interrupt()

    def _leave(self) -> None:
        """End now, whatever runs: the portal has gone and there is nobody to answer."""
        shutil.rmtree(self._scratch, ignore_errors=True)
        os._exit(0)

    def _send(self, kind: bytes, payload: bytes = b"") -> None:
        wire.send(self._output, kind, payload)


class DamagedCopy(Exception):
    """The serving copy is missing, damaged or of another version of DuckDB."""


_CODES: tuple[tuple[type[Exception], str], ...] = (
    (Cancelled, "cancelled"),
    (duckdb.InterruptException, "cancelled"),
    (DamagedCopy, "damaged-copy"),
    (TooLarge, "too-heavy"),
    (duckdb.OutOfMemoryException, "too-heavy"),
    (MemoryError, "too-heavy"),
)


def _code(error: Exception) -> str:
    """A code for the portal: the words of the engine may hold values of the data."""
    for kind, code in _CODES:
        if isinstance(error, kind):
            return code
    # Once rows are flowing, Arrow carries DuckDB's errors, as text alone.
    words = str(error).lower()
    flowing = {"interrupt": "cancelled", "out of memory": "too-heavy"}
    return next((code for word, code in flowing.items() if word in words), "failed")


def _writer(name: str) -> Callable[..., Iterator[bytes]]:
    if name == "json":
        return array
    # The other formats, and all that reads files beside them, only when there is an export.
    from autan.formats.exports import export_format

    return export_format(name).write
