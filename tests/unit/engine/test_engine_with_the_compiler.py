"""From a client's text to rows and files, through the true compiler."""

import json
from datetime import date, datetime

import polars as pl
import pytest

from autan.access.grant import Grant, open_grant
from autan.engine import serving
from autan.engine.limits import Limits
from autan.engine.pool import PooledEngine
from autan.errors import AutanError
from autan.query.lower import lower
from autan.query.odsql import QueryParams, read
from tests.unit.engine.asking import kept

OPEN = open_grant("occitanie")


@pytest.fixture(scope="module")
def portal(home):
    # Nothing is remembered from one question to the next, totals neither.
    engine = PooledEngine(Limits(query_workers=1, export_workers=1, cache=0), home)
    frame = pl.DataFrame(
        {
            "nom": ["Théâtre d’Auch", "Club de rugby", "Amis du cœur", None],
            "montant": [1500.5, 800.0, None, 20.0],
            "annee": [2023, 2024, 2024, 2024],
            "date_convention": [date(2023, 1, 5), date(2024, 2, 1), None, date(2024, 12, 31)],
            "vu": [datetime(2024, 7, 1, 22), None, None, None],
        }
    )
    yield engine, kept(home, frame)
    engine.close()


def ask(portal, grant=OPEN, **params):
    engine, source = portal
    return engine.answer(read(QueryParams(**params), source.schema), grant, source=source)


def test_a_page_of_rows_with_its_total(portal):
    answer = ask(portal, where=("annee = 2024",), select="nom, date_convention", limit="2")
    assert answer.total == 3
    assert answer.rows() == [
        {"nom": "Club de rugby", "date_convention": "2024-02-01"},
        {"nom": "Amis du cœur", "date_convention": None},
    ]


@pytest.mark.parametrize("offset", ["0", "2", "3", "9"])
@pytest.mark.parametrize("limit", ["0", "1", "3", "20"])
@pytest.mark.parametrize("order", [None, "montant desc"])
def test_every_page_tells_the_same_total(portal, offset, limit, order):
    params = {"where": ("annee = 2024",), "select": "nom, montant", "order_by": order}
    whole = ask(portal, **params, limit="10").rows()
    page = ask(portal, **params, limit=limit, offset=offset)
    assert page.total == 3
    assert page.rows() == whole[int(offset) :][: int(limit)]


def test_a_page_far_into_a_sorted_table_holds_the_rows_of_its_place(portal, home):
    engine, _ = portal
    source = kept(home, pl.DataFrame({"n": list(range(500)), "m": [n % 7 for n in range(500)]}))
    plan = read(QueryParams(order_by="m desc", offset="300", limit="60"), source.schema)
    answer = engine.answer(plan, OPEN, source=source)
    expected = sorted(range(500), key=lambda n: (-(n % 7), n))[300:360]
    assert [row["n"] for row in answer.rows()] == expected
    assert answer.total == 500


def test_groups_are_counted_and_summed(portal):
    answer = ask(portal, select="count(*), sum(montant) as total", group_by="annee")
    assert answer.rows() == [
        {"annee": 2023, "count(*)": 1, "total": 1500.5},
        {"annee": 2024, "count(*)": 3, "total": 820.0},
    ]


def test_words_are_found_whatever_their_accents_and_ligatures(portal):
    assert ask(portal, where=('"coeur"',), select="nom").rows() == [{"nom": "Amis du cœur"}]
    assert ask(portal, where=('"theatre auch"',), select="nom").total == 1


def test_instants_are_shown_on_the_clock_of_the_question(portal):
    answer = ask(portal, where=("vu is not null",), select="vu", timezone="Europe/Paris")
    assert answer.rows() == [{"vu": "2024-07-02T00:00:00+02:00"}]


def test_a_hidden_field_is_in_no_answer_and_no_file(portal):
    engine, source = portal
    grant = Grant("occitanie", frozenset({"montant"}), None, "test")
    assert "montant" not in ask(portal, grant, limit="1").rows()[0]
    with pytest.raises(AutanError):
        ask(portal, grant, where=("montant > 1000",))
    plan = read(QueryParams(), source.schema)
    made = b"".join(engine.stream(plan, grant, source=source, format="csv"))
    assert b"montant" not in made
    assert b"1500" not in made


@pytest.mark.parametrize("name", ["csv", "json", "jsonl", "parquet"])
def test_every_format_of_a_filtered_view(portal, name):
    engine, source = portal
    plan = read(QueryParams(where=("annee = 2023",), select="nom"), source.schema)
    made = b"".join(engine.stream(plan, OPEN, source=source, format=name))
    assert "Théâtre d’Auch".encode() in made
    assert b"rugby" not in made


def test_what_is_sorted_or_searched_uses_the_columns_that_a_serving_copy_adds(portal):
    _, source = portal
    params = QueryParams(where=('"coeur"',), order_by="nom")
    sql = lower(read(params, source.schema)).sql
    assert f'"{serving.SEARCH_TEXT}"' in sql
    assert f'"{serving.ROW}"' in sql


def test_a_source_whose_file_is_gone_says_so(portal, home):
    engine, source = portal
    lost = type(source)("0" * 64, source.schema, 0)
    with pytest.raises(AutanError) as raised:
        engine.answer(read(QueryParams(), source.schema), OPEN, source=lost)
    assert raised.value.code == "version-missing"


def test_answers_are_json_arrays(portal):
    assert json.loads(ask(portal, where=("annee = 1900",)).body) == []
