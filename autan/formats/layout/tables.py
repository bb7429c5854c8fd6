"""The tables of a workbook, looked at and compared: the right one among several sheets."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from autan.formats import header
from autan.formats.cells import text_of, tidy
from autan.formats.header import Header
from autan.formats.layout import areas
from autan.formats.layout.areas import Block
from autan.formats.merged import Merged, Range
from autan.formats.reader import Request
from autan.tabular.steps import Glimpse

HEAD_ROWS = 120
# Tables laid out by hand are small; the rows of a larger sheet are those of one table.
_LAID_OUT_ROWS = 5000
_LAID_OUT_CELLS = 300_000
_GLIMPSED = 8
# Near enough to the whole for a person to be asked.
_HALF = 0.7
_LONGEST = 80


@dataclass
class Candidate:
    """A table looked at: where it lies, where it begins and how good it is.

    ``name`` is the answer that chooses it. ``rows`` are its first ones, from the top of its
    block; ``ranges`` are the merged cells of the sheet.
    """

    name: str
    of_sheet: str
    sheet: Any
    block: Block
    header: Header
    score: float
    rows: Sequence[Sequence[str | None]]
    ranges: tuple[Range, ...]
    glimpse: Glimpse
    is_visible: bool = True

    def answered(self, request: Request) -> "Candidate":
        """The same, its header as the person says."""
        if "header" not in request.answers and request.allows("header_rows"):
            return self
        wanted = request.answers.get("header", "")
        if wanted.isdecimal() and len(wanted) < 8:
            wanted = str(int(wanted) - self.block.top)
        found = header.find(
            self.rows,
            request.known,
            wanted=wanted,
            joined=request.allows("header_rows"),
            ranges=_of_titles(self.ranges, self.block),
        )
        return replace(self, header=found)


def look(sheet: Any, name: str, ranges: Sequence[Range], known: frozenset[str]) -> list[Candidate]:
    """Every table of a sheet, with its score."""
    height, width = sheet.end[0] + 1, sheet.end[1] + 1
    small = height <= _LAID_OUT_ROWS and height * width <= _LAID_OUT_CELLS
    pad: list[str | None] = [None] * sheet.start[1]
    source = islice(sheet.iter_rows(), _LAID_OUT_ROWS if small else HEAD_ROWS)
    rows = [[*pad, *map(text_of, values)] for values in source]
    blocks = areas.blocks(rows, width) if height > 1 else (Block(0, None, 0, width - 1),)
    merged = Merged.of(ranges)
    full = [merged.fill(i, list(row)) for i, row in enumerate(rows)] if ranges else rows
    if len(blocks) == 1:
        whole = _candidate(sheet, name, (name, name), blocks[0], full, ranges, known)
        return [whole, *_halves(whole, full, known)] if whole else []
    found = (
        _candidate(sheet, name, (_corner(name, block), ""), block, full, ranges, known)
        for block in blocks
    )
    return [one for one in found if one]


def _halves(
    whole: Candidate, rows: Sequence[Sequence[str | None]], known: frozenset[str]
) -> list[Candidate]:
    """The two lists that a table may also be: offered beside it, never preferred."""
    found = []
    for block in areas.halves(whole.rows, whole.header) or ():
        names = (_corner(whole.of_sheet, block), "")
        half = _candidate(whole.sheet, whole.of_sheet, names, block, rows, whole.ranges, known)
        if half:
            found.append(replace(half, score=whole.score * _HALF))
    return found


def _corner(name: str, block: Block) -> str:
    """A table among those of its sheet, named by its first cell."""
    return f"{name}!{letters(block.left)}{block.top + 1}"


def letters(column: int) -> str:
    """The name that a tableur gives to a column, from 0: A, B… AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _candidate(
    sheet: Any,
    of_sheet: str,
    names: tuple[str, str],
    block: Block,
    rows: Sequence[Sequence[str | None]],
    ranges: Sequence[Range],
    known: frozenset[str],
) -> Candidate | None:
    part = block.rows(rows)
    if not any(any(row) for row in part):
        return None
    head = part[:HEAD_ROWS]
    found = header.find(head, known, ranges=_of_titles(ranges, block))
    whole = len(rows) > sheet.end[0]
    height = len(part) if whole else sheet.end[0] + 1
    below = part[found.first :]
    glimpse = Glimpse(
        names[0],
        names[1] or _place(of_sheet, block, found, sheet.end[1]),
        tuple(header.unique(found.labels))[:_GLIMPSED],
        tuple(tidy(cell)[:_LONGEST] for cell in next(filter(any, below), ()))[:_GLIMPSED],
        sum(any(row) for row in below) if whole else None,
    )
    score = _score(found, head, height)
    return Candidate(names[0], of_sheet, sheet, block, found, score, head, tuple(ranges), glimpse)


def _of_titles(ranges: Sequence[Range], block: Block) -> tuple[Range, ...]:
    """The merged cells of a block's first rows, counted from its corner."""
    bottom = block.top + header.HORIZON
    return tuple(
        Range(r.top - block.top, r.left - block.left, r.bottom - block.top, r.right - block.left)
        for r in ranges
        if block.top <= r.top <= bottom and block.left <= r.left <= block.right
    )


def _place(name: str, block: Block, found: Header, last: int) -> str:
    """Words for a table among those of its sheet, whose last column is ``last``."""
    row = block.top + (found.top or 0) + 1
    if block.left or block.right < last:
        return f"{name}, colonnes {letters(block.left)} à {letters(block.right)}, ligne {row}"
    return f"{name}, à partir de la ligne {row}"


def _score(found: Header, rows: Sequence[Sequence[str | None]], height: int) -> float:
    """A good header over many well-filled rows; a pivot or a page of notes has few."""
    below = rows[found.first :]
    if not below:
        return found.confidence / 10
    used = sum(1 for label in found.labels if label) or 1
    filled = sum(1 for row in below for cell in row if cell)
    density = math.sqrt(min(1.0, filled / (len(below) * used)))
    size = math.pow(math.log10(max(10, 10 + height - found.first)), 1.5)
    breadth = math.sqrt(min(1.0, used / 8))
    return max(found.confidence, 0.1) * density * size * breadth
