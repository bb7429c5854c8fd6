"""Text files as French offices really write them: letters, separators, quotes, broken lines."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from autan.errors import UnreadableFile
from autan.pipeline.read import read_file
from tests import files

Rows = list[tuple[Any, ...]]
Read = Callable[..., tuple[dict[str, Any], Rows]]

LABELS = ("Commune", "Objet", "SIRET", "Date", "Montant")
RECORDS = (
    ("Montréjeau", "Réfection de la forêt à côté", "21310390000017", "2024-01-05", "1 234,50"),
    ("Saint-Gaudens", "Achat d'un véhicule", "21310483300012", "2024-02-06", "12 000,00"),
    ("L'Isle-en-Dodon", "Fête de l'été", "21310239900010", "2024-03-07", "800,00"),
    ("Noé", "Piscine : réparation", "21310399700010", "2024-04-08", "75,20"),
)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read some text or bytes; the reading, and its rows with their number last."""

    def read(content: str | bytes, codec: str = "utf-8", **answers: str) -> tuple[Any, Rows]:
        path = tmp_path / "a.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(codec))
        folder = tmp_path / "draft"
        folder.mkdir(exist_ok=True)
        reading = read_file(str(path), str(folder), path.name, answers)
        assert {file.name for file in folder.iterdir()} == {"text.parquet", "reading.json"}
        table = pl.read_parquet(folder / "text.parquet")
        keys = [column["key"] for column in reading["columns"]]
        return reading, table.select(*keys, "__row").rows()

    return read


def text(separator: str, *rows: tuple[str, ...]) -> str:
    return "".join(separator.join(row) + "\n" for row in (LABELS, *(rows or RECORDS)))


def headers(reading: dict[str, Any]) -> list[str]:
    return [column["header"] for column in reading["columns"]]


def step(reading: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(one for one in reading["steps"] if one["kind"] == kind)


def kinds(reading: dict[str, Any]) -> list[str]:
    return [one["kind"] for one in reading["steps"]]


class TestLetters:
    @pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
    def test_an_old_encoding_is_told_with_its_rivals(self, read: Read, encoding: str) -> None:
        reading, rows = read(text(";"), encoding)
        told = step(reading, "encoding")
        assert [row[:5] for row in rows] == list(RECORDS)
        assert (told["chosen"], told["asked"]) == (encoding, False)
        assert told["examples"] == ("Montréjeau", "Réfection")
        assert {"cp1252", "mac_roman", "cp850", "utf-8"} <= {name for name, _ in told["options"]}

    def test_another_encoding_may_be_chosen(self, read: Read) -> None:
        reading, rows = read(text(";"), "cp1252", encoding="mac_roman")
        assert rows[0][0] == "MontrÈjeau"
        assert (reading["encoding"], step(reading, "encoding")["chosen"]) == ("mac_roman",) * 2

    def test_a_ligature_tells_unix_from_windows(self, read: Read) -> None:
        content = text(";", ("Noé", "Les restos du cœur", "1", "2024-01-01", "2"))
        assert read(content, "iso8859_15")[1][0][1] == "Les restos du cœur"
        assert read(content, "cp1252")[1][0][1] == "Les restos du cœur"

    def test_capitals_with_accents_are_french_too(self, read: Read) -> None:
        content = "COMMUNE;OBJET\nVENDÉE;RÉFECTION DE L'ÉCOLE\nISÈRE;BÂTIMENT\n"
        for encoding in ("cp1252", "mac_roman"):
            assert read(content, encoding)[1][1][:2] == ("ISÈRE", "BÂTIMENT")

    @pytest.mark.parametrize("wrong", ["cp1252", "latin-1", "mac_roman", "cp850"])
    def test_letters_encoded_twice_come_back_and_may_be_left(self, read: Read, wrong: str) -> None:
        twisted = "Vendée : été à côté".encode().decode(wrong)
        content = f"nom;objet\nA;{twisted}\nB;x\n"
        reading, rows = read(content)
        assert rows[0][1] == "Vendée : été à côté"
        told = step(reading, "mojibake")
        assert told["count"] == 1
        assert "devient « été »" in "".join(told["examples"])
        assert read(content, mojibake="undone")[1][0][1] == twisted

    def test_lines_of_two_encodings_may_be_read_as_one(self, read: Read) -> None:
        content = text(";").encode("cp1252") + "Noé;été;1;2024-01-01;3\n".encode()
        reading, rows = read(content)
        assert (rows[0][0], rows[-1][0]) == ("Montréjeau", "Noé")
        assert step(reading, "mixed_encodings")["count"] == 4
        reading, rows = read(content, mixed_encodings="undone")
        assert rows[-1][0] == "NoÃ©"
        assert step(reading, "mixed_encodings")["chosen"] == "undone"

    def test_letters_lost_before_they_came_are_told(self, read: Read) -> None:
        reading, _ = read("Nom du b\ufffdn\ufffdficiaire;n\nA;1\n")
        assert headers(reading)[0] == "Nom du b\ufffdn\ufffdficiaire"
        assert step(reading, "lost_letters")["count"] == 1


class TestSeparators:
    @pytest.mark.parametrize("separator", ["^", "~", "§", "¤", "\x1f", " | ".strip()])
    def test_a_rare_separator_is_found(self, read: Read, separator: str) -> None:
        reading, rows = read(text(separator))
        assert reading["delimiter"] == separator
        assert [row[:5] for row in rows] == list(RECORDS)

    def test_colons_part_cells_where_nothing_else_does(self, read: Read) -> None:
        reading, rows = read("nom:uid:rep\nroot:0:/root\nbin:1:/bin\nftp:14:/var\n")
        assert reading["delimiter"] == ":"
        assert rows[0][:3] == ("root", "0", "/root")

    def test_decimal_commas_part_nothing_in_a_file_of_semicolons(self, read: Read) -> None:
        reading, rows = read("x;y\n" + "1,5;2,5\n" * 20)
        assert (reading["delimiter"], rows[0][:2]) == (";", ("1,5", "2,5"))

    def test_two_separators_that_stand_are_asked_about(self, read: Read) -> None:
        content = "a,b;c,d\n" + "1,x;y,2\n3,z;t,4\n" * 3
        reading, _ = read(content)
        told = step(reading, "separator")
        assert told["asked"]
        other = {",", ";"} - {told["chosen"]}
        assert read(content, separator=other.pop())[0]["delimiter"] != told["chosen"]

    def test_a_separator_may_be_refused_altogether(self, read: Read) -> None:
        _, rows = read("Nom, prénom\nDurand, Anne\nDupont, Luc\n", separator="none")
        assert rows[0][0] == "Durand, Anne"

    def test_commas_of_prose_under_one_label_part_nothing_but_are_asked_about(
        self, read: Read
    ) -> None:
        content = "nom\nDurand, Anne\nDupont, Luc\nMartin\n"
        reading, rows = read(content)
        assert [row[0] for row in rows] == ["Durand, Anne", "Dupont, Luc", "Martin"]
        assert step(reading, "separator")["asked"]
        assert read(content, separator=",")[1][0][:2] == ("Durand", " Anne")

    def test_quotes_inside_cells_are_no_cells_between_spaces(self, read: Read) -> None:
        content = 'id;props\n1;{"a": 1, "b": "x"}\n2;{"a": 2, "b": "y"}\n3;{"a": 2, "b": "y;z"}\n'
        reading, rows = read(content)
        assert (reading["delimiter"], rows[0][1]) == (";", '{"a": 1, "b": "x"}')
        assert rows[2][1] == '{"a": 2, "b": "y;z"}'

    def test_columns_at_fixed_places_are_cut_there(self, read: Read) -> None:
        lines = ["CODE   LIBELLE DU COMPTE            MONTANT  DATE"]
        for code, label, amount in (
            ("6011", "ACHATS DE TERRAINS", "1234,50"),
            ("60221", "COMBUSTIBLES ET CARBURANTS", "88,00"),
            ("611", "", "9,10"),
            ("6132", "LOCATIONS", "12500,00"),
        ):
            lines.append(f"{code:<7}{label:<27}{amount:>9}  01/02/2024")
        reading, rows = read("\n".join(lines) + "\n", "cp850")
        assert headers(reading) == ["CODE", "LIBELLE DU COMPTE", "MONTANT", "DATE"]
        assert rows[2] == ("611", None, "9,10", "01/02/2024", 4)
        assert step(reading, "separator")["chosen"] == "fixed"

    def test_titles_longer_than_the_figures_under_them_find_their_column(self, read: Read) -> None:
        lines = ["CODE  COMMUNE             POPULATION  SURFACE"]
        for code, town, people, area in (
            ("31116", "Castelginest", 11000, "11,91"),
            ("44172", "Sainte-Luce-sur-Loire", 15000, "5,28"),
            ("31399", "Noé", 2900, "20,56"),
            ("56007", "Auray", 14000, "52,49"),
            ("72181", "Le Mans", 145000, "52,67"),
            ("09225", "Pamiers", 15700, "7,10"),
        ) * 2:
            lines.append(f"{code:<6}{town:<21}{people:>9}  {area:>9}")
        reading, rows = read("\n".join(lines) + "\n")
        assert headers(reading) == ["CODE", "COMMUNE", "POPULATION", "SURFACE"]
        assert rows[1] == ("44172", "Sainte-Luce-sur-Loire", "15000", "5,28", 3)
        assert rows[5] == ("09225", "Pamiers", "15700", "7,10", 7)

    def test_a_ruler_under_the_titles_draws_the_columns(self, read: Read) -> None:
        content = (
            "CODE  NOM                  MONTANT\n"
            "----- -------------------- -------\n"
            "09001 Amicale laïque        120,50\n"
            "09002 Club de foot de la v   90,00\n"
        )
        reading, rows = read(content)
        assert headers(reading) == ["CODE", "NOM", "MONTANT"]
        assert rows == [
            ("09001", "Amicale laïque", "120,50", 3),
            ("09002", "Club de foot de la v", "90,00", 4),
        ]

    def test_several_spaces_part_cells_too(self, read: Read) -> None:
        content = "nom      montant   date\nFoyer rural  12  2024-01-01\nClub   1500   2024-01-02\n"
        _, rows = read(content + "Judo  3  2024-01-04\n")
        assert rows[0][:3] == ("Foyer rural", "12", "2024-01-01")

    def test_a_table_written_by_r_keeps_its_labels_above_their_columns(self, read: Read) -> None:
        for content in (
            '"nom","n"\n"1","Foyer rural",12.5\n"2","Club",3\n',
            '"nom" "n"\n"1" "Foyer rural" 12.5\n"2" "Club" 3\n',
        ):
            reading, rows = read(content)
            assert headers(reading) == ["Colonne 1", "nom", "n"]
            assert rows[0][:3] == ("1", "Foyer rural", "12.5")
        reading, _ = read(content, row_names="undone")
        assert headers(reading)[:2] == ["nom", "n"]

    def test_what_dbase_adds_to_labels_is_taken_off(self, read: Read) -> None:
        content = '"ID,N,6,0","NOM,C,50","DATDC,D"\n1,Arc,01/01/08\n2,Gare,\n'
        assert headers(read(content)[0]) == ["ID", "NOM", "DATDC"]
        assert headers(read(content, dbase_labels="undone")[0])[0] == "ID,N,6,0"


DRAWN = {
    "psql": ' code |   nom    \n------+----------\n 0901 | Le "Foyer"\n 0902 | \n(2 rows)\n',
    "mysql": (
        "+------+-------------+\n| code | nom         |\n+------+-------------+\n"
        '| 0901 | Le "Foyer"  |\n| 0902 |             |\n+------+-------------+\n'
    ),
    "markdown": '# Titre\n\n| code | nom |\n|:-----|----:|\n| 0901 | Le "Foyer" |\n| 0902 | |\n',
}


def test_a_line_of_spaces_is_no_row(read: Read) -> None:
    assert len(read("nom;code\nA;1\n   \nB;2\n  \n")[1]) == 2


class TestDrawings:
    @pytest.mark.parametrize("name", DRAWN)
    def test_the_lines_of_a_drawn_table_are_taken_off(self, read: Read, name: str) -> None:
        reading, rows = read(DRAWN[name])
        assert headers(reading) == ["code", "nom"]
        assert [row[:2] for row in rows] == [("0901", 'Le "Foyer"'), ("0902", None)]
        assert step(reading, "ruler_lines")["chosen"] == "done"

    def test_the_lines_stay_when_a_person_wants_them(self, read: Read) -> None:
        reading, rows = read(DRAWN["psql"], ruler_lines="undone")
        assert any("----" in str(cell) for row in rows for cell in row)
        assert step(reading, "ruler_lines")["chosen"] == "undone"

    def test_a_bar_inside_a_cell_of_markdown_stays_there(self, read: Read) -> None:
        _, rows = read("| a | b |\n|---|---|\n| x \\| y | 1 |\n| z | 2 |\n")
        assert rows[0][:2] == ("x | y", "1")


class TestZeroBytes:
    def test_zero_bytes_between_letters_are_dropped_and_told(self, read: Read) -> None:
        reading, rows = read(b"Nom;Valeur\r\n" + b"Site \0;1\0\0\r\n" * 20)
        assert rows[0] == ("Site ", "1", 2)
        assert step(reading, "zero_bytes")["count"] == 20

    def test_zero_bytes_that_fill_lines_of_one_length_are_spaces(self, read: Read) -> None:
        lines = [f"{i:05} {'AB' + 'C' * (i % 7):\0<10} {i * 7:>6}" for i in range(12)]
        content = "\n".join(["CODE  NOM        MONTAN", *lines]) + "\n"
        reading, rows = read(content)
        assert headers(reading) == ["CODE", "NOM", "MONTAN"]
        assert rows[3] == ("00003", "ABCCC", "21", 5)

    @pytest.mark.parametrize(
        "content", [b"\x00\x01\x02\x03" * 500, b"MZ\0\0ab\n" * 3 + bytes(range(256)) * 4]
    )
    def test_what_is_no_text_is_still_refused(self, read: Read, content: bytes) -> None:
        with pytest.raises(UnreadableFile):
            read(content)


class TestQuotes:
    def test_apostrophes_may_hold_the_cells(self, read: Read) -> None:
        _, rows = read("'nom';'objet'\n'Foyer';'L''été; encore'\n'Club';'Bal'\n")
        assert rows[0][:2] == ("Foyer", "L'été; encore")

    def test_quotes_marked_by_a_backslash_are_understood(self, read: Read) -> None:
        _, rows = read('nom;objet;n\n"Foyer";"le \\"grand\\" bal; ici";1\n"Club";"x";2\n')
        assert rows[0][:3] == ("Foyer", 'le "grand" bal; ici', "1")

    def test_a_whole_line_between_quotes_is_a_line(self, read: Read) -> None:
        content = '"nom,objet,n"\n"Foyer,""Fête, été"",12"\n"Club,Bal,15"\n'
        reading, rows = read(content)
        assert rows[0][:3] == ("Foyer", "Fête, été", "12")
        assert kinds(reading) == ["quoted_lines"]
        reading, rows = read(content, quoted_lines="undone")
        assert rows[-1][0] == "Club,Bal,15"

    def test_spaces_around_quoted_cells_are_nothing(self, read: Read) -> None:
        _, rows = read('nom; objet; n\n"Foyer"; "Bal; loto"; 1\n"Club" ;"Fête"; 2\n')
        assert rows[0][:2] == ("Foyer", "Bal; loto")
        assert rows[1][:2] == ("Club", "Fête")

    @pytest.mark.parametrize("cell", ['="09000"', '"=""09000"""'])
    def test_a_formula_that_is_only_a_text_is_that_text(self, read: Read, cell: str) -> None:
        content = f"commune;code\nFoix;{cell}\nAuch;32000\n"
        reading, rows = read(content)
        assert rows[0][:2] == ("Foix", "09000")
        assert step(reading, "text_formulas")["examples"] == ('ligne 2\u202f: « ="09000" »',)
        assert read(content, text_formulas="undone")[1][0][1] == '="09000"'

    def test_two_quotes_far_apart_do_not_swallow_the_lines_between(self, read: Read) -> None:
        lines = [f"{i};Objet {i};{i}\n" for i in range(1, 20)]
        lines[8], lines[14] = '9;"le pont;9\n', '15;le pont";15\n'
        content = "id;objet;n\n" + "".join(lines)
        reading, rows = read(content)
        assert len(rows) == 19
        assert rows[8][:3] == ("9", '"le pont', "9")
        assert step(reading, "stray_quotes")["examples"][0] == 'ligne 10\u202f: « 9;"le pont;9 »'
        reading, rows = read(content, stray_quotes="undone")
        assert len(rows) == 13
        assert step(reading, "stray_quotes")["chosen"] == "undone"

    def test_well_made_cells_of_several_lines_are_left_as_they_are(self, read: Read) -> None:
        content = "id;objet;n\n" + "".join(f'{i};"un\ndeux ""{i}""";{i}\n' for i in range(9))
        reading, rows = read(content)
        assert [row[1] for row in rows] == [f'un\ndeux "{i}"' for i in range(9)]
        assert [row[-1] for row in rows] == list(range(2, 11))
        assert kinds(reading) == []


VENDEE = (
    "nomAttribuant,idAttribuant,dateConvention,nomBeneficiaire,objet,montant,nature,"
    "datesPeriodeVersement\n"
)


def grant(name: str, subject: str, amount: str) -> str:
    return (
        f"Département,22850001300658,2019-06-14,{name},{subject},{amount},aide en numéraire,"
        "2019-06-14_2020-12-31\n"
    )


class TestBrokenLines:
    def test_amounts_cut_by_their_comma_are_joined_and_may_be_left(self, read: Read) -> None:
        content = VENDEE + "".join(grant(f"Club {i}", "Sport", f"{i} 000,00") for i in range(1, 9))
        reading, rows = read(content)
        assert rows[0][5] == "1 000,00"
        told = step(reading, "decimal_commas")
        assert (told["count"], told["examples"][0]) == (8, "ligne 2\u202f: « 1 000,00 »")
        reading, rows = read(content, decimal_commas="undone")
        assert rows[0][5:7] == ("1 000", "00")
        assert len(rows[0]) == 10
        assert step(reading, "decimal_commas")["chosen"] == "undone"

    def test_commas_in_texts_and_in_amounts_are_told_apart_by_the_anchors(self, read: Read) -> None:
        content = VENDEE + "".join(
            [
                *(grant(f"Club {i}", "Sport", f"{i} 000,00") for i in range(1, 6)),
                grant("Club, section judo", "Tatamis, vestiaires", "1 500,00"),
                grant("Comité des fêtes", "Bal, buvette, feu", "250"),
                grant("École, 12 rue du Bac", "Cantine", "99,90"),
            ]
        )
        _, rows = read(content)
        assert rows[5][3:6] == ("Club, section judo", "Tatamis, vestiaires", "1 500,00")
        assert rows[6][3:6] == ("Comité des fêtes", "Bal, buvette, feu", "250")
        assert rows[7][3:6] == ("École, 12 rue du Bac", "Cantine", "99,90")
        assert {row[7] for row in rows} == {"2019-06-14_2020-12-31"}

    def test_semicolons_inside_texts_are_found_by_the_anchors_too(self, read: Read) -> None:
        labels = "nomAttribuant;idAttribuant;dateConvention;nature;montant\n"
        rows = "".join(
            f"Noé;21310399700010;2024-01-0{i};aide en numéraire;aide en nature;{i}00\n"
            for i in range(1, 8)
        )
        reading, out = read(labels + rows)
        assert headers(reading) == labels.strip().split(";")
        assert out[0][3] == "aide en numéraire;aide en nature"

    def test_rows_beyond_reason_keep_their_letters_and_end(self, read: Read) -> None:
        labels = ";".join(f"c{i}" for i in range(300))
        full = (";".join(f"mot {i}" for i in range(300)) + "\n") * 5
        long = (";".join(f"x{i}" for i in range(380)) + "\n") * 20
        _, rows = read(f"{labels}\n{full}{long}")
        assert ";".join(rows[-1][:-1]) == ";".join(f"x{i}" for i in range(380))

    def test_a_row_with_two_readings_is_asked_about(self, read: Read) -> None:
        content = "nom,objet,n\n" + "Foyer,Bal,1\nClub,Loto,2\n" * 5 + "Judo,Tatamis,Tapis,3\n"
        reading, _ = read(content)
        assert step(reading, "shifted_rows")["asked"]

    def test_a_record_cut_in_its_last_cell_is_glued_and_may_be_left(self, read: Read) -> None:
        full = "".join(f"{i};2024-01-{i:02d};{i}00,00;Objet {i}\n" for i in range(1, 20))
        content = f"id;date;montant;objet\n{full}20;2024-02-01;5,00;Objet long\nqui continue\n21;2024-02-02;6,00;fin\n"
        reading, rows = read(content)
        assert rows[19] == ("20", "2024-02-01", "5,00", "Objet long qui continue", 21)
        assert rows[20] == ("21", "2024-02-02", "6,00", "fin", 23)
        reading, rows = read(content, wrapped_rows="undone")
        assert rows[20] == ("qui continue", None, None, None, 22)
        assert step(reading, "wrapped_rows")["chosen"] == "undone"

    def test_a_record_cut_over_several_lines_without_header_in_old_letters(
        self, read: Read
    ) -> None:
        rows = [f"1{i}/01/2024;Objet numéro {i};{i}4,50" for i in range(1, 10)]
        rows[4] = "15/01/2024;Objet\rlong\rsur trois lignes;54,50"
        reading, out = read("\r".join(rows) + "\r", "utf-16")
        assert reading["header_row"] is None
        assert out[4][:3] == ("15/01/2024", "Objet long sur trois lignes", "54,50")
        assert len(out) == 9

    def test_a_blank_line_under_the_header_is_nothing(self, read: Read) -> None:
        _, rows = read("a;b\n\n1;2\n\n3;4\n\n\n")
        assert rows == [("1", "2", 3), ("3", "4", 5)]

    def test_empty_columns_at_the_end_of_lines_are_nothing(self, read: Read) -> None:
        reading, rows = read("a;b;;\n1;2;;\n3;4;;\n")
        assert (headers(reading), rows[0]) == (["a", "b"], ("1", "2", 2))

    def test_a_table_of_thousands_of_columns_keeps_its_ragged_rows(self, read: Read) -> None:
        labels = [f"c{i}" for i in range(500)]
        lines = [";".join(labels), ";".join(map(str, range(500))), ";".join(map(str, range(400)))]
        _, rows = read("\n".join(lines))
        assert rows[0][:3] == ("0", "1", "2")
        assert (rows[1][399], rows[1][400]) == ("399", None)

    @pytest.mark.parametrize("end", ["\r\r\n", "\r", "\r\n", "\n"])
    def test_line_ends_do_not_matter_nor_does_the_last_mark_of_dos(
        self, read: Read, end: str
    ) -> None:
        _, rows = read(text(";").replace("\n", end) + "\x1a")
        assert [row[:5] for row in rows] == list(RECORDS)

    def test_the_person_may_name_the_header(self, read: Read) -> None:
        content = "Bilan;2024;x\nNom;Montant;Date\nFoyer;12;2024-01-01\nClub;15;2024-01-02\n"
        assert headers(read(content, header="1")[0]) == ["Bilan", "2024", "x"]
        reading, rows = read(content, header="none")
        assert (reading["header_row"], len(rows)) == (None, 4)


class TestLargeFiles:
    """Files beyond the size from which one is read before it has been looked at whole."""

    def rows(self, count: int) -> list[str]:
        return [f"{i};Réfection de la forêt {'x' * 150};{i},50\n" for i in range(count)]

    def test_a_surprise_far_down_is_still_seen(self, read: Read) -> None:
        lines = self.rows(110_000)
        lines[100_000] = '100000;"orphelin;1,50\n'
        lines[105_000] = "105000;coupé\n"
        reading, rows = read("id;objet;montant\n" + "".join(lines))
        assert len(rows) == 110_000
        assert rows[100_000][:3] == ("100000", '"orphelin', "1,50")
        assert {"stray_quotes", "short_rows"} <= set(kinds(reading))

    def test_old_letters_far_down_are_still_seen(self, read: Read) -> None:
        content = "id;objet;montant\n" + "".join(self.rows(110_000)).replace("ê", "e").replace(
            "é", "e"
        )
        reading, rows = read(content.encode() + "9;été à Noé;1,50\n".encode("cp1252"))
        assert rows[-1][1] == "été à Noé"
        assert reading["encoding"] == "cp1252"


class TestArchives:
    def archive(self, members: dict[str, bytes]) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return target.getvalue()

    def test_of_several_tables_one_is_read_and_the_others_offered(self, read: Read) -> None:
        content = self.archive(
            {
                "lisezmoi.txt": "Ce fichier a été produit par la commune, merci.\n".encode(),
                "donnees/communes.csv": b"code;nom\n01001;Abergement\n",
                "donnees/aides.csv": text(";").encode(),
            }
        )
        reading, rows = read(content)
        assert (reading["table"], len(rows)) == ("donnees/aides.csv", 4)
        assert [one["label"] for one in reading["tables"]] == ["communes.csv", "aides.csv"]
        assert reading["tables"][1]["headers"] == LABELS
        assert step(reading, "table")["asked"]
        reading, rows = read(content, table="donnees/communes.csv")
        assert rows == [("01001", "Abergement", 2)]
        assert not step(reading, "table")["asked"]

    def test_the_only_table_beside_documents_is_read_and_told(self, read: Read) -> None:
        content = self.archive({"a.pdf": b"%PDF-1.4 x", "b/a.csv": text(";").encode()})
        reading, rows = read(content)
        assert (len(rows), kinds(reading)) == (4, ["archive"])

    def test_the_sheets_of_a_workbook_in_an_archive_may_be_chosen(
        self, read: Read, tmp_path: Path
    ) -> None:
        book = files.make_xlsx(
            tmp_path / "b.xlsx",
            {"Aides": files.DELIBERATIONS, "Codes": [["code", "nom"], ["01", "Ain"]]},
        )
        content = self.archive({"b.xlsx": book.read_bytes(), "a.csv": b"code;nom\n1;x\n"})
        reading, _ = read(content, table="b.xlsx")
        names = [one["name"] for one in reading["tables"]]
        sheet = next(name for name in names if name.endswith("Codes"))
        reading, rows = read(content, table=sheet)
        assert reading["table"] == sheet
        assert rows[0][:2] == ("01", "Ain")

    @pytest.mark.parametrize(
        "members",
        [{}, {"a.pdf": b"%PDF-1.4", "b.png": b"\x89PNG"}, {"a.zip": b"PK\x05\x06" + bytes(18)}],
    )
    def test_an_archive_without_a_table_is_refused(
        self, read: Read, members: dict[str, bytes]
    ) -> None:
        with pytest.raises(UnreadableFile):
            read(self.archive(members))
