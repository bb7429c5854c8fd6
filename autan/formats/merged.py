"""Merged cells: the value of the first one is meant for all the rows that they cover."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from autan.formats.header import Header, tidy


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
    _next: int = 0
    _active: list[tuple[Range, str | None]] = field(default_factory=list)

    @classmethod
    def of(cls, sheet: Any) -> "Merged":
        """The ranges that calamine knows (none for ODS)."""
        found: Iterable[Any] = sheet.merged_cell_ranges or ()
        ranges = (Range(*start, *end) for start, end in found)
        return cls(tuple(sorted(ranges, key=lambda r: (r.top, r.left))))

    def fresh(self) -> "Merged":
        """The same ranges, ready to walk down the sheet again."""
        return Merged(self.ranges)

    def fill(self, index: int, cells: list[str | None]) -> list[str | None]:
        """Repeat downwards in the row ``index``; call it for each row in order.

        A row with no cell of its own stays empty. Nothing is repeated sideways: that would
        make a title look like a row of the table.
        """
        if not self.ranges:
            return cells
        self._active = [(r, value) for r, value in self._active if r.bottom >= index]
        if any(cells):
            for r, value in self._active:
                if value and not cells[r.left]:
                    cells[r.left] = value
                    self.used += 1
        while self._next < len(self.ranges) and self.ranges[self._next].top <= index:
            r = self.ranges[self._next]
            if r.bottom > index and r.left < len(cells):
                self._active.append((r, cells[r.left]))
            self._next += 1
        return cells

    def groups(self, row: int) -> tuple[Range, ...]:
        """The ranges of one row that cover several columns: labels over labels, if not a title."""
        return tuple(r for r in self.ranges if r.top == r.bottom == row and r.right > r.left)


def under_groups(header: Header, rows: Sequence[Sequence[str | None]], merged: Merged) -> Header:
    """A header of two rows as one: « Montants » over « 2023 » is « Montants – 2023 »."""
    if header.row is None:
        return header
    above, here = _real_groups(merged, header.row - 1, rows), _real_groups(merged, header.row, rows)
    if above:
        return _named(header, header.row, above, rows)
    if here and header.first < len(rows) and _labels_below(rows[header.first], here):
        return _named(header, header.row + 1, here, rows)
    return header


def _real_groups(
    merged: Merged, row: int, rows: Sequence[Sequence[str | None]]
) -> tuple[Range, ...]:
    """Without titles, which cover nearly the whole width."""
    if row < 0:
        return ()
    width = max(len(cells) for cells in rows)
    return tuple(r for r in merged.groups(row) if (r.right - r.left + 1) * 5 < width * 4)


def _labels_below(row: Sequence[str | None], groups: Sequence[Range]) -> bool:
    """Does each group have several different labels under it?"""
    parts = [[cell for cell in row[r.left : r.right + 1] if cell] for r in groups]
    return all(len(set(part)) == len(part) > 1 for part in parts)


def _named(
    header: Header,
    row: int,
    groups: Sequence[Range],
    rows: Sequence[Sequence[str | None]],
) -> Header:
    """The labels of ``row``, each after the label of the group that covers it."""
    top, low = rows[groups[0].top], rows[row]
    labels = [tidy(low[i] or (top[i] if i < len(top) else "")) for i in range(len(low))]
    for r in groups:
        for i in range(r.left, min(r.right + 1, len(labels))):
            if labels[i] and labels[i] != tidy(top[r.left]):
                labels[i] = f"{tidy(top[r.left])} – {labels[i]}"
    return replace(header, row=row, first=row + 1, labels=tuple(labels))
