"""Merged cells: the value of the first one is meant for all the rows that they cover."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from autan.formats.cells import text_of


@dataclass(frozen=True)
class Range:
    """Corners of a merged range, counted from 0, both included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Merged:
    """The merged ranges of a sheet, from top to bottom; ``used`` counts the cells filled."""

    ranges: tuple[Range, ...] = ()
    used: int = 0
    examples: dict[str, None] = field(default_factory=dict)
    _next: int = 0
    _active: list[tuple[Range, Any]] = field(default_factory=list)

    @classmethod
    def of(cls, ranges: Iterable[Range]) -> "Merged":
        return cls(tuple(sorted(ranges, key=lambda r: (r.top, r.left))))

    def fresh(self) -> "Merged":
        """The same ranges, ready to walk down the sheet again."""
        return Merged(self.ranges)

    def fill(self, index: int, cells: list[Any]) -> list[Any]:
        """Repeat downwards in the row ``index``; call it for each row in order.

        A row with no cell of its own stays empty. Nothing is repeated sideways: that would
        make a title look like a row of the table.
        """
        if not self.ranges:
            return cells
        self._active = [(r, value) for r, value in self._active if r.bottom >= index]
        if self._active and any(cells):
            for r, value in self._active:
                if value not in (None, "") and cells[r.left] in (None, ""):
                    cells[r.left] = value
                    self.used += 1
                    if len(self.examples) < 2:
                        self.examples[text_of(value) or ""] = None
        while self._next < len(self.ranges) and self.ranges[self._next].top <= index:
            r = self.ranges[self._next]
            if r.bottom > index and r.left < len(cells):
                self._active.append((r, cells[r.left]))
            self._next += 1
        return cells


def between(ranges: Sequence[Range], top: int, bottom: int) -> tuple[Range, ...]:
    """The ranges that touch those rows."""
    return tuple(r for r in ranges if r.top <= bottom and r.bottom >= top)
