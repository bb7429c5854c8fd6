"""``autan publish``: from a file to an address, in one command."""

import json
from pathlib import Path

import polars
import pytest

from autan.tenants.territories import DATA

pytestmark = [
    pytest.mark.skipif(
        not (DATA / "occitanie.json.gz").exists(), reason="the territory data are not built"
    ),
    pytest.mark.usefixtures("installed"),
]


def test_a_file_becomes_a_dataset_with_an_address(autan, deliberations, home):
    ran = autan("publish", str(deliberations), "--for", "31399", "--yes", "--json")
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)
    assert said["address"].endswith(f"/donnees/{said['dataset_id']}/")
    assert said["rows"] == 3
    assert len(list((home / "objects").rglob("*.parquet"))) == 1
    assert len(list((home / "serving").glob("*.duckdb"))) == 1


def test_a_siren_does_as_well_and_a_person_reads_sentences(autan, deliberations):
    ran = autan("publish", str(deliberations), "--for", "213103997", "--title", "Nos actes")
    assert ran.returncode == 0, ran.stderr
    assert "Publié : Nos actes" in ran.stdout
    assert "3 lignes" in ran.stdout


def test_a_new_version_takes_the_place_of_the_former(autan, deliberations, home):
    first = json.loads(autan("publish", str(deliberations), "--for", "31399", "--json").stdout)
    content = deliberations.read_bytes() + b"Commune de No\xe9;2023-004;03/03/2023;Voirie;15\r\n"
    deliberations.write_bytes(content)
    ran = autan(
        *("publish", str(deliberations), "--for", "31399", "--json"),
        *("--replace", first["dataset_id"]),
    )
    second = json.loads(ran.stdout)
    assert (second["dataset_id"], second["rows"]) == (first["dataset_id"], 4)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--for", "99999"), 1, "99999"),
        (("--for", "31399", "--replace", "no-such"), 1, "no-such"),
        (("--for", "31399", "--licence", "mine"), 2, "licence"),
        (("--for", "31399", "--personal", "Objet=perhaps"), 2, "remove"),
        ((), 2, "--for"),
    ],
)
def test_what_cannot_be_done_says_why(
    autan, deliberations: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    ran = autan("publish", str(deliberations), *arguments)
    assert ran.returncode == code
    assert words in ran.stderr


def test_a_file_that_is_no_table_is_told_apart(autan, picture):
    ran = autan("publish", str(picture), "--for", "31399", "--json")
    assert ran.returncode == 2
    assert json.loads(ran.stdout)["publishable"] is False


class TestAFileThatNamesPrivatePeople:
    @pytest.fixture
    def named(self, tmp_path: Path) -> str:
        path = tmp_path / "subventions.csv"
        path.write_text(
            "Bénéficiaire;Objet;Montant;Date convention\n"
            "Mme Dupont Jeanne;Aide au permis;300;12/01/2024\n"
            "Judo Club;Fonctionnement;1200;12/01/2024\n"
        )
        return str(path)

    def test_is_not_published_before_somebody_has_decided(self, autan, named, home):
        ran = autan("publish", named, "--for", "31399")
        assert ran.returncode == 1
        assert "--personal 'Bénéficiaire=" in ran.stdout
        assert not (home / "objects").exists()

    def test_is_published_with_the_careful_answer(self, autan, named, home):
        ran = autan("publish", named, "--for", "31399", "--yes", "--json")
        assert ran.returncode == 0, ran.stderr
        assert json.loads(ran.stdout)["personal"] == ["Bénéficiaire"]
        (version,) = (home / "objects").rglob("*.parquet")
        names = polars.read_parquet(version)["nomBeneficiaire"].to_list()
        assert "Judo Club" in names
        assert not any("Dupont" in name for name in names)

    def test_is_published_as_was_decided(self, autan, named, home):
        ran = autan("publish", named, "--for", "31399", "--personal", "Bénéficiaire=rows", "--json")
        assert ran.returncode == 0, ran.stderr
        (version,) = (home / "objects").rglob("*.parquet")
        assert polars.read_parquet(version)["nomBeneficiaire"].to_list() == ["Judo Club"]
