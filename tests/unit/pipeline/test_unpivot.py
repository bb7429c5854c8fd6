"""Months, quarters and years in columns: proposed, done only when asked, and nothing lost."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from autan.pipeline import rows as row_repairs
from autan.pipeline import unpivot
from autan.pipeline.read import read_file
from tests import files

Rows = Sequence[Sequence[Any]]
Read = Callable[..., tuple[dict[str, Any], list[tuple[Any, ...]]]]

MONTHS = [month.capitalize() for month in unpivot.MONTHS]
CIVIL: Rows = (
    ("Acte", *MONTHS, "Total"),
    ("Naissances", *range(1, 13), 78),
    ("Mariages", *range(2, 13), None, 77),
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
        table_ = pl.read_parquet(folder / "text.parquet")
        return reading, table_.select(*keys, "__row").rows()

    return read


def headers(reading: dict[str, Any]) -> list[str]:
    return [column["header"] for column in reading["columns"]]


def proposal(reading: dict[str, Any]) -> dict[str, Any] | None:
    return next((one for one in reading["steps"] if one["kind"] == "unpivot"), None)


def test_months_in_columns_are_proposed_and_left_as_they_are(read: Read) -> None:
    reading, rows = read(CIVIL)
    told = proposal(reading)
    assert told is not None
    assert (told["chosen"], told["asked"], told["count"]) == ("undone", True, 12)
    assert told["examples"] == ("Janvier", "Février")
    assert (len(headers(reading)), len(rows)) == (14, 2)


def test_one_line_for_each_month_when_the_person_says_so(read: Read) -> None:
    reading, rows = read(CIVIL, unpivot="done")
    assert headers(reading) == ["Acte", "Mois", "Valeur"]
    assert (reading["rows"], len(rows)) == (23, 23)
    assert rows[:2] == [("Naissances", "janvier", "1", 2), ("Naissances", "février", "2", 2)]
    assert rows[-1] == ("Mariages", "novembre", "12", 3)
    assert [column["filled"] for column in reading["columns"]] == [23, 23, 23]
    told = proposal(reading)
    assert told is not None
    assert (told["chosen"], told["asked"]) == ("done", False)


@pytest.mark.parametrize(
    ("labels", "name", "values"),
    [
        (["2021", "2022", "2023"], "Année", ["2021", "2022", "2023"]),
        (["Population 2021", "Population 2022", "Population 2023"], "Année", ["2021", "2022"]),
        (["janv. 2024", "févr. 2024", "mars 2024"], "Mois", ["2024-01", "2024-02", "2024-03"]),
        (["janv-23", "févr-23", "mars-23"], "Mois", ["2023-01", "2023-02", "2023-03"]),
        (["01/2024", "02/2024", "03/2024"], "Mois", ["2024-01", "2024-02", "2024-03"]),
        (["T1", "T2", "T3", "T4"], "Trimestre", ["T1", "T2", "T3", "T4"]),
        (["1er trimestre", "2e trimestre", "3e trimestre"], "Trimestre", ["T1", "T2", "T3"]),
    ],
)
def test_periods_are_understood_in_all_their_spellings(
    read: Read, labels: list[str], name: str, values: list[str]
) -> None:
    table = [["Lieu", *labels], ["A", *range(len(labels))], ["B", *range(len(labels))]]
    reading, rows = read(table, unpivot="done")
    assert headers(reading)[:2] == ["Lieu", name]
    assert [row[1] for row in rows][: len(values)] == values


def test_two_values_for_each_year_become_two_columns(read: Read) -> None:
    table = [
        ["Chapitre", "2022", None, "2023", None, "2024", None],
        [None, "voté", "réalisé", "voté", "réalisé", "voté", "réalisé"],
        ["011", 1, 2, 3, 4, 5, 6],
        ["012", 7, 8, 9, 10, 11, None],
    ]
    reading, rows = read(table, unpivot="done")
    assert headers(reading) == ["Chapitre", "Année", "voté", "réalisé"]
    assert rows[0] == ("011", "2022", "1", "2", 3)
    assert rows[-1] == ("012", "2024", "11", None, 4)


@pytest.mark.parametrize(
    "table",
    [
        [["Nom", "2022", "2023"], ["A", 1, 2], ["B", 3, 4]],
        [["Nom", "Avis 2021", "Avis 2022", "Avis 2023"], ["A", "bon", "bon", "nul"]] * 1
        + [["B", "x", "y", "z"]],
        [["Né en 2021", "Objet", "Vu le 2/01/2023"], ["A", 1, 2], ["B", 3, 4]],
        [["Prénom 2000-2013", "Nombre 2000-2013", "Prénom 2013"], ["A", 1, "b"], ["C", 2, "d"]],
    ],
)
def test_other_tables_are_left_alone(read: Read, table: Rows) -> None:
    assert proposal(read(table)[0]) is None
    assert len(read(table, unpivot="done")[1]) == len(table) - 1


def test_a_row_without_any_value_keeps_one_line(read: Read) -> None:
    table = [["Lieu", "2021", "2022", "2023"], ["NORD"], ["A", 1, 2, 3], ["B", 4, 5, 6]]
    _, rows = read(table, unpivot="done")
    assert rows[0] == ("NORD", None, None, 2)
    assert len(rows) == 7


def test_a_total_is_left_out_with_all_its_lines_and_a_line_alone_never_is(
    read: Read, tmp_path: Path
) -> None:
    table = [
        ["Lieu", "2021", "2022", "2023"],
        ["A", 1, 2, 3],
        ["A", 1, 2, 4],
        ["B", 5, 5, 5],
        ["Total", 7, 9, 12],
    ]
    reading, _ = read(table, unpivot="done")
    named = {column["key"]: column["header"] for column in reading["columns"]}
    suspicious = row_repairs.suspicious(tmp_path / "draft", named)
    dropped = row_repairs.drop(suspicious, ["c0"], ())
    assert dropped.rows == (5,)
    assert [(one.kind, one.count) for one in dropped.repairs] == [("total-rows", 1)]
