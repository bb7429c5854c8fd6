"""The traits of XLSX sheets: see ``traits``. Facts of the format: ECMA-376 part 1, 18."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath
from xml.etree import ElementTree

from autan.formats.layout.shapes import BUILT_IN, Shape, shape_of
from autan.formats.layout.traits import Part, Traited, Traits, parts

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BLOCK = 1 << 20
_OVERLAP = 512
_SMALL = 16 << 20
_ROW = re.compile(rb"<(?:\w+:)?row ([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col ([^>]*)>")
_HIDDEN = re.compile(rb'hidden="(?:1|true)"')
_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_MIN = re.compile(rb'\bmin="(\d{1,5})"')
_MAX = re.compile(rb'\bmax="(\d{1,5})"')


def traited(path: Path, hiding: frozenset[str]) -> Traited:
    """Raises nothing that calamine would not: what is not understood has no traits."""
    with zipfile.ZipFile(path) as archive:
        sheets = _sheets(archive)
        shapes = _shapes(archive)

    def traits(name: str) -> Traits:
        member = sheets.get(name, "")
        if not member or (not shapes and member not in hiding):
            return Traits()
        with zipfile.ZipFile(path) as archive:
            return _traits(archive, member, shapes)

    return traits


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The member of the archive that holds each sheet."""
    book = _tree(archive, "xl/workbook.xml")
    relations = _tree(archive, "xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return {}
    targets = {one.get("Id"): one.get("Target", "") for one in relations.iter()}
    found = {}
    for one in book.iter():
        target = targets.get(one.get(_RELATION))
        if one.tag.endswith("}sheet") and target:
            member = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            found[one.get("name", "")] = member
    return {name: member for name, member in found.items() if member in archive.namelist()}


def _shapes(archive: zipfile.ZipFile) -> dict[int, Shape]:
    """The styles of cells whose format carries information."""
    styles = _tree(archive, "xl/styles.xml")
    if styles is None:
        return {}
    codes = dict(BUILT_IN)
    found: dict[int, Shape] = {}
    for one in styles.iter():
        if one.tag.endswith("}numFmt") and one.get("numFmtId", "").isdecimal():
            codes[int(one.get("numFmtId", ""))] = one.get("formatCode", "")
    formats = next((one for one in styles.iter() if one.tag.endswith("}cellXfs")), ())
    for number, one in enumerate(formats):
        shape = shape_of(codes.get(int(one.get("numFmtId", "0") or 0), ""))
        if shape:
            found[number] = shape
    return found


def _tree(archive: zipfile.ZipFile, member: str) -> ElementTree.Element | None:
    """A small member as a tree; the guard has refused those that declare entities."""
    try:
        if archive.getinfo(member).file_size > _SMALL:
            return None
        return ElementTree.fromstring(archive.read(member))  # noqa: S314
    except (KeyError, ElementTree.ParseError):
        return None


def _traits(archive: zipfile.ZipFile, member: str, shapes: dict[int, Shape]) -> Traits:
    cells = _cells(shapes) if shapes else None
    rows: list[int] = []
    columns: list[Part] = []
    shown: dict[int, dict[int, Shape]] = {}
    for block in _blocks(archive, member):
        if b' hidden="' in block:
            rows += _hidden_rows(block)
            columns += _hidden_columns(block)
        if cells:
            for letters, row, style in cells.findall(block):
                shown.setdefault(_index(letters), {})[int(row) - 1] = shapes[int(style)]
    hidden = (number for first, last in columns for number in range(first, last + 1))
    return Traits(None, parts(rows), parts(hidden), shown)


def _cells(shapes: dict[int, Shape]) -> re.Pattern[bytes]:
    styles = "|".join(map(str, sorted(shapes)))
    return re.compile(rf'c r="([A-Z]{{1,3}})(\d{{1,7}})" s="({styles})"'.encode())


def _hidden_rows(block: bytes) -> list[int]:
    found = (_NUMBER.search(row) for row in _ROW.findall(block) if _HIDDEN.search(row))
    return [int(match[1]) - 1 for match in found if match]


def _hidden_columns(block: bytes) -> Iterator[Part]:
    for column in _COLUMN.findall(block):
        first, last = _MIN.search(column), _MAX.search(column)
        if _HIDDEN.search(column) and first and last:
            yield int(first[1]) - 1, int(last[1]) - 1


def _blocks(archive: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    """The member's bytes; each block begins with the end of the previous one."""
    tail = b""
    with archive.open(member) as source:
        while block := source.read(_BLOCK):
            yield tail + block
            tail = block[-_OVERLAP:]


def _index(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
