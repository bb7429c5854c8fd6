"""Workbooks: XLSX, XLS, XLSB and ODS. Which table of which sheet, and its cells as text."""

import gc
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import python_calamine as calamine

from autan.errors import UnreadableFile
from autan.formats import (
    sniff,
    workbook_guard,
)
from autan.formats.header import Header
from autan.formats.layout import steps, together, write, xls
from autan.formats.layout.shapes import CODES_BELOW, Shape, is_decimals
from autan.formats.layout.tables import Candidate, look
from autan.formats.layout.traits import Traits, traits_of
from autan.formats.layout.write import Plan
from autan.formats.merged import Merged, Range
from autan.formats.reader import Found, Reader, Request
from autan.formats.refusals import refusal
from autan.query import calendar_names
from autan.tabular.steps import Glimpse

MOST_COLUMNS = 4000
_HIDDEN_COUNTS = 0.3
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, ValueError, LookupError, EOFError)
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-\d\d")
_MONTHS = calendar_names.names("fr", "months")


@dataclass(frozen=True)
class Book:
    """An open workbook; ``traits`` are those of a sheet, read when asked."""

    opened: Any
    traits: Callable[[str], Traits]


def read(request: Request) -> Found:
    """Read the best table of a workbook, or the one asked for; see ``Reader.read``."""
    with _without_collection():
        return _read(request)


READER = Reader(frozenset({"xlsx", "xls", "xlsb", "ods"}), read)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Millions of cells pass and none is part of a circle: looking for circles costs a tenth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _damage_told() -> Iterator[None]:
    """calamine says what is wrong with a file in several ways, one of them being to panic."""
    try:
        yield
    except calamine.PasswordError as error:
        raise refusal("protected") from error
    except (calamine.CalamineError, OSError) as error:
        raise _unopened(error) from error
    except _BROKEN as error:
        raise refusal("damaged") from error
    except BaseException as error:
        # Its class can be named only once it has been raised.
        if type(error).__name__ != "PanicException":
            raise
        raise refusal("damaged") from error


def _read(request: Request) -> Found:
    return read_book(_open(request.source, workbook_guard.check(request.source)), request)


def read_book(book: Book, request: Request) -> Found:
    """Read the best table of an open workbook, or of what answers as one (see ``drawn``)."""
    best, seen, rival = _best(book, request)
    alike = together.family(best, seen)
    tables = tuple(one.glimpse for one in seen)
    if alike:
        tables += (together.glimpse(alike),)
        if request.answers.get("table") == together.ALL:
            return _together(book, alike, tables, request)
    best = best.answered(request)
    with _damage_told():
        traits = book.traits(best.of_sheet)
    plan = _plan(best, traits, request)
    contents, told = write.write(best.sheet, plan, request.target)
    found = _with_months(_without(best.header, plan))
    told_of = steps.Told(best, tables, rival, traits, told)
    return Found(
        header=found,
        header_row=None if found.row is None else found.row + 1 + best.block.top,
        contents=contents,
        sheet=best.of_sheet,
        table=best.name,
        tables=tables,
        steps=steps.steps(told_of, request),
    )


def _together(
    book: Book, alike: Sequence[Candidate], tables: tuple[Glimpse, ...], request: Request
) -> Found:
    """All the sheets that have the same titles, one after the other."""
    found = together.header_of(alike)

    def planned() -> Iterator[tuple[str, Any, Plan]]:
        for one in alike:
            with _damage_told():
                sheet = book.opened.get_sheet_by_name(one.of_sheet)
                traits = book.traits(one.of_sheet)
            plan = _plan(replace(one, sheet=sheet), traits, request)
            yield one.of_sheet, sheet, together.narrowed(plan, one.header)

    contents = write.write_together(planned(), len(found.labels) - 1, request.target)
    return Found(
        header=_with_months(found),
        header_row=None if found.row is None else found.row + 1,
        contents=contents,
        table=together.ALL,
        tables=tables,
        steps=tuple(together.step(alike, tables)),
    )


def _open(path: Path, hiding: frozenset[str]) -> Book:
    kind = sniff.kind_of(path)
    with _damage_told():
        if kind == "xls" and xls.is_locked(path):
            raise refusal("protected")
        if kind == "xls" and not xls.is_within_bounds(path):
            raise refusal("damaged")
        opened = calamine.CalamineWorkbook.from_path(str(path))
        return Book(opened, traits_of(path, kind, hiding))


def _unopened(error: Exception) -> UnreadableFile:
    """calamine tells an old password protection and a vast sheet by its words only."""
    words = str(error).lower()
    if "cell limit" in words:
        return refusal("sparse")
    return refusal("protected" if "password" in words or "encrypt" in words else "damaged")


def _best(book: Book, request: Request) -> tuple[Candidate, list[Candidate], float]:
    """The best table, all of them, and how near the second one comes (0 to 1)."""
    seen: list[Candidate] = []
    refused: UnreadableFile | None = None
    best: Candidate | None = None
    wanted = request.answers.get("table")
    for meta in book.opened.sheets_metadata:
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        try:
            found = _look(book, meta.name, request.known)
        except UnreadableFile as error:
            # Another sheet may be read all the same.
            refused = error
            continue
        for one in found:
            if meta.visible != calamine.SheetVisibleEnum.Visible:
                one.score, one.is_visible = one.score * _HIDDEN_COUNTS, False
            better = best is None or _rank(one, wanted) > _rank(best, wanted)
            # Only the best keeps its sheet: the values of the others leave the memory.
            loser, best = (best, one) if better else (one, best)
            if loser is not None:
                loser.sheet = None
        seen += found
    if best is None:
        raise refused or refusal("empty")
    rival = max((one.score for one in seen if one is not best), default=0.0)
    return best, seen, rival / max(best.score, 0.01)


def _rank(one: Candidate, wanted: str | None) -> tuple[bool, bool, float]:
    return one.name == wanted, one.of_sheet == wanted, one.score


def _look(book: Book, name: str, known: frozenset[str]) -> list[Candidate]:
    with _damage_told():
        sheet = book.opened.get_sheet_by_name(name)
    if sheet.start is None or not sheet.height:
        return []
    if sheet.height * sheet.width > workbook_guard.MOST_CELLS:
        raise refusal("sparse")
    if sheet.width > MOST_COLUMNS and _filled_columns(sheet) > MOST_COLUMNS:
        raise refusal("wide")
    known_ranges = sheet.merged_cell_ranges
    if known_ranges is None:
        with _damage_told():
            ranges = book.traits(name).ranges
    else:
        ranges = tuple(Range(*start, *end) for start, end in known_ranges)
    return look(sheet, name, ranges or (), known)


def _filled_columns(sheet: Any) -> int:
    """A format given to whole rows goes to the last column: empty columns do not count."""
    filled: set[int] = set()
    for row in sheet.iter_rows():
        filled.update(i for i, cell in enumerate(row) if cell is not None and cell != "")
    return len(filled)


def _plan(best: Candidate, traits: Traits, request: Request) -> Plan:
    """What to write, as the answers say."""
    ranges = best.ranges if request.allows("merged_cells") else ()
    shown = _worth(best.sheet, traits) if request.allows("display_formats") else {}
    return Plan(
        block=best.block,
        first=best.block.top + best.header.first,
        merged=Merged.of(ranges),
        hidden=traits.hidden_rows,
        keeps_hidden=request.allows("hidden_rows"),
        blank=() if request.allows("hidden_columns") else traits.hidden_columns,
        shown=shown,
    )


def _worth(sheet: Any, traits: Traits) -> Mapping[int, Mapping[int, Shape]]:
    """Without the columns of amounts, whose format only adds decimals."""
    left = sheet.start[1]
    decimals = {
        column - left
        for column, shapes in traits.shown.items()
        if column >= left and any(map(is_decimals, shapes.values()))
    }
    if not decimals:
        return traits.shown
    amounts = {
        left + i
        for row in sheet.iter_rows()
        for i in decimals
        if i < len(row) and isinstance(row[i], int | float) and abs(row[i]) >= CODES_BELOW
    }
    return {column: shapes for column, shapes in traits.shown.items() if column not in amounts}


def _with_months(found: Header) -> Header:
    """« janvier 2024 » for the first days of months that a tableur shows as months."""
    days = [label for label in found.labels if _DAY.fullmatch(label)]
    if len(days) < 2 or any(day[8:] != "01" for day in days):
        return found
    months = (_MONTHS[int(day[5:7]) - 1] + f" {day[:4]}" for day in days)
    names = dict(zip(days, months, strict=True))
    return replace(found, labels=tuple(names.get(label, label) for label in found.labels))


def _without(found: Header, plan: Plan) -> Header:
    """The labels of the columns left out go too."""

    def is_left_out(position: int) -> bool:
        return any(first <= position + plan.block.left <= last for first, last in plan.blank)

    labels = ("" if is_left_out(i) else label for i, label in enumerate(found.labels))
    return replace(found, labels=tuple(labels))
