"""The longitude and the latitude of a model: out of a geometry, or computed from metres."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from autan.pipeline import recipe
from autan.pipeline.prepare import prepare
from autan.schemas.memory import Memory
from tests.unit.pipeline.drafts import draft

NOBODY: dict[str, str] = {"name": "", "siren": ""}
METRES = """
numero | voie_nom     | commune_insee | commune_nom | x         | y
3      | Rue haute    | 31399         | Noé         | 560412.20 | 6251822.81
5      | Rue basse    | 31399         | Noé         | 560420.10 | 6251830.02
7      | Rue du Touch | 31399         | Noé         | 560431.00 | 6251841.50
"""
PLACES = """
EQUIP_NOM | EQUIP_TYPE | ADR_COMMUNE | X         | Y
Mairie    | Mairie     | Noé         | 560412.20 | 6251822.81
École     | École      | Noé         | 560420.10 | 6251830.02
"""
POINTS = """
numero | voie_nom  | commune_insee | commune_nom | geo_point_2d
3      | Rue haute | 31399         | Noé         | {"type":"Point","coordinates":[1.2786,43.3575]}
5      | Rue basse | 31399         | Noé         | {"type":"Point","coordinates":[1.2787,43.3576]}
"""


def read(folder: Path, table: str, *undone: str) -> tuple[dict[str, Any], pl.DataFrame]:
    draft(folder, table, file_name="adresses.csv")
    report = prepare(str(folder), NOBODY, {"undone": list(undone)})
    stamp = json.loads((folder / recipe.FILE).read_text())["stamp"]
    cooked = recipe.load(folder, stamp)
    assert cooked is not None
    return report, recipe.table(folder, cooked).collect()


def degrees(table: pl.DataFrame, *names: str) -> list[tuple[float | None, ...]]:
    return table.select(pl.col(names).round(2)).rows()


def headers(report: dict[str, Any]) -> dict[str, str | None]:
    return {match["field"]: match["header"] for match in report["matches"]}


def test_a_model_that_asks_metres_and_degrees_has_both_of_a_file_in_metres(tmp_path: Path) -> None:
    report, table = read(tmp_path, METRES)
    assert (headers(report)["x"], headers(report)["long"]) == ("x", None)
    assert degrees(table, "long", "lat") == [(1.28, 43.35)] * 3
    assert table["x"][0] == 560412.20
    assert [one["kind"] for one in report["repairs"]] == ["coordinates-computed"]
    said = {match["field"]: match["reason"] for match in report["matches"]}
    assert said["lat"] == "Calculée à partir des mètres que donne votre fichier."
    assert not any("Longitude" in one["message"] for one in report["findings"])


def test_a_person_may_want_the_degrees_empty(tmp_path: Path) -> None:
    report, table = read(tmp_path, METRES, "c4-coordinates-computed")
    assert degrees(table, "long", "lat") == [(None, None)] * 3
    assert any("Longitude" in one["message"] for one in report["findings"])


def test_metres_go_to_the_degrees_of_a_model_that_has_no_other_place_for_them(
    tmp_path: Path,
) -> None:
    report, table = read(tmp_path, PLACES)
    assert report["standard"] == "scdl-equipements"
    assert (headers(report)["EQUIP_LONG"], headers(report)["EQUIP_LAT"]) == ("X", "Y")
    assert degrees(table, "EQUIP_LONG", "EQUIP_LAT") == [(1.28, 43.35)] * 2


def test_the_point_of_a_map_gives_the_longitude_and_the_latitude(tmp_path: Path) -> None:
    report, table = read(tmp_path, POINTS)
    assert report["standard"] == "bal-1.4"
    assert (headers(report)["long"], headers(report)["lat"]) == ("geo_point_2d", "geo_point_2d")
    assert degrees(table, "long", "lat") == [(1.28, 43.36), (1.28, 43.36)]


def test_what_was_confirmed_of_a_column_of_points_keeps_both_sides(tmp_path: Path) -> None:
    draft(tmp_path, POINTS)
    confirmed = {"numero": "numero", "voienom": "voie_nom", "geopoint2d": "lat"}
    own = asdict(Memory("bal-1.4", confirmed, own=True))
    report = prepare(str(tmp_path), NOBODY, {}, [own])
    assert (headers(report)["long"], headers(report)["lat"]) == ("geo_point_2d", "geo_point_2d")
