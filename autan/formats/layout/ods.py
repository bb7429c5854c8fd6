"""The traits of ODS sheets: see ``traits``. Facts of the format: OpenDocument 1.3, part 3.

Names are compared with their usual prefixes, those that every maker of ODS files writes.
"""

import html
import re
import zipfile
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from pathlib import Path

from autan.formats.cells import number_text
from autan.formats.layout.shapes import CODES_BELOW, Shape, literal
from autan.formats.layout.traits import Part, Traited, Traits
from autan.formats.merged import Range

_BLOCK = 1 << 20
# Merged cells, hidden parts, percentages: one of these words is enough.
_WORDS = (b"-spanned=", b'"collapse"', b'"filter"', b'"percentage"')
_ZEROS = re.compile(rb"<text:p>0\d")
_YEARS = re.compile(rb"<text:p>(?:19|20)\d\d</text:p>")
_CODES = re.compile(rb"<text:p>\d{1,2}[.,]\d*0</text:p>")
# In a large file, what looks like the decimals of codes is small amounts.
_CODES_WITHIN = 8 << 20
_LEADING = re.compile(r"0\d+")
_CODE = re.compile(r"\d{1,2}[.,]\d*0")
_MOST_RANGES = 200_000
_MOST_REPEATS = 1000
_UNSEEN = frozenset({b"collapse", b"filter"})
_LONG_BLOCK = 4 << 20
_INSIDE = rb"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+"
_TAG = re.compile(rb"<table:(table|table-column|table-row)((?=[\s/>])" + _INSIDE + rb")>")
_ATTRIBUTES = re.compile(_INSIDE)
_CELL = re.compile(rb"<table:(?:covered-)?table-cell(?=[\s/>])")
_ROW_END, _REPEATED = b"</table:table-row>", b"columns-repeated"
_PLAIN_CELL, _COVERED = b"<table:table-cell", b"<table:covered-table-cell"
# Words of rows whose cells must be looked at one by one.
_COUNTED = (_REPEATED, b"-spanned=", b"percentage")
_MARKUP = re.compile(rb"<[^>]*>")
# A row, or a cell, of which there is something to say.
_MORE = re.compile(rb"<text:p[^>]*>(?:<[^>]*>)*+(?:0\d|(?:19|20)\d\d<|\d{1,2}[.,]\d*0<)")
_ATTRIBUTE = {
    name: re.compile(rb"(?<=\s)" + name.encode() + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
    for name in (
        *("table:name", "table:visibility", "office:value-type", "office:value"),
        *("table:number-columns-repeated", "table:number-rows-repeated"),
        *("table:number-columns-spanned", "table:number-rows-spanned"),
    )
}


@dataclass
class _Sheet:
    ranges: list[Range] = field(default_factory=list)
    rows: list[Part] = field(default_factory=list)
    columns: list[Part] = field(default_factory=list)
    shown: dict[int, dict[int, Shape]] = field(default_factory=dict)


def traited(path: Path) -> Traited:
    """Raises nothing that calamine would not: what is not understood has no traits."""
    sheets = _Reading().of(path) if _is_worth(path) else {}

    def traits(name: str) -> Traits:
        found = sheets.get(name, _Sheet())
        return Traits(tuple(found.ranges), tuple(found.rows), tuple(found.columns), found.shown)

    return traits


def _is_worth(path: Path) -> bool:
    """Is there anything but values? Many files have nothing, and the long way is slow."""
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as content:
        small = archive.getinfo("content.xml").file_size <= _CODES_WITHIN
        tail = b""
        while block := content.read(_BLOCK):
            if _says_more(tail + block, small):
                return True
            tail = block[-64:]
    return False


def _says_more(block: bytes, small: bool) -> bool:
    return (
        any(word in block for word in _WORDS)
        or _ZEROS.search(block) is not None
        or (b"office:date-value" in block and _YEARS.search(block) is not None)
        or (small and _CODES.search(block) is not None)
    )


def _says(part: bytes) -> bool:
    """Is there more than a value in this row, or in this cell?"""
    if b"-spanned=" in part or b"percentage" in part:
        return True
    return _MORE.search(part) is not None


class _Reading:
    """The walk through ``content.xml``: where we are, and what was found.

    By patterns rather than by a parser, which would tell every tag of every cell: most rows are
    passed over after one search. What no patterns would understand (a comment that holds tags) no
    maker of ODS files writes, and would only cost its traits.
    """

    def __init__(self) -> None:
        self.sheets: dict[str, _Sheet] = {}
        self._sheet = _Sheet()
        self._row = self._column = 0

    def of(self, path: Path) -> dict[str, _Sheet]:
        with zipfile.ZipFile(path) as archive, archive.open("content.xml") as content:
            rest = b""
            while block := content.read(_LONG_BLOCK):
                rest = self._walked(rest + block)
            self._walked(rest, is_last=True)
        return self.sheets

    def _walked(self, text: bytes, is_last: bool = False) -> bytes:
        """Take the whole rows of ``text``; what comes after them is given back."""
        at = 0
        while found := _TAG.search(text, at):
            name, attributes = found[1], found[2]
            if name != b"table-row" or attributes.endswith(b"/"):
                self._enter(name, attributes)
                at = found.end()
                continue
            end = text.find(_ROW_END, found.end())
            if end < 0 and not is_last:
                return text[found.start() :]
            end = len(text) if end < 0 else end
            self._take_row(attributes, text[found.end() : end])
            at = end
        # A tag may be cut by the end of the block.
        return text[max(at, text.rfind(b"<", at)) :]

    def _enter(self, name: bytes, attributes: bytes) -> None:
        if name == b"table":
            title = html.unescape(_value(attributes, "table:name").decode("utf-8", "replace"))
            self._sheet = self.sheets.setdefault(title, _Sheet())
            self._row = self._column = 0
        elif name == b"table-column":
            times = _count(attributes, "table:number-columns-repeated")
            if _value(attributes, "table:visibility") in _UNSEEN:
                self._sheet.columns.append((self._column, self._column + times - 1))
            self._column += times
        else:
            self._take_row(attributes, b"")

    def _take_row(self, attributes: bytes, cells: bytes) -> None:
        rows = _count(attributes, "table:number-rows-repeated") if attributes else 1
        if attributes and _value(attributes, "table:visibility") in _UNSEEN:
            self._sheet.rows.append((self._row, self._row + rows - 1))
        if any(word in cells for word in _COUNTED):
            if _says(cells):
                self._take_cells(rows, cells)
        else:
            self._take_shown(rows, cells)
        self._row += rows

    def _take_shown(self, rows: int, cells: bytes) -> None:
        """Where each cell counts for one, the rank of a cell is the number of those before it."""
        for found in _MORE.finditer(cells):
            at = cells.rfind(_PLAIN_CELL, 0, found.start())
            end = cells.find(b"</table:", found.end())
            if at < 0 or end < 0:
                continue
            column = cells.count(_PLAIN_CELL, 0, at) + cells.count(_COVERED, 0, at)
            piece = cells[at + len(_PLAIN_CELL) : end]
            tag = _ATTRIBUTES.match(piece)
            attributes = tag[0] if tag else b""
            self._take_cell(column, rows, 1, attributes, piece[len(attributes) :])

    def _take_cells(self, rows: int, cells: bytes) -> None:
        column = 0
        pieces = iter(_CELL.split(cells))
        next(pieces, None)
        for piece in pieces:
            if _REPEATED not in piece and not _says(piece):
                column += 1
                continue
            tag = _ATTRIBUTES.match(piece)
            attributes = tag[0] if tag else b""
            times = _count(attributes, "table:number-columns-repeated")
            self._take_cell(column, rows, times, attributes, piece[len(attributes) :])
            column += times

    def _take_cell(self, column: int, rows: int, times: int, tag: bytes, content: bytes) -> None:
        if b"-spanned=" in tag:
            self._merge(column, tag)
        shape = _shape_of(tag, content)
        if shape is None:
            return
        rows, times = min(rows, _MOST_REPEATS), min(times, _MOST_REPEATS)
        for below, beside in product(range(rows), range(times)):
            self._sheet.shown.setdefault(column + beside, {})[self._row + below] = shape

    def _merge(self, column: int, tag: bytes) -> None:
        down = _count(tag, "table:number-rows-spanned")
        right = _count(tag, "table:number-columns-spanned")
        if (down > 1 or right > 1) and len(self._sheet.ranges) < _MOST_RANGES:
            at = (self._row, column, self._row + down - 1, column + right - 1)
            self._sheet.ranges.append(Range(*at))


@lru_cache(maxsize=1 << 14)
def _shape_of(tag: bytes, content: bytes) -> Shape | None:
    """What the format of a cell does to its value, from its attributes and what it shows."""
    kind = _value(tag, "office:value-type").decode("ascii", "replace")
    if kind not in ("float", "percentage", "date"):
        return None
    text = html.unescape(_MARKUP.sub(b"", content[1:]).decode("utf-8", "replace")).strip()
    seen = _seen(kind, _value(tag, "office:value").decode("ascii", "replace"), text)
    return None if seen is None else literal(seen)


def _seen(kind: str, value: str, text: str) -> str | None:
    """What is shown, where it says more than the value: see ``shapes``."""
    bare = "".join(text.split())
    if kind == "date":
        return bare if re.fullmatch(r"(?:19|20)\d\d", bare) else None
    try:
        number = float(value)
    except ValueError:
        return None
    if kind == "percentage":
        return f"{number_text(round(number * 100, 12))} %"
    if _LEADING.fullmatch(bare) and number == int(bare):
        return text
    dotted = bare.replace(",", ".")
    if _CODE.fullmatch(bare) and number < CODES_BELOW and not number.is_integer():
        return dotted if float(dotted) == number else None
    return None


def _value(attributes: bytes, name: str) -> bytes:
    """What an attribute says, "" if it is not there."""
    found = _ATTRIBUTE[name].search(attributes)
    return (found[1] or found[2] or b"") if found else b""


def _count(attributes: bytes, name: str) -> int:
    text = _value(attributes, name)
    return max(1, min(int(text), 1 << 21)) if text.isdigit() and len(text) < 9 else 1
