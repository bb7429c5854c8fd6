"""Real files of towns and départements, from file to version, letters, dates and codes intact.

They are not in the repository: the tests are skipped where they are absent.
"""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from autan.pipeline.materialise import materialise
from autan.pipeline.prepare import prepare
from autan.pipeline.read import read_file
from tests.unit.pipeline.drafts import PROFILE

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "samples"

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the real files are not on this machine"
)


def published(name: str, folder: Path, **choices: Any) -> tuple[dict[str, Any], pl.DataFrame]:
    source = next(SAMPLES.glob(name))
    read_file(str(source), str(folder), source.name)
    report = prepare(str(folder), PROFILE, choices)
    materialise(str(folder), PROFILE, choices)
    return report, pl.read_parquet(folder / "version.parquet")


@pytest.mark.parametrize("name", ["VilleMTP_MTP_Delibs.xls", "VilleMTP_MTP_Delibs.csv"])
def test_the_deliberations_of_montpellier(tmp_path: Path, name: str) -> None:
    report, table = published(f"montpellier/{name}", tmp_path)
    assert report["standard"] == "scdl-deliberations"
    assert not [one for one in report["personal"] if one["blocking"]]
    assert table.height == 160
    first = table.row(0, named=True)
    assert (first["DELIB_ID"], first["DELIB_DATE"]) == ("464", date(2013, 11, 25))
    assert first["DELIB_OBJET"] == (
        "Voeu de soutien à Mme Christiane TAUBIRA, Garde des Sceaux, Ministre de la Justice "
        "de la République française"
    )
    assert table["DELIB_DATE"].null_count() == 0
    assert not table["DELIB_OBJET"].str.contains("_x0001_").any()


def test_the_subventions_of_montpellier_without_totals_nor_repeated_titles(tmp_path: Path) -> None:
    report, table = published("montpellier/VilleMTP_MTP_AttribSub_2014.xls", tmp_path)
    assert report["standard"] == "scdl-subventions"
    kinds = {repair["kind"]: repair["count"] for repair in report["repairs"]}
    assert (kinds["total-rows"], kinds["header-rows"]) == (24, 23)
    assert table["nomBeneficiaire"].null_count() == 0
    assert table.row(0, named=True)["montant"] == 200.0


def test_the_subventions_on_the_third_sheet(tmp_path: Path) -> None:
    report, table = published("subventions/SCDL.xlsx", tmp_path)
    assert (report["standard"], report["reading"]["header_row"]) == ("scdl-subventions", 4)
    assert (table.height, table["montant"][0]) == (10, 3_780_000.0)
    assert table["idBeneficiaire"][0] == "81532076800016"


def test_the_conventions_of_maine_et_loire(tmp_path: Path) -> None:
    report, table = published("departements-pdl/49-*.csv", tmp_path)
    assert report["standard"] == "scdl-subventions"
    assert (table["idAttribuant"][0], table["idBeneficiaire"][0]) == (
        "22490001900015",
        "82212742900014",
    )
    assert table["nature"].unique().to_list() == ["aide en numéraire"]
    assert table["idRAE"].null_count() == table.height == 75
    assert "siret-rounded" in {finding["code"] for finding in report["findings"]}


def test_the_file_full_of_errors_says_each_of_them(tmp_path: Path) -> None:
    report, table = published("subventions/fixture-errors.xlsx", tmp_path)
    said = {(finding["code"], finding["column"], finding["row"]) for finding in report["findings"]}
    assert {
        ("pattern", "rnaBeneficiaire", 6),
        ("pattern", "datesPeriodeVersement", 5),
        ("required-empty", "objet", 4),
    } <= said
    assert (table["montant"][0], table["idAttribuant"][0]) == (97176.97, "21060004500012")
