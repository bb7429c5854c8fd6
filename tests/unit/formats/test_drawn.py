"""Workbooks that are not: XML of Excel 2003 and web pages named .xls are read as sheets are."""

from contextlib import suppress
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autan.errors import UnreadableFile
from autan.formats import html_tables, sniff, xml_read
from autan.formats.reader import Found, Request

BOOK = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">
<Styles><Style ss:ID="s1"><NumberFormat/></Style></Styles>%s</Workbook>"""


def sheet(rows: str, name: str = "Feuil1", more: str = "") -> str:
    return f'<Worksheet ss:Name="{name}"><Table>{rows}</Table>{more}</Worksheet>'


def row(*cells: str, **attributes: str) -> str:
    inside = "".join(
        cell if cell.startswith("<") else f'<Cell><Data ss:Type="String">{cell}</Data></Cell>'
        for cell in cells
    )
    said = "".join(f' ss:{name}="{value}"' for name, value in attributes.items())
    return f"<Row{said}>{inside}</Row>"


def cell(kind: str, value: str, **attributes: str) -> str:
    said = "".join(f' ss:{name}="{value}"' for name, value in attributes.items())
    return f'<Cell{said}><Data ss:Type="{kind}">{value}</Data></Cell>'


TITLES = row("Code", "Commune", "Montant", "Date")
LINES = "".join(
    row(
        cell("String", f"0900{i}"),
        f"Ville {i}",
        cell("Number", f"{i}25.5"),
        cell("DateTime", f"2024-03-0{i}T00:00:00.000"),
    )
    for i in range(1, 7)
)


def read(folder: Path, text: str | bytes, **answers: str) -> tuple[Found, list[tuple[str, ...]]]:
    path = folder / "file"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    reader = html_tables.READER if sniff.kind_of(path) == "html" else xml_read.READER
    assert sniff.kind_of(path) in reader.kinds
    target = path.with_name("text.parquet")
    found = reader.read(Request(path, target, answers))
    table = pl.read_parquet(target)
    assert found.contents.rows == table.height
    return found, table.drop("__row").rows()


def test_an_xml_workbook_gives_the_table_of_its_sheet(tmp_path: Path) -> None:
    found, rows = read(tmp_path, BOOK % sheet(TITLES + LINES))
    assert found.header.labels == ("Code", "Commune", "Montant", "Date")
    assert (found.header_row, found.sheet, found.format) == (1, "Feuil1", "xml-workbook")
    assert rows[0] == ("09001", "Ville 1", "125.5", "2024-03-01")
    assert len(rows) == 6


def test_the_places_that_cells_and_rows_say_are_followed(tmp_path: Path) -> None:
    last = row(cell("String", "09007"), cell("Number", "7", Index="3"), Index="9")
    found, rows = read(
        tmp_path, BOOK % sheet(row("Subventions", Index="1") + TITLES + LINES + last)
    )
    assert found.header_row == 2
    assert rows[-1] == ("09007", None, "7", None)
    assert pl.read_parquet(tmp_path / "text.parquet")["__row"].to_list()[-1] == 9


def test_the_best_of_several_sheets_is_taken_and_another_can_be_asked_for(tmp_path: Path) -> None:
    notes = sheet(row("Lisez-moi") + row("Export du 3 mars"), "Notes")
    document = BOOK % (notes + sheet(TITLES + LINES, "Aides"))
    assert read(tmp_path, document)[0].sheet == "Aides"
    assert {one.name for one in read(tmp_path, document)[0].tables} == {"Notes", "Aides"}
    assert read(tmp_path, document, table="Notes")[0].sheet == "Notes"


def test_words_in_bold_are_whole_and_remarks_are_left_out(tmp_path: Path) -> None:
    drawn = (
        '<Cell><ss:Data ss:Type="String"><html:B>Ville</html:B> neuve</ss:Data>'
        "<Comment><ss:Data><html:B>Moi</html:B> : à revoir</ss:Data></Comment></Cell>"
    )
    lines = LINES + row("09008", drawn, cell("Boolean", "1"))
    assert read(tmp_path, BOOK % sheet(TITLES + lines))[1][-1] == (
        "09008",
        "Ville neuve",
        "VRAI",
        None,
    )


def test_merged_cells_are_repeated_and_it_can_be_undone(tmp_path: Path) -> None:
    lines = row(cell("String", "09001", MergeDown="1"), "Foix", "12")
    lines += row(cell("String", "Pamiers", Index="2"), "13") + LINES
    document = BOOK % sheet(TITLES + lines)
    assert read(tmp_path, document)[1][1][0] == "09001"
    assert read(tmp_path, document, merged_cells="undone")[1][1][0] is None


def test_hidden_rows_and_sheets_are_told(tmp_path: Path) -> None:
    lines = LINES + row("09008", "Cachée", "1", Hidden="1")
    hidden = "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"
    document = BOOK % (sheet(TITLES + LINES + LINES, "Secret", hidden) + sheet(TITLES + lines))
    found, _ = read(tmp_path, document)
    assert found.sheet == "Feuil1"
    assert "hidden_rows" in [step.kind for step in found.steps]


@pytest.mark.parametrize(
    "rows",
    [
        row("a", Index="1048577"),
        row(cell("String", "a", Index="9999999")),
        row(cell("String", "a")) + row(cell("String", "b", Index="16000"), Index="1048000"),
    ],
)
def test_a_sheet_without_end_is_refused(tmp_path: Path, rows: str) -> None:
    with pytest.raises(UnreadableFile):
        read(tmp_path, BOOK % sheet(rows))


PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type
content="text/html; charset=%s"><title>Export</title><style>td {color: red}</style></head>
<body>%s</body></html>"""


def table(*lines: tuple[str, ...], titles: str = "Code|Commune|Montant") -> str:
    head = "".join(f"<th>{one}</th>" for one in titles.split("|"))
    body = "".join("<tr>" + "".join(f"<td>{one}</td>" for one in line) + "</tr>" for line in lines)
    return f"<table border=1><tr>{head}</tr>{body}</table>"


TOWNS = tuple((f"0900{i}", f"Élne {i}", f"{i} 250,10&nbsp;&euro;") for i in range(1, 7))


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-1"])
def test_a_page_named_as_a_workbook_gives_its_table(tmp_path: Path, charset: str) -> None:
    text = PAGE % (charset, table(*TOWNS))
    found, rows = read(tmp_path, text.encode("utf-8" if charset == "utf-8" else "cp1252"))
    assert found.header.labels == ("Code", "Commune", "Montant")
    assert rows[0] == ("09001", "Élne 1", "1 250,10 €")
    assert len(rows) == 6
    assert [step.kind for step in found.steps] == ["web_page"]


def test_letters_that_are_not_those_announced_are_read_all_the_same(tmp_path: Path) -> None:
    text = PAGE % ("utf-8", table(*TOWNS))
    found, rows = read(tmp_path, text.encode("cp1252"))
    assert (found.encoding, rows[0][1]) == ("cp1252", "Élne 1")


def test_marks_left_open_and_words_between_them_do_no_harm(tmp_path: Path) -> None:
    text = (
        "<table><TR><TD>Code<td>Nom<!-- <td>non --><tr><td>1<br>2<td><b>A</b> &amp; B<tr><td>3<td>C"
    )
    found, rows = read(tmp_path, text)
    assert found.header.labels == ("Code", "Nom")
    assert rows == [("1 2", "A & B"), ("3", "C")]


def test_cells_over_several_rows_and_columns_keep_the_others_in_place(tmp_path: Path) -> None:
    lines = (
        "<tr><td rowspan=2>Foix</td><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr>"
        "<tr><td>Pamiers</td><td colspan='2'>3</td></tr><tr><td>Lavelanet</td><td>c</td><td>4</td></tr>"
    )
    text = f"<table><tr><th>Ville</th><th>Lieu</th><th>Nombre</th></tr>{lines}</table>"
    _, rows = read(tmp_path, text)
    assert rows[:3] == [("Foix", "a", "1"), ("Foix", "b", "2"), ("Pamiers", "3", None)]
    assert read(tmp_path, text, merged_cells="undone")[1][1] == (None, "b", "2")


def test_the_table_of_a_page_laid_out_with_tables_is_found(tmp_path: Path) -> None:
    menu = "<table><tr><td>Accueil</td></tr><tr><td>Contact</td></tr></table>"
    layout = f"<table><tr><td>{menu}</td><td>{table(*TOWNS)}</td></tr></table>"
    assert len(read(tmp_path, PAGE % ("utf-8", layout))[1]) == 6


def test_several_tables_are_offered_by_their_captions(tmp_path: Path) -> None:
    small = "<table><caption>Budget</caption><tr><th>An</th><th>Total</th></tr>"
    small += "<tr><td>2023</td><td>12</td></tr></table>"
    text = PAGE % ("utf-8", small + table(*TOWNS))
    found, _ = read(tmp_path, text)
    assert {one.name for one in found.tables} == {"Tableau 1", "Budget"}
    told = next(step for step in found.steps if step.kind == "table")
    assert "page" in told.sentence
    assert read(tmp_path, text, table="Budget")[1] == [("2023", "12")]


@pytest.mark.parametrize(
    "text",
    [
        "<html><body><p>Bonjour</p></body></html>",
        "<html><body><table><tr><td>1",
        "<html><table><tr><td>Un</td></tr><tr><td>Deux</td></tr></table>",
    ],
)
def test_a_page_without_a_table_is_told_to_be_a_page(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(tmp_path, text)
    assert refused.value.code == "web-page"


@pytest.mark.parametrize(
    "piece", ["<!--", "<a ", "<a", "<table>", "<td rowspan=65000 colspan=999>"]
)
def test_a_hostile_page_is_answered_at_once(tmp_path: Path, piece: str) -> None:
    with suppress(UnreadableFile):
        read(tmp_path, "<html><table><tr>" + piece * 20_000)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=80))
def test_random_bytes_after_a_page_opens_never_crash(
    tmp_path_factory: pytest.TempPathFactory, rest: bytes
) -> None:
    with suppress(UnreadableFile):
        read(tmp_path_factory.mktemp("page"), b"<html><table><tr><td>a<td>b<tr>" + rest)
