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
