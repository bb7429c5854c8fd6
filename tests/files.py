"""Makers of messy and hostile files, written by us: each test draws the file that it needs."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Rows = Sequence[Sequence[Any]]

DELIBERATIONS: Rows = (
    ("COLL_NOM", "COLL_SIRET", "DELIB_ID", "DELIB_DATE", "DELIB_OBJET", "VOTE_POUR"),
    ("Commune d’Auch", "21320013000017", "2024-01", "15/01/2024", "Réfection de l’école", "29"),
    ("Commune d’Auch", "21320013000017", "2024-02", "15/01/2024", "Prêt d’une salle à côté", "31"),
    ("Commune d’Auch", "21320013000017", "2024-03", "12/02/2024", "Œuvre d’art : « Été »", "33"),
)


def make_csv(
    path: Path, rows: Rows = DELIBERATIONS, *, separator: str = ";", encoding: str = "utf-8"
) -> Path:
    """A plain text table; cells with a separator, a quote or a line end are quoted."""
    lines = (separator.join(_quoted(str(cell), separator) for cell in row) for row in rows)
    path.write_bytes("\n".join([*lines, ""]).encode(encoding))
    return path


def _quoted(cell: str, separator: str) -> str:
    if any(sign in cell for sign in (separator, '"', "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def make_xlsx(
    path: Path,
    sheets: Mapping[str, Rows] | Rows = DELIBERATIONS,
    *,
    merged: Sequence[str] = (),
    hidden: Sequence[str] = (),
) -> Path:
    """A workbook of one or several sheets; ``merged`` ranges are those of the last one."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    named = sheets if isinstance(sheets, Mapping) else {"Feuil1": sheets}
    for name, rows in named.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    for range_ in merged:
        sheet.merge_cells(range_)
    book.save(path)
    return path


def make_xls(path: Path, sheets: Mapping[str, Rows] | Rows = DELIBERATIONS) -> Path:
    """A workbook in the format of Excel 97."""
    import xlwt

    book = xlwt.Workbook()
    named = sheets if isinstance(sheets, Mapping) else {"Feuil1": sheets}
    for name, rows in named.items():
        sheet = book.add_sheet(name)
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                if cell is not None:
                    sheet.write(i, j, cell)
    book.save(str(path))
    return path


_ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>
</office:document-content>"""
_ODS_ROW = '<table:table-row table:number-rows-repeated="{}">'
_ODS_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?><manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{more}
</manifest:file-entry></manifest:manifest>"""


def make_ods(
    path: Path, rows: Rows = DELIBERATIONS, *, protected: bool = False, repeated: int = 1
) -> Path:
    """A LibreOffice workbook of one sheet, all cells as text, the first row ``repeated``."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{_escaped(cell)}</text:p>'
            "</table:table-cell>"
            if cell is not None
            else "<table:table-cell/>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    cells = cells.replace("<table:table-row>", _ODS_ROW.format(repeated), 1)
    more = "<manifest:encryption-data/>" if protected else ""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", _ODS_MIME)
        table = f'<table:table table:name="Feuille1">{cells}</table:table>'
        archive.writestr("content.xml", _ODS.format(tables=table))
        archive.writestr("META-INF/manifest.xml", _ODS_MANIFEST.format(mime=_ODS_MIME, more=more))
    return path


def _escaped(cell: object) -> str:
    return str(cell).replace("&", "&amp;").replace("<", "&lt;")


_WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Feuil1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BOOK_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>"
)
_ROOT_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)
_SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)


def make_raw_xlsx(path: Path, rows: str, shared: str = "<sst/>", padding: bytes = b"") -> Path:
    """A workbook from the XML of its rows and of its shared strings, however wicked."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", _ROOT_RELATIONS)
        archive.writestr("xl/workbook.xml", _WORKBOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", _BOOK_RELATIONS)
        archive.writestr("xl/sharedStrings.xml", shared)
        archive.writestr("xl/worksheets/sheet1.xml", _SHEET.format(rows=rows))
        if padding:
            archive.writestr("xl/media/image1.bin", padding)
    return path


def make_sparse_xlsx(path: Path) -> Path:
    """Two cells, at both ends of the largest sheet: about 1.7 kB."""
    return make_raw_xlsx(
        path,
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    )


def make_billion_laughs_xlsx(path: Path) -> Path:
    """Shared strings that unfold without end."""
    entities = "".join(
        f'<!ENTITY l{i} "{"".join(f"&l{i - 1};" for _ in range(10))}">' for i in range(1, 10)
    )
    shared = (
        f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY l0 "ha">{entities}]>'
        "<sst><si><t>&l9;</t></si></sst>"
    )
    return make_raw_xlsx(path, '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', shared)


def make_zip_bomb(path: Path, megabytes: int = 200) -> Path:
    """Zeros in a zip: about a thousand times larger once unfolded."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("donnees.csv", "w", force_zip64=True) as member,
    ):
        for _ in range(megabytes):
            member.write(b"0" * (1 << 20))
    return path


def make_zip(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def make_png(path: Path) -> Path:
    """One red dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    dots = chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + head + dots + chunk(b"IEND", b""))
    return path


def make_protected_xlsx(path: Path) -> Path:
    """What Excel writes when a password is set: an OLE container with an encrypted package."""
    return _make_ole(path, "EncryptedPackage")


def make_word(path: Path) -> Path:
    return _make_ole(path, "WordDocument")


def _make_ole(path: Path, stream: str) -> Path:
    content = io.BytesIO()
    content.write(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    for name in ("Root Entry", stream):
        content.write(name.encode("utf-16-le").ljust(128, b"\0"))
    path.write_bytes(content.getvalue().ljust(4096, b"\0"))
    return path


def make_one_line(path: Path, megabytes: int) -> Path:
    """A text without any line end."""
    with path.open("wb") as file:
        for _ in range(megabytes):
            file.write(b"commune;montant;" * (1 << 16))
    return path


def make_pdf(path: Path, words: str = "Deliberation") -> Path:
    """One page with a line of text, as a word processor exports it."""
    text = f"BT /F1 24 Tf 72 720 Td ({words}) Tj ET".encode()
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
    )
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    index = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    end = b"startxref\n%d\n%%%%EOF\n" % len(content)
    path.write_bytes(content + head + index + tail + end)
    return path


def make_docx(path: Path, *, macros: bool = False) -> Path:
    """What a word processor zips: enough of it to be known by."""
    members = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}
    return make_zip(path, members | ({"word/vbaProject.bin": b"macros"} if macros else {}))


def make_dressed_xlsx(
    path: Path,
    rows: Rows,
    *,
    merged: Sequence[str] = (),
    formats: Mapping[str, str] | None = None,
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[str] = (),
) -> Path:
    """A workbook of one sheet, with merged cells, hidden parts, and ``formats`` by cell."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Feuil1"
    for row in rows:
        sheet.append(list(row))
    for range_ in merged:
        sheet.merge_cells(range_)
    for cell, code in (formats or {}).items():
        sheet[cell].number_format = code
    for number in hidden_rows:
        sheet.row_dimensions[number].hidden = True
    for letter in hidden_columns:
        sheet.column_dimensions[letter].hidden = True
    book.save(path)
    return path


def make_dressed_xls(path: Path, rows: Rows, formats: Mapping[tuple[int, int], str]) -> Path:
    """A workbook of Excel 97 whose third row and second column are hidden."""
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Feuil1")
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            style = xlwt.XFStyle()
            style.num_format_str = formats.get((i, j), "General")
            sheet.write(i, j, cell, style)
    sheet.row(2).hidden = True
    sheet.col(1).hidden = True
    book.save(str(path))
    return path


def make_locked_xls(path: Path) -> Path:
    """The start of a workbook of Excel 97 with a password to open it (RC4)."""
    from xlwt.CompoundDoc import XlsDoc

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    start = record(0x809, struct.pack("<4H2I", 0x600, 5, 0, 0, 0, 0))
    locked = record(0x2F, struct.pack("<3H", 1, 1, 1) + bytes(range(48)))
    stream = start + locked + record(0x85, bytes(range(40))) + record(0x0A, b"")
    XlsDoc().save(str(path), stream.ljust(8192, b"\0"))
    return path


def make_raw_ods(path: Path, tables: str) -> Path:
    """A LibreOffice workbook from the XML of its tables."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _ODS_MIME)
        archive.writestr("content.xml", _ODS.format(tables=tables))
        archive.writestr("META-INF/manifest.xml", _ODS_MANIFEST.format(mime=_ODS_MIME, more=""))
    return path


def make_xlsb(
    path: Path,
    rows: Rows,
    *,
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
    formats: Sequence[str] = (),
    styles: Mapping[tuple[int, int], int] | None = None,
) -> Path:
    """A binary workbook of one sheet; ``styles``: (row, column) -> rank of its format, from 1.

    ``merged`` ranges are first row, last row, first column, last column; all counts from 0.
    """
    size = struct.pack("<4I", 0, max(len(rows) - 1, 0), 0, max(map(len, rows)) - 1)
    sheet = _bin(129) + _bin(148, size) + (_bin(390) if hidden_columns else b"")
    for column in hidden_columns:
        sheet += _bin(60, struct.pack("<4IH", column, column, 2304, 0, 1))
    sheet += (_bin(391) if hidden_columns else b"") + _bin(145)
    for i, row in enumerate(rows):
        flags = bytes([0, 0x10 if i in hidden_rows else 0, 0])
        sheet += _bin(0, struct.pack("<IIH", i, 0, 300) + flags + struct.pack("<I", 0))
        for j, cell in enumerate(row):
            place = struct.pack("<II", j, (styles or {}).get((i, j), 0))
            if isinstance(cell, str):
                sheet += _bin(6, place + _wide(cell))
            elif cell is not None:
                sheet += _bin(5, place + struct.pack("<d", cell))
    sheet += _bin(146)
    for range_ in merged:
        sheet += _bin(176, struct.pack("<4I", *range_))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", _ROOT_RELATIONS.replace(".xml", ".bin"))
        names = struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Feuil1")
        book = _bin(131) + _bin(143) + _bin(156, names) + _bin(144) + _bin(132)
        archive.writestr("xl/workbook.bin", book)
        relations = _BOOK_RELATIONS.replace(".xml", ".bin")
        archive.writestr("xl/_rels/workbook.bin.rels", relations)
        archive.writestr("xl/sharedStrings.bin", _bin(159, struct.pack("<II", 0, 0)) + _bin(160))
        archive.writestr("xl/styles.bin", _bin_styles(formats))
        archive.writestr("xl/worksheets/sheet1.bin", sheet + _bin(130))
    return path


def _bin(kind: int, data: bytes = b"") -> bytes:
    """A record of a binary workbook: its kind and its size in groups of seven bits."""

    def packed(number: int) -> bytes:
        found = bytearray()
        while number > 0x7F:
            found.append(number & 0x7F | 0x80)
            number >>= 7
        return bytes([*found, number])

    return packed(kind) + packed(len(data)) + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _bin_styles(formats: Sequence[str]) -> bytes:
    known = b"".join(_bin(44, struct.pack("<H", 164 + i) + _wide(f)) for i, f in enumerate(formats))
    used = [0, *(164 + i for i in range(len(formats)))]
    cells = b"".join(_bin(47, struct.pack("<HH", 0, code) + bytes(12)) for code in used)
    count = struct.pack("<I", len(formats))
    return (
        _bin(278)
        + _bin(615, count)
        + known
        + _bin(616)
        + _bin(617, struct.pack("<I", len(used)))
        + cells
        + _bin(618)
        + _bin(279)
    )
