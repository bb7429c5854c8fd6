"""A file being made by a worker, as the iterator that a door sends to its reader."""

import time
from collections import deque

from autan.engine import wire
from autan.engine.lease import Lease

READ_AHEAD = 1 << 20
READ_AHEAD_SECONDS = 0.1


class Export:
    """Pieces of a file. The worker is given back at the end, on ``close`` or when dropped.

    Reading ahead a little frees the worker of a small file before its reader takes any of it.
    Between two pieces the worker is held back by the pipe: memory stays flat at both ends.
    """

    def __init__(self, lease: Lease, seconds: float) -> None:
        self._lease, self._seconds = lease, seconds
        self._ready: deque[bytes] = deque()
        self._start()

    def __iter__(self) -> "Export":
        return self

    def __next__(self) -> bytes:
        if not self._ready and not self._lease.over:
            self._receive()
            self._lease.rest()
        if not self._ready:
            raise StopIteration
        return self._ready.popleft()

    def close(self) -> None:
        """Stop: within a second the worker is free, or dead and replaced."""
        self._ready.clear()
        self._lease.stop()

    def __del__(self) -> None:
        if hasattr(self, "_ready"):
            self.close()

    def _start(self) -> None:
        self._receive()
        until = time.monotonic() + READ_AHEAD_SECONDS
        while self._wants_more(until):
            self._receive()
        self._lease.rest()

    def _wants_more(self, until: float) -> bool:
        if self._lease.over or sum(map(len, self._ready)) >= READ_AHEAD:
            return False
        return self._lease.worker.has_more(until - time.monotonic())

    def _receive(self) -> None:
        """The next piece, if there is one more."""
        frame = self._lease.listen(self._seconds, self._seconds)
        while frame.kind == wire.HEAD:
            frame = self._lease.listen(self._seconds, self._seconds)
        if frame.kind == wire.BODY:
            self._ready.append(frame.payload)
