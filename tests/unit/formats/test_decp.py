"""Contracts of the « commande publique » become rows: one for each holder, then each change."""

import json
from pathlib import Path
from typing import Any

import pytest

from autan.schemas import find
from tests.unit.formats.trees import SHARED, read, step

SAMPLES = SHARED / "data/samples/decp"

PURCHASE: dict[str, Any] = {
    "id": "2024M01",
    "acheteur": {"id": "21310157900018"},
    "nature": "Marché",
    "objet": "Toiture",
    "codeCPV": "45261000",
    "techniques": {"technique": ["Concours", "Accord-cadre"]},
    "modalitesExecution": {"modaliteExecution": ["Sans objet"]},
    "ccag": "Travaux",
    "lieuExecution": {"code": "31157", "typeCode": "Code commune"},
    "dateNotification": "2024-03-04",
    "datePublicationDonnees": "2024-04-02",
    "montant": 48250.10,
    "titulaires": [
        {"titulaire": {"typeIdentifiant": "SIRET", "id": "1"}},
        {"titulaire": {"typeIdentifiant": "TVA", "id": "2"}},
    ],
    "modifications": [{"modification": {"id": 1, "montant": 50000, "titulaires": []}}],
}
CONCESSION: dict[str, Any] = {
    "id": "2024D01",
    "autoriteConcedante": {"id": "21310157900018"},
    "nature": "Délégation de service public",
    "dateSignature": "2024-03-04",
    "datePublicationDonnees": "2024-04-02",
    "valeurGlobale": 100000,
    "concessionnaires": [{"concessionnaire": {"typeIdentifiant": "SIRET", "id": "3"}}],
}


def written(folder: Path, document: Any) -> Path:
    path = folder / "file"
    text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_contract_gives_a_row_for_each_holder_then_for_each_change(tmp_path: Path) -> None:
    found, rows = read(written(tmp_path, {"marches": {"marche": [PURCHASE]}}))
    assert (found.format, found.standard) == ("decp", "decp-2.0.3")
    seen = [(row["titulaire_id"], row["modification_id"]) for row in rows]
    assert seen == [("1", None), ("2", None), ("1", "1"), ("2", "1")]
    assert rows[0]["techniques"] == "Concours;Accord-cadre"
    assert rows[0]["acheteur_id"] == "21310157900018"
    assert rows[0]["lieuExecution_code"] == "31157"
    assert (rows[0]["montant"], rows[2]["modification_montant"]) == ("48250.1", "50000")
    assert step(found, "holders").count == 4


def test_columns_are_those_of_the_standard_whose_model_the_file_follows(tmp_path: Path) -> None:
    found, _ = read(written(tmp_path, {"marches": {"marche": [PURCHASE]}}))
    standard = find(found.standard)
    assert standard
    assert set(found.header.labels) <= {field.name for field in standard.fields}


def test_purchases_and_concessions_are_two_tables_even_in_one_list(tmp_path: Path) -> None:
    path = written(tmp_path, {"marches": [PURCHASE, PURCHASE, CONCESSION]})
    found, rows = read(path)
    assert [glimpse.name for glimpse in found.tables] == ["marches", "concessions"]
    assert [glimpse.label for glimpse in found.tables] == [
        "Marchés (2)",
        "Contrats de concession (1)",
    ]
    assert len(rows) == 8
    found, rows = read(path, table="concessions")
    assert found.standard == "decp-concessions-2.0.3"
    assert [row["concessionnaire_id"] for row in rows] == ["3"]
    standard = find(found.standard)
    assert standard
    assert set(found.header.labels) <= {field.name for field in standard.fields}


def test_the_former_format_keeps_names_of_holders_and_follows_the_former_model(
    tmp_path: Path,
) -> None:
    holder = {"typeIdentifiant": "SIRET", "id": "1", "denominationSociale": "Touch SARL"}
    old = {key: value for key, value in PURCHASE.items() if key not in ("techniques", "ccag")}
    old |= {"_type": "Marché", "titulaires": [holder], "modifications": []}
    del old["modalitesExecution"]
    found, rows = read(written(tmp_path, {"marches": [old]}))
    assert found.standard == "scdl-marches-publics"
    assert rows[0]["titulaire_denominationSociale"] == "Touch SARL"
    assert "modification_id" not in rows[0]


XML = """<?xml version="1.0" encoding="UTF-8"?><marches>%s</marches>"""
CONTRACT = """<marche><id>2024M01</id><acheteur><id>21310157900018</id></acheteur>
<techniques><technique>Concours</technique><technique>Accord-cadre</technique></techniques>
<modalitesExecution><modaliteExecution>Sans objet</modaliteExecution></modalitesExecution>
<dateNotification>2024-03-04</dateNotification><montant>7.10</montant>
<titulaires><titulaire><typeIdentifiant>SIRET</typeIdentifiant><id>1</id></titulaire>%s</titulaires>
<modifications><modification><id>1</id><montant>8</montant></modification></modifications>
</marche>"""


@pytest.mark.parametrize("more", ["", "<titulaire><id>2</id></titulaire>"])
def test_xml_gives_the_same_rows_as_json(tmp_path: Path, more: str) -> None:
    found, rows = read(written(tmp_path, XML % (CONTRACT % more + CONTRACT % "")))
    holders = ["1", "2"] if more else ["1"]
    seen = [(row["titulaire_id"], row["modification_id"]) for row in rows]
    assert seen[: 2 * len(holders)] == [(h, m) for m in (None, "1") for h in holders]
    assert rows[0]["techniques"] == "Concours;Accord-cadre"
    assert found.standard == "decp-2.0.3"


def test_holders_that_name_nobody_leave_those_of_the_contract(tmp_path: Path) -> None:
    broken = [{"titulaire": "typeIdentifiant"}, {"titulaire": "id"}]
    change = {"modification": {"id": 1, "titulaires": broken}}
    _, rows = read(written(tmp_path, {"marches": [PURCHASE | {"modifications": [change]}]}))
    assert [row["titulaire_id"] for row in rows] == ["1", "2", "1", "2"]


def test_records_that_only_resemble_contracts_are_an_ordinary_table(tmp_path: Path) -> None:
    found, _ = read(written(tmp_path, [{"acheteur": "Ville", "montant": 3}] * 2))
    assert (found.format, found.standard) == ("json", "")


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not on this machine")
@pytest.mark.parametrize(("name", "rows"), [("decp_test_2022.json", 35), ("megalis*.json", 5)])
def test_real_files_give_every_contract_and_holder(tmp_path: Path, name: str, rows: int) -> None:
    source = next(SAMPLES.glob(name))
    path = tmp_path / "file"
    path.write_bytes(source.read_bytes())
    found, read_rows = read(path)
    assert len(read_rows) == rows
    assert found.standard == "decp-2.0.3"
    contracts = [one["id"] for one in json.loads(source.read_text())["marches"]["marche"]]
    assert list(dict.fromkeys(row["id"] for row in read_rows)) == list(dict.fromkeys(contracts))
