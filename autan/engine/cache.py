"""A small memory of answers: the same question on the same version has the same answer.

A key holds the portal, the grant, the version and the plan, so that nothing is ever shown
to somebody whose grant differs, and a new version forgets nothing by hand.
"""

import threading
from collections import OrderedDict

from autan.engine.base import Answer

Key = tuple[str, str, str, str]


_UPKEEP = 1024


class AnswerCache:
    """Least recently used first out, bounded by the bytes that it holds."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._held = 0
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Answer | None:
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def put(self, key: Key, answer: Answer) -> None:
        """Keep an answer, unless it would take more than a quarter of the room."""
        if _weight(answer) * 4 > self._capacity:
            return
        with self._lock:
            self._forget(key)
            self._answers[key] = answer
            self._held += _weight(answer)
            while self._held > self._capacity:
                self._forget(next(iter(self._answers)))

    def _forget(self, key: Key) -> None:
        gone = self._answers.pop(key, None)
        self._held -= _weight(gone) if gone else 0


def _weight(answer: Answer) -> int:
    return len(answer.body) + _UPKEEP
