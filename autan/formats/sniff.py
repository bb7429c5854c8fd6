"""What a file is, by its first bytes and its insides: its name is never believed."""

import zipfile
from pathlib import Path

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
    (b"SQLite format 3", "database"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
)


def kind_of(path: Path) -> str:
    """One word: text, xlsx, xls, xlsb, ods, zip, gzip, or the name of something else.

    ``path`` is not read further than its start, and its directory if it is a zip.
    """
    with path.open("rb") as file:
        start = file.read(8192)
    if not start.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return "empty" if path.stat().st_size <= len(start) else "binary"
    word = next((word for magic, word in _MAGIC if start.startswith(magic)), None)
    if word == "zip":
        return _inside_zip(path)
    if word == "ole":
        return _inside_ole(path)
    if word == "bitmap":
        word = "image" if b"\0" in start[:64] else None
    return word or _text_kind(start)


def _inside_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            mime = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return "damaged"
    tops = {name.split("/", 1)[0] for name in names}
    if "xl" in tops:
        return "xlsb" if "xl/workbook.bin" in names else "xlsx"
    if b"opendocument.spreadsheet" in mime:
        return "ods"
    if b"opendocument" in mime or tops & {"word", "ppt"}:
        return "document"
    return "zip"


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
    return "document" if holds("WordDocument") or holds("PowerPoint Document") else "ole"


def _text_kind(start: bytes) -> str:
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta")):
        return "html"
    if text.startswith(b"<"):
        return "html" if b"<html" in text else "xml"
    if text.startswith((b"{", b"[")) and text[1:].lstrip()[:1] in (b'"', b"{", b"["):
        return "json"
    if _is_binary(start):
        return "binary"
    return "text"


def _is_binary(start: bytes) -> bool:
    """Control characters that no text holds; the zero bytes of UTF-16 are another matter."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    zeros = start.count(0)
    regular = max(start[0::2].count(0), start[1::2].count(0)) > zeros * 3 // 4
    if zeros > len(start) // 5 and regular:
        return False
    controls = sum(start.count(code) for code in (*range(9), *range(14, 27), *range(28, 32)))
    return controls > max(3, len(start) // 50)
