"""What a file is, by its first bytes and its insides: its name is never believed."""

import re
import struct
import zipfile
import zlib
from pathlib import Path

from autan.formats import dbase, sniff_maps

_MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x1f\x8b", "gzip"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "bitmap"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"{\\rtf", "document"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"PAR1", "parquet"),
    (b"\x00\x00\x27\x0a", "shapes"),
    (b"SQLite format 3", "sqlite"),
    (b"\x00\x01\x00\x00Standard ", "database"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
)


# GeoPackage 1.2, Annex: the mark of its application in a SQLite file, and those of older ones.
_GEOPACKAGE = (b"GPKG", b"GP10", b"GP11")
_COLLECTION = re.compile(r'"type"\s*:\s*"FeatureCollection"')
_FEATURE = re.compile(r'[\[{\s]*"type"\s*:\s*"Feature"')
_SHAPES = "Point|LineString|Polygon|MultiPoint|MultiLineString|MultiPolygon|GeometryCollection"
_GEOMETRY = re.compile(rf'\{{\s*"type"\s*:\s*"(?:{_SHAPES})"\s*,\s*"(?:coordinates|geometries)"')

_OLE_HEADER = 512
_SPACES = b" \t\r\n"
_BLANK = _SPACES + b"\0\xef\xbb\xbf\xff\xfe"
_LOOKED_AT = 64

# What most of a text of France is made of.
_PLAIN = bytes([9, 10, 13, *range(32, 127)])


def kind_of(path: Path) -> str:
    """One word: text, json, xml, xlsx, zip… (see the readers), or the name of something else.

    ``path`` is not read further than its ends, and its directory if it is a zip.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(8192)
        file.seek(max(0, size - 2048))
        end = file.read(2048)
    if not start.strip(_BLANK):
        return "empty" if _is_blank(path) else "binary"
    word = next((word for magic, word in _MAGIC if start.startswith(magic)), None)
    if word == "zip":
        return _inside_zip(path)
    if word == "ole":
        return _inside_ole(path)
    if word == "bitmap":
        word = "image" if b"\0" in start[:64] else None
    if word == "sqlite":
        return "geopackage" if start[68:72] in _GEOPACKAGE else "database"
    if word is None and dbase.is_dbase(start):
        return "dbf"
    if start[257:262] == b"ustar":
        return "archive"
    return word or _text_kind(start, end)


def _is_blank(path: Path) -> bool:
    """Is there nothing but spaces and line ends in the file? Zero bytes are another matter where
    there are many: the disk lost what was there."""
    blank = _BLANK
    with path.open("rb") as file:
        for _ in range(_LOOKED_AT):
            block = file.read(1 << 20)
            if not block:
                return True
            if block.strip(blank):
                return False
            blank = _SPACES
    return False


_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error)


def _inside_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            mime = _mime(archive) if "mimetype" in names else b""
    except (*_BROKEN_ZIP, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return "damaged"
    tops = {name.split("/", 1)[0] for name in names}
    if "xl" in tops:
        return "xlsb" if "xl/workbook.bin" in names else "xlsx"
    if b"opendocument.spreadsheet" in mime:
        return "ods"
    if b"opendocument" in mime or tops & {"word", "ppt"}:
        return "document"
    return sniff_maps.of_zip(names) or "zip"


def _mime(archive: zipfile.ZipFile) -> bytes:
    with archive.open("mimetype") as file:
        return file.read(100)


def _inside_ole(path: Path) -> str:
    """Old Office files: the names of the streams inside tell which program wrote them."""
    with path.open("rb") as file:
        content = file.read(64 << 20)

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        return "protected"
    if holds("Workbook") or holds("Book"):
        return "xls"
    if holds("WordDocument") or holds("PowerPoint Document"):
        return "document"
    return "damaged" if _is_cut(content) else "ole"


def _is_cut(content: bytes) -> bool:
    """Does the list of the streams lie beyond the end? Its sector is told at the byte 48, the
    size of sectors as a power of two at the byte 30 (MS-CFB, 2.2)."""
    if len(content) < _OLE_HEADER:
        return True
    (power,) = struct.unpack_from("<H", content, 30)
    (sector,) = struct.unpack_from("<I", content, 48)
    return bool(power > 12 or (sector + 1) << power >= len(content))


def _text_kind(start: bytes, end: bytes) -> str:
    text = _letters(start).lstrip("\ufeff \t\r\n\0")
    low = text.lower()
    if low.startswith(("<!doctype html", "<html", "<table", "<head", "<body", "<meta")):
        return "html"
    if text.startswith("<"):
        return _xml_kind(low)
    if text.startswith(("{", "[")) and text[1:].lstrip()[:1] in ('"', "{", "[", "}", "]"):
        return _json_kind(text, _letters(end))
    return "binary" if _is_binary(start) else "text"


def _letters(part: bytes) -> str:
    """Enough of the letters to recognise signs of ASCII, whatever the width of each."""
    return part.replace(b"\0", b"").decode("latin-1").lstrip("ÿþï»¿")


def _xml_kind(text: str) -> str:
    root = re.search(r"<(?:\w+:)?([a-z_][\w.-]*)", re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL))
    name = root.group(1) if root else ""
    if name in ("kml", "gpx"):
        return name
    # « <html:b> » is a word in bold in a workbook written as XML.
    return "html" if re.search(r"<html[\s>]", text) else "xml"


def _json_kind(text: str, end: str) -> str:
    collected = _COLLECTION.search(text) or (text.startswith("{") and _COLLECTION.search(end))
    if collected or _FEATURE.match(text) or _GEOMETRY.match(text):
        return "geojson"
    return "json"


def _is_binary(start: bytes) -> bool:
    """Control characters that no text holds; the zero bytes of UTF-16 are another matter."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    zeros = start.count(0)
    regular = max(start[0::2].count(0), start[1::2].count(0)) > zeros * 3 // 4
    if zeros > len(start) // 5 and regular:
        return False
    # 1 and 28 to 31 part the cells and the lines of some old exports.
    controls = sum(start.count(code) for code in (*range(2, 9), *range(14, 26)))
    if controls + zeros <= max(3, len(start) // 50):
        return False
    return controls > 0 or not _is_padded(start)


def _is_padded(start: bytes) -> bool:
    """Is it plain text but for zero bytes, with which mainframes fill their cells?"""
    rest = start.translate(None, b"\0")
    plain = rest.translate(None, _PLAIN)
    return b"\n" in rest and len(rest) * 3 > len(start) and len(plain) * 5 < len(rest)
