"""Column titles written over two or three rows, brought to one label for each column.

« Montants » over « voté » and « versé » gives « Montants – voté », « Montants – versé ». Works on
rows of text: merged cells make it surer, and are not needed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autan.formats.cells import is_year, nature, tidy
from autan.formats.merged import Range

Row = Sequence[str | None]
MOST_ROWS = 3
_BELOW = 30
_LONGEST = 80
_MOSTLY = 0.7
_TITLE_WIDTH = 0.8
_UNIT = re.compile(r"\([^()]{1,30}\)|[€%]|k€|m²|m³|km²?|ha|en (?:k?€|euros|m²|%|ha)")


@dataclass(frozen=True)
class Stack:
    """The rows of titles, first and last included, and the label of each column."""

    top: int
    bottom: int
    labels: tuple[str, ...]


@dataclass(frozen=True)
class _Group:
    """A title that covers the columns ``members``, its own among them."""

    start: int
    members: tuple[int, ...]
    merged: bool


def stacked(
    rows: Sequence[Row],
    row: int,
    ranges: Sequence[Range] = (),
) -> Stack:
    """The titles of which ``row`` is one row, with those right above and under it, if any."""
    top = bottom = row
    while bottom - top + 1 < MOST_ROWS and _is_under(rows, top, bottom, ranges):
        bottom += 1
    while bottom - top + 1 < MOST_ROWS and top and _is_over(rows, top, bottom, ranges):
        top -= 1
    return Stack(top, bottom, _joined(rows, top, bottom, ranges))


def one_row(rows: Sequence[Row], row: int) -> Stack:
    """The titles of that row alone."""
    return Stack(row, row, _joined(rows, row, row, ()))


def _is_under(rows: Sequence[Row], top: int, bottom: int, ranges: Sequence[Range]) -> bool:
    """Is the next row one more row of titles, under groups?"""
    if bottom + 1 >= len(rows):
        return False
    low, data = rows[bottom + 1], _data(rows, bottom + 2)
    cells = _filled(low)
    if data and _are_units(low, rows[bottom]):
        return True
    groups = _groups(rows[bottom], low, ranges, bottom)
    covered = {i for group in groups for i in group.members}
    upper = {i for k in range(top, bottom + 1) for i in _filled(rows[k])}
    if not data or not groups or not all(_is_title(low[i]) for i in cells):
        return False
    if any(i not in upper and i not in covered for i in cells):
        return False
    if any(_repeats(low, group.members) for group in groups):
        return False
    if any(r.top <= bottom < r.bottom and r.left in upper for r in ranges):
        return True
    hollow = any(i not in cells and _share_filled(data, i) >= _MOSTLY for i in upper)
    changes = sum(_changes(low[i], data, i) for i in cells)
    return hollow or changes * 2 > len(cells)


def _are_units(low: Row, high: Row) -> bool:
    """« (m²) », « (en euros) » under the titles that they measure."""
    cells = _filled(low)
    return bool(cells) and all(
        _UNIT.fullmatch(tidy(low[i])) is not None and _text(_at(high, i)) for i in cells
    )


def _is_over(rows: Sequence[Row], top: int, bottom: int, ranges: Sequence[Range]) -> bool:
    """Does the row above hold groups of the titles, rather than the title of the table?"""
    high = rows[top - 1]
    cells = _filled(high)
    if not cells or not all(_is_title(high[i]) for i in cells):
        return False
    low = _first_of(rows[top : bottom + 1])
    named = _filled(low)
    groups = _groups(high, low, ranges, top - 1)
    used = set(named) | set(cells)
    if not groups or any(len(g.members) >= _TITLE_WIDTH * len(used) for g in groups):
        return False
    holes = any(i not in named for i in cells)
    if holes or _repeats(low, range(len(low))) > _repeats_under(low, groups):
        return True
    return any(g.merged for g in groups) and (len(cells) > 1 or cells[0] != min(used))


def _repeats_under(low: Row, groups: Sequence[_Group]) -> int:
    """How many labels stay repeated once each has its group before it."""
    owner = {i: group.start for group in groups for i in group.members}
    names = Counter((owner.get(i), tidy(low[i])) for i in _filled(low))
    return names.total() - len(names)


def _repeats(row: Row, members: Sequence[int]) -> int:
    names = Counter(tidy(row[i]) for i in members if i < len(row) and _text(row[i]))
    return names.total() - len(names)


def _groups(
    high: Row, low: Row, ranges: Sequence[Range], index: int, stops: frozenset[int] = frozenset()
) -> list[_Group]:
    """The titles of ``high`` (the row ``index``) that cover several titles of ``low``."""
    merged = [r for r in ranges if r.top == r.bottom == index and r.right > r.left]
    if merged:
        spans = ((r.left, range(r.left, min(r.right + 1, len(low)))) for r in merged)
        found = (_Group(s, tuple(i for i in m if _text(low[i])), True) for s, m in spans)
        return [group for group in found if len(group.members) > 1]
    return [group for group in _runs(high, low, stops) if len(group.members) > 1]


def _runs(high: Row, low: Row, stops: frozenset[int]) -> Iterator[_Group]:
    """Without merged cells: a title, then empty cells (or the same title) over titles."""
    i = 0
    while i < min(len(high), len(low)):
        start, title = i, tidy(high[i])
        i += 1
        if not title or not _text(low[start]):
            continue
        while i < len(low) and i not in stops and _text(low[i]):
            if _text(_at(high, i)) and tidy(_at(high, i)) != title:
                break
            i += 1
        yield _Group(start, tuple(range(start, i)), False)


def _joined(rows: Sequence[Row], top: int, bottom: int, ranges: Sequence[Range]) -> tuple[str, ...]:
    width = max((len(row) for row in rows), default=0)
    parts: list[list[str]] = [[] for _ in range(width)]
    stops: frozenset[int] = frozenset()
    for index in range(top, bottom + 1):
        row = [*rows[index], *(None,) * (width - len(rows[index]))]
        owner = list(range(width))
        if index < bottom:
            low = _first_of(rows[index + 1 : bottom + 1])
            for group in _groups(row, low, ranges, index, stops):
                for i in group.members:
                    owner[i] = group.start
        for i in range(width):
            label = tidy(row[i]) or tidy(row[owner[i]])
            if label and label not in parts[i]:
                parts[i].append(label)
        stops |= frozenset(_filled(row))
    return tuple(_label(part) for part in parts)


def _label(parts: list[str]) -> str:
    """From the general to the particular; instructions for whoever fills the table go first."""
    while len(parts) > 1 and len(" – ".join(parts)) > _LONGEST:
        parts = parts[1:]
    label = ""
    for part in parts:
        joint = " " if _UNIT.fullmatch(part) else " – "
        label = f"{label}{joint}{part}" if label else part
    return label


def _first_of(rows: Sequence[Row]) -> Row:
    """For each column its first filled cell, from top to bottom."""
    width = max(len(row) for row in rows)
    return [next((row[i] for row in rows if _text(_at(row, i))), None) for i in range(width)]


def _is_title(cell: str | None) -> bool:
    """Words, codes, a year or a month: what a column may be called."""
    text = tidy(cell)
    kind = nature(text)
    return len(text) <= _LONGEST and (kind in ("words", "code") or is_year(text))


def _changes(cell: str | None, data: Sequence[Row], index: int) -> bool:
    natures = Counter(nature(_at(row, index)) for row in data)
    del natures["empty"]
    values = natures["number"] + natures["date"]
    return nature(cell) in ("words", "code") and values * 2 > natures.total()


def _share_filled(data: Sequence[Row], index: int) -> float:
    return sum(_text(_at(row, index)) for row in data) / len(data)


def _data(rows: Sequence[Row], start: int) -> list[Row]:
    return [row for row in rows[start : start + _BELOW] if any(_text(cell) for cell in row)]


def _filled(row: Row) -> list[int]:
    return [i for i, cell in enumerate(row) if _text(cell)]


def _text(cell: str | None) -> bool:
    return bool(cell and cell.strip())


def _at(row: Row, index: int) -> str | None:
    return row[index] if index < len(row) else None
