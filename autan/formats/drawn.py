"""Sheets that were drawn cell by cell in a text (a web page, an XML workbook).

They answer what calamine answers about its own, so that ``workbook`` finds their tables, their
titles and their merged cells as it does in any workbook.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from python_calamine import SheetTypeEnum, SheetVisibleEnum

from autan.formats.layout.traits import Part, Traits, parts
from autan.formats.merged import Range
from autan.formats.refusals import refusal

# As many as 200,000 rows of ten columns; each is kept in memory, for some 250 bytes.
MOST_FILLED = 2_000_000
_MOST_MERGED = 200_000
MOST_COLUMNS = 16_384
MOST_ROWS = 1_048_576


@dataclass
class Sheet:
    """Rows and columns count from 0; a row is the list of its cells that hold something."""

    name: str
    is_hidden: bool = False
    rows: dict[int, list[tuple[int, Any]]] = field(default_factory=dict)
    ranges: list[Range] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    filled: int = 0
    height: int = 0
    width: int = 0

    def put(self, row: int, column: int, value: Any) -> None:
        """Write one cell. Raises UnreadableFile beyond what a sheet may hold."""
        if row >= MOST_ROWS or column >= MOST_COLUMNS or self.filled >= MOST_FILLED:
            raise refusal("sparse")
        self.rows.setdefault(row, []).append((column, value))
        self.filled += 1
        self.height = max(self.height, row + 1)
        self.width = max(self.width, column + 1)

    def merge(self, row: int, column: int, down: int, across: int) -> None:
        """Join a cell with those below it and on its right."""
        if len(self.ranges) >= _MOST_MERGED:
            raise refusal("sparse")
        self.ranges.append(Range(row, column, row + down, column + across))

    @property
    def typ(self) -> SheetTypeEnum:
        return SheetTypeEnum.WorkSheet

    @property
    def visible(self) -> SheetVisibleEnum:
        return SheetVisibleEnum.Hidden if self.is_hidden else SheetVisibleEnum.Visible

    @property
    def start(self) -> tuple[int, int] | None:
        return (0, 0) if self.rows else None

    @property
    def end(self) -> tuple[int, int]:
        return self.height - 1, self.width - 1

    @property
    def merged_cell_ranges(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        last = self.height - 1
        return [((r.top, r.left), (min(r.bottom, last), r.right)) for r in self.ranges]

    @property
    def traits(self) -> Traits:
        hidden: tuple[Part, ...] = parts(self.hidden_columns)
        return Traits(None, parts(self.hidden_rows), hidden)

    def iter_rows(self) -> Iterator[list[Any]]:
        """Every row, those that are empty too, all as long."""
        for index in range(self.height):
            row: list[Any] = [None] * self.width
            for column, value in self.rows.get(index, ()):
                row[column] = value
            yield row


class Sheets:
    """The sheets of one file, as calamine gives those of a workbook."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.sheets_metadata = tuple(sheets)
        self._by_name = {sheet.name: sheet for sheet in sheets}

    def get_sheet_by_name(self, name: str) -> Sheet:
        return self._by_name[name]

    def traits(self, name: str) -> Traits:
        return self._by_name[name].traits
