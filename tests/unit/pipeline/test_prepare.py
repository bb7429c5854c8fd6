"""From a table of text to a report and to a typed version."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from autan.errors import Refused
from autan.pipeline.materialise import materialise
from autan.pipeline.prepare import prepare
from autan.pipeline.report import Report
from tests.unit.pipeline.drafts import PROFILE, draft

COUNCIL = """
N° délib | Date CM    | Objet                             | Pour | Contre | Service
1        | 25/11/2013 | Vote du budget                    | 19   | 2      | Finances
2        | 25/11/2013 | Secours à Mme Durand              | 21   | 0      | CCAS
3        | 31/02/2014 | Tarifs de la cantine              | 20   | un     | Écoles
"""
GRANTS = """
Nom de l'attribuant | Bénéficiaire     | N° SIRET            | Objet de la subvention | Montant   | Nature    | Date de décision
Commune de Noé      | Club de judo     | 213 103 997 00010   | Tournoi                | 1 500,50  | numéraire | 12/04/2024
Commune de Noé      | Mme Durand       | 35181600000000      | Aide                   | 200,00    | numéraire | 12/04/2024
Commune de Noé      | Amis du livre    |                     | Salon                  | 300,00 €  | NATURE    | 13/04/2024
Total               |                  |                     |                        | 2000,50   |           |
"""
FREE = """
Nom du lieu | Places | Prix    | Gratuit | Ouvert le  | Code postal | Note
Halle       | 12     | 3,50    | oui     | 01/02/2024 | 09000       | 12
Stade       | 1 200  | 1 200,5 | non     | 28/02/2024 | 31410       | bien
Préau       | néant  | 2,25    | oui     |            | 09100       | 14
"""


def codes(report: dict[str, Any]) -> dict[str, int]:
    return {finding["code"]: finding["row"] for finding in report["findings"]}


def published(folder: str, **choices: Any) -> pl.DataFrame:
    materialise(folder, PROFILE, choices)
    return pl.read_parquet(Path(folder) / "version.parquet")


def test_deliberations_are_recognised_mapped_repaired_and_checked(tmp_path: Path) -> None:
    report = prepare(draft(tmp_path, COUNCIL), PROFILE, {})
    assert (report["standard"], report["rows"]) == ("scdl-deliberations", 3)
    mapped = {match["field"]: match["header"] or match["constant"] for match in report["matches"]}
    assert mapped["COLL_NOM"] == "Commune de Noé"
    assert [
        mapped[name]
        for name in ("DELIB_ID", "DELIB_DATE", "DELIB_OBJET", "VOTE_POUR", "VOTE_CONTRE")
    ] == [*("N° délib", "Date CM", "Objet", "Pour", "Contre")]
    assert list(report["aside"]) == ["Service"]
    assert [(r["id"], r["count"]) for r in report["repairs"]] == [("c1-date-french", 2)]
    assert codes(report)["unreadable"] == 4
    assert report["period"] == ("2013-11-25", "2013-11-25")
    assert report["title"] == "Délibérations – Commune de Noé"
    assert Report.from_json(report).as_json() == report


def test_nothing_is_published_before_the_question_about_a_person_is_answered(
    tmp_path: Path,
) -> None:
    folder = draft(tmp_path, COUNCIL)
    report = prepare(folder, PROFILE, {})
    assert not report["publishable"]
    assert [(p["column"], p["kind"], p["rows"], p["blocking"]) for p in report["personal"]] == [
        ("Objet", "cited-person", (3,), True)
    ]
    assert "Durand" not in report["personal"][0]["sentence"]
    with pytest.raises(Refused):
        materialise(folder, PROFILE, {})


@pytest.mark.parametrize(
    ("answer", "subjects"),
    [
        ("mask", ["Vote du budget", "Secours à [nom masqué]", "Tarifs de la cantine"]),
        ("rows", ["Vote du budget", "Tarifs de la cantine"]),
        ("remove", [None, None, None]),
        ("public", ["Vote du budget", "Secours à Mme Durand", "Tarifs de la cantine"]),
    ],
)
def test_each_answer_does_what_it_says(
    tmp_path: Path, answer: str, subjects: list[str | None]
) -> None:
    folder = draft(tmp_path, COUNCIL)
    choices = {"personal": {"Objet": answer}}
    assert prepare(folder, PROFILE, choices)["publishable"]
    assert published(folder, **choices)["DELIB_OBJET"].to_list() == subjects


STAFF = (
    "Nom|Prénom|Grade|Indice majoré|Service\n"
    "CARON|Jeanne|Adjoint technique|367|Voirie\nNGUYEN|Paul|ATSEM|352|Écoles\n"
    "FABRE|Emma|Rédacteur|401|Finances\nLEROY|Hugo|Adjoint administratif|366|Accueil\n"
    "DUPUY|Louis|Attaché|512|Direction\n"
)


def test_what_describes_a_named_person_is_left_out_or_kept_and_never_half_masked(
    tmp_path: Path,
) -> None:
    folder = draft(tmp_path, STAFF)
    asked = {p["column"]: p["answers"] for p in prepare(folder, PROFILE, {})["personal"]}
    assert list(asked) == ["Nom", "Prénom", "Grade", "Indice majoré"]
    assert asked["Grade"] == ("remove", "public")
    names = {"Nom": "remove", "Prénom": "remove", "Grade": "public"}
    masked = prepare(folder, PROFILE, {"personal": {**names, "Indice majoré": "mask"}})
    assert not masked["publishable"]
    table = published(folder, personal={**names, "Indice majoré": "remove"})
    assert [name for name in table.columns if not name.startswith("__")] == ["grade", "service"]


def test_subventions_keep_amounts_dates_and_codes(tmp_path: Path) -> None:
    folder = draft(tmp_path, GRANTS)
    report = prepare(folder, PROFILE, {})
    assert (report["standard"], report["rows"]) == ("scdl-subventions", 3)
    assert codes(report)["siret-rounded"] == 3
    assert codes(report)["between-columns"] == 4
    table = published(folder, personal={"Bénéficiaire": "mask"})
    assert table["montant"].to_list() == [1500.5, 200.0, 300.0]
    assert table["dateConvention"].to_list() == [
        date(2024, 4, 12),
        date(2024, 4, 12),
        date(2024, 4, 13),
    ]
    assert table["nature"].to_list() == ["aide en numéraire", "aide en numéraire", "aide en nature"]
    assert table["nomBeneficiaire"].to_list() == [
        "Club de judo",
        "Personne physique",
        "Amis du livre",
    ]
    assert table["idBeneficiaire"].to_list() == ["21310399700010", None, None]


def test_the_manifest_says_what_was_done_and_holds_nobodys_data(tmp_path: Path) -> None:
    folder = draft(tmp_path, GRANTS)
    manifest = materialise(folder, PROFILE, {"personal": {"Bénéficiaire": "mask"}})
    assert manifest["rows"] == 3
    assert {"kind": "total-rows", "column": "", "field": "", "count": 1} in manifest["repairs"]
    assert manifest["protections"] == (
        {"column": "Bénéficiaire", "kind": "natural-person", "count": 1, "answer": "mask"},
    )
    assert "Durand" not in str(manifest)
    assert (tmp_path / "version.duckdb").exists()


def test_a_free_file_is_typed_by_whole_columns(tmp_path: Path) -> None:
    folder = draft(tmp_path, FREE, file_name="lieux_de_la_fete.csv")
    report = prepare(folder, PROFILE, {})
    assert (report["standard"], report["publishable"]) == (None, True)
    assert report["title"] == "Lieux de la fete – Commune de Noé"
    table = published(folder)
    assert table.schema == {
        "nom_du_lieu": pl.String,
        "places": pl.Int64,
        "prix": pl.Float64,
        "gratuit": pl.Boolean,
        "ouvert_le": pl.Date,
        "code_postal": pl.String,
        "note": pl.String,
    }
    assert table["places"].to_list() == [12, 1200, None]
    assert table["code_postal"].to_list() == ["09000", "31410", "09100"]
    assert table["note"].to_list() == ["12", "bien", "14"]


def test_the_person_has_the_last_word(tmp_path: Path) -> None:
    folder = draft(tmp_path, COUNCIL)
    choices = {
        "personal": {"Objet": "public"},
        "mapping": {"VOTE_CONTRE": "", "BUDGET_NOM": "Service"},
        "constants": {"COLL_SIRET": "21310399700010"},
        "undone": ("c1-date-french",),
        "title": "Nos décisions",
    }
    report = prepare(folder, PROFILE, choices)
    assert report["title"] == "Nos décisions"
    table = published(folder, **choices)
    assert table["BUDGET_NOM"].to_list() == ["Finances", "CCAS", "Écoles"]
    assert table["COLL_SIRET"].unique().to_list() == ["21310399700010"]
    assert table["VOTE_CONTRE"].null_count() == table["DELIB_DATE"].null_count() == 3
    assert "Contre" in report["aside"]


def test_another_standard_or_none_can_be_asked_for(tmp_path: Path) -> None:
    folder = draft(tmp_path, COUNCIL)
    assert prepare(folder, PROFILE, {"standard": ""})["standard"] is None
    assert (
        prepare(folder, PROFILE, {"standard": "scdl-subventions"})["standard"] == "scdl-subventions"
    )


def test_a_column_outside_the_standard_is_kept_on_demand(tmp_path: Path) -> None:
    folder = draft(tmp_path, COUNCIL)
    choices = {"kept": ("Service",), "personal": {"Objet": "mask"}}
    report = prepare(folder, PROFILE, choices)
    assert list(report["aside"]) == []
    assert published(folder, **choices)["service"].to_list() == ["Finances", "CCAS", "Écoles"]


def test_the_kept_recipe_gives_the_same_version_as_a_new_one(tmp_path: Path) -> None:
    folder, choices = draft(tmp_path, GRANTS), {"personal": {"Bénéficiaire": "mask"}}
    fresh = materialise(folder, PROFILE, choices)
    prepare(folder, PROFILE, choices)
    kept = materialise(folder, PROFILE, choices)
    assert (kept["sha256"], kept["schema"]) == (fresh["sha256"], fresh["schema"])


def test_a_file_without_a_usable_row_is_stopped(tmp_path: Path) -> None:
    report = prepare(draft(tmp_path, "Nom | Places | Prix | Date\nTotal | 12 | |"), PROFILE, {})
    assert not report["publishable"]
    assert codes(report).keys() == {"no-row"}


def test_the_siret_of_another_authority_is_told_and_that_of_the_publisher_is_not(
    tmp_path: Path,
) -> None:
    def grants(siret: str) -> str:
        rows = (
            f"{siret} | 12/04/2024 | Club de judo | Tournoi | 1500 | aide en nature",
            f"{siret} | 13/04/2024 | Amis du livre | Salon | 300 | aide en nature",
        )
        names = "idAttribuant | dateConvention | nomBeneficiaire | objet | montant | nature"
        return "\n".join((names, *rows))

    (tmp_path / "own").mkdir()
    own = prepare(draft(tmp_path / "own", grants("21310399700010")), PROFILE, {})
    (tmp_path / "other").mkdir()
    other = prepare(draft(tmp_path / "other", grants("21060004500012")), PROFILE, {})
    assert "other-producer" not in codes(own)
    assert codes(other)["other-producer"] == 2
    assert other["publishable"]


HELPED = """
Nom bénéficiaire | Prénom | N° SIRET       | Objet de la subvention | Montant | Date de décision
MERCIER          | Marie  | 38047555800058 | Aide alimentaire       | 80,00   | 12/04/2024
CARON            | Paul   | 38047555800058 | Aide alimentaire       | 90,00   | 13/04/2024
FABRE            | Emma   | 38047555800058 | Aide alimentaire       | 70,00   | 14/04/2024
"""


def test_people_who_were_helped_are_hidden_with_all_that_names_them(tmp_path: Path) -> None:
    folder = draft(tmp_path, HELPED)
    asked = prepare(folder, PROFILE, {"standard": "scdl-subventions"})
    assert (asked["publishable"], [one["kind"] for one in asked["personal"]]) == (
        False,
        ["natural-person"],
    )
    choices = {"standard": "scdl-subventions", "personal": {"Nom bénéficiaire": "mask"}}
    report = prepare(folder, PROFILE, choices)
    assert report["publishable"]
    assert [(row["nomBeneficiaire"], row["idBeneficiaire"]) for row in report["sample"]] == [
        ("Personne physique", None)
    ] * 3
