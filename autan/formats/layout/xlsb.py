"""The traits of XLSB sheets: see ``traits``. Facts of the format: [MS-XLSB] 2.4."""

import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from autan.formats.layout.shapes import BUILT_IN, Shape, shape_of
from autan.formats.layout.traits import Part, Traited, Traits, parts
from autan.formats.merged import Range

_ROW, _FORMAT, _STYLE, _COLUMN, _SHEET, _MERGED = 0, 44, 47, 60, 156, 176
_STYLES_BEGIN, _STYLES_END = 617, 618
# Cells that hold a number: packed, real, or the result of a formula.
_NUMBERS = frozenset({2, 5, 9})
# Cells that hold anything.
_FILLED = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 62})
_HIDDEN_ROW = 0x10
_MOST_COLUMNS = 1 << 14


def traited(path: Path) -> Traited:
    """Raises nothing that calamine would not: what is not understood has no traits."""
    with zipfile.ZipFile(path) as archive:
        sheets = _sheets(archive)
        shapes = _shapes(archive)

    def traits(name: str) -> Traits:
        if name not in sheets:
            return Traits(ranges=())
        with zipfile.ZipFile(path) as archive:
            return _traits(archive.read(sheets[name]), shapes)

    return traits


def extent(data: bytes) -> tuple[int, int, int]:
    """The rows and columns that the filled cells of a sheet cover, and how many there are."""
    row, cells = 0, 0
    rows: tuple[int, int] | None = None
    right = 0
    for kind, record in _records(data):
        if kind == _ROW and len(record) >= 4:
            (row,) = struct.unpack_from("<I", record)
        elif kind in _FILLED and len(record) >= 8:
            cells += 1
            right = max(right, struct.unpack_from("<I", record)[0] + 1)
            rows = (min(rows[0], row), max(rows[1], row)) if rows else (row, row)
    return (rows[1] - rows[0] + 1 if rows else 0), right, cells


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The kind and the bytes of each record; both are written in groups of seven bits."""
    at, end = 0, len(data)
    while at < end:
        kind, at = _number(data, at, 2)
        size, at = _number(data, at, 4)
        yield kind, data[at : at + size]
        at += size


def _number(data: bytes, at: int, most: int) -> tuple[int, int]:
    value = 0
    for place in range(most):
        byte = data[at] if at < len(data) else 0
        at += 1
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            break
    return value, at


def _text(data: bytes, at: int) -> tuple[str, int]:
    (size,) = struct.unpack_from("<I", data, at)
    end = at + 4 + 2 * min(size, len(data))
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(name) if name in archive.namelist() else b""


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    relations = _member(archive, "xl/_rels/workbook.bin.rels")
    if not relations:
        return {}
    try:
        tree = ElementTree.fromstring(relations)  # noqa: S314 - the guard refuses entities
    except ElementTree.ParseError:
        return {}
    targets = {one.get("Id", ""): one.get("Target", "") for one in tree.iter()}
    found = {}
    for kind, data in _records(_member(archive, "xl/workbook.bin")):
        if kind == _SHEET and len(data) > 16:
            relation, at = _text(data, 8)
            if at + 4 <= len(data):
                found[_text(data, at)[0]] = f"xl/{targets.get(relation, '')}"
    return {name: member for name, member in found.items() if member in archive.namelist()}


def _shapes(archive: zipfile.ZipFile) -> dict[int, Shape]:
    codes = dict(BUILT_IN)
    found: dict[int, Shape] = {}
    number, within = 0, False
    for kind, data in _records(_member(archive, "xl/styles.bin")):
        if kind == _FORMAT and len(data) >= 6:
            codes[struct.unpack_from("<H", data)[0]] = _text(data, 2)[0]
        elif kind in (_STYLES_BEGIN, _STYLES_END):
            within = kind == _STYLES_BEGIN
        elif kind == _STYLE and within and len(data) >= 4:
            shape = shape_of(codes.get(struct.unpack_from("<H", data, 2)[0], ""))
            if shape:
                found[number] = shape
            number += 1
    return found


def _traits(data: bytes, shapes: dict[int, Shape]) -> Traits:
    row = 0
    rows: list[int] = []
    columns: list[int] = []
    ranges: list[Range] = []
    shown: dict[int, dict[int, Shape]] = {}
    for kind, record in _records(data):
        if kind == _ROW and len(record) >= 12:
            (row,) = struct.unpack_from("<I", record)
            if record[11] & _HIDDEN_ROW:
                rows.append(row)
        elif kind in _NUMBERS and len(record) >= 8:
            column, style = struct.unpack_from("<II", record)
            if shape := shapes.get(style & 0xFFFFFF):
                shown.setdefault(column, {})[row] = shape
        elif kind == _COLUMN and len(record) >= 18:
            columns += _hidden(record)
        elif kind == _MERGED and len(record) >= 16:
            top, bottom, left, right = struct.unpack_from("<4I", record)
            ranges.append(Range(top, left, bottom, right))
    hidden: tuple[Part, ...] = parts(columns)
    return Traits(tuple(ranges), parts(rows), hidden, shown)


def _hidden(record: bytes) -> range:
    first, last = struct.unpack_from("<II", record)
    flags = struct.unpack_from("<H", record, 16)[0]
    return range(first, min(last + 1, _MOST_COLUMNS)) if flags & 1 else range(0)
