"""What was found or made, kept in this process: one call does not ask again what the last did."""

import threading
import time
from collections.abc import Callable
from math import inf
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """At most ``most`` values, each for ``seconds``; the oldest leave first. Safe from threads.

    Without ``seconds`` they stay: for what a key tells entirely, as that of a version does.
    """

    def __init__(
        self, *, most: int, seconds: float = inf, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.seconds = seconds
        self.most = most
        self.clock = clock
        self._values: dict[K, tuple[float, V]] = {}
        self._writing = threading.Lock()

    def get(self, key: K) -> V | None:
        until, value = self._values.get(key, (0.0, None))
        return value if self.clock() < until else None

    def put(self, key: K, value: V) -> V:
        """Keep it, and give it back."""
        with self._writing:
            self._values.pop(key, None)
            while len(self._values) >= self.most:
                del self._values[next(iter(self._values))]
            self._values[key] = (self.clock() + self.seconds, value)
        return value

    def drop(self, key: K) -> None:
        with self._writing:
            self._values.pop(key, None)

    def clear(self) -> None:
        with self._writing:
            self._values.clear()
