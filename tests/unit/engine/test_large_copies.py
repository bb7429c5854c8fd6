"""Large tables: several threads for who waits, and no memory for what need not be held."""

from autan.engine import duckdb, serving
from autan.engine.limits import Limits
from autan.query.lower import lower
from autan.query.odsql import Limits as Clauses
from autan.query.odsql import QueryParams, read

DEEP = Clauses(max_limit=None, max_window=None)


def threads(home, source, tmp_path):
    copy = serving.ensure(source.sha256, home)
    connection = duckdb.open_copy(copy, tmp_path, Limits(threads=1, large_threads=2))
    return connection.execute("SELECT current_setting('threads')").fetchone()[0]


def test_a_large_copy_is_read_by_several_threads_and_a_small_one_by_one(
    home, source, tmp_path, monkeypatch
):
    assert threads(home, source, tmp_path) == 1
    monkeypatch.setattr(duckdb, "LARGE", 10)
    assert threads(home, source, tmp_path) == 2


def test_a_page_of_nothing_but_its_order_looks_for_no_row_again(source):
    asked = {"select": "n", "order_by": "n", "limit": "2", "offset": "900000"}
    alone = lower(read(QueryParams(limits=DEEP, **asked), source.schema)).sql
    assert "rowid" not in alone
    assert "__row" not in alone
    more = lower(read(QueryParams(limits=DEEP, **asked | {"select": "n, nom"}), source.schema)).sql
    assert "rowid" in more
    assert "__row" in more
