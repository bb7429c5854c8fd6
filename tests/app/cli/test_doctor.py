"""``autan doctor`` says what is well, what is not, and what to do."""

import json

import pytest

from autan.tenants.territories import DATA


def _checks(ran):
    return {check["subject"]: check for check in json.loads(ran.stdout)["checks"]}


def test_a_new_machine_has_nothing_to_mend_before_its_first_start(autan):
    checks = _checks(autan("doctor", "--json"))
    assert checks["Python"]["remedy"] == ""
    assert "premier démarrage" in checks["Base de données"]["found"]
    assert "Ouvriers" not in checks


def test_a_broken_database_is_told_without_its_own_words(autan, home):
    home.mkdir()
    (home / "autan.sqlite3").write_bytes(b"not a database at all" * 100)
    ran = autan("doctor", "--json")
    assert ran.returncode == 1
    assert _checks(ran)["Base de données"]["remedy"]
    assert "not a database" not in ran.stdout


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
    assert all(line.startswith(("✓", "✗", "!", "    →")) for line in ran.stdout.splitlines())
