"""Whose turn it is: threads are few, and one client may hold only its share of them.

Endpoints wait for the database and for the query workers, so each takes a thread. A client that
sends many slow calls waits behind its own calls, not before those of others.
"""

import asyncio
import ipaddress
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from autan.errors import Refused


class Turns:
    """``share``: calls of one client that run together; ``patience``: how many more may wait."""

    def __init__(self, *, share: int, patience: int) -> None:
        self.share = share
        self.patience = patience
        self._present: Counter[str] = Counter()
        self._gates: dict[str, asyncio.Semaphore] = {}

    @asynccontextmanager
    async def wait(self, client: str) -> AsyncIterator[None]:
        """Enter when it is this client's turn; ``Refused`` when too many of its calls wait."""
        if self._present[client] >= self.share + self.patience:
            raise Refused("too-many-calls", "Trop de demandes à la fois depuis votre adresse.")
        self._present[client] += 1
        gate = self._gates.setdefault(client, asyncio.Semaphore(self.share))
        try:
            async with gate:
                yield
        finally:
            self._leave(client)

    def _leave(self, client: str) -> None:
        self._present[client] -= 1
        if not self._present[client]:
            del self._present[client], self._gates[client]


def client_key(host: str | None) -> str:
    """Who calls: an address, or the /64 network of an IPv6 one, which a single machine may own."""
    try:
        address = ipaddress.ip_address(host or "")
    except ValueError:
        return host or "unknown"
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False))
