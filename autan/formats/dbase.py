"""dBASE tables: the attributes of a shapefile, or a table on its own.

Read here rather than by GDAL so that every cell is the text of the file: ``09000`` and ``7.10``
stay so, and the letters of Windows are read, which GDAL cannot do as it is built for us. Layout:
the dBASE III header (32 bytes, then 32 for each field), records of fixed length.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autan.formats.header import Header, tidy
from autan.formats.reader import Found, Reader, Request
from autan.formats.refusals import refusal
from autan.formats.text_parquet import TextParquet

_BLOCK_RECORDS = 4000
_TYPES = b"CNFDLMIBOYT@+GP0"
_ENDINGS = {0x57: "cp1252", 0x03: "cp1252", 0x01: "cp437", 0x02: "cp850", 0x04: "mac_roman"}
_TEXT, _DATE, _YES_NO, _WHOLE = "C", "D", "L", "I"
_YES, _NO = frozenset("YyTtOo"), frozenset("NnFf")


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    start: int
    length: int


@dataclass(frozen=True)
class Table:
    """What the header says. ``length``: that of a record. ``language``: the mark of its letters."""

    path: Path
    columns: tuple[Column, ...]
    count: int
    start: int
    length: int
    language: int


def is_dbase(start: bytes) -> bool:
    """Do these first bytes make a dBASE header? Its mark alone, one byte, would prove nothing."""
    if len(start) < 65 or start[0] not in (0x02, 0x03, 0x30, 0x31, 0x43, 0x63, 0x83, 0x8B, 0xF5):
        return False
    length, record = struct.unpack_from("<HH", start, 8)
    month, day = start[2], start[3]
    dated = month <= 12 and day <= 31
    return dated and length >= 65 and record > 1 and start[43] in _TYPES and start[32:33].isalnum()


def opened(path: Path) -> Table:
    """The table of a file; UnreadableFile when its header makes no sense."""
    with path.open("rb") as file:
        head = file.read(32)
        if len(head) < 32:
            raise refusal("damaged")
        count, start, length = struct.unpack_from("<IHH", head, 4)
        fields = file.read(max(0, start - 32))
    columns: list[Column] = []
    place = 1
    for at in range(0, len(fields) - 31, 32):
        if fields[at] in (0x0D, 0x00):
            break
        name = fields[at : at + 11].split(b"\0")[0].decode("cp1252", "replace").strip()
        width = fields[at + 16]
        columns.append(Column(name, chr(fields[at + 11]), place, width))
        place += width
    if not columns or length < place or start < 33:
        raise refusal("damaged")
    return Table(path, tuple(columns), count, start, length, head[29])


def records(table: Table, encoding: str) -> Iterator[tuple[str | None, ...] | None]:
    """The cells of each record in order; None for one that was deleted."""
    with table.path.open("rb") as file:
        file.seek(table.start)
        left = table.count
        while left > 0:
            block = file.read(table.length * min(left, _BLOCK_RECORDS))
            whole = len(block) // table.length
            for index in range(whole):
                record = block[index * table.length : (index + 1) * table.length]
                yield None if record[:1] == b"*" else _cells(record, table, encoding)
            left -= whole
            if not whole:
                return


def _cells(record: bytes, table: Table, encoding: str) -> tuple[str | None, ...]:
    return tuple(
        _cell(record[column.start : column.start + column.length], column.type, encoding)
        for column in table.columns
    )


def _cell(raw: bytes, kind: str, encoding: str) -> str | None:
    if kind == _WHOLE and len(raw) == 4:
        return str(struct.unpack("<i", raw)[0])
    if kind in "BO" and len(raw) == 8:
        return f"{struct.unpack('<d', raw)[0]:.15g}"
    text = raw.split(b"\0")[0].decode(encoding, "replace").strip()
    if not text or kind in "MGP" or set(text) == {"*"}:
        return None
    if kind == _DATE and re.fullmatch(r"\d{8}", text):
        return None if text == "00000000" else f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if kind == _YES_NO:
        return "VRAI" if text in _YES else "FAUX" if text in _NO else None
    return text


def encoding_of(table: Table, said: str = "") -> str:
    """The letters of a table. ``said`` is the content of its ``.cpg``, which often lies: bytes
    that are UTF-8 are UTF-8, and what is not cannot be."""
    with table.path.open("rb") as file:
        file.seek(table.start)
        body = file.read(16 << 20)
    if not any(byte >= 0x80 for byte in body):
        return "utf-8"
    if _is_utf8(body, table):
        return "utf-8"
    return _named(said) or _ENDINGS.get(table.language, "cp1252")


def _is_utf8(body: bytes, table: Table) -> bool:
    """A text cut at the end of its cell may end in the middle of a letter: that is forgiven."""
    texts = [column for column in table.columns if column.type == _TEXT]
    for at in range(0, len(body) - table.length + 1, table.length):
        for column in texts:
            raw = body[at + column.start : at + column.start + column.length]
            try:
                raw.decode("utf-8")
            except UnicodeDecodeError as error:
                if error.reason != "unexpected end of data":
                    return False
    return True


def _named(said: str) -> str | None:
    """The codec that a ``.cpg`` names: « 1252 », « ISO-8859-1 », « UTF-8 »…"""
    word = said.strip().lower().replace("ansi", "").strip(" _-")
    if "utf" in word or "65001" in word:
        return None
    digits = re.search(r"(\d{3,5})$", word)
    if "8859" in word or word in ("88591", "latin1", "system"):
        return "cp1252"
    if digits and digits.group(1) in ("437", "850", "1252", "1250"):
        return f"cp{digits.group(1)}"
    return None


def read(request: Request) -> Found:
    """Read a table that came alone; see ``Reader.read``."""
    table = opened(request.source)
    encoding = encoding_of(table)
    labels = tuple(tidy(column.name) for column in table.columns)
    with TextParquet(request.target, len(labels)) as target:
        for number, cells in enumerate(records(table, encoding), start=1):
            if cells is not None:
                target.add(number, cells)
    return Found(Header(None, 0, labels), None, target.contents(), encoding, format="dbf")


READER = Reader(frozenset({"dbf"}), read)
