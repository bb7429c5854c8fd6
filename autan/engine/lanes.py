"""Lanes: workers of one sort, the queue before them, and who may take how many.

A lane is bounded in workers and in people waiting. A client that names itself holds at most
half of the workers, so that the others always find one. First come, first served, among those
who may be served.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from autan.engine.base import EngineBusy
from autan.engine.lease import Lease
from autan.engine.limits import Limits
from autan.engine.process import WorkerProcess

_LOOK_AGAIN = 0.5


@dataclass(eq=False, slots=True)
class _Ticket:
    """A place in the queue."""

    client: str


class Lane:
    """``size`` workers, started when first needed and replaced at once when killed."""

    def __init__(self, start: Callable[[], WorkerProcess], size: int, limits: Limits) -> None:
        self._start, self._size, self._limits = start, size, limits
        self._idle: list[WorkerProcess] = []
        self._leases: list[Lease] = []
        self._queue: list[_Ticket] = []
        self._changed = threading.Condition()
        self._closed = False

    def take(self, client: str = "", copy: str = "") -> Lease:
        """A worker of one's own, perhaps one that has ``copy`` open, after one's turn.

        ``EngineBusy`` when too many wait already, or when the turn does not come in time.
        """
        ticket = _Ticket(client)
        with self._changed:
            if len(self._queue) >= self._limits.waiting:
                raise EngineBusy
            self._queue.append(ticket)
            try:
                self._await_turn(ticket)
                lease = Lease(self._pick(copy), client, self._take_back)
                self._leases.append(lease)
                return lease
            finally:
                self._queue.remove(ticket)
                self._changed.notify_all()

    def get_ready(self) -> None:
        """Start the first worker, if there is none, before anybody asks."""
        with self._changed:
            if not (self._closed or self._idle or self._leases):
                self._idle.append(self._start())

    def close(self) -> None:
        """Kill every worker; whoever still holds one gets an error."""
        with self._changed:
            self._closed = True
            workers = [*self._idle, *(lease.worker for lease in self._leases)]
            self._idle, self._leases = [], []
            self._changed.notify_all()
        for worker in workers:
            worker.kill()

    def pids(self) -> list[int]:
        """The processes of this lane, for doctor, figures and tests."""
        with self._changed:
            held = [lease.worker.pid for lease in self._leases]
            return [*(worker.pid for worker in self._idle), *held]

    def _await_turn(self, ticket: _Ticket) -> None:
        until = time.monotonic() + self._limits.wait
        while not self._may_go(ticket):
            left = until - time.monotonic()
            if left <= 0 or self._closed:
                raise EngineBusy
            self._changed.wait(min(left, _LOOK_AGAIN))

    def _may_go(self, ticket: _Ticket) -> bool:
        if len(self._leases) >= self._size and not self._reclaim():
            return False
        return next((t for t in self._queue if self._has_room(t.client)), None) is ticket

    def _has_room(self, client: str) -> bool:
        held = sum(lease.client == client for lease in self._leases)
        return not client or held < max(1, self._size // 2)

    def _reclaim(self) -> bool:
        """Take its worker from an export that nobody reads any more."""
        for lease in self._leases:
            if lease.unread_for() > self._limits.stall:
                self._leases.remove(lease)
                lease.worker.kill()
                return True
        return False

    def _pick(self, copy: str) -> WorkerProcess:
        while self._idle:
            warm = (worker for worker in self._idle if copy in worker.served)
            worker = next(warm, self._idle[-1])
            self._idle.remove(worker)
            if worker.alive:
                return worker
            worker.kill()
        return self._start()

    def _take_back(self, lease: Lease, sound: bool) -> None:
        with self._changed:
            if lease not in self._leases:
                return
            self._leases.remove(lease)
            if sound:
                self._idle.append(lease.worker)
            self._changed.notify_all()
        if not sound:
            self._replace(lease.worker)

    def _replace(self, dead: WorkerProcess) -> None:
        """Start the next worker at once: whoever comes next need not wait for it."""
        dead.kill()
        with self._changed:
            if not self._closed and len(self._idle) + len(self._leases) < self._size:
                self._idle.append(self._start())
