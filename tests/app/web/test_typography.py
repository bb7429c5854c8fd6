"""Numbers, days and lists, in each of the three languages."""

from datetime import date

import pytest
from django.utils import translation

from autan.charts.tongue import Tongue
from autan.web import typography
from autan.web.typography import day, euros, listed, months, number, size

# French and Occitan part thousands by a narrow space that does not break.
N = "\u202f"


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (12345.6, f"12{N}345,6", "12,345.6"),
        (1234567, f"1{N}234{N}567", "1,234,567"),
        (-0.5, "\u22120,5", "-0.5"),
        (3.0, "3", "3"),
        (None, "–", "–"),
    ],
)
def test_occitan_numbers_are_written_as_the_french(
    value: float | None, french: str, english: str
) -> None:
    said = {}
    for language in ("fr", "oc", "en"):
        with translation.override(language):
            said[language] = number(value)
    assert said == {"fr": french, "oc": french, "en": english}


@pytest.mark.parametrize(
    ("moment", "french", "occitan", "english"),
    [
        (date(2026, 11, 21), "21 novembre 2026", "21 de novembre de 2026", "21 November 2026"),
        (date(2026, 4, 1), "1er avril 2026", "1r d’abril de 2026", "1 April 2026"),
        (date(2025, 8, 15), "15 août 2025", "15 d’agost de 2025", "15 August 2025"),
        (date(2025, 10, 2), "2 octobre 2025", "2 d’octòbre de 2025", "2 October 2025"),
    ],
)
def test_days_are_those_of_each_language(
    moment: date, french: str, occitan: str, english: str
) -> None:
    for language, wanted in (("fr", french), ("oc", occitan), ("en", english)):
        with translation.override(language):
            assert day(moment) == wanted
            assert day(moment.isoformat()) == wanted
            assert day("pas un jour") == "pas un jour"


@pytest.mark.parametrize("code", ["fr", "oc", "en"])
@pytest.mark.parametrize("month", range(1, 13))
def test_a_chart_writes_a_day_as_the_pages_do(code: str, month: int) -> None:
    for moment in (date(2026, month, 1), date(2026, month, 21)):
        with translation.override(code):
            assert Tongue(code).day(moment) == day(moment)
            assert Tongue(code).period(moment, "month") == f"{months()[month - 1]} 2026"


def test_there_are_twelve_months_in_each_language() -> None:
    first = {}
    for language in ("fr", "oc", "en"):
        with translation.override(language):
            assert len(set(months())) == 12
            first[language] = months()[0]
    assert first == {"fr": "janvier", "oc": "genièr", "en": "January"}


def test_the_months_of_occitan_are_those_of_the_unicode_data() -> None:
    from babel.dates import get_month_names

    names = get_month_names("wide", locale="oc")
    bare = [name.removeprefix("de ").removeprefix("d’") for name in dict(names).values()]
    with translation.override("oc"):
        assert list(months()) == bare


def test_money_has_cents_only_when_there_are_some() -> None:
    assert [euros(1200), euros(1200.5), euros(-3)] == [
        f"1{N}200{N}€",
        f"1{N}200,50{N}€",
        f"\u22123{N}€",
    ]
    with translation.override("en"):
        assert [euros(1200), euros(1200.5), euros(-3)] == ["€1,200", "€1,200.50", "-€3"]


def test_sizes_and_lists_in_occitan() -> None:
    with translation.override("oc"):
        assert size(1_234_567) == f"1,2{N}Mo"
        assert listed(["a", "b", "c"]) == "a, b e c"
        assert typography.ago(date.today()) == "uèi"
    assert listed([]) == ""
    assert listed(["a"]) == "a"
