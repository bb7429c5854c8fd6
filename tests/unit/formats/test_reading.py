"""What comes out of messy tables: the right columns, rows and letters."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from autan.errors import UnreadableFile
from autan.pipeline.read import read_file
from tests import files

Read = Callable[..., tuple[dict[str, Any], list[tuple[Any, ...]]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a file in this process: the reading, and the rows with their number last."""

    def read(path: Path, **options: Any) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
        folder = tmp_path / "draft"
        folder.mkdir(exist_ok=True)
        reading = read_file(str(path), str(folder), path.name, **options)
        table = pl.read_parquet(folder / "text.parquet")
        assert {file.name for file in folder.iterdir()} == {"text.parquet", "reading.json"}
        keys = [column["key"] for column in reading["columns"]]
        return reading, table.select(*keys, "__row").rows()

    return read


def text_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def headers(reading: dict[str, Any]) -> list[str]:
    return [column["header"] for column in reading["columns"]]


def kinds(reading: dict[str, Any]) -> list[str]:
    return [step["kind"] for step in reading["steps"]]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_a_table_is_read_in_every_separator_and_encoding(
    read: Read, tmp_path: Path, separator: str, encoding: str
) -> None:
    path = files.make_csv(tmp_path / "d.csv", separator=separator, encoding=encoding)
    reading, rows = read(path)
    assert reading["delimiter"] == separator
    assert headers(reading) == list(files.DELIBERATIONS[0])
    assert [row[:-1] for row in rows] == list(files.DELIBERATIONS[1:])
    assert [row[-1] for row in rows] == [2, 3, 4]


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
def test_old_machines_are_recognised_by_their_french_letters(
    read: Read, tmp_path: Path, encoding: str
) -> None:
    text = "commune;objet\nMontréjeau;Réfection de la forêt à côté du château\n" * 5
    reading, rows = read(text_file(tmp_path / "a.csv", text, encoding))
    assert reading["encoding"] == encoding
    assert rows[0][1] == "Réfection de la forêt à côté du château"


def test_a_workbook_of_each_format_gives_the_same_table(read: Read, tmp_path: Path) -> None:
    made = (
        files.make_xlsx(tmp_path / "d.xlsx"),
        files.make_xls(tmp_path / "d.xls"),
        files.make_ods(tmp_path / "d.ods"),
    )
    for path in made:
        reading, rows = read(path)
        assert reading["format"] == path.suffix[1:]
        assert reading["header_row"] == 1
        assert [row[:-1] for row in rows] == list(files.DELIBERATIONS[1:])


def test_the_name_of_a_file_is_never_believed(read: Read, tmp_path: Path) -> None:
    reading, _ = read(files.make_xlsx(tmp_path / "donnees.csv"))
    assert reading["format"] == "xlsx"


def test_a_web_page_is_read_in_an_archive_where_nothing_else_is_a_table(
    read: Read, tmp_path: Path
) -> None:
    page = b"<html><table><tr><th>nom</th><th>code</th></tr><tr><td>Foix</td><td>09000</td></tr>"
    members = {"lisezmoi.txt": b"Bonjour, voici les fichiers.\n", "page.html": page}
    reading, rows = read(files.make_zip(tmp_path / "a.zip", members))
    assert headers(reading) == ["nom", "code"]
    assert rows[0][:2] == ("Foix", "09000")
    members["table.csv"] = b"nom;code\nAuch;32000\nFoix;09000\n"
    reading, rows = read(files.make_zip(tmp_path / "a.zip", members))
    assert rows[0][:2] == ("Auch", "32000")


def test_a_table_alone_in_an_archive_is_read(read: Read, tmp_path: Path) -> None:
    import gzip

    content = files.make_csv(tmp_path / "a.csv").read_bytes()
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(content))
    files.make_zip(tmp_path / "a.zip", {"dossier/a.csv": content, "__MACOSX/a.csv": b"x"})
    for name in ("a.csv.gz", "a.zip"):
        assert len(read(tmp_path / name)[1]) == 3


def test_lines_in_two_encodings_are_both_read_right(read: Read, tmp_path: Path) -> None:
    old = "Vendée;Fenêtres à Challans – 12 €\n".encode("cp1252")
    new = "Vendée;Château d’Olonne\n".encode()
    path = tmp_path / "a.csv"
    path.write_bytes("département;objet\n".encode("cp1252") + old + new)
    reading, rows = read(path)
    assert [row[1] for row in rows] == ["Fenêtres à Challans – 12 €", "Château d’Olonne"]
    assert reading["encoding"] == "utf-8+cp1252"
    assert "mixed_encodings" in kinds(reading)


def test_letters_encoded_twice_are_repaired_and_counted(read: Read, tmp_path: Path) -> None:
    twisted = "aide notifiée à l’été".encode().decode("cp1252")
    reading, rows = read(text_file(tmp_path / "a.csv", f"objet;n\n{twisted};1\nété;2\n"))
    assert [row[0] for row in rows] == ["aide notifiée à l’été", "été"]
    assert [(s["kind"], s["count"]) for s in reading["steps"]] == [("mojibake", 1)]


def test_letters_encoded_three_times_come_back_too(read: Read, tmp_path: Path) -> None:
    twisted = "restos du CŒUR"
    for _ in range(3):
        twisted = twisted.encode().decode("cp1252")
    _, rows = read(text_file(tmp_path / "a.csv", f"objet;n\n{twisted};1\nété;2\n"))
    assert [row[0] for row in rows] == ["restos du CŒUR", "été"]


def test_old_line_ends_and_zero_bytes_do_not_matter(read: Read, tmp_path: Path) -> None:
    for text in ("a;b\r1;x\r2;y\r", "a;b\r\n1;x\r\n2;y", "a;b\n1;\0x\n2;y\n"):
        _, rows = read(text_file(tmp_path / "a.csv", text))
        assert [row[:2] for row in rows] == [("1", "x"), ("2", "y")]


TITLED: Sequence[Sequence[Any]] = (
    ("Commune de Lisle – Subventions versées", None, None),
    (None, None, None),
    ("Exercice 2024", None, None),
    ("Bénéficiaire", "Montant", "Date"),
    ("Foyer rural", 1200.5, "12/01/2024"),
    (None, None, None),
    ("Comité des fêtes", 800, "15/02/2024"),
)


def test_the_header_is_found_under_titles_and_blank_rows(read: Read, tmp_path: Path) -> None:
    for path in (
        files.make_xlsx(tmp_path / "t.xlsx", TITLED),
        files.make_csv(
            tmp_path / "t.csv", [["" if c is None else c for c in row] for row in TITLED]
        ),
    ):
        reading, rows = read(path)
        assert headers(reading) == ["Bénéficiaire", "Montant", "Date"]
        assert reading["header_row"] == 4
        assert [row[-1] for row in rows] == [5, 7]
        assert rows[0][1] == "1200.5"


def test_a_table_without_header_keeps_its_first_row(read: Read, tmp_path: Path) -> None:
    text = "12/01/2024;Foyer rural;1200,50\n15/02/2024;Comité;800,00\n"
    reading, rows = read(text_file(tmp_path / "a.csv", text))
    assert reading["header_row"] is None
    assert headers(reading) == ["Colonne 1", "Colonne 2", "Colonne 3"]
    assert [row[-1] for row in rows] == [1, 2]


def test_the_sheet_with_the_data_is_chosen_and_the_person_may_choose_another(
    read: Read, tmp_path: Path
) -> None:
    path = files.make_xlsx(
        tmp_path / "s.xlsx",
        {
            "Sommaire": [["Feuille", "Lignes"], ["Données", 3]],
            "Notes": [["Ce classeur a été exporté le 3 mai."]],
            "Données": files.DELIBERATIONS,
            "Ancien": [*files.DELIBERATIONS, *files.DELIBERATIONS[1:]],
        },
        hidden=["Ancien"],
    )
    reading, _ = read(path)
    assert reading["sheet"] == "Données"
    names = [one["name"] for one in reading["tables"]]
    assert names == ["Sommaire", "Notes", "Données", "Ancien"]
    assert read(path, answers={"table": "Sommaire"})[0]["sheet"] == "Sommaire"


def test_merged_cells_are_repeated_downwards_and_groups_of_labels_joined(
    read: Read, tmp_path: Path
) -> None:
    rows = [
        ["Commune", "Montant", None, "Objet"],
        [None, "voté", "versé", None],
        ["Lisle", 100, 90, "École"],
        [None, 200, 150, "Mairie"],
        ["Gers", 300, 300, "Pont"],
    ]
    merged = ["A1:A2", "B1:C1", "D1:D2", "A3:A4"]
    reading, out = read(files.make_xlsx(tmp_path / "m.xlsx", rows, merged=merged))
    assert headers(reading) == ["Commune", "Montant – voté", "Montant – versé", "Objet"]
    assert [row[0] for row in out] == ["Lisle", "Lisle", "Gers"]


def test_cells_of_a_workbook_become_plain_text(read: Read, tmp_path: Path) -> None:
    import datetime as dt

    values = [
        (1234.0, "1234"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (22490001900015, "22490001900015"),
        (dt.date(2024, 2, 29), "2024-02-29"),
        (dt.datetime(2024, 2, 29, 8, 5), "2024-02-29T08:05:00"),
        (dt.time(8, 5), "08:05:00"),
        (True, "VRAI"),
        (False, "FAUX"),
        ("007", "007"),
    ]
    table = [["nom", "valeur"], *([f"ligne {i}", value] for i, (value, _) in enumerate(values))]
    _, rows = read(files.make_xlsx(tmp_path / "v.xlsx", table))
    assert [row[1] for row in rows] == [text for _, text in values]


def test_labels_are_made_unique_and_empty_columns_left_out(read: Read, tmp_path: Path) -> None:
    text = "nom;;nom;note;\nAuch;x;Gers;;\nLisle;;Tarn;;\n"
    reading, rows = read(text_file(tmp_path / "a.csv", text))
    assert headers(reading) == ["nom", "Colonne 2", "nom (2)", "note"]
    assert rows[1][:4] == ("Lisle", None, "Tarn", None)
    assert [column["filled"] for column in reading["columns"]] == [2, 1, 2, 0]


def test_decimal_commas_cut_by_a_comma_separator_are_joined_again(
    read: Read, tmp_path: Path
) -> None:
    text = (
        "nom,date,montant,nature\n"
        "Foyer,2024-01-02,24 975,00,numéraire\n"
        "Comité,2024-01-02,800,50,numéraire\n"
        "Club, section judo,2024-01-03,1 200,00,numéraire\n"
    )
    reading, rows = read(text_file(tmp_path / "a.csv", text))
    assert headers(reading) == ["nom", "date", "montant", "nature"]
    assert [row[2] for row in rows] == ["24 975,00", "800,50", "1 200,00"]
    assert rows[2][0] == "Club, section judo"
    assert kinds(reading) == ["decimal_commas", "shifted_rows"]


def test_a_quote_never_closed_eats_no_other_line(read: Read, tmp_path: Path) -> None:
    text = 'nom;objet;n\nA;"le pont;1\nB;la "grande" salle;2\nC;"dit ""bis""";3\nD;x;4\n'
    _, rows = read(text_file(tmp_path / "a.csv", text))
    assert [row[0] for row in rows] == ["A", "B", "C", "D"]
    assert [row[1] for row in rows] == ['"le pont', 'la "grande" salle', 'dit "bis"', "x"]


def test_quoted_line_ends_stay_in_their_cell(read: Read, tmp_path: Path) -> None:
    text = 'nom;objet\nA;"deux\nlignes"\nB;une\n'
    _, rows = read(text_file(tmp_path / "a.csv", text))
    assert rows == [("A", "deux\nlignes", 2), ("B", "une", 3)]


def test_lines_cut_in_two_are_glued(read: Read, tmp_path: Path) -> None:
    full = "".join(f"2024-0{i};Objet {i};{i}00;oui\n" for i in range(1, 9))
    text = f"id;objet;montant;vote\n{full}2024-09;Objet très\nlong;900;oui\n"
    reading, rows = read(text_file(tmp_path / "a.csv", text))
    assert rows[-1] == ("2024-09", "Objet très long", "900", "oui", 10)
    assert kinds(reading) == ["wrapped_rows"]


def test_short_lines_are_completed_and_told(read: Read, tmp_path: Path) -> None:
    reading, rows = read(text_file(tmp_path / "a.csv", 'a;b;c\n1;2;3\n4;5\n"6";"x"y;8\n'))
    assert rows[1] == ("4", "5", None, 3)
    assert "short_rows" in kinds(reading)


def test_a_declared_separator_is_obeyed(read: Read, tmp_path: Path) -> None:
    reading, rows = read(text_file(tmp_path / "a.csv", "sep=|\nnom|n\nA;B|1\nC|2\n"))
    assert (reading["delimiter"], reading["header_row"]) == ("|", 2)
    assert rows == [("A;B", "1", 3), ("C", "2", 4)]


def test_one_column_is_a_table_too(read: Read, tmp_path: Path) -> None:
    reading, rows = read(text_file(tmp_path / "a.csv", "code_insee\n01001\n32013\n"))
    assert headers(reading) == ["code_insee"]
    assert rows == [("01001", 2), ("32013", 3)]


def test_a_header_without_rows_is_refused(read: Read, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(text_file(tmp_path / "a.csv", "nom;montant\n"))
    assert caught.value.code == "no-rows"


def test_a_cell_dressed_far_away_does_not_make_a_sheet_vast(read: Read, tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><v>nom</v></c><c r="B1" t="str"><v>montant</v></c></row>'
        '<row r="2"><c r="A2" t="str"><v>Auch</v></c><c r="B2"><v>2</v></c></row>'
        '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    )
    _, out = read(files.make_raw_xlsx(tmp_path / "a.xlsx", rows))
    assert out == [("Auch", "2", 2)]
