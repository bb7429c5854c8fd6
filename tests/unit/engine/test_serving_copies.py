"""Serving copies: cheap when small, whole or absent, made again at will."""

from concurrent.futures import ThreadPoolExecutor

import duckdb
import polars as pl
import pytest

from autan.engine import serving
from autan.errors import AutanError
from autan.query.folding import fold
from tests.unit.engine.asking import kept

TEXTS = ["Œuvre d’ÉTÉ", "ÇA & là — naïve", "plain ascii", "Æon, Ÿ, Ǽ", None, "ẞ ß İ ǅ", "ﬁn x²"]


def rows(path, sql):
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_a_small_table_weighs_little(tmp_path):
    pl.DataFrame({"a": range(50), "b": ["x"] * 50}).write_parquet(tmp_path / "a.parquet")
    serving.build(tmp_path / "a.parquet", tmp_path / "out" / "a.duckdb")
    assert (tmp_path / "out" / "a.duckdb").stat().st_size < 80_000
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.duckdb"]


def test_search_text_is_folded_by_the_rule_of_the_searches(tmp_path):
    frame = pl.DataFrame({"a": TEXTS, "n": range(len(TEXTS)), 'b "q"': ["É"] * len(TEXTS)})
    frame.write_parquet(tmp_path / "it's.parquet")
    serving.build(tmp_path / "it's.parquet", tmp_path / "it's.duckdb")
    found = rows(tmp_path / "it's.duckdb", "SELECT search_text FROM t ORDER BY __row")
    expected = [" ".join(fold(part) for part in (text, "É") if part is not None) for text in TEXTS]
    assert [text for (text,) in found] == expected


def test_rows_keep_their_order_and_columns_their_types(tmp_path):
    frame = pl.DataFrame({"n": [3, 1, 2], "d": [1.5, None, 2.0]})
    frame.write_parquet(tmp_path / "a.parquet")
    serving.build(tmp_path / "a.parquet", tmp_path / "a.duckdb")
    assert rows(tmp_path / "a.duckdb", "SELECT n, d, __row FROM t") == [
        (3, 1.5, 0),
        (1, None, 1),
        (2, 2.0, 2),
    ]


def test_a_missing_copy_is_made_once_for_all_who_ask(home):
    source = kept(home, pl.DataFrame({"n": [5]}))
    with ThreadPoolExecutor(4) as threads:
        paths = set(threads.map(lambda _: serving.ensure(source.sha256, home), range(4)))
    assert {path.exists() for path in paths} == {True}
    assert len(paths) == 1


def test_a_parquet_that_is_no_parquet_leaves_nothing_behind(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1 not really")
    with pytest.raises(duckdb.Error):
        serving.build(tmp_path / "a.parquet", tmp_path / "out" / "a.duckdb")
    assert list((tmp_path / "out").iterdir()) == []


def test_the_child_that_builds_says_when_it_failed(home):
    source = kept(home, pl.DataFrame({"search_text": ["a reserved name"]}))
    with pytest.raises(AutanError) as raised:
        serving.ensure(source.sha256, home)
    assert raised.value.code == "serving-copy-failed"
