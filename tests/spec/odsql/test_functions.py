"""# Functions

Text, dates and empty cells; then the aggregates.
"""

import pytest

from autan.query.functions import FUNCTIONS, Sort
from tests.spec.tables import table

SAMPLE = table(
    """
    nom:text  | age:int | taille:double | ne:date    | vu:datetime
    Aïcha     | 31      | 1.5           | 1993-11-05 | 2024-02-29T23:59:58.5
    Bernard   | 60      | 2.0           | 1964-01-31 | 2024-12-31T00:00:00
    Aïcha     | 35      | 1.75          |            |
              |         |               | 1993-11-05 |
    """
)

VALUES = {
    "length(nom)": "5",
    "lower(nom)": "aïcha",
    "upper(nom)": "AÏCHA",
    "ifnull(nom, '?')": "Aïcha",
    "year(ne)": "1993",
    "quarter(ne)": "4",
    "month(ne)": "11",
    "day(ne)": "5",
    "hour(vu)": "23",
    "minute(vu)": "59",
    "second(vu)": "58",
    "date_format(ne, 'yyyy-MM')": "1993-11",
    "year(now(year=2020, month=1))": "2020",
}
EMPTY = dict.fromkeys(VALUES, "") | {
    "ifnull(nom, '?')": "?",
    "year(now(year=2020, month=1))": "2020",
}
AGGREGATES = {
    "count(*)": "4",
    "count(nom)": "3",
    "count(distinct nom)": "2",
    "count(distinct ifnull(nom, 'x'))": "3",
    "sum(age)": "126",
    "sum(age * taille)": "227.75",
    "avg(age)": "42.0",
    "min(age)": "31",
    "max(taille)": "2.0",
    "min(ne)": "1964-01-31",
    "max(vu)": "2024-12-31T00:00:00",
    "median(age)": "35.0",
    "percentile(age, 0)": "31.0",
    "percentile(age, 25)": "33.0",
    "percentile(age, 99.9)": "59.95",
}


@pytest.mark.parametrize(("expression", "value"), VALUES.items())
def test_a_function_of_a_row(ask, expression, value):
    assert ask(SAMPLE, select=expression, limit=1) == [(expression,), (value,)]


@pytest.mark.parametrize(("expression", "value"), EMPTY.items())
def test_a_function_of_an_empty_cell_is_empty(ask, expression, value):
    expression = expression.replace("ne)", "vu)").replace("ne,", "vu,")
    assert ask(SAMPLE, select=f"{expression} as x", limit=1, offset=3) == [("x",), (value,)]


@pytest.mark.parametrize(("expression", "value"), AGGREGATES.items())
def test_an_aggregate_ignores_empty_cells(ask, expression, value):
    (key,), (found,) = ask(SAMPLE, select=expression, limit=1)
    assert key == expression
    assert found == value or float(found) == pytest.approx(float(value))


def test_an_aggregate_of_nothing_is_empty_and_counts_nothing(ask):
    found = ask(SAMPLE, group_by="nom", select="sum(age) as s, avg(age) as a, count(age) as n")
    assert found[-1] == ("", "", "", "0")


def test_every_function_is_shown_here_or_in_a_chapter_of_its_own():
    elsewhere = {"search", "suggest", "startswith", "range"}
    shown = " ".join([*VALUES, *AGGREGATES])
    for function in FUNCTIONS:
        assert f"{function.name}(" in shown or function.name in elsewhere
        assert function.sentence.endswith(".")
        assert function.name in function.example
        assert function.sort in Sort
