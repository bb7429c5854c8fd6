"""The tables that lie on one sheet: side by side, or one under the other.

A sheet is cut only where two tables are plain to see. Cutting one table in two would lose its
lines; taking two for one only asks a person to clean up: in doubt nothing is cut.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from autan.formats import header
from autan.formats.cells import is_year, nature, tidy
from autan.schemas.names import squash

Row = Sequence[str | None]

_ALIKE = 0.75
_SMALL_TABLE = 3
_MOST_TABLES = 30
_MOST_GAPS = 200
_LEARNT_FROM = 40
_UNNAMED = 0.2
_DISTINCT = 0.8
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Block:
    """Where a table lies: rows and columns from 0, all included; ``bottom`` None: to the end."""

    top: int
    bottom: int | None
    left: int
    right: int

    def rows(self, rows: Sequence[Row]) -> list[Row]:
        """Its part of the rows of the sheet."""
        end = len(rows) if self.bottom is None else self.bottom + 1
        return [row[self.left : self.right + 1] for row in rows[self.top : end]]


def blocks(rows: Sequence[Row], width: int) -> tuple[Block, ...]:
    """The tables of a sheet of ``width`` columns, from left to right and from top to bottom.

    ``rows`` are those of the whole sheet, or its first ones; merged cells are not repeated.
    """
    whole = Block(0, None, 0, max(width - 1, 0))
    found = [low for side in _beside(rows, whole) for low in _under(rows, side)]
    return tuple(found) if 1 < len(found) <= _MOST_TABLES else (whole,)


def halves(rows: Sequence[Row], head: header.Header) -> tuple[Block, Block] | None:
    """« Prénom, Nombre, Prénom, Nombre »: two lists written against one another, or one table?

    Nothing but its reader can tell; the answer is what the two lists would be.
    """
    named = [i for i, label in enumerate(head.labels) if label]
    size, odd = divmod(len(named), 2)
    if odd or size < 2 or named != list(range(named[0], named[-1] + 1)):
        return None
    stems = [_DIGITS.sub("", squash(head.labels[i].rpartition(" – ")[2])) for i in named]
    alike = sum(a == b for a, b in zip(stems, stems[size:], strict=False))
    if not stems[0] or stems[0] != stems[size] or alike * 3 < size * 2:
        return None
    middle = named[size]
    if not all(_are_names([_at(row, i) for row in rows[head.first :]]) for i in (named[0], middle)):
        return None
    return Block(0, None, 0, middle - 1), Block(0, None, middle, named[-1])


def _are_names(cells: Sequence[str | None]) -> bool:
    """Words that are nearly all different: what a list is a list of."""
    words = [cell for cell in cells if cell]
    several = len(words) >= _SMALL_TABLE and len(set(words)) > len(words) * _DISTINCT
    return several and sum(nature(cell) == "words" for cell in words) > len(words) * _DISTINCT


def _beside(rows: Sequence[Row], whole: Block) -> list[Block]:
    """Cut at empty columns, between tables that have nothing to do with one another."""
    used = Counter(i for row in rows if _count(row) > 1 for i in _filled(row))
    columns = sorted(used)
    if not columns:
        return [whole]
    starts = [columns[0]] + [b for a, b in pairwise(columns) if b > a + 1]
    sides = [Block(0, None, left, 0) for left in starts]
    rights = [a for a, b in pairwise(columns) if b > a + 1] + [columns[-1]]
    sides = [Block(0, None, b.left, right) for b, right in zip(sides, rights, strict=True)]
    merged = sides[:1]
    for side in sides[1:]:
        if _are_apart(rows, merged[-1], side):
            merged.append(side)
        else:
            merged[-1] = Block(0, None, merged[-1].left, side.right)
    if len(merged) < 2:
        return [whole]
    # What no table owns goes with its neighbour: nothing of the sheet is left unseen.
    merged[0] = Block(0, None, 0, merged[0].right)
    merged[-1] = Block(0, None, merged[-1].left, whole.right)
    return merged


def _are_apart(rows: Sequence[Row], one: Block, other: Block) -> bool:
    """Two tables, rather than one with an empty column in its middle?"""
    first, second = one.rows(rows), other.rows(rows)
    heads = header.find(first), header.find(second)
    if any(head.row is None or _width(head.labels) < 2 for head in heads):
        return False
    labels = [{tidy(label).lower() for label in head.labels if label} for head in heads]
    lines = [
        {i for i, row in enumerate(part) if i >= head.first and _count(row)}
        for part, head in zip((first, second), heads, strict=True)
    ]
    if not all(lines):
        return False
    if len(labels[0] & labels[1]) * 2 >= len(labels[1]):
        return True
    if abs(heads[0].first - heads[1].first) > 1:
        return len(lines[1]) >= _SMALL_TABLE
    if _are_titled(first, heads[0].row) and _are_titled(second, heads[1].row):
        return True
    together = len(lines[0] & lines[1]) / len(lines[0] | lines[1])
    short = min(lines, key=len)
    # Remarks beside some rows are scattered; a small table beside a long one is not.
    solid = max(short) - min(short) + 1 == len(short) and min(short) == heads[0].first
    return together < _ALIKE and solid and len(short) >= _SMALL_TABLE


def _are_titled(rows: Sequence[Row], row: int | None) -> bool:
    """Is there a title of its own right above the header, in its first column?"""
    above = rows[row - 1] if row else ()
    first = min((i for line in rows for i in _filled(line)), default=0)
    return _filled(above) == [first]


def _under(rows: Sequence[Row], side: Block) -> Iterator[Block]:
    """Cut at empty rows, where the titles of another table follow."""
    part = side.rows(rows)
    top = 0
    current = header.find(part)
    for start in _starts(part)[:_MOST_GAPS]:
        if current.row is None or start <= top + current.first:
            continue
        head = _other_table(part, start, current, top)
        if head is not None and _are_facts(part[top:start]):
            current = header.find(part[top:])
        elif head is not None:
            yield Block(side.top + top, side.top + start - 1, side.left, side.right)
            top, current = start, head
    yield Block(side.top + top, None, side.left, side.right)


def _are_facts(rows: Sequence[Row]) -> bool:
    """« Commune : Auch », « Exercice : 2024 »: facts written above a table, not a table."""
    pairs = [row for row in rows if _count(row)]
    named = sum(tidy(next(cell for cell in row if cell)).endswith(":") for row in pairs)
    return all(_count(row) <= 2 for row in pairs) and named * 2 > len(pairs)


def _starts(rows: Sequence[Row]) -> list[int]:
    """The rows that follow an empty one."""
    filled = [_count(row) > 0 for row in rows]
    return [i for i in range(1, len(rows)) if filled[i] and not filled[i - 1]]


def _other_table(
    rows: Sequence[Row], start: int, current: header.Header, top: int
) -> header.Header | None:
    """The header of the table that begins at ``start``, if one does; its rows count from 0."""
    part = rows[start:]
    end = next((i for i, row in enumerate(part) if not _count(row)), len(part))
    # Its title may stand above, alone in its row, with or without an empty row after it.
    lead = next((i for i, row in enumerate(part) if _count(row) > 1), None)
    if lead is None or lead > 4:
        return None
    if lead >= end:
        end = next((i for i in range(lead, len(part)) if not _count(part[i])), len(part))
    titles, data = part[lead], [row for row in part[lead + 1 : end] if _count(row)]
    if not data or not all(_is_name(titles[i]) for i in _filled(titles)):
        return None
    labels = [tidy(titles[i]).lower() for i in _filled(titles)]
    before = {tidy(label).lower() for label in current.labels if label}
    used = {i for row in data for i in _filled(row)}
    # The same titles again are those of another page, or of a part of the same table.
    if len(set(labels)) < len(labels) or len(set(labels) & before) * 2 >= len(labels):
        return None
    if len(used - set(_filled(titles))) > len(used) * _UNNAMED:
        return None
    changes = sum(_changes(titles[i], [_at(row, i) for row in data]) for i in _filled(titles))
    breaks = sum(
        _changes(titles[i], [_at(row, i) for row in rows[top + current.first : start]])
        for i in _filled(titles)
    )
    if not changes or (changes + breaks) * 3 < len(labels):
        return None
    found = header.find(part[: end + 1])
    return found if found.row is not None else None


def _is_name(cell: str | None) -> bool:
    return nature(cell) in ("words", "code") or is_year(cell)


def _changes(cell: str | None, below: Sequence[str | None]) -> bool:
    """Words above a column of numbers or dates."""
    natures = Counter(nature(other) for other in below[:_LEARNT_FROM])
    del natures["empty"]
    values = natures["number"] + natures["date"]
    return nature(cell) in ("words", "code") and values * 2 > natures.total()


def _filled(row: Row) -> list[int]:
    return [i for i, cell in enumerate(row) if cell and cell.strip()]


def _count(row: Row) -> int:
    return sum(1 for cell in row if cell and cell.strip())


def _width(labels: Sequence[str]) -> int:
    return sum(1 for label in labels if label)


def _at(row: Row, index: int) -> str | None:
    return row[index] if index < len(row) else None
