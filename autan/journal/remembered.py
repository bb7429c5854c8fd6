"""What was read from the records, kept until they change: a data call asks the same each time.

Every write of ours adds an event in its own transaction, so that the number of the last event
says whether anything changed, for a hundredth of what it costs to read it again.
"""

import time
from collections.abc import Callable, Hashable
from functools import cache
from typing import Generic, TypeVar
from weakref import WeakSet

from django.db import connection

from autan.journal.models import Event

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

# Two transactions may number their events in one order and end in the other (PostgreSQL):
# what was read in between is out of date then, for no longer than this.
_SECONDS = 2.0
_MOST = 2000


class Remembered(Generic[Key, Value]):
    """A memory of this process, for values that its threads share and nobody changes."""

    def __init__(self) -> None:
        self._kept: dict[Key, Value] = {}
        self._stamp = -1
        self._since = 0.0
        _MEMORIES.add(self)

    def get(self, key: Key, read: Callable[[], Value]) -> Value:
        """The value of ``key``, read now unless it was since the last event."""
        kept = self._fresh()
        if key not in kept:
            kept[key] = read()
        return kept[key]

    def forget(self) -> None:
        self._stamp = -1

    def _fresh(self) -> dict[Key, Value]:
        """The dictionary to use. A thread that began with an older one fills that one in vain."""
        stamp, now = last_event(), time.monotonic()
        too_old = now - self._since > _SECONDS
        if stamp != self._stamp or too_old or len(self._kept) > _MOST:
            self._kept, self._stamp, self._since = {}, stamp, now
        return self._kept


_MEMORIES: "WeakSet[Remembered[Hashable, object]]" = WeakSet()


def forget_all() -> None:
    """For tests, whose events are undone: numbers come back with another meaning."""
    for memory in _MEMORIES:
        memory.forget()


def last_event() -> int:
    """The number of the last event; 0 before the first."""
    with connection.cursor() as cursor:
        cursor.execute(*_last_event())
        row = cursor.fetchone()
    return row[0] if row else 0


@cache
def _last_event() -> tuple[str, tuple[object, ...]]:
    """The ORM's own statement, made once: making it costs ten times what running it does."""
    rows = Event.objects.order_by("-pk").values_list("pk")[:1]
    sql, parameters = rows.query.sql_with_params()
    return sql, tuple(parameters)
