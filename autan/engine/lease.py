"""A worker held for one question: ask, listen, and give it back sound or not at all."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

from autan.engine import wire
from autan.engine.base import EngineError, QueryFailed, QueryTooHeavy, QueryTooLong
from autan.engine.process import WorkerProcess


class DamagedCopy(EngineError):
    """The serving copy cannot be opened; it must be built again."""

    def __init__(self) -> None:
        super().__init__("damaged-copy", "La copie de lecture de ce jeu de données est abîmée.")


class Lease:
    """As a context manager it never leaks its worker: what was not answered is stopped."""

    def __init__(
        self,
        worker: WorkerProcess,
        client: str,
        take_back: Callable[["Lease", bool], None],
    ) -> None:
        self.worker, self.client = worker, client
        self.over = False
        self._take_back = take_back
        self._unread_since: float | None = None

    def __enter__(self) -> "Lease":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def ask(self, question: dict[str, Any]) -> None:
        """Put the question; ``QueryTooHeavy`` when the worker is dead."""
        try:
            self.worker.ask(question)
        except (EOFError, TimeoutError, OSError) as error:
            self._end(sound=False)
            raise QueryTooHeavy from error

    def listen(self, seconds: float, allowed: float) -> wire.Frame:
        """The next frame, within ``seconds`` of the ``allowed`` ones; errors as ``EngineError``.

        After ``END`` or an error the worker is already given back.
        """
        self._unread_since = None
        try:
            frame = self.worker.listen(seconds)
        except TimeoutError as error:
            self.stop()
            raise QueryTooLong(allowed) from error
        except (EOFError, OSError, ValueError) as error:
            self._end(sound=False)
            raise QueryTooHeavy from error
        if frame.kind in (wire.END, wire.ERROR):
            self._end(sound=True)
        if frame.kind == wire.ERROR:
            raise _error(frame.json()["code"], allowed)
        return frame

    def rest(self) -> None:
        """Say that the reader has been served and that we wait for it."""
        self._unread_since = time.monotonic()

    def unread_for(self) -> float:
        """Seconds since the reader last took something; 0 while the worker is at work."""
        since = self._unread_since
        return 0.0 if since is None else time.monotonic() - since

    def stop(self) -> None:
        """Give the worker back whatever it is doing: cancelled in time, or else killed."""
        if not self.over:
            self._unread_since = None
            self._end(sound=self.worker.stop())

    def _end(self, *, sound: bool) -> None:
        self.over = True
        self._take_back(self, sound)


def _error(code: str, allowed: float) -> EngineError:
    if code == "cancelled":
        return QueryTooLong(allowed)
    plain = {"too-heavy": QueryTooHeavy, "damaged-copy": DamagedCopy}
    return plain.get(code, QueryFailed)()
