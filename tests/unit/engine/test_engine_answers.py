"""What a worker makes of an answer."""

import json
from datetime import date, datetime

import polars as pl
import pytest

from autan.engine.base import QueryFailed
from tests.unit.engine.asking import Open, Told, kept


def rows(engine, source, sql, columns, **more):
    return engine.answer(Told(sql, columns, **more), Open(), source=source).rows()


@pytest.mark.parametrize(
    ("sql", "kind", "expected"),
    [
        ("DATE '2017-01-01'", "date", "2017-01-01"),
        ("TIMESTAMP '2017-01-01'", "datetime", "2017-01-01T00:00:00+00:00"),
        ("TIMESTAMPTZ '2017-01-01 00:00:00+00'", "datetime", "2017-01-01T00:00:00+00:00"),
        ("TIMESTAMP '2017-06-01 10:20:30.5'", "datetime", "2017-06-01T10:20:30+00:00"),
        ("'nan'::DOUBLE", "double", None),
        ("'-inf'::DOUBLE", "double", None),
        ("1.5::DOUBLE", "double", 1.5),
        ("12345678901234::HUGEINT", "int", 12345678901234),
        ("1.25::DECIMAL(9,2)", "double", 1.25),
        ("NULL::DOUBLE", "double", None),
        ("NULL", "text", None),
        ("true", "boolean", True),
        ("'« l’été »\n\"x\"\t\\'", "text", '« l’été »\n"x"\t\\'),
    ],
)
def test_a_value_is_written_as_the_api_wants_it(engine, source, sql, kind, expected):
    assert rows(engine, source, f"SELECT {sql} AS v", f"v:{kind}") == [{"v": expected}]


def test_keys_are_those_of_the_plan_whatever_they_hold(engine, source):
    key = 'range(nb,"10")'
    assert rows(engine, source, "SELECT 1 AS x", f"{key}:int") == [{key: 1}]


def test_datetimes_take_the_zone_of_the_question(engine, source):
    asked = {"columns": "v:datetime", "timezone": "Europe/Paris"}
    answered = rows(engine, source, "SELECT TIMESTAMP '2017-06-01 22:00:00'", **asked)
    assert answered == [{"v": "2017-06-02T00:00:00+02:00"}]


def test_parameters_are_bound_and_keep_their_type(engine, source):
    day, moment = date(2020, 2, 29), datetime(2020, 2, 29, 12, 30)
    sql = "SELECT ? = 'a''; --', ? = DATE '2020-02-29', ? = TIMESTAMP '2020-02-29 12:30', ? = 2"
    asked = {"columns": "a:boolean b:boolean c:boolean d:boolean"}
    answered = rows(engine, source, sql, **asked, parameters=("a'; --", day, moment, 2))
    assert answered == [{"a": True, "b": True, "c": True, "d": True}]


def test_the_total_is_counted_beside_the_rows(engine, source):
    plan = Told("SELECT n FROM t LIMIT 1", count="SELECT count(*) FROM t")
    answer = engine.answer(plan, Open(), source=source)
    assert (answer.total, answer.rows()) == (3, [{"n": 1}])


def test_no_row_is_an_empty_array(engine, source):
    answer = engine.answer(Told("SELECT n FROM t WHERE n > 9"), Open(), source=source)
    assert (answer.total, answer.body) == (None, b"[]")


def test_more_rows_than_a_batch_stay_one_array(engine, source):
    answered = rows(engine, source, "SELECT i FROM range(20001) r(i)", "i:int")
    assert [row["i"] for row in answered] == list(range(20001))


def test_the_same_question_is_answered_from_memory(engine, source):
    plan = Told("SELECT random()", "v:double")
    first, again = (engine.answer(plan, Open(), source=source) for _ in range(2))
    assert first is again


def test_another_portal_never_gets_that_memory(engine, source):
    plan = Told("SELECT random()", "v:double")
    first, other = (engine.answer(plan, Open(name), source=source) for name in ("a", "b"))
    assert first.body != other.body


def test_an_error_says_nothing_of_the_data_nor_of_the_engine(engine, source):
    with pytest.raises(QueryFailed) as raised:
        rows(engine, source, "SELECT nom::INTEGER FROM t", "n:int")
    assert "Cœur" not in str(raised.value)
    assert "INT" not in str(raised.value)


def test_a_serving_copy_folds_its_texts_and_numbers_its_rows(engine, source):
    answered = rows(engine, source, "SELECT search_text, __row FROM t", "s:text r:int")
    assert answered == [{"s": "coeur", "r": 0}, {"s": "d’ete", "r": 1}, {"s": "", "r": 2}]


def test_a_damaged_serving_copy_is_built_again(engine, home):
    source = kept(home, pl.DataFrame({"n": [7]}))
    copy = home / "serving" / f"{source.sha256}.duckdb"
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(b"not a database" * 1000)
    assert rows(engine, source, "SELECT n FROM t", "n:int") == [{"n": 7}]


def test_a_body_is_json_in_utf_8(engine, source):
    body = engine.answer(Told("SELECT nom FROM t LIMIT 1", "nom:text"), Open(), source=source).body
    assert body == '[{"nom":"Cœur"}]'.encode()
    assert json.loads(body) == [{"nom": "Cœur"}]
