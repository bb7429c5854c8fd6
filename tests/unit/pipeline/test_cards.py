"""A card (names in a column, values beside) is one row, unless a person says otherwise."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from autan.pipeline.read import read_file
from tests import files

Read = Callable[..., tuple[dict[str, Any], list[tuple[Any, ...]]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(table: Any, **answers: str) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
        folder = tmp_path / "draft"
        folder.mkdir(exist_ok=True)
        path = tmp_path / "a"
        if isinstance(table, str):
            path.write_text(table, encoding="utf-8")
        else:
            files.make_xlsx(path, {"F": table})
        reading = read_file(str(path), str(folder), path.name, answers)
        assert {file.name for file in folder.iterdir()} == {"text.parquet", "reading.json"}
        keys = [column["key"] for column in reading["columns"]]
        lines = pl.read_parquet(folder / "text.parquet").select(*keys, "__row").rows()
        return reading, lines

    return read


def headers(reading: dict[str, Any]) -> list[str]:
    return [column["header"] for column in reading["columns"]]


def card(reading: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in reading["steps"] if one["kind"] == "card"]


ONE = (
    ("Équipement de la commune", None),
    ("Nom", "Piscine du lac"),
    ("SIRET", 21310399700010),
    ("Adresse", "1 rue du Lac"),
    ("Téléphone", "05 61 00 00 00"),
)


def test_a_card_is_one_row_and_this_is_asked(read: Read) -> None:
    reading, rows = read(ONE)
    assert headers(reading) == ["Nom", "SIRET", "Adresse", "Téléphone"]
    assert rows == [("Piscine du lac", "21310399700010", "1 rue du Lac", "05 61 00 00 00", 2)]
    (told,) = card(reading)
    assert (told["chosen"], told["asked"], told["count"]) == ("done", True, 1)
    assert (reading["rows"], reading["header_row"]) == (1, None)


def test_undone_the_names_stay_in_their_column(read: Read) -> None:
    reading, rows = read(ONE, card="undone")
    assert headers(reading) == ["Nom", "Piscine du lac"]
    assert rows[0] == ("SIRET", "21310399700010", 3)
    (told,) = card(reading)
    assert (told["chosen"], told["asked"]) == ("undone", False)


@pytest.mark.parametrize(
    "text",
    [
        "Nom;Foyer\nAdresse;1 rue A\nSIRET;21310399700010\n;\nNom;Club\nAdresse;2 rue B\nSIRET;\n",
        "Nom : Foyer\nAdresse : 1 rue A\nSIRET : 21310399700010\n\nNom : Club\nAdresse : 2 rue B\n",
        "-[ RECORD 1 ]---\nNom     | Foyer\nAdresse | 1 rue A\nSIRET   | 21310399700010\n"
        "-[ RECORD 2 ]---\nNom     | Club\nAdresse | 2 rue B\nSIRET   | \n",
        "****** 1. row ******\n    Nom: Foyer\nAdresse: 1 rue A\n  SIRET: 21310399700010\n"
        "****** 2. row ******\n    Nom: Club\nAdresse: 2 rue B\n  SIRET: \n",
    ],
)
def test_cards_one_below_the_other_are_as_many_rows(read: Read, text: str) -> None:
    reading, rows = read(text)
    assert headers(reading) == ["Nom", "Adresse", "SIRET"]
    assert [row[:3] for row in rows] == [
        ("Foyer", "1 rue A", "21310399700010"),
        ("Club", "2 rue B", None),
    ]
    assert card(reading)[0]["count"] == 2


def test_names_that_no_standard_knows_are_believed_with_their_colons(read: Read) -> None:
    reading, rows = read("Bidule : 12\nTruc : bleu : ciel\nHeure du bal : 10:30\n")
    assert headers(reading) == ["Bidule", "Truc", "Heure du bal"]
    assert rows == [("12", "bleu : ciel", "10:30", 1)]


def test_titles_that_only_say_names_and_values_are_no_pair(read: Read) -> None:
    reading, rows = read("Champ;Valeur\nNom;Foyer\nAdresse;1 rue A\nSIRET;21310399700010\n")
    assert headers(reading) == ["Nom", "Adresse", "SIRET"]
    assert len(rows) == 1


def test_cards_side_by_side_are_as_many_rows(read: Read) -> None:
    reading, rows = read(
        "Nom;Piscine;Stade\nAdresse;rue A;rue B\nTéléphone;0561000000;0561000001\n"
        "SIRET;21310399700010;21310399700011\n"
    )
    assert headers(reading) == ["Nom", "Adresse", "Téléphone", "SIRET"]
    assert [row[0] for row in rows] == ["Piscine", "Stade"]


@pytest.mark.parametrize(
    "text",
    [
        "Service;Agents\nVoirie;12\nÉcoles;30\nMairie;4\n",
        "Nom;Téléphone\nFoyer;05 61 00 00 00\nClub;05 61 00 00 01\nJudo;bureau\n",
        "Champ;Type\nNom;texte\nSIRET;texte\nAdresse;texte\nDate;texte\n",
        "Mois;Valeur\nJanvier;1\nFévrier;2\nMars;3\nJanvier;4\nFévrier;5\nMars;6\n",
        "x;y\n1;2\n3;4\nfoyer;6\n",
        "Nom;Adresse;SIRET\nFoyer;rue A;21310399700010\nClub;rue B;\n",
    ],
)
def test_ordinary_lists_of_two_columns_are_left_alone(read: Read, text: str) -> None:
    reading, rows = read(text)
    assert not card(reading)
    assert len(rows) == text.count("\n") - 1
