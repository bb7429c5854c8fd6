"""The type of the street in a column of its own goes before the name, where a model wants it."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from autan.pipeline.prepare import prepare
from autan.schemas.repairs import streets
from tests.unit.pipeline.drafts import draft

MAP = """
NUM_VOIE | TYPE_VOIE | NOM_VOIE         | COMMUNE | INSEE | X      | Y
1        | RUE       | DE LA RÉPUBLIQUE | NOÉ     | 31399 | 560000 | 6252000
3        | AV        | DU MOULIN        | NOÉ     | 31399 | 560010 | 6252010
5        |           | LE BOURG         | NOÉ     | 31399 | 560020 | 6252020
"""


def read(folder: Path, table: str, *undone: str, standard: str = "bal-1.4") -> dict[str, Any]:
    draft(folder, table)
    return prepare(
        str(folder), {"name": "", "siren": ""}, {"standard": standard, "undone": list(undone)}
    )


def test_the_type_goes_before_the_name_and_abbreviations_are_spelt(tmp_path: Path) -> None:
    report = read(tmp_path, MAP)
    (repair,) = (one for one in report["repairs"] if one["kind"] == "street-type")
    assert (repair["count"], repair["before"], repair["after"]) == (
        2,
        "RUE | DE LA RÉPUBLIQUE",
        "RUE DE LA RÉPUBLIQUE",
    )
    assert [row["voie_nom"] for row in report["sample"]] == [
        *("RUE DE LA RÉPUBLIQUE", "AVENUE DU MOULIN", "LE BOURG")
    ]


def test_it_can_be_undone(tmp_path: Path) -> None:
    report = read(tmp_path, MAP, "c2-street-type")
    assert report["sample"][0]["voie_nom"] == "DE LA RÉPUBLIQUE"
    assert [one["accepted"] for one in report["repairs"] if one["kind"] == "street-type"] == [False]


@pytest.mark.parametrize(
    "table",
    [
        MAP.replace("DE LA RÉPUBLIQUE", "RUE DE LA PAIX").replace("DU MOULIN", "AVENUE FOCH"),
        MAP.replace("RUE ", "Privé").replace("AV ", "Bâti"),
        MAP.replace("TYPE_VOIE", "OBSERVATIONS"),
    ],
)
def test_names_that_have_their_type_and_other_columns_are_left(tmp_path: Path, table: str) -> None:
    report = read(tmp_path, table)
    assert [one for one in report["repairs"] if one["kind"] == "street-type"] == []


def test_one_name_of_two_texts() -> None:
    table = pl.DataFrame(
        {
            "type": ["RUE", "bd", "Rue", None, "Pl.", "RUE", "IMP", "Chemin", "R"],
            "name": [
                "DU LAC",
                "du Lac",
                "rue du Lac",
                "Lac",
                "du Lac",
                None,
                "LAC",
                "vert",
                "DU X",
            ],
        }
    )
    joined = table.select(streets.joined(pl.col("type"), pl.col("name")).alias("a"))["a"]
    assert joined.to_list() == [
        *("RUE DU LAC", "Boulevard du Lac", "rue du Lac", "Lac", "Place du Lac", None),
        *("IMPASSE LAC", "Chemin vert", "RUE DU X"),
    ]
