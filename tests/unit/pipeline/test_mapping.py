"""From a table of text to the place of each column: certainty, memory, what we know already."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from autan.pipeline.materialise import materialise
from autan.pipeline.prepare import prepare
from autan.schemas.memory import Memory
from tests.unit.pipeline.drafts import PROFILE, draft

GRANTS = """
Désignation  | Sub  | Motif          | Le
Club de judo | 1500 | Fonctionnement | 12/04/2024
Chorale      | 300  | Concert        | 13/04/2024
"""
CONFIRMED = {"designation": "nomBeneficiaire", "sub": "montant", "le": "dateConvention"}
NAMES = """
Prénom  | Sexe | Nombre
Louise  | F    | 4
Gabriel | M    | 3
"""


def told(report: dict[str, Any]) -> dict[str, tuple[str | None, str | None, bool]]:
    """Field to header, constant and certainty, for the fields that have something."""
    return {
        match["field"]: (match["header"], match["constant"], match["certain"])
        for match in report["matches"]
        if match["header"] or match["constant"]
    }


def prepared(folder: Path, table: str, memory: tuple[Memory, ...] = (), **more: Any) -> Any:
    choices = more.pop("choices", {})
    place = draft(folder, table, **more)
    return prepare(place, PROFILE, choices, [asdict(one) for one in memory])


def test_what_this_organisation_confirmed_is_followed_without_a_question(tmp_path: Path) -> None:
    own = Memory("scdl-subventions", CONFIRMED | {"motif": ""}, own=True)
    report = prepared(tmp_path, GRANTS, (own,))
    assert report["standard"] == "scdl-subventions"
    assert told(report) == {
        "nomAttribuant": (None, "Commune de Noé", True),
        "dateConvention": ("Le", None, True),
        "nomBeneficiaire": ("Désignation", None, True),
        "montant": ("Sub", None, True),
    }
    assert list(report["aside"]) == ["Motif"]
    reasons = {match["field"]: match["reason"] for match in report["matches"]}
    assert reasons["montant"] == "Vous l’avez confirmé pour un fichier aux mêmes colonnes."


def test_what_others_confirmed_helps_where_the_values_agree(tmp_path: Path) -> None:
    wrong = CONFIRMED | {"motif": "montant", "sub": "objet"}
    others = Memory("scdl-subventions", {**wrong, "sub": "montant", "motif": "idBeneficiaire"})
    report = prepared(tmp_path, GRANTS, (others,))
    assert report["standard"] == "scdl-subventions"
    found = told(report)
    assert found["montant"] == ("Sub", None, True)
    # A reason for a grant is no SIRET, whoever said so; its name says what it is.
    assert "idBeneficiaire" not in found
    assert found["objet"] == ("Motif", None, True)


def test_the_person_has_the_last_word_over_memory(tmp_path: Path) -> None:
    own = Memory("scdl-subventions", CONFIRMED, own=True)
    choices = {"mapping": {"objet": "Désignation", "nomBeneficiaire": ""}}
    report = prepared(tmp_path, GRANTS, (own,), choices=choices)
    found = told(report)
    assert found["objet"] == ("Désignation", None, True)
    assert "nomBeneficiaire" not in found
    assert prepared(tmp_path, GRANTS, (own,), choices={"standard": ""})["standard"] is None


def test_a_title_borne_by_two_columns_is_not_recalled(tmp_path: Path) -> None:
    own = Memory("scdl-subventions", CONFIRMED, own=True)
    twice = GRANTS.replace("Motif ", "Sub ").replace("| Sub  |", "| Sub. |")
    assert "montant" not in told(prepared(tmp_path, twice, (own,)))


def test_the_version_is_what_was_prepared_with_the_same_memory(tmp_path: Path) -> None:
    own = [asdict(Memory("scdl-subventions", CONFIRMED, own=True))]
    folder = draft(tmp_path, GRANTS)
    prepare(folder, PROFILE, {}, own)
    materialise(folder, PROFILE, {}, own)
    table = pl.read_parquet(tmp_path / "version.parquet")
    assert table["montant"].to_list() == [1500.0, 300.0]
    assert table["nomBeneficiaire"].to_list() == ["Club de judo", "Chorale"]


@pytest.mark.parametrize(
    ("file_name", "year"),
    [
        ("prenoms_noe_2023.csv", "2023"),
        ("prenoms_2000-2013.csv", None),
        ("20240112_213103997_prenoms.csv", None),
        ("prenoms.csv", None),
    ],
)
def test_the_year_is_taken_from_the_name_of_the_file_and_asked(
    tmp_path: Path, file_name: str, year: str | None
) -> None:
    report = prepared(tmp_path, NAMES, file_name=file_name)
    assert report["standard"] == "scdl-prenoms"
    assert told(report).get("ANNEE") == ((None, year, False) if year else None)
    assert told(report)["COLL_INSEE"] == (None, "31399", True)


def test_the_year_in_a_title_comes_before_the_name_of_the_file(tmp_path: Path) -> None:
    table = NAMES.replace("Nombre", "Nombre 2021")
    report = prepared(tmp_path, table, file_name="prenoms_2023.csv")
    assert told(report)["ANNEE"] == (None, "2021", False)


def test_an_empty_column_takes_what_we_know(tmp_path: Path) -> None:
    table = """
    COLL_NOM | DELIB_ID | DELIB_DATE | DELIB_OBJET
             | 2024-001 | 2024-01-12 | Vote du budget
             | 2024-002 | 2024-01-12 | Tarifs de la cantine
    """
    folder = draft(tmp_path, table)
    report = prepare(folder, PROFILE, {})
    assert told(report)["COLL_NOM"] == ("COLL_NOM", "Commune de Noé", True)
    assert not report["aside"]
    materialise(folder, PROFILE, {})
    published = pl.read_parquet(tmp_path / "version.parquet")
    assert published["COLL_NOM"].to_list() == ["Commune de Noé"] * 2


@pytest.mark.parametrize(
    ("header", "certain"),
    [("Bénéficiaire", True), ("Benef.", True), ("Nom du club bénéficiaire", False)],
)
def test_only_the_doubtful_columns_are_asked_about(
    tmp_path: Path, header: str, certain: bool
) -> None:
    table = f"""
    {header}     | Montant de la subvention 2024 (en €) | Commentaire
    Club de judo | 1500                                 | urgent
    Chorale      | 300                                  |
    """
    found = told(prepared(tmp_path, table))
    assert found["nomBeneficiaire"] == (header, None, certain)
    assert found["montant"][2]


@pytest.mark.parametrize(
    ("headers", "row", "filled"),
    [
        ("inst_cp", "35400", None),
        ("Ville", "Saint-Malo", None),
        ("code_insee", "35288", None),
        ("cp", "31410", "Noé"),
        ("nom_commune", "VILLE DE NOE", "Noé"),
        ("Service", "Sports", "Noé"),
    ],
)
def test_our_commune_fills_nothing_where_the_file_tells_of_another(
    tmp_path: Path, headers: str, row: str, filled: str | None
) -> None:
    table = f"Nom | Type | Horaires | {headers}\nStade | Stade | 8h-18h | {row}"
    choices = {"standard": "scdl-equipements"}
    found = told(prepared(tmp_path, table, choices=choices))
    header, constant, _ = found.get("ADR_COMMUNE", (None, None, True))
    assert constant == (None if header else filled)
    assert found["EQUIP_OUVERTURE"] == ("Horaires", None, True)


def test_an_answer_that_says_that_nothing_applies_is_an_answer(tmp_path: Path) -> None:
    table = """
    nomBeneficiaire | montant | objet  | notificationUE
    Club de judo    | 1500    | Tatami | sans objet
    """
    report = prepared(tmp_path, table)
    assert [row["notificationUE"] for row in report["sample"]] == [False]
