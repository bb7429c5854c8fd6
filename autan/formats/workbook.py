"""Workbooks: XLSX, XLS, XLSB and ODS. Which sheet holds the table, and its cells as text."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import python_calamine as calamine

from autan.errors import UnreadableFile
from autan.formats import header, workbook_guard
from autan.formats.cells import text_of
from autan.formats.header import Header
from autan.formats.merged import Merged, under_groups
from autan.formats.reader import Found, Reader, Request
from autan.formats.refusals import refusal
from autan.formats.text_parquet import Contents, TextParquet
from autan.tabular.steps import Glimpse, Step

_HEAD_ROWS = 120
_HIDDEN_COUNTS = 0.3


@dataclass
class _Candidate:
    """A sheet looked at: where its table begins and how good it is."""

    name: str
    sheet: Any
    header: Header
    score: float
    merged: Merged
    rivals: int = 0


def read(request: Request) -> Found:
    """Read the best sheet of a workbook, or the one asked for; see ``Reader.read``."""
    workbook_guard.check(request.source)
    book = _open(request.source)
    names = tuple(
        meta.name for meta in book.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet
    )
    best = _best(book, names, request)
    contents = _write(best, request.target)
    steps: list[Step] = []
    if best.rivals and "table" not in request.answers:
        sentence = f"Le tableau a été pris dans la feuille « {best.name} »."
        steps.append(Step("table", sentence, len(names), names[:2]))
    if best.merged.used:
        sentence = "Des cellules fusionnées ont été répétées sur chacune de leurs lignes."
        steps.append(Step("merged_cells", sentence, best.merged.used))
    return Found(
        header=best.header,
        header_row=None if best.header.row is None else best.header.row + 1,
        contents=contents,
        sheet=best.name,
        table=best.name,
        tables=tuple(Glimpse(name, name) for name in names),
        steps=tuple(steps),
    )


READER = Reader(frozenset({"xlsx", "xls", "xlsb", "ods"}), read)


def _open(path: Path) -> Any:
    try:
        return calamine.CalamineWorkbook.from_path(str(path))
    except calamine.PasswordError as error:
        raise refusal("protected") from error
    except (calamine.CalamineError, OSError) as error:
        raise _unopened(error) from error


def _unopened(error: Exception) -> UnreadableFile:
    """calamine tells an old password protection and a vast sheet by its words only."""
    words = str(error).lower()
    if "cell limit" in words:
        return refusal("sparse")
    return refusal("protected" if "password" in words or "encrypt" in words else "damaged")


def _best(book: Any, names: Sequence[str], request: Request) -> _Candidate:
    wanted = [name for name in names if name == request.answers.get("table")] or names
    hidden = {
        meta.name
        for meta in book.sheets_metadata
        if meta.visible != calamine.SheetVisibleEnum.Visible
    }
    best: _Candidate | None = None
    seen = 0
    for name in wanted:
        candidate = _look(book, name, request.known)
        if candidate and name in hidden:
            candidate.score *= _HIDDEN_COUNTS
        seen += candidate is not None
        if candidate and (best is None or candidate.score > best.score):
            best = candidate
    if best is None:
        raise refusal("empty")
    best.rivals = seen - 1
    return best


def _look(book: Any, name: str, known: frozenset[str]) -> _Candidate | None:
    try:
        sheet = book.get_sheet_by_name(name)
    except calamine.PasswordError as error:
        raise refusal("protected") from error
    except (calamine.CalamineError, OSError) as error:
        raise _unopened(error) from error
    if sheet.start is None or not sheet.height:
        return None
    if sheet.height * sheet.width > workbook_guard.MOST_CELLS:
        raise refusal("sparse")
    merged = Merged.of(sheet)
    rows = [cells for _, cells in islice(_rows(sheet, merged), _HEAD_ROWS)]
    found = under_groups(header.find(rows, known), rows, merged)
    return _Candidate(name, sheet, found, _score(found, rows, sheet), merged)


def _score(found: Header, rows: Sequence[Sequence[str | None]], sheet: Any) -> float:
    """A good header over many well-filled rows; a pivot or a page of notes has few."""
    below = rows[found.first :]
    if not below:
        return found.confidence / 10
    used = sum(1 for label in found.labels if label) or 1
    filled = sum(1 for row in below for cell in row if cell)
    density = math.sqrt(min(1.0, filled / (len(below) * used)))
    size = math.pow(math.log10(10 + sheet.total_height - found.first), 1.5)
    breadth = math.sqrt(min(1.0, used / 8))
    return max(found.confidence, 0.1) * density * size * breadth


def _rows(sheet: Any, merged: Merged) -> Iterator[tuple[int, list[str | None]]]:
    """Every row with its number as Excel shows it; columns from A, whatever was empty before."""
    pad: list[str | None] = [None] * (sheet.start[1] if sheet.start else 0)
    merged = merged.fresh()
    # iter_rows gives the empty rows above the first cell, but not the empty columns before it.
    for index, values in enumerate(sheet.iter_rows()):
        yield index + 1, merged.fill(index, [*pad, *map(text_of, values)])


def _write(best: _Candidate, target: Path) -> Contents:
    width = len(best.header.labels)
    with TextParquet(target, width) as table:
        for number, cells in _rows(best.sheet, best.merged):
            if number > best.header.first and any(cells):
                table.add(number, cells)
    return table.contents()
