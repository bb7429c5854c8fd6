"""Coordinates of a model: exchanged or in metres, put right for the two columns as a whole."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from autan.pipeline import recipe
from autan.pipeline.prepare import prepare
from tests.unit.pipeline.drafts import draft

NOWHERE: dict[str, str] = {"name": "", "siren": ""}
EQUIPMENT = """
EQUIP_NOM | EQUIP_TYPE | EQUIP_LAT | EQUIP_LONG | ADR_COMMUNE
Mairie    | Mairie     | {0}       | {1}        | Noé
École     | École      | {2}       | {3}        | Noé
Gymnase   | Gymnase    | {4}       | {5}        | Noé
"""
PARKING = """
id  | nom  | insee | Xlong  | Ylat     | nb_places | type_ouvrage
P1  | rue  | 72181 | 48.006 | 0.199    | 10        | ouvrage
P2  | quai | 72181 | 48.007 | 0.200    | 10        | ouvrage
P3  | pont | 72181 | 48.008 | 0.201    | 10        | ouvrage
"""


def read(folder: Path, table: str, standard: str, *undone: str) -> tuple[dict[str, Any], list[Any]]:
    draft(folder, table)
    choices = {"standard": standard, "undone": list(undone)}
    report = prepare(str(folder), NOWHERE, choices)
    cooked = recipe.load(folder, _stamp(folder))
    assert cooked is not None
    return report, recipe.table(folder, cooked).collect().rows(named=True)


def _stamp(folder: Path) -> str:
    return str(json.loads((folder / recipe.FILE).read_text())["stamp"])


def told(report: dict[str, Any]) -> list[tuple[str, int]]:
    return [
        (one["kind"], one["count"])
        for one in report["repairs"]
        if one["kind"].startswith("coordinates")
    ]


def found(report: dict[str, Any]) -> list[str]:
    codes = [one["code"] for one in report["findings"]]
    return [code for code in codes if code.startswith(("coordinates", "point"))]


def test_latitude_and_longitude_exchanged_are_told_apart_by_where_they_fall(tmp_path: Path) -> None:
    table = EQUIPMENT.format("1,27", "43,35", "1,28", "43,36", "1,29", "43,37")
    report, rows = read(tmp_path, table, "scdl-equipements")
    assert told(report) == [("coordinates-swapped", 3)]
    assert [(row["EQUIP_LAT"], row["EQUIP_LONG"]) for row in rows] == [
        *((43.35, 1.27), (43.36, 1.28), (43.37, 1.29))
    ]
    (repair,) = (one for one in report["repairs"] if one["kind"] == "coordinates-swapped")
    assert repair["examples"][0] == ("43,35 ; 1,27", "1.27 ; 43.35")


def test_the_exchange_can_be_undone(tmp_path: Path) -> None:
    table = EQUIPMENT.format("1,27", "43,35", "1,28", "43,36", "1,29", "43,37")
    report, rows = read(tmp_path, table, "scdl-equipements", "c3-coordinates-swapped")
    assert [one["accepted"] for one in report["repairs"] if "swapped" in one["kind"]] == [False]
    assert rows[0]["EQUIP_LAT"] == 1.27


def test_right_coordinates_are_left_in_peace(tmp_path: Path) -> None:
    table = EQUIPMENT.format("43,35", "1,27", "43,36", "1,28", "43,37", "")
    report, rows = read(tmp_path, table, "scdl-equipements")
    assert (told(report), found(report)) == ([], [])
    assert rows[2]["EQUIP_LAT"] == 43.37


def test_the_rows_that_are_exchanged_among_right_ones_are_turned(tmp_path: Path) -> None:
    lines = [f"E{i} | École | 43.{35 + i} | 1.{20 + i} | Noé" for i in range(9)]
    table = EQUIPMENT.split("\n")[1] + "\n" + "\n".join([*lines, "X | École | 1.27 | 43.35 | Noé"])
    report, rows = read(tmp_path, table, "scdl-equipements")
    assert told(report) == [("coordinates-swapped", 1)]
    assert (rows[9]["EQUIP_LAT"], rows[9]["EQUIP_LONG"]) == (43.35, 1.27)
    assert (rows[0]["EQUIP_LAT"], rows[0]["EQUIP_LONG"]) == (43.35, 1.2)


@pytest.mark.parametrize("swapped", [False, True])
def test_metres_where_degrees_are_asked_are_converted(tmp_path: Path, swapped: bool) -> None:
    north, east = ("6252000", "560000"), ("6252100", "560100")
    cells = [*north, *east, "6252200", "560200"]
    if swapped:
        cells = [cell for pair in zip(cells[1::2], cells[::2], strict=True) for cell in pair]
    report, rows = read(tmp_path, EQUIPMENT.format(*cells), "scdl-equipements")
    assert told(report) == [("coordinates-projected", 3)]
    assert 43 < rows[0]["EQUIP_LAT"] < 44
    assert 1 < rows[0]["EQUIP_LONG"] < 2
    assert "maximum" not in [one["code"] for one in report["findings"]]


def test_coordinates_that_fall_nowhere_are_told(tmp_path: Path) -> None:
    table = EQUIPMENT.format("12,5", "77,5", "12,6", "77,6", "12,7", "77,7")
    report, rows = read(tmp_path, table, "scdl-equipements")
    assert (told(report), found(report)) == ([], ["point-nowhere"])
    assert rows[0]["EQUIP_LAT"] == 12.5


def test_a_model_of_the_registry_is_treated_alike(tmp_path: Path) -> None:
    report, rows = read(tmp_path, PARKING, "etalab/schema-stationnement")
    assert told(report) == [("coordinates-swapped", 3)]
    assert (rows[0]["Xlong"], rows[0]["Ylat"]) == (0.199, 48.006)


ADDRESSES = """
numero | voie_nom | commune_nom | x | y | long | lat
1 | Rue A | Noé | {0} | {1} | 1.27 | 43.35
2 | Rue A | Noé | {2} | {3} | 1.27 | 43.36
3 | Rue A | Noé | {4} | {5} | 1.28 | 43.36
"""


def test_metres_exchanged_are_put_back(tmp_path: Path) -> None:
    table = ADDRESSES.format("6252000", "560000", "6252100", "560100", "6252200", "560200")
    report, rows = read(tmp_path, table, "bal-1.4")
    assert told(report) == [("coordinates-swapped", 3)]
    assert (rows[0]["x"], rows[0]["y"]) == (560000, 6252000)


def test_degrees_where_metres_are_asked_are_told(tmp_path: Path) -> None:
    table = ADDRESSES.format("1.27", "43.35", "1.27", "43.36", "1.28", "43.36")
    report, _ = read(tmp_path, table, "bal-1.4")
    assert (told(report), found(report)) == ([], ["coordinates-degrees"])


def test_metres_of_another_system_are_told(tmp_path: Path) -> None:
    table = ADDRESSES.format("1560000", "2252000", "1560100", "2252100", "1560200", "2252200")
    report, _ = read(tmp_path, table, "bal-1.4")
    assert (told(report), found(report)) == ([], ["coordinates-system"])


def test_a_position_in_one_cell_says_in_which_order_it_was_read(tmp_path: Path) -> None:
    table = """
    id | insee | adresse | geopoint
    A  | 72181 | rue A   | 48.006,0.199
    B  | 72181 | rue B   | 48.007,0.200
    """
    report, rows = read(tmp_path, table, "openmaraude/schema-stationstaxi")
    assert told(report) == [("coordinates-swapped", 2)]
    assert rows[0]["geopoint"] == {"lon": 0.199, "lat": 48.006}
    undone, _ = read(tmp_path, table, "openmaraude/schema-stationstaxi", "c3-coordinates-swapped")
    assert [one["accepted"] for one in undone["repairs"] if "swapped" in one["kind"]] == [False]


def test_an_empty_column_of_positions_is_not_doubted(tmp_path: Path) -> None:
    table = """
    id | insee | adresse | geopoint
    A  | 72181 | rue A   |
    B  | 72181 | rue B   |
    """
    report, _ = read(tmp_path, table, "openmaraude/schema-stationstaxi")
    assert found(report) == []


def test_a_recipe_with_two_columns_is_kept_and_read_again(tmp_path: Path) -> None:
    table = EQUIPMENT.format("6252000", "560000", "6252100", "560100", "6252200", "560200")
    _, rows = read(tmp_path, table, "scdl-equipements")
    assert pl.DataFrame(rows)["EQUIP_LONG"].is_between(1, 2).all()


def test_zeros_are_no_position_and_can_be_kept(tmp_path: Path) -> None:
    table = EQUIPMENT.format("43,35", "1,27", "0", "0", "43,37", "1,28")
    report, rows = read(tmp_path, table, "scdl-equipements")
    (repair,) = (one for one in report["repairs"] if one["kind"] == "position-zero")
    assert (repair["id"], repair["count"]) == ("c3-position-zero", 1)
    assert [row["EQUIP_LAT"] for row in rows] == [43.35, None, 43.37]
    assert "unreadable" not in [one["code"] for one in report["findings"]]
    _, kept = read(tmp_path, table, "scdl-equipements", "c3-position-zero")
    assert kept[1]["EQUIP_LAT"] == 0


def test_a_point_outside_france_and_half_a_position_are_told(tmp_path: Path) -> None:
    lines = [f"E{i} | École | 43.{35 + i} | 1.{20 + i} | Noé" for i in range(18)]
    table = EQUIPMENT.split("\n")[1] + "\n" + "\n".join([*lines, "X | École | 4.37 | 1.27 | Noé"])
    report, rows = read(tmp_path, table, "scdl-equipements")
    assert [(one["code"], one["row"]) for one in report["findings"] if one["row"] == 20] == [
        ("point-outside", 20)
    ]
    half = EQUIPMENT.format("6252000", "560000", "6252100", "560100", "6252200", "")
    report, rows = read(tmp_path, half, "scdl-equipements")
    assert rows[2]["EQUIP_LAT"] is None
    assert "unreadable" in [one["code"] for one in report["findings"]]
