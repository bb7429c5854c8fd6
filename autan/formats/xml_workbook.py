"""« XML 2003 » workbooks, which many programs of offices write under the name of ``.xls``.

Facts of the format: « XML Spreadsheet Reference », Microsoft, 2001. A cell without ``Index``
follows the one before; a merged cell hides those that it covers.
"""

import datetime as dt
from dataclasses import replace

from autan.formats import drawn, workbook
from autan.formats.reader import Found, Request
from autan.formats.refusals import refusal
from autan.formats.xml_stream import XmlStream, local
from autan.formats.xml_tables import Place

_LONGEST = 1 << 20


def is_one(root: Place) -> bool:
    """Is this what Excel wrote as XML?"""
    sheet = root.children.get("Worksheet")
    return root.name == "Workbook" and sheet is not None and "Table" in sheet.children


def read(request: Request, codec: str | None) -> Found:
    """Read the best table of the workbook; see ``Reader.read``."""
    gathered = _Gathered()
    size = max(1, request.source.stat().st_size)
    stream = XmlStream(request.source, codec, gathered.start, gathered.end, gathered.text)
    for done in stream:
        request.progress(min(0.5, done / size / 2))
    sheets = drawn.Sheets(gathered.sheets)
    found = workbook.read_book(workbook.Book(sheets, sheets.traits), request)
    return replace(found, format="xml-workbook")


class _Gathered:
    """Handlers that draw the sheets."""

    def __init__(self) -> None:
        self.sheets: list[drawn.Sheet] = []
        self._row = self._column = -1
        self._across = 0
        self._kind: str | None = None
        self._words: list[str] = []
        self._length = 0
        # Inside a remark, which holds data too.
        self._remark = False
        self._named: set[str] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Worksheet":
            self._sheet(_own(attributes).get("Name", ""))
        elif not self.sheets or self._remark:
            return
        elif name == "Row":
            self._open_row(_own(attributes))
        elif name == "Column":
            self._open_column(_own(attributes))
        elif name == "Cell":
            self._open_cell(_own(attributes))
        elif name == "Comment":
            self._remark = True
        elif name == "Data":
            self._kind = _own(attributes).get("Type", "String")
        elif name == "Visible":
            self._kind, self._words = "Visible", []

    def end(self, name: str) -> None:
        if name == "Comment":
            self._remark = False
        elif self._kind is None or self._remark or name not in ("Data", "Visible"):
            return
        else:
            kind, words = self._kind, "".join(self._words)
            self._kind, self._words, self._length = None, [], 0
            if kind == "Visible":
                self.sheets[-1].is_hidden = words.strip() != "SheetVisible"
            elif words:
                self.sheets[-1].put(self._row, self._column, _value(kind, words))

    def text(self, words: str) -> None:
        if self._kind is None or self._remark:
            return
        self._length += len(words)
        if self._length > _LONGEST:
            raise refusal("long-record")
        self._words.append(words)

    def _sheet(self, name: str) -> None:
        name = name or f"Feuille {len(self.sheets) + 1}"
        while name in self._named:
            name += " (2)"
        self._named.add(name)
        self.sheets.append(drawn.Sheet(name))
        self._row = self._column = -1
        self._across = 0

    def _open_row(self, own: dict[str, str]) -> None:
        self._row = _number(own, "Index", self._row + 2) - 1
        self._column, self._across = -1, 0
        if own.get("Hidden") == "1":
            self.sheets[-1].hidden_rows.append(self._row)

    def _open_column(self, own: dict[str, str]) -> None:
        first = _number(own, "Index", self._column + 2) - 1
        self._column = first + _number(own, "Span", 0)
        if own.get("Hidden") == "1":
            self.sheets[-1].hidden_columns.extend(range(first, self._column + 1))

    def _open_cell(self, own: dict[str, str]) -> None:
        self._column = _number(own, "Index", self._column + self._across + 2) - 1
        self._across = _number(own, "MergeAcross", 0)
        down = _number(own, "MergeDown", 0)
        if self._across or down:
            self.sheets[-1].merge(self._row, self._column, down, self._across)


def _own(attributes: dict[str, str]) -> dict[str, str]:
    return {local(name): value for name, value in attributes.items()}


def _number(own: dict[str, str], name: str, otherwise: int) -> int:
    """A place or a length; beyond the edge of a sheet it is none."""
    text = own.get(name, "")
    number = int(text) if text.isdecimal() and len(text) < 8 else otherwise
    if number > drawn.MOST_ROWS:
        raise refusal("sparse")
    return number


def _value(kind: str, words: str) -> object:
    """Numbers stay as they are written; days and answers become those of a workbook."""
    if kind == "Boolean":
        return words.strip() == "1"
    if kind == "DateTime":
        try:
            moment = dt.datetime.fromisoformat(words.strip())
        except ValueError:
            return words
        # A cell that holds an hour alone is dated 1899-12-31.
        if moment.year < 1900:
            return moment.time()
        return moment if moment.time() != dt.time() else moment.date()
    return words.strip() if kind == "Number" else words
