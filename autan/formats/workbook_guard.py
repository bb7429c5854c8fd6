"""A look inside a zipped workbook before a parser opens it: sizes, tricks, empty vastness.

A workbook of 2 kB may unfold into gigabytes, or place one cell so far away that a parser
asks for more memory than any machine has. Everything here streams in bounded memory.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from autan.formats.layout import xlsb
from autan.formats.packed import MOST_BYTES, is_bomb
from autan.formats.refusals import refusal

MOST_MEMBERS = 20_000
MOST_CELLS = 12_000_000
_LAST_ROW, _LAST_COLUMN = 1 << 20, 1 << 14
# A directory that lies may also send the reading before the beginning of the file (OSError).
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError),
)
_BLOCK = 1 << 20
_OVERLAP = 256
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_BINARY_SHEET = re.compile(r"xl/worksheets/[^/]+\.bin")
# A column beyond Z, or a row: reading all the columns would cost as much as the sheet itself.
_PLACE = re.compile(rb"r=[\"'](?:([A-Z]{2,9})[0-9]|([0-9]{1,12}))")
_NEAR = 26
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_WORDS = "xl/sharedStrings.xml"
_CLAIMED = re.compile(rb"<(?:\w+:)?sst\b[^>]*?\buniqueCount=[\"'](\d{1,12})")
# A cell that holds something: a self-closing one is only dressed.
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,9})(\d{1,12})[^>/]*>")


def check(path: Path) -> frozenset[str]:
    """Refuse a dangerous workbook: UnreadableFile ``archive-bomb``, ``sparse-sheet``,
    ``unsafe-file``, ``protected-file`` or ``damaged-file``.

    The answer names the members that speak of hidden rows or columns, to spare another reading.
    """
    if not zipfile.is_zipfile(path):
        return frozenset()
    try:
        with zipfile.ZipFile(path) as archive:
            _check_sizes(archive, path.stat().st_size)
            members = archive.infolist()
            return frozenset(one.filename for one in members if _check_member(archive, one))
    except _BROKEN as error:
        raise refusal("damaged") from error


def _check_sizes(archive: zipfile.ZipFile, size: int) -> None:
    members = archive.infolist()
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    # More packed bytes than the file has: its members lie over one another.
    if len(members) > MOST_MEMBERS or packed > size or is_bomb(unpacked, size):
        raise refusal("bomb")
    if any(member.flag_bits & 1 for member in members):
        raise refusal("protected")


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Does it speak of something hidden?"""
    name = member.filename
    if name == "META-INF/manifest.xml" and b"encryption-data" in archive.read(member):
        raise refusal("protected")
    if _BINARY_SHEET.fullmatch(name):
        high, wide, cells = xlsb.extent(archive.read(member))
        if high * wide > MOST_CELLS:
            raise refusal("sparse" if cells * 4 < high * wide else "vast")
    if not name.endswith((".xml", ".rels")):
        return False
    is_sheet = bool(_SHEET.fullmatch(name))
    columns: set[bytes] = set()
    rows, hides = 0, False
    if member.file_size <= _BLOCK:
        blocks = iter([archive.read(member)])
    else:
        blocks = _blocks(archive, member)
    for number, block in enumerate(blocks):
        if number == 0 and _instructs(block):
            raise refusal("unsafe")
        if number == 0 and name == _WORDS and _lies(block, member.file_size):
            raise refusal("damaged")
        if is_sheet:
            places = _PLACE.findall(block)
            rows = max(rows, *(int(row) for _, row in places if row), 0)
            columns.update(column for column, _ in places)
            hides = hides or b' hidden="' in block
    if rows * max(_NEAR, *map(_column, columns), 0) > MOST_CELLS:
        _check_extent(archive, member)
    return hides


def _instructs(start: bytes) -> bool:
    plain = start.translate(None, b"\0") if start.startswith(_UTF_16) else start
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


def _lies(start: bytes, size: int) -> bool:
    """Does the list of words claim more of them than its bytes can hold? A parser keeps room
    for all that is claimed."""
    claimed = _CLAIMED.search(start)
    return claimed is not None and int(claimed[1]) > size


def _check_extent(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """The slow and exact look at a sheet that seems vast: cells only dressed do not count."""
    sheet = _Extent()
    for block in _blocks(archive, member):
        sheet.look(block)
    if sheet.area > MOST_CELLS:
        raise refusal("sparse" if sheet.cells * 4 < sheet.area else "vast")


def _blocks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member's bytes; each block begins with the end of the previous one."""
    read, tail = 0, b""
    with archive.open(member) as source, ThreadPoolExecutor(1) as ahead:
        # The next block is unpacked while this one is looked at.
        coming = ahead.submit(source.read, _BLOCK)
        while block := coming.result():
            coming = ahead.submit(source.read, _BLOCK)
            read += len(block)
            if read > MOST_BYTES:
                raise refusal("bomb")
            yield tail + block
            tail = block[-_OVERLAP:]


class _Extent:
    """How far the filled cells of a sheet go, and how many there are."""

    def __init__(self) -> None:
        self.cells = self.lowest = self.rightmost = 0
        self.highest = 1 << 60
        self.leftmost = 1 << 60

    def look(self, block: bytes) -> None:
        found = _CELL.findall(block)
        if not found:
            return
        self.cells += len(found)
        rows = [int(row) for _, row in found]
        columns = [_column(letters) for letters in {letters for letters, _ in found}]
        self.lowest, self.highest = max(self.lowest, *rows, 0), min(self.highest, *rows, 1 << 60)
        self.rightmost = max(self.rightmost, *columns, 0)
        self.leftmost = min(self.leftmost, *columns, 1 << 60)

    @property
    def area(self) -> int:
        if not self.cells:
            return 0
        if self.lowest > _LAST_ROW or self.rightmost > _LAST_COLUMN:
            return MOST_CELLS + 1
        return (self.lowest - self.highest + 1) * (self.rightmost - self.leftmost + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
