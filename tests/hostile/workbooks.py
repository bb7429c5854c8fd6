"""Hostile workbooks: counts that lie, cells at the end of the world, entities that unfold."""

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests import files
from tests.hostile.case import Case, harmless, refused, written

NAMES = '<row r="1"><c r="A1" t="inlineStr"><is><t>nom</t></is></c><c r="B1" t="inlineStr"><is><t>montant</t></is></c></row>'
ROWS = NAMES + "".join(
    f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>Judo {n}</t></is></c><c r="B{n}"><v>{n}.5</v></c></row>'
    for n in range(2, 42)
)
PLAIN_ODS = (("nom", "montant"), *((f"Judo {n}", f"{n},50") for n in range(40)))
_ENTITIES = "".join(
    f'<!ENTITY l{i} "{"".join(f"&l{i - 1};" for _ in range(10))}">' for i in range(1, 10)
)
LAUGHS = f'<!DOCTYPE x [<!ENTITY l0 "ha">{_ENTITIES}]>'
FOREIGN = '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'


def _rows(more: str = "", shared: str = "<sst/>") -> Callable[[Path], object]:
    return lambda path: files.make_raw_xlsx(path, ROWS + more, shared)


def _member(
    name: str, change: Callable[[bytes], bytes], make: Callable[[Path], object]
) -> Callable[[Path], object]:
    """A workbook with one of its members replaced; what it lacks is added."""

    def remake(path: Path) -> Path:
        make(path)
        with zipfile.ZipFile(path) as archive:
            members = {one: archive.read(one) for one in archive.namelist()}
        members[name] = change(members.get(name, b""))
        return files.make_zip(path, members)

    return remake


def _sheet(change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    return _member("xl/worksheets/sheet1.xml", change, _rows())


def _before_rows(xml: str) -> Callable[[Path], object]:
    return _sheet(lambda sheet: sheet.replace(b"<sheetData>", xml.encode() + b"<sheetData>"))


def _after_rows(xml: str) -> Callable[[Path], object]:
    return _sheet(lambda sheet: sheet.replace(b"</sheetData>", b"</sheetData>" + xml.encode()))


def make_many_sheets(path: Path, count: int = 600) -> Path:
    """A list of sheets that all are the same one."""
    sheets = "".join(
        f'<sheet name="F{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, count)
    ).encode()
    whole = _member(
        "xl/workbook.xml", lambda book: book.replace(b"<sheets>", b"<sheets>" + sheets), _rows()
    )
    whole(path)
    return path


def make_looping_xls(path: Path) -> Path:
    """The table of sectors of an old workbook where each sector follows itself."""
    content = bytearray(files.make_xls(path, PLAIN_ODS * 30).read_bytes())
    first = struct.unpack_from("<I", content, 76)[0]
    start = (first + 1) * 512
    for sector in range(128):
        struct.pack_into("<I", content, start + sector * 4, sector)
    path.write_bytes(content)
    return path


def _xls(change: Callable[[bytearray], None]) -> Callable[[Path], object]:
    def remake(path: Path) -> Path:
        content = bytearray(files.make_xls(path, PLAIN_ODS).read_bytes())
        change(content)
        path.write_bytes(content)
        return path

    return remake


def _record(content: bytearray, kind: int) -> int:
    """Where the data of the first record of a kind begin in the stream of the workbook."""
    place = 512
    while place + 4 <= len(content):
        found, size = struct.unpack_from("<HH", content, place)
        if found == kind:
            return place + 4
        place += 4 + size
    raise AssertionError(f"no record {kind:#x}")


def _lie_of_strings(content: bytearray) -> None:
    struct.pack_into("<II", content, _record(content, 0xFC), 0xFFFFFFFF, 0xFFFFFFFF)


def _far_sheet(content: bytearray) -> None:
    struct.pack_into("<I", content, _record(content, 0x85), 0x7FFFFFFF)


def _looping_sheet(content: bytearray) -> None:
    """The sheet begins where the workbook does: a book in itself, for ever."""
    struct.pack_into("<I", content, _record(content, 0x85), 0)


def _endless_sectors(content: bytearray) -> None:
    """The list of sectors of the list of sectors goes round."""
    struct.pack_into("<II", content, 68, 0, 0xFFFFFFFF)


def _ods(tables: str) -> Callable[[Path], object]:
    return lambda path: files.make_raw_ods(path, tables)


def _ods_cells(cells: str, row: str = "", table: str = "") -> Callable[[Path], object]:
    plain = "".join(
        f'<table:table-row><table:table-cell office:value-type="string"><text:p>{a}</text:p></table:table-cell>'
        f'<table:table-cell office:value-type="string"><text:p>{b}</text:p></table:table-cell></table:table-row>'
        for a, b in PLAIN_ODS
    )
    return _ods(
        f'<table:table table:name="F"{table}>{plain}<table:table-row{row}>{cells}</table:table-row></table:table>'
    )


_WORD = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'


def _entity_ods(entity: str) -> Callable[[Path], object]:
    def change(content: bytes) -> bytes:
        head, _, rest = content.partition(b"?>")
        return head + b"?>" + entity.encode() + rest.replace(b"Judo 7", b"&l9;")

    return _member("content.xml", change, _ods_cells(""))


_XML_BOOK = (
    '<?xml version="1.0"?>{}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="F"><Table>{}'
    "</Table></Worksheet></Workbook>"
)


def _xml_book(more: str = "", entity: str = "") -> Callable[[Path], object]:
    rows = "".join(
        f'<Row><Cell><Data ss:Type="String">{a}</Data></Cell>'
        f'<Cell><Data ss:Type="String">{b}</Data></Cell></Row>'
        for a, b in PLAIN_ODS
    )
    return written(_XML_BOOK.format(entity, rows + more).encode())


def make_lying_xlsb(path: Path) -> Path:
    """A cell of a binary workbook that claims two gigabytes of letters."""
    word = "nom".encode("utf-16-le")
    told, lie = struct.pack("<I", 3) + word, struct.pack("<I", 0x7FFFFFFF) + word
    make = _member(
        "xl/worksheets/sheet1.bin",
        lambda sheet: sheet.replace(told, lie),
        lambda path: files.make_xlsb(path, PLAIN_ODS),
    )
    make(path)
    return path


CASES: dict[str, Case] = {
    "bomb in a workbook": refused(
        "bombe.xlsx",
        "archive-bomb",
        lambda path: files.make_raw_xlsx(path, "", padding=bytes(150 << 20)),
    ),
    "sparse workbook": refused("creux.xlsx", "sparse-sheet", files.make_sparse_xlsx),
    "sparse to the right": refused(
        "creux.xlsx",
        "sparse-sheet",
        _rows("".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(42, 1200))),
    ),
    "endless LibreOffice": refused(
        "creux.ods",
        "sparse-sheet",
        lambda path: files.make_ods(path, [["x"] * 200], repeated=1_048_576),
    ),
    "billion laughs": refused("rires.xlsx", "unsafe-file", files.make_billion_laughs_xlsx),
    "strings from a file of the machine": refused(
        "a.xlsx",
        "unsafe-file",
        _rows(
            '<row r="42"><c r="A42" t="s"><v>0</v></c></row>',
            FOREIGN + "<sst><si><t>&l9;</t></si></sst>",
        ),
    ),
    "sheet from a file of the machine": refused(
        "a.xlsx", "unsafe-file", _sheet(lambda sheet: FOREIGN.encode() + sheet)
    ),
    "laughs behind a long comment": refused(
        "a.xlsx",
        "damaged-file",
        _sheet(
            lambda sheet: (
                b"<!--"
                + b" " * (2 << 20)
                + b"-->"
                + LAUGHS.encode()
                + sheet.replace(b"Judo 7", b"&l9;")
            )
        ),
    ),
    "laughs in UTF-16": refused(
        "a.xlsx",
        "unsafe-file",
        _sheet(lambda sheet: (LAUGHS + sheet.decode().replace("Judo 7", "&l9;")).encode("utf-16")),
    ),
    "protected workbook": refused("secret.xlsx", "protected-file", files.make_protected_xlsx),
    "protected workbook of Excel 97": refused(
        "secret.xls", "protected-file", files.make_locked_xls
    ),
    "protected LibreOffice": refused(
        "secret.ods", "protected-file", lambda path: files.make_ods(path, protected=True)
    ),
    "half a workbook": refused(
        "coupe.xlsx",
        "damaged-file",
        lambda path: path.write_bytes(files.make_xlsx(path).read_bytes()[:2000]),
    ),
    "workbook without a sheet": refused(
        "a.xlsx", "damaged-file", lambda path: files.make_zip(path, {"xl/a.xml": b"<a/>"})
    ),
    "sheet that is not XML": refused(
        "a.xlsx", "damaged-file", _sheet(lambda sheet: b"\xff\xfe" * 500)
    ),
    "cells in row four billion": refused(
        "a.xlsx", "sparse-sheet", _rows('<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>')
    ),
    "cells in a column that no sheet has": refused(
        "a.xlsx", "sparse-sheet", _rows('<row r="42"><c r="ZZZZZZ42"><v>1</v></c></row>')
    ),
    "sixteen thousand columns": refused(
        "a.xlsx",
        "too-many-columns",
        lambda path: files.make_xlsx(
            path, [[f"c{n}" for n in range(16_384)], list(range(16_384))] * 2
        ),
    ),
    "half an old workbook": refused(
        "a.xls",
        "damaged-file",
        lambda path: path.write_bytes(files.make_xls(path).read_bytes()[:1500]),
    ),
    "old workbook that goes round": refused("a.xls", "too-heavy", make_looping_xls),
    "old workbook whose list goes round": refused("a.xls", "damaged-file", _xls(_endless_sectors)),
    "old workbook of four billion strings": harmless("a.xls", 40, _xls(_lie_of_strings)),
    "old workbook whose sheet is far away": refused("a.xls", "damaged-file", _xls(_far_sheet)),
    "old workbook in itself": refused("a.xls", "empty-file", _xls(_looping_sheet)),
    "laughs in LibreOffice": refused("a.ods", "unsafe-file", _entity_ods(LAUGHS)),
    "LibreOffice from a file of the machine": refused("a.ods", "unsafe-file", _entity_ods(FOREIGN)),
    "bomb in LibreOffice": refused(
        "a.ods", "archive-bomb", _ods_cells(_WORD.format("") + " " * (150 << 20))
    ),
    "LibreOffice full to its last cell": refused(
        "a.ods",
        "sparse-sheet",
        _ods_cells(
            _WORD.format(' table:number-columns-repeated="16384"'),
            ' table:number-rows-repeated="1048576"',
        ),
    ),
    "LibreOffice repeated four billion times": refused(
        "a.ods",
        "sparse-sheet",
        _ods_cells(
            _WORD.format(' table:number-columns-repeated="4294967295"'),
            ' table:number-rows-repeated="4294967295"',
        ),
    ),
    "workbook of XML from a file of the machine": refused(
        "a.xml", "unsafe-file", _xml_book(entity=FOREIGN)
    ),
    "workbook of XML that laughs": refused(
        "a.xls", "unsafe-file", _xml_book("<Row><Cell><Data>&l9;</Data></Cell></Row>", LAUGHS)
    ),
    "workbook of XML far away": harmless(
        "a.xml",
        41,
        _xml_book('<Row><Cell ss:Index="999999999"><Data ss:Type="String">x</Data></Cell></Row>'),
    ),
    "binary workbook that lies": refused("a.xlsb", "damaged-file", make_lying_xlsb),
    # What only looks terrible is read.
    "size of a sheet that lies": harmless(
        "a.xlsx", 40, _before_rows('<dimension ref="A1:XFD1048576"/>')
    ),
    "strings counted four billion": refused(
        "a.xlsx",
        "damaged-file",
        _rows("", '<sst count="4294967295" uniqueCount="4294967295"><si><t>x</t></si></sst>'),
    ),
    "string that is not there": refused(
        "a.xlsx", "damaged-file", _rows('<row r="42"><c r="A42" t="s"><v>999999999</v></c></row>')
    ),
    "whole sheet merged": harmless(
        "a.xlsx", 40, _after_rows('<mergeCells><mergeCell ref="A50:XFD1048576"/></mergeCells>')
    ),
    "ranges merged over one another": harmless(
        "a.xlsx",
        40,
        _after_rows(
            "<mergeCells>"
            + "".join(f'<mergeCell ref="A{n}:B{n + 20}"/>' for n in range(2, 30_000))
            + "</mergeCells>"
        ),
    ),
    "columns hidden for ever": harmless(
        "a.xlsx", 40, _before_rows('<cols><col min="1" max="4294967295" hidden="1"/></cols>')
    ),
    "six hundred sheets": harmless("a.xlsx", 40, make_many_sheets),
    "styles by the hundred thousand": harmless(
        "a.xlsx",
        40,
        _member(
            "xl/styles.xml",
            lambda _: (
                b"<styleSheet><numFmts>"
                + b'<numFmt numFmtId="170" formatCode="'
                + b"[>0]0;" * 20_000
                + b'"/></numFmts><cellXfs>'
                + b'<xf numFmtId="170"/>' * 100_000
                + b"</cellXfs></styleSheet>"
            ),
            _rows(),
        ),
    ),
    "formulas of a workbook": harmless(
        "a.xlsx",
        40,
        _sheet(
            lambda sheet: sheet.replace(
                b"<v>7.5</v>", b'<f>WEBSERVICE("http://127.0.0.1")</f><v>7.5</v>'
            )
        ),
    ),
    "cell of twenty megabytes": harmless(
        "a.xlsx", 40, _sheet(lambda sheet: sheet.replace(b"Judo 7<", b"Judo " * (4 << 20) + b"<"))
    ),
    "merged LibreOffice without end": harmless(
        "a.ods",
        41,
        _ods_cells(
            _WORD.format(
                ' table:number-columns-spanned="2147483647" table:number-rows-spanned="2147483647"'
            )
        ),
    ),
    "workbook of XML merged for ever": harmless(
        "a.xml",
        41,
        _xml_book(
            '<Row><Cell ss:MergeAcross="2147483647" ss:MergeDown="2147483647"><Data ss:Type="String">x</Data></Cell></Row>'
        ),
    ),
}
