"""What SQL itself could not do, even if a hole in the compiler let it through."""

import json

import polars as pl
import pytest

from autan.engine.base import EngineError
from autan.engine.limits import Limits
from autan.engine.process import WorkerProcess
from tests.unit.engine.asking import Open, Told, kept


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM read_parquet('../objects/*/*.parquet')",
        "SELECT * FROM '{other}'",
        "SELECT * FROM read_duckdb('{other}')",
        "ATTACH '{other}' AS other",
        "ATTACH ':memory:' AS other",
        "COPY t TO '{home}/stolen.csv'",
        "COPY t TO '{home}/scratch/engine/stolen.csv'",
        "SELECT * FROM read_blob('{home}/scratch/engine/*/*')",
        "SELECT 1; SELECT 2",
        "EXPORT DATABASE '{home}/stolen'",
        "SELECT * FROM 'http://127.0.0.1:1/x.csv'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET memory_limit = '10GB'",
        "SET threads = 64",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "RESET lock_configuration",
        "PRAGMA enable_profiling",
        "INSERT INTO t VALUES (9, 'x', 'x', 9)",
        "DROP TABLE t",
    ],
)
def test_no_file_no_network_no_setting_no_writing(engine, source, home, sql):
    other = next((home / "objects").rglob("*.parquet"))
    forbidden = sql.replace("{home}", str(home)).replace("{other}", str(other))
    with pytest.raises(EngineError):
        engine.answer(Told(forbidden), Open(), source=source)
    assert not list(home.rglob("stolen*"))


def test_another_dataset_is_out_of_reach(engine, source, home):
    other = kept(home, pl.DataFrame({"secret": ["x"]}))
    engine.answer(Told("SELECT secret FROM t", "secret:text"), Open(), source=other)
    copy = home / "serving" / f"{other.sha256}.duckdb"
    with pytest.raises(EngineError):
        engine.answer(Told(f"SELECT * FROM read_duckdb('{copy}')"), Open(), source=source)


def test_a_worker_knows_none_of_our_secrets(monkeypatch, tmp_path):
    monkeypatch.setenv("AUTAN_SECRET", "la clé du coffre")
    worker = WorkerProcess(Limits(), tmp_path)
    try:
        with open(f"/proc/{worker.pid}/environ", "rb") as environment:
            assert b"coffre" not in environment.read()
    finally:
        worker.kill()


def test_spilling_to_disk_still_works_in_its_own_folder(engine, source):
    sql = "SELECT count(*) AS n FROM (SELECT i FROM range(6000000) r(i) ORDER BY hash(i))"
    wide = sql.replace("SELECT i FROM", "SELECT i, md5(i::VARCHAR) FROM")
    answered = engine.answer(Told(wide), Open(), source=source, deadline=30)
    assert json.loads(answered.body) == [{"n": 6000000}]


def test_a_killed_worker_leaves_nothing_in_the_scratch_folder(tmp_path):
    worker = WorkerProcess(Limits(), tmp_path)
    (folder,) = tmp_path.iterdir()
    worker.kill()
    assert not folder.exists()
