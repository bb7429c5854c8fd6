"""``autan doctor`` says what is well, what is not, and what to do."""

import json

import pytest

from autan.tenants.territories import DATA


def _checks(ran):
    return {check["subject"]: check for check in json.loads(ran.stdout)["checks"]}


def test_a_new_machine_is_told_what_is_missing(autan):
    ran = autan("doctor", "--json")
    checks = _checks(ran)
    assert ran.returncode == 1
    assert checks["Python"]["remedy"] == ""
    assert "autan serve" in checks["Base de données"]["remedy"]


def test_an_open_secret_key_is_told(autan, home):
    home.mkdir()
    (home / "secret_key").write_text("k" * 50)
    (home / "secret_key").chmod(0o644)
    assert "chmod 600" in _checks(autan("doctor", "--json"))["Clé secrète"]["remedy"]


@pytest.mark.skipif(
    not (DATA / "occitanie.json.gz").exists(), reason="the territory data are not built"
)
def test_a_lost_version_is_named(autan, deliberations, installed):
    published = json.loads(autan("publish", str(deliberations), "--for", "31399", "--json").stdout)
    for path in (installed / "objects").rglob("*.parquet"):
        path.unlink()
    remedy = _checks(autan("doctor", "--json"))["Données publiées"]["remedy"]
    assert published["dataset_id"] in remedy


def test_a_person_reads_a_line_for_each_check(autan):
    ran = autan("doctor")
    assert "✓ Python" in ran.stdout
    assert "→" in ran.stdout
