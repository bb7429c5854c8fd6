"""The files of the demonstration: always the same, well formed, about nobody."""

import csv
import io

import pytest

from autan.demo import tables
from autan.demo.works import AUCH, WORKS, Work


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.file_name)
def test_a_file_is_the_same_each_time_and_its_rows_are_whole(work: Work) -> None:
    content = work.content()
    assert content == work.content()
    text = content.decode(work.encoding)
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text[:40] else ","))
    assert len(rows) > 10
    assert {len(row) for row in rows} == {len(rows[0])}


def test_the_six_kinds_of_the_common_base_and_a_free_file_are_there() -> None:
    assert {work.subject for work in WORKS} == {
        *("deliberations", "subventions", "equipements", "prenoms", "marches", "adresses"),
        "piscine",
    }


def test_an_invented_siret_is_right_and_nobodys() -> None:
    number = tables.invented_siret(AUCH.chance("a company"))
    assert number.startswith("000")
    assert len(number) == 14
    assert tables.key(number[:-1]) == number[-1]
    assert tables.key(number[:8]) == number[8]


def test_lambert_93_is_ign_s() -> None:
    # Its own origin, then the Panthéon's surroundings, known to the metre.
    assert tables.lambert93(46.5, 3.0) == (700000.0, 6600000.0)
    x, y = tables.lambert93(48.8566, 2.3522)
    assert (round(x), round(y)) == (652469, 6862035)
