"""What was read is kept until the records change, or two seconds."""

from collections.abc import Callable
from typing import Any

import pytest

from autan.journal import remembered
from autan.journal.actions import record

pytestmark = pytest.mark.django_db


def _counting() -> tuple[list[int], Callable[[], int]]:
    """How often it was read, and a reading that counts."""
    calls: list[int] = []

    def read() -> int:
        calls.append(1)
        return len(calls)

    return calls, read


def test_a_value_is_read_once_between_two_events() -> None:
    memory: remembered.Remembered[str, int] = remembered.Remembered()
    calls, read = _counting()
    assert [memory.get("a", read), memory.get("a", read), memory.get("b", read)] == [1, 1, 2]
    record(verb="dataset.published", subject="dataset:da_1")
    assert memory.get("a", read) == 3
    assert len(calls) == 3


def test_nothing_is_kept_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    memory: remembered.Remembered[str, int] = remembered.Remembered()
    _, read = _counting()
    now: list[Any] = [100.0]
    monkeypatch.setattr(remembered.time, "monotonic", lambda: now[0])
    assert memory.get("a", read) == 1
    now[0] += 1.9
    assert memory.get("a", read) == 1
    now[0] += 0.2
    assert memory.get("a", read) == 2


def test_a_memory_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_MOST", 3)
    memory: remembered.Remembered[int, int] = remembered.Remembered()
    _, read = _counting()
    for key in range(4):
        memory.get(key, read)
    assert memory.get(0, read) == 5


def test_nothing_at_all_is_remembered_too() -> None:
    memory: remembered.Remembered[str, None] = remembered.Remembered()
    calls: list[int] = []
    for _ in range(2):
        assert memory.get("a", lambda: calls.append(1)) is None
    assert len(calls) == 1
