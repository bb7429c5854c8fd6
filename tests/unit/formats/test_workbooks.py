"""Workbooks as town halls make them: the right table, and what a person sees in its cells."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from autan.errors import UnreadableFile
from autan.pipeline.read import read_file
from tests import files

Read = Callable[..., tuple[dict[str, Any], list[tuple[Any, ...]]]]
Rows = Sequence[Sequence[Any]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a file in this process: the reading, and the rows with their number last."""

    def read(path: Path, **answers: str) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
        folder = tmp_path / "draft"
        folder.mkdir(exist_ok=True)
        reading = read_file(str(path), str(folder), path.name, answers)
        table = pl.read_parquet(folder / "text.parquet")
        keys = [column["key"] for column in reading["columns"]]
        return reading, table.select(*keys, "__row").rows()

    return read


def headers(reading: dict[str, Any]) -> list[str]:
    return [column["header"] for column in reading["columns"]]


def step(reading: dict[str, Any], kind: str) -> dict[str, Any]:
    found = [one for one in reading["steps"] if one["kind"] == kind]
    assert len(found) == 1, [one["kind"] for one in reading["steps"]]
    return found[0]


def kinds(reading: dict[str, Any]) -> list[str]:
    return [one["kind"] for one in reading["steps"]]


ADDRESSES: Rows = (
    ("Commune", "CP", "Matière", "Taux", "Année", "Téléphone", "Montant"),
    ("Auch", 32000, 7.1, 0.45, dt.date(2024, 1, 1), 562000000, 1200.5),
    ("Ax", 9110, 8.25, 0.125, dt.date(2023, 1, 1), 561000000, 800),
)
CODES = ("00000", "0.00", "0%", "yyyy", '0#" "##" "##" "##" "##', '#,##0.00\\ "€"')
SEEN = [
    ("Auch", "32000", "7.10", "45 %", "2024", "05 62 00 00 00", "1200.5", 2),
    ("Ax", "09110", "8.25", "12.5 %", "2023", "05 61 00 00 00", "800", 3),
]


def test_numbers_are_read_as_they_are_shown_when_the_format_says_more(
    read: Read, tmp_path: Path
) -> None:
    formats = {f"{c}{r}": f for r in (2, 3) for c, f in zip("BCDEFG", CODES, strict=True)}
    path = files.make_dressed_xlsx(tmp_path / "a.xlsx", ADDRESSES, formats=formats)
    reading, rows = read(path)
    assert rows == SEEN
    told = step(reading, "display_formats")
    assert (told["count"], told["examples"]) == (8, ("9110 → 09110", "7.1 → 7.10"))


def test_undoing_the_display_formats_gives_the_bare_numbers(read: Read, tmp_path: Path) -> None:
    formats = {"B3": "00000"}
    path = files.make_dressed_xlsx(tmp_path / "a.xlsx", ADDRESSES, formats=formats)
    assert read(path)[1][1][1] == "09110"
    reading, rows = read(path, display_formats="undone")
    assert rows[1][1] == "9110"
    assert step(reading, "display_formats")["chosen"] == "undone"


def test_decimals_shown_after_amounts_only_dress_them(read: Read, tmp_path: Path) -> None:
    rows = [["nom", "montant"], *([f"n{i}", 99.5 + i] for i in range(4))]
    formats = {f"B{r}": "0.00" for r in range(2, 6)}
    reading, out = read(files.make_dressed_xlsx(tmp_path / "a.xlsx", rows, formats=formats))
    assert [row[1] for row in out] == ["99.5", "100.5", "101.5", "102.5"]
    assert "display_formats" not in kinds(reading)


def test_display_formats_and_hidden_parts_of_an_excel_97_workbook(
    read: Read, tmp_path: Path
) -> None:
    rows = [["nom", "rib", "cp", "taux"], ["a", "x", 9000, 0.5], ["b", "y", 9110, 0.25]]
    formats = {(i, j): f for i in (1, 2) for j, f in ((2, "00000"), (3, "0%"))}
    path = files.make_dressed_xls(tmp_path / "a.xls", rows, formats)
    reading, out = read(path)
    assert out == [("a", "x", "09000", "50 %", 2), ("b", "y", "09110", "25 %", 3)]
    assert (step(reading, "hidden_rows")["count"], step(reading, "hidden_columns")["count"]) == (
        1,
        1,
    )
    _, out = read(path, hidden_rows="undone", hidden_columns="undone")
    assert out == [("a", "09000", "50 %", 2)]


def test_a_binary_workbook_gives_its_table_and_its_traits(read: Read, tmp_path: Path) -> None:
    rows = [["lieu", "cp", "note"], ["Auch", 9000, "x"], [None, 9110, "y"], ["Lisle", 81310, "z"]]
    path = files.make_xlsb(
        tmp_path / "a.xlsb",
        rows,
        hidden_rows=[3],
        hidden_columns=[2],
        merged=[(1, 2, 0, 0)],
        formats=["00000"],
        styles={(1, 1): 1, (2, 1): 1},
    )
    reading, out = read(path)
    assert reading["format"] == "xlsb"
    assert out == [
        ("Auch", "09000", "x", 2),
        ("Auch", "09110", "y", 3),
        ("Lisle", "81310", "z", 4),
    ]
    assert kinds(reading) == ["merged_cells", "hidden_rows", "hidden_columns", "display_formats"]


def test_a_binary_workbook_that_is_nearly_all_void_is_refused(tmp_path: Path, read: Read) -> None:
    rows: list[list[Any]] = [[1.0], *([[]] * 3000), [*[None] * 9000, 2.0]]
    with pytest.raises(UnreadableFile) as caught:
        read(files.make_xlsb(tmp_path / "a.xlsb", rows))
    assert caught.value.code == "sparse-sheet"


def test_an_old_workbook_with_a_password_is_told_kindly(read: Read, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(files.make_locked_xls(tmp_path / "a.xls"))
    assert caught.value.code == "protected-file"


ODS = """<table:table table:name="Feuille1">
<table:table-column table:number-columns-repeated="2"/>
<table:table-column table:visibility="collapse"/>
<table:table-row>{}</table:table-row>
<table:table-row><table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>Auch</text:p></table:table-cell>{}</table:table-row>
<table:table-row><table:covered-table-cell/>{}</table:table-row>
<table:table-row table:visibility="collapse"><table:table-cell office:value-type="string"><text:p>Lisle</text:p></table:table-cell>{}</table:table-row></table:table>"""


@pytest.mark.parametrize(
    ("place", "number"), [(0, 0x7F000000), (4, 0x7F000000), (8, 0x7F00), (10, 0x7F00)]
)
def test_a_sheet_that_lies_about_its_extent_never_reaches_the_parser(
    read: Read, tmp_path: Path, place: int, number: int
) -> None:
    # calamine would ask for a hundred gigabytes, and end the process.
    path = files.make_xls(tmp_path / "a.xls")
    content = bytearray(path.read_bytes())
    at = content.index(b"\x00\x02\x0e\x00") + 4 + place
    size = 4 if place < 8 else 2
    content[at : at + size] = number.to_bytes(size, "little")
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.code == "damaged-file"


def _text(*cells: str) -> str:
    return "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )


def _number(value: float, shown: str, kind: str = "float") -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" office:value="{value}">'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def test_a_libreoffice_workbook_has_its_merged_cells_and_shown_numbers(
    read: Read, tmp_path: Path
) -> None:
    rows = (
        _text("lieu", "cp", "note", "taux"),
        _number(9000, "09000") + _text("x") + _number(0.45, "45%", "percentage"),
        _number(9110, "09110") + _text("y") + _number(0.5, "50%", "percentage"),
        _number(81310, "81310") + _text("z") + _number(1, "100%", "percentage"),
    )
    path = files.make_raw_ods(tmp_path / "a.ods", ODS.format(*rows))
    reading, out = read(path)
    assert out == [
        ("Auch", "09000", "x", "45 %", 2),
        ("Auch", "09110", "y", "50 %", 3),
        ("Lisle", "81310", "z", "100 %", 4),
    ]
    assert kinds(reading) == ["merged_cells", "hidden_rows", "hidden_columns", "display_formats"]
    _, out = read(path, merged_cells="undone", hidden_rows="undone", hidden_columns="undone")
    assert [row[0] for row in out] == ["Auch", None]


def test_hidden_rows_and_columns_are_kept_asked_and_left_out_on_demand(
    read: Read, tmp_path: Path
) -> None:
    rows = [["nom", "rib", "montant"], *([f"n{i}", f"FR{i}", i] for i in range(1, 5))]
    path = files.make_dressed_xlsx(tmp_path / "a.xlsx", rows, hidden_rows=[3], hidden_columns=["B"])
    reading, out = read(path)
    assert len(out) == 4
    assert step(reading, "hidden_rows")["asked"]
    assert step(reading, "hidden_columns")["examples"] == ("rib",)
    reading, out = read(path, hidden_rows="undone", hidden_columns="undone")
    assert headers(reading) == ["nom", "montant"]
    assert [row[-1] for row in out] == [2, 4, 5]
    assert step(reading, "hidden_rows")["chosen"] == "undone"


BUDGET: Rows = (
    ("Budget primitif 2024",),
    ("Chapitre", "Libellé", "Dépenses", None, "Recettes", None),
    (None, None, "voté", "réalisé", "voté", "réalisé"),
    ("011", "Charges", 100, 90, 0, 0),
    ("70", "Produits", 0, 0, 50, 60),
)
JOINED = [
    "Chapitre",
    "Libellé",
    "Dépenses – voté",
    "Dépenses – réalisé",
    "Recettes – voté",
    "Recettes – réalisé",
]


@pytest.mark.parametrize("merged", [(), ("A2:A3", "B2:B3", "C2:D2", "E2:F2")])
def test_titles_over_two_rows_are_joined_and_the_joining_can_be_undone(
    read: Read, tmp_path: Path, merged: Sequence[str]
) -> None:
    path = files.make_dressed_xlsx(tmp_path / "b.xlsx", BUDGET, merged=merged)
    reading, rows = read(path)
    assert headers(reading) == JOINED
    assert (reading["header_row"], len(rows)) == (3, 2)
    assert step(reading, "header_rows")["chosen"] == "done"
    alone, rows = read(path, header_rows="undone")
    assert headers(alone) != JOINED
    assert step(alone, "header_rows")["chosen"] == "undone"


def test_a_person_may_say_where_the_titles_are_or_that_there_are_none(
    read: Read, tmp_path: Path
) -> None:
    path = files.make_xlsx(tmp_path / "b.xlsx", {"F": BUDGET})
    reading, rows = read(path, header="2")
    assert reading["header_row"] in (2, 3)
    reading, rows = read(path, header="4")
    assert (reading["header_row"], len(rows)) == (4, 1)
    reading, rows = read(path, header="none")
    assert reading["header_row"] is None
    assert step(reading, "header")["chosen"] == "none"
    assert read(path, header="9999")[0]["header_row"] == 3


def test_units_under_the_titles_belong_to_them(read: Read, tmp_path: Path) -> None:
    rows = [["Nom", "Surface", "Hauteur"], [None, "(m²)", "(m)"], ["A", 10, 2], ["B", 20, 3]]
    reading, _ = read(files.make_xlsx(tmp_path / "u.xlsx", {"F": rows}))
    assert headers(reading) == ["Nom", "Surface (m²)", "Hauteur (m)"]


def test_a_title_merged_over_part_of_the_table_is_no_group_of_titles(
    read: Read, tmp_path: Path
) -> None:
    rows = [
        ["Subventions versées"],
        ["Association", "Objet", "Date", "Montant", "Nature", "Condition"],
        *([f"Asso {i}", f"Objet {i}", f"0{i}/01/2024", i, "numéraire", "unique"] for i in (1, 2)),
    ]
    reading, _ = read(files.make_dressed_xlsx(tmp_path / "t.xlsx", rows, merged=["A1:D1"]))
    assert headers(reading)[0] == "Association"


STACKED: Rows = (
    ("Élus",),
    ("Nom", "Fonction", "Depuis"),
    ("Durand", "Maire", 2020),
    ("Petit", "Adjoint", 2021),
    (None,),
    ("Indemnités",),
    ("Année", "Montant brut", "Montant net"),
    (2020, 10000, 8000),
    (2021, 11000, 8800),
)
BESIDE: Rows = (
    ("Naissances", None, None, "Mariages", None),
    ("Mois", "Nombre", None, "Date", "Lieu"),
    ("Janvier", 3, None, "12/01/2023", "Mairie"),
    ("Février", 4, None, "05/05/2023", "Mairie"),
    ("Mars", 1, None, "06/06/2023", "Parc"),
    ("Avril", 2),
    ("Mai", 5),
)


def test_two_tables_on_a_sheet_are_told_and_each_can_be_read(read: Read, tmp_path: Path) -> None:
    path = files.make_xlsx(tmp_path / "s.xlsx", {"F": STACKED})
    reading, _ = read(path)
    told = step(reading, "table")
    assert told["asked"]
    assert [one["name"] for one in reading["tables"]] == ["F!A1", "F!A6"]
    assert [one["rows"] for one in reading["tables"]] == [2, 2]
    first, rows = read(path, table="F!A1")
    assert headers(first) == ["Nom", "Fonction", "Depuis"]
    assert [row[-1] for row in rows] == [3, 4]
    second, rows = read(path, table="F!A6")
    assert (headers(second), second["header_row"]) == (["Année", "Montant brut", "Montant net"], 7)
    assert [row[-1] for row in rows] == [8, 9]


def test_two_tables_side_by_side_are_told_apart(read: Read, tmp_path: Path) -> None:
    path = files.make_xlsx(tmp_path / "s.xlsx", {"F": BESIDE})
    left, rows = read(path, table="F!A1")
    assert (headers(left), len(rows)) == (["Mois", "Nombre"], 5)
    right, rows = read(path, table="F!D1")
    assert (headers(right), len(rows)) == (["Date", "Lieu"], 3)


@pytest.mark.parametrize(
    "rows",
    [
        [["Nom", "Rue", None, "Tél", "Mél"], *([f"A{i}", "x", None, "05", "y"] for i in range(6))],
        [
            ["Nom", "Montant", None, "Remarque", "Qui"],
            *([f"A{i}", i, None, *(["à voir", "X"] if i in (2, 7) else [])] for i in range(9)),
        ],
        [["Nom", "Montant"], ["A", 1], ["B", 2], [], ["C", 3], [], ["Total", 6], ["Le maire"]],
        [
            ["Nom", "Date", "Montant"],
            ["A", "01/01/2024", 1],
            [],
            ["Sport"],
            ["Nom", "Date", "Montant"],
            ["B", "02/01/2024", 2],
        ],
        [["Commune :", "Auch"], ["Année :", 2024], [], ["Nom", "Montant"], ["A", 1], ["B", 2]],
    ],
)
def test_one_table_is_never_cut_in_two(read: Read, tmp_path: Path, rows: Rows) -> None:
    reading, _ = read(files.make_xlsx(tmp_path / "o.xlsx", {"F": rows}))
    assert [one["name"] for one in reading["tables"]] == ["F"]
    assert headers(reading)[0] == "Nom"


def test_sheets_that_are_as_good_as_one_another_are_asked_about(read: Read, tmp_path: Path) -> None:
    months = {
        month: [["Date", "Objet", "Montant"], *([f"0{i}/01/2024", month, i] for i in range(1, 9))]
        for month in ("Janvier", "Février")
    }
    reading, _ = read(files.make_xlsx(tmp_path / "m.xlsx", months))
    told = step(reading, "table")
    assert told["asked"]
    assert [tuple(one) for one in told["options"]][:2] == [
        ("Janvier", "Janvier"),
        ("Février", "Février"),
    ]
    assert read(tmp_path / "m.xlsx", table="Février")[1][0][1] == "Février"


def test_a_broken_sheet_does_not_hide_a_good_one(read: Read, tmp_path: Path) -> None:
    book = {"Vide": [[]], "Bon": files.DELIBERATIONS}
    reading, rows = read(files.make_xlsx(tmp_path / "v.xlsx", book))
    assert (reading["sheet"], len(rows)) == ("Bon", 3)


def test_years_and_months_are_titles_too(read: Read, tmp_path: Path) -> None:
    years = [["Quartier", 2021, 2022, 2023], ["Centre", 1, 2, 3], ["Nord", 4, 5, 6]]
    reading, _ = read(files.make_xlsx(tmp_path / "y.xlsx", {"F": years}))
    assert headers(reading) == ["Quartier", "2021", "2022", "2023"]
    months = [["Lieu", *(dt.date(2024, m, 1) for m in (1, 2, 3))], ["Piscine", 1, 2, 3]]
    reading, _ = read(files.make_xlsx(tmp_path / "m.xlsx", {"F": months}))
    assert headers(reading) == ["Lieu", "janvier 2024", "février 2024", "mars 2024"]


def test_a_row_of_zeros_is_not_an_empty_row(read: Read, tmp_path: Path) -> None:
    rows = [["a", "b"], [1, 2], [0, 0], [None, None], [0, False]]
    _, out = read(files.make_xlsx(tmp_path / "z.xlsx", {"F": rows}))
    assert out == [("1", "2", 2), ("0", "0", 3), ("0", "FAUX", 5)]


def test_sheets_with_the_same_titles_can_be_read_together(read: Read, tmp_path: Path) -> None:
    months = {
        "Janvier": [["Date", "Objet"], ["03/01/2024", "a"], [], ["04/01/2024", "b"]],
        "Février": [["Mairie de Lisle"], [None, "Date", "Objet"], [None, "03/02/2024", "c"]],
        "Mars": [["Date", "Objet"], ["03/03/2024", "d"]],
        "Notes": [["Qui", "Quoi"], ["X", "y"]],
        "Vieux": [["Date", "Objet"], ["03/03/1999", "z"]],
    }
    path = files.make_xlsx(tmp_path / "m.xlsx", months, hidden=["Vieux"])
    reading, _ = read(path)
    assert reading["tables"][-1]["name"] == "*"
    assert reading["tables"][-1]["label"] == "Les 3 feuilles réunies"
    assert reading["table"] in ("Janvier", "Février", "Mars")
    reading, rows = read(path, table="*")
    assert headers(reading) == ["Feuille", "Date", "Objet"]
    assert rows == [
        ("Janvier", "03/01/2024", "a", 1),
        ("Janvier", "04/01/2024", "b", 2),
        ("Février", "03/02/2024", "c", 3),
        ("Mars", "03/03/2024", "d", 4),
    ]
    assert step(reading, "table")["chosen"] == "*"


def test_two_lists_written_against_one_another_are_one_table_or_two(
    read: Read, tmp_path: Path
) -> None:
    rows = [
        ["Prénom 2000-2013", "Nombre", "Prénom 2013", "Nombre"],
        *([f"Emma{chr(97 + i)}", 90 - i, f"Gabriel{chr(97 + i)}", 50 - i] for i in range(6)),
    ]
    path = files.make_xlsx(tmp_path / "p.xlsx", {"F": rows})
    reading, out = read(path)
    assert (reading["table"], len(headers(reading)), len(out)) == ("F", 4, 6)
    assert step(reading, "table")["asked"]
    assert [one["name"] for one in reading["tables"]] == ["F", "F!A1", "F!C1"]
    reading, out = read(path, table="F!C1")
    assert headers(reading) == ["Prénom 2013", "Nombre"]
    assert out[0] == ("Gabriela", "50", 2)


def test_two_persons_on_a_row_are_one_table(read: Read, tmp_path: Path) -> None:
    rows = [
        ["Titulaire", "Mél du titulaire", "Suppléant", "Mél du suppléant"],
        *([f"A{i}", f"a{i}@b.fr", f"B{i}", f"b{i}@b.fr"] for i in range(6)),
    ]
    assert len(read(files.make_xlsx(tmp_path / "t.xlsx", {"F": rows}))[0]["tables"]) == 1
