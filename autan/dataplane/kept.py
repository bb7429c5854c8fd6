"""What was found a moment ago, kept for a moment: one call does not ask again what the last did."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """At most ``most`` values, each for ``seconds``; the oldest leave first. Safe from threads."""

    def __init__(
        self, *, seconds: float, most: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.seconds = seconds
        self.most = most
        self.clock = clock
        self._values: dict[K, tuple[float, V]] = {}

    def get(self, key: K) -> V | None:
        until, value = self._values.get(key, (0.0, None))
        return value if self.clock() < until else None

    def put(self, key: K, value: V) -> V:
        self._values.pop(key, None)
        # Copied first: another thread may be adding one at the same moment.
        for oldest in list(self._values)[: max(len(self._values) + 1 - self.most, 0)]:
            self._values.pop(oldest, None)
        self._values[key] = (self.clock() + self.seconds, value)
        return value

    def drop(self, key: K) -> None:
        self._values.pop(key, None)

    def clear(self) -> None:
        self._values.clear()
