"""A table made of a model's own examples is read, recognised and found without a fault."""

import csv
from dataclasses import asdict
from pathlib import Path

import pytest

from autan import schemas
from autan.pipeline.prepare import prepare
from autan.pipeline.read import read_file
from autan.pipeline.report import Choices, Profile, Report


def understood(folder: Path, header: list[str], *rows: list[str], commas: bool = False) -> Report:
    """The report of a small table, without the sandbox."""
    file = folder / "essai.csv"
    with file.open("w", newline="", encoding="utf-8") as written:
        writer = csv.writer(written) if commas else csv.writer(written, delimiter=";")
        writer.writerows([header, *rows])
    place = folder / "lu"
    place.mkdir()
    read_file(str(file), str(place), file.name, {})
    profile = asdict(Profile(name="", siren=""))
    return Report.from_json(prepare(str(place), profile, Choices().as_json(), ()))


@pytest.mark.parametrize(
    "standard_id",
    [
        "bal-1.4",
        "bal-1.5",
        "scdl-catalogue",
        "scdl-menus-collectifs",
        "scdl-plats-menus-collectifs",
        "etalab/schema-stationnement",
        "etalab/schema-irve-statique",
        "etalab/schema-lieux-covoiturage",
        "etalab/schema-hautes-remunerations",
        "atlasante/schema-dae",
        "cnigfr/schema-friches",
        "NaturalSolutions/schema-arbre",
    ],
)
def test_the_examples_of_a_model_follow_it(standard_id: str, tmp_path: Path) -> None:
    standard = schemas.find(standard_id)
    assert standard
    names = [field.name for field in standard.fields]
    report = understood(tmp_path, names, *[[field.example for field in standard.fields]] * 3)
    assert report.standard == standard_id
    assert {match.field: match.header for match in report.matches} == dict(
        zip(names, names, strict=True)
    )
    assert [finding.message for finding in report.findings if finding.level != "info"] == []


def test_names_in_a_regional_language_are_kept_beside_the_french_ones(tmp_path: Path) -> None:
    standard = schemas.find("bal-1.4")
    assert standard
    names = [field.name for field in standard.fields]
    row = [field.example for field in standard.fields]
    report = understood(
        tmp_path,
        [*names, "voie_nom_oci", "voie_nom_tlh"],
        *[[*row, "Carrièra de las Escòlas", "DuSaQ He"]] * 2,
    )
    fields = [str(field["name"]) for field in report.fields]
    assert fields[fields.index("voie_nom") + 1] == "voie_nom_oci"
    assert report.aside == ("voie_nom_tlh",)
    alone = tmp_path / "alone"
    alone.mkdir()
    report = understood(alone, names, row, row)
    assert [str(field["name"]) for field in report.fields] == names


def test_a_value_of_a_list_that_the_model_does_not_know_is_told(tmp_path: Path) -> None:
    standard = schemas.find("scdl-menus-collectifs")
    assert standard
    names = [field.name for field in standard.fields]
    row = {field.name: field.example for field in standard.fields}
    rows = [row | {"menuPlatAllergene": text} for text in ("lait|soja", "lait;licorne")]
    report = understood(tmp_path, names, *[list(one.values()) for one in rows])
    found = [finding for finding in report.findings if finding.code == "choice"]
    assert [(one.column, one.row) for one in found] == [("menuPlatAllergene", 3)]


def test_a_model_of_the_registry_is_followed_without_what_it_leaves_to_choice(
    tmp_path: Path,
) -> None:
    standard = schemas.find("etalab/schema-stationnement")
    assert standard
    needed = [field for field in standard.fields if field.required and field.name != "hauteur_max"]
    row = [field.example for field in needed]
    report = understood(tmp_path, [field.name for field in needed], row, row)
    assert report.standard == standard.id
    assert [str(field["name"]) for field in report.fields] == [
        field.name for field in standard.fields if field.required
    ]
    assert {match.field for match in report.matches} == {field.name for field in standard.fields}


@pytest.mark.parametrize(
    "standard_id", ["scdl-menus-collectifs", "LaMednum/standard-mediation-num"]
)
def test_bars_hours_and_decimals_in_cells_do_not_hide_the_commas_between_them(
    standard_id: str, tmp_path: Path
) -> None:
    standard = schemas.find(standard_id)
    assert standard
    names = [field.name for field in standard.fields]
    row = [field.example for field in standard.fields]
    report = understood(tmp_path, names, *[row] * 3, commas=True)
    assert (report.standard, report.reading.delimiter) == (standard_id, ",")
