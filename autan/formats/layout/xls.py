"""The traits of XLS sheets (Excel 97 and later): see ``traits``.

Facts of the formats: [MS-CFB] 2 for the container, [MS-XLS] 2.4 for its records.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from autan.formats.layout.shapes import BUILT_IN, Shape, shape_of
from autan.formats.layout.traits import Traited, Traits, parts

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA
_BOF, _SHEET, _STYLE, _FORMAT, _LOCKED = 0x809, 0x85, 0xE0, 0x41E, 0x2F
_ROW, _COLUMNS, _NUMBER, _PACKED, _PACKED_ROW, _FORMULA, _END = (
    0x208, 0x7D, 0x203, 0x27E, 0xBD, 0x06, 0x0A,
)  # fmt: skip
_EXCEL_97 = 0x600
_DIMENSIONS, _RUN, _BLANKS = 0x200, 0xBD, 0xBE
# NUMBER, LABEL, BOOLERR, RK, LABELSST, RSTRING, FORMULA, BLANK, MULRK, MULBLANK: [MS-XLS] 2.4.
_CELLS = frozenset({0x203, 0x204, 0x205, 0x27E, 0xFD, 0xD6, 0x06, 0x201, _RUN, _BLANKS})
_MOST_COLUMNS, _MOST_ROWS = 256, 65_536
# Streams below this size lie in the small stream of the root.
_SMALL = 4096
_HIDDEN_ROW = 0x20


def traited(path: Path) -> Traited:
    """Raises nothing that calamine would not: what is not understood has no traits."""
    book = workbook_stream(path)
    sheets, shapes = _globals(book)

    def traits(name: str) -> Traits:
        start = sheets.get(name)
        return Traits() if start is None else _traits(book, start, shapes)

    return traits


def is_locked(path: Path) -> bool:
    """Is the content encrypted (a password to open it)?"""
    return any(kind == _LOCKED for kind, _, _ in _until_end(workbook_stream(path), 0))


def is_within_bounds(path: Path) -> bool:
    """Do its sheets keep to the 65,536 rows and 256 columns of the format?

    A damaged number that says more makes a parser ask for all the memory of the world, and die.
    """
    book = workbook_stream(path)
    return all(_fits(book, start) for start in _sheet_places(book))


def _sheet_places(book: bytes) -> list[int]:
    """Where the sheets begin, for every version of the format."""
    places = []
    for kind, at, size in _until_end(book, 0):
        if kind == _SHEET and size >= 4:
            places.append(struct.unpack_from("<I", book, at)[0])
    return places


def _fits(book: bytes, at: int) -> bool:
    widest, end, unpack = 0, len(book) - 8, struct.Struct("<4H").unpack_from
    # A loop without calls: there are as many records as cells.
    while at <= end:
        kind, size, _, column = unpack(book, at)
        if kind in _CELLS and size >= 4:
            last = column + (size - 6) // 6 if kind == _RUN else column
            widest = last if last > widest else widest
        elif kind == _DIMENSIONS and not _has_right_extent(book[at + 4 : at + 4 + size]):
            return False
        elif kind == _END:
            break
        at += 4 + size
    return widest < _MOST_COLUMNS


def _has_right_extent(record: bytes) -> bool:
    if len(record) < 10:
        return True
    # Before Excel 97 the rows take two bytes.
    form = "<4H" if len(record) < 12 else "<2I2H"
    top, bottom, left, right = struct.unpack_from(form, record)
    return bool(top <= bottom <= _MOST_ROWS and left <= right <= _MOST_COLUMNS)


def workbook_stream(path: Path) -> bytes:
    """The stream that holds the workbook, out of its container; empty if it is not found."""
    data = path.read_bytes()
    if not data.startswith(_MAGIC) or len(data) < 512:
        return b""
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
    table = _table(data, size)
    directory = _chain(data, size, table, struct.unpack_from("<I", data, 48)[0])
    for at in range(0, len(directory) - 127, 128):
        entry = directory[at : at + 128]
        length = struct.unpack_from("<H", entry, 64)[0]
        name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        if name in ("Workbook", "Book"):
            start, end = struct.unpack_from("<II", entry, 116)
            if end >= _SMALL:
                return _chain(data, size, table, start)[:end]
            return _small(data, size, table, directory, start)[:end]
    return b""


def _small(data: bytes, size: int, table: list[int], directory: bytes, start: int) -> bytes:
    """A small stream: pieces of 64 bytes in the stream of the root, with a table of their own."""
    pieces = _chain(data, size, table, struct.unpack_from("<I", directory, 116)[0])
    listed = _chain(data, size, table, struct.unpack_from("<I", data, 60)[0])
    following = list(struct.unpack(f"<{len(listed) // 4}I", listed[: len(listed) // 4 * 4]))
    # Their pieces are counted from 0, without a header before them.
    return _chain(bytes(64) + pieces, 64, following, start)


def _table(data: bytes, size: int) -> list[int]:
    """For each sector, the one that follows it."""
    places = list(struct.unpack_from("<109I", data, 76))
    following, more = struct.unpack_from("<II", data, 68)
    for _ in range(min(more, len(data) // size)):
        block = data[(following + 1) * size : (following + 2) * size]
        if len(block) < size:
            break
        *listed, following = struct.unpack(f"<{size // 4}I", block)
        places += listed
    table: list[int] = []
    for place in places:
        block = data[(place + 1) * size : (place + 2) * size]
        if place < _LAST and len(block) == size:
            table += struct.unpack(f"<{size // 4}I", block)
    return table


def _chain(data: bytes, size: int, table: list[int], start: int) -> bytes:
    found = []
    # A chain that turns in a circle ends with the length of the file.
    for _ in range(len(table)):
        if start >= len(table):
            break
        found.append(data[(start + 1) * size : (start + 2) * size])
        start = table[start]
    return b"".join(found)


def _until_end(book: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """The kind, the place and the size of each record of a part of the workbook."""
    depth, end = 0, len(book)
    while at + 4 <= end:
        kind, size = struct.unpack_from("<HH", book, at)
        at += 4
        if at + size > end:
            return
        depth += (kind == _BOF) - (kind == _END)
        yield kind, at, size
        at += size
        if depth <= 0:
            return


def _globals(book: bytes) -> tuple[dict[str, int], dict[int, Shape]]:
    codes = dict(BUILT_IN)
    sheets: dict[str, int] = {}
    shapes: dict[int, Shape] = {}
    number = 0
    for kind, at, size in _until_end(book, 0):
        if kind == _BOF and (size < 4 or struct.unpack_from("<H", book, at)[0] != _EXCEL_97):
            return {}, {}
        if kind == _SHEET and size > 8:
            sheets[_text(book, at + 7, book[at + 6])] = struct.unpack_from("<I", book, at)[0]
        elif kind == _FORMAT and size > 5:
            code, length = struct.unpack_from("<HH", book, at)
            codes[code] = _text(book, at + 4, length)
        elif kind == _STYLE and size >= 4:
            shape = shape_of(codes.get(struct.unpack_from("<H", book, at + 2)[0], ""))
            if shape:
                shapes[number] = shape
            number += 1
    return sheets, shapes


def _text(book: bytes, at: int, length: int) -> str:
    """Letters after the byte that says whether each takes two bytes or one."""
    if book[at] & 1:
        return book[at + 1 : at + 1 + 2 * length].decode("utf-16-le", "replace")
    return book[at + 1 : at + 1 + length].decode("latin-1")


def _traits(book: bytes, start: int, shapes: dict[int, Shape]) -> Traits:
    rows: list[int] = []
    columns: list[int] = []
    shown: dict[int, dict[int, Shape]] = {}

    def note(row: int, column: int, style: int) -> None:
        if style in shapes:
            shown.setdefault(column, {})[row] = shapes[style]

    for kind, at, size in _until_end(book, start):
        if kind in (_NUMBER, _PACKED, _FORMULA) and size >= 6:
            note(*struct.unpack_from("<3H", book, at))
        elif kind == _PACKED_ROW and size >= 6:
            row, first = struct.unpack_from("<HH", book, at)
            for place in range((size - 6) // 6):
                note(row, first + place, struct.unpack_from("<H", book, at + 4 + 6 * place)[0])
        elif kind == _ROW and size >= 16:
            if struct.unpack_from("<H", book, at + 12)[0] & _HIDDEN_ROW:
                rows.append(struct.unpack_from("<H", book, at)[0])
        elif kind == _COLUMNS and size >= 10:
            first, last, _, _, flags = struct.unpack_from("<5H", book, at)
            columns += range(first, min(last, 255) + 1) if flags & 1 else ()
    return Traits(None, parts(rows), parts(columns), shown)
