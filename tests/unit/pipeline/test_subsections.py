"""Headings inside a table may become a column, when a person says so."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from autan.pipeline.read import read_file
from tests import files

Rows = Sequence[Sequence[Any]]
Read = Callable[..., tuple[dict[str, Any], list[tuple[Any, ...]]]]

LISTED: Rows = (
    ("Nom", "Président", "Adresse", "Montant"),
    ("SPORT",),
    ("Judo club", "M. X", "rue A", 100),
    ("Foot", "Mme Y", None, 200),
    ("CULTURE",),
    ("Chorale", "M. Z", "rue C", 300),
    ("Total", None, None, 600),
)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(table: Rows, **answers: str) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
        folder = tmp_path / "draft"
        folder.mkdir(exist_ok=True)
        path = files.make_xlsx(tmp_path / "a.xlsx", {"F": table})
        reading = read_file(str(path), str(folder), path.name, answers)
        assert {file.name for file in folder.iterdir()} == {"text.parquet", "reading.json"}
        keys = [column["key"] for column in reading["columns"]]
        lines = pl.read_parquet(folder / "text.parquet").select(*keys, "__row").rows()
        return reading, lines

    return read


def proposed(reading: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in reading["steps"] if one["kind"] == "subsections"]


def test_headings_are_proposed_as_a_column_and_stay_rows(read: Read) -> None:
    reading, rows = read(LISTED)
    (told,) = proposed(reading)
    assert (told["chosen"], told["asked"], told["count"]) == ("undone", True, 2)
    assert told["examples"] == ("SPORT", "CULTURE")
    assert (len(reading["columns"]), len(rows)) == (4, 6)


def test_each_row_says_its_heading_when_the_person_says_so(read: Read) -> None:
    reading, rows = read(LISTED, subsections="done")
    assert [column["header"] for column in reading["columns"]][:2] == ["Rubrique", "Nom"]
    assert [column["filled"] for column in reading["columns"]] == [3, 4, 3, 2, 4]
    assert reading["rows"] == 4
    assert rows == [
        ("SPORT", "Judo club", "M. X", "rue A", "100", 3),
        ("SPORT", "Foot", "Mme Y", None, "200", 4),
        ("CULTURE", "Chorale", "M. Z", "rue C", "300", 6),
        (None, "Total", None, None, "600", 7),
    ]
    assert proposed(reading)[0]["chosen"] == "done"


@pytest.mark.parametrize(
    "table",
    [
        [["a", "b", "c", "d"], *([f"x{i}"] for i in range(8)), ["y", "z", "t", "u"]],
        [["a", "b", "c", "d"], ["SPORT"], *([f"x{i}", "y", "z", i] for i in range(5))],
        [["a", "b", "c"], ["S"], ["x", "y", "z"], ["Source : mairie"], ["x", "y", "z"]],
        [["a", "b"], ["SPORT"], ["x", 1], ["CULTURE"], ["y", 2]],
    ],
)
def test_other_tables_are_left_alone(read: Read, table: Rows) -> None:
    assert not proposed(read(table)[0])
    assert len(read(table, subsections="done")[1]) == len(table) - 1


def test_headings_that_are_sittings_give_their_date(read: Read) -> None:
    table = (
        ("N°", "Objet", "Pour"),
        ("Séance du 12 mars 2023",),
        (1, "Budget", 19),
        (2, "Tarifs", 18),
        ("Séance du 3 avril 2023",),
        (3, "Voirie", 19),
    )
    reading, rows = read(table, subsections="done")
    assert reading["columns"][0]["header"] == "Date de séance"
    assert [row[0] for row in rows] == ["12 mars 2023", "12 mars 2023", "3 avril 2023"]
    (step,) = proposed(reading)
    assert step["sentence"] == "Les intertitres sont devenus une colonne « Date de séance »."
