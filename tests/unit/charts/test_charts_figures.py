"""Figures of charts: what is drawn adds up to what is in the table."""

import pytest

from autan.charts import groups
from autan.charts.types import histogram
from autan.query.state import ChartWords, State
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from tests.unit.charts.asked import SUBVENTIONS, asked, drawn, gifts, values

BARS = ChartWords("bars", "nomBeneficiaire", "sum(montant)")
TOWN = gifts(
    ("Judo", "2023-03-01", 500.0, "numéraire"),
    ("Judo", "2024-03-01", 300.0, "nature"),
    ("Chorale", "2024-05-02", 200.0, "numéraire"),
    ("Théâtre", "2024-06-30", 50.0, "numéraire"),
    ("Boules", "2026-01-10", 30.0, "nature"),
    (None, "2026-02-10", 20.0, "numéraire"),
)


def test_bars_are_the_largest_first_and_empty_cells_are_a_group_that_says_so():
    assert values(drawn(BARS, TOWN)) == {
        "Judo": 800,
        "Chorale": 200,
        "Théâtre": 50,
        "Boules": 30,
        "Non renseigné": 20,
    }


def test_what_is_beyond_the_first_is_gathered_so_that_the_whole_is_there():
    figures = drawn(ChartWords("bars", "nomBeneficiaire", "sum(montant)", top="2"), TOWN)
    assert values(figures) == {"Judo": 800, "Chorale": 200, "Non renseigné": 20, "Autres (2)": 80}
    assert figures.whole.values == (1100,)


def test_a_single_group_beyond_the_first_is_drawn_in_place_of_others():
    figures = drawn(ChartWords("bars", "nomBeneficiaire", "sum(montant)", top="3"), TOWN)
    assert "Boules" in values(figures)
    assert not any("Autres" in name for name in values(figures))


def test_means_have_no_others():
    figures = drawn(ChartWords("bars", "nomBeneficiaire", "avg(montant)", top="2"), TOWN)
    assert values(figures) == {"Judo": 400, "Chorale": 200, "Non renseigné": 20}


@pytest.mark.parametrize(
    ("order", "first"),
    [("-y", "Judo"), ("y", "Boules"), ("x", "Boules"), ("-x", "Théâtre")],
)
def test_the_order_is_the_one_asked_for_and_what_says_nothing_stays_last(order, first):
    words = ChartWords("bars", "nomBeneficiaire", "sum(montant)", order=order)
    names = list(values(drawn(words, TOWN)))
    assert names[0] == first
    assert names[-1] == "Non renseigné"


def test_filters_of_the_page_are_those_of_the_chart():
    state = State(where=("montant > 100",), q="judo")
    assert values(drawn(BARS, TOWN, state=state)) == {"Judo": 800}


def test_series_and_their_others_add_up_to_the_whole_in_each_group_and_over_all():
    rows = gifts(
        *((f"A{n}", "2024-01-01", 10.0 * n, f"N{n % 11}") for n in range(1, 60)),
        ("A1", "2024-01-01", 7.0, None),
    )
    words = ChartWords("stacked", "nomBeneficiaire", "sum(montant)", series="nature", top="5")
    figures = drawn(words, rows)
    bars = values(drawn(ChartWords("bars", BARS.x, BARS.y, top="5"), rows))
    by_group = {key.text: sum(mark.value or 0 for mark in figures.at(key)) for key in figures.keys}
    assert by_group == pytest.approx(bars)
    assert sum(by_group.values()) == pytest.approx(figures.whole.values[0])
    assert len(figures.series) == 8


def test_a_month_without_anything_counts_zero_and_has_no_mean():
    counted = drawn(ChartWords("lines", "dateConvention", "count(*)", grain="month"), TOWN)
    assert values(counted)["avril 2023"] == 0
    assert values(counted)["mars 2023"] == 1
    mean = drawn(ChartWords("lines", "dateConvention", "avg(montant)", grain="month"), TOWN)
    assert values(mean)["avril 2023"] is None


@pytest.mark.parametrize(
    ("grain", "first", "count"),
    [
        ("year", "2023", 4),
        ("quarter", "1er trimestre 2023", 13),
        ("month", "mars 2023", 36),
        ("week", "semaine du 27 février 2023", 155),
    ],
)
def test_periods_have_names_and_none_is_missing(grain, first, count):
    figures = drawn(ChartWords("lines", "dateConvention", "count(*)", grain=grain), TOWN)
    assert figures.keys[0].text == first
    assert len(figures.keys) == count
    assert sum(mark.value or 0 for mark in figures.marks) == 6


def test_days_over_several_years_are_told_in_larger_periods():
    figures = drawn(ChartWords("lines", "dateConvention", "count(*)", grain="day"), TOWN)
    assert figures.grain == "week"


def test_a_period_that_is_not_over_is_known_as_such():
    figures = drawn(ChartWords("bars", "dateConvention", "count(*)", grain="year"), TOWN)
    assert str(figures.until) == "2026-02-10"
    whole = gifts(("Judo", "2024-01-01", 1.0, None), ("Judo", "2025-12-20", 1.0, None))
    ended = drawn(ChartWords("bars", "dateConvention", "count(*)", grain="year"), whole)
    assert ended.until is None
    every_june = gifts(*(("Judo", f"{year}-06-12", 1.0, None) for year in range(2019, 2026)))
    assert drawn(ChartWords("bars", "dateConvention", grain="year"), every_june).until is None


YEARS = TableSchema(
    (
        Field("annee", FieldType.INTEGER, "Année"),
        Field("habitants", FieldType.INTEGER, "Habitants"),
        Field("surface", FieldType.NUMBER, "Surface"),
        Field("commune", FieldType.TEXT, "Commune"),
    )
)


def test_years_that_are_no_years_are_left_out_and_missing_ones_are_shown():
    rows = [
        {"annee": year, "habitants": 1, "surface": 1.0, "commune": "Noé"}
        for year in (2019, 2021, 0, 20245, None)
    ]
    figures = drawn(ChartWords("bars", "annee", "count(*)"), rows, YEARS)
    assert values(figures) == {"2019": 1, "2020": 0, "2021": 1}


def test_a_histogram_has_round_ranges_that_hold_every_row():
    rows = [
        {"annee": 2020, "habitants": n, "surface": n / 7, "commune": "Noé"} for n in range(1, 200)
    ]
    for column in ("habitants", "surface"):
        figures = drawn(ChartWords("histogram", column), rows, YEARS)
        assert sum(mark.value or 0 for mark in figures.marks) == 199
        assert len(figures.marks) <= 20


def test_a_histogram_gathers_the_few_giants_in_an_open_range():
    rows = gifts(*(("A", None, float(n), None) for n in range(100)), ("B", None, 90_000.0, None))
    figures = drawn(ChartWords("histogram", "montant"), rows)
    assert figures.marks[-1].until is None
    assert figures.marks[-1].value >= 1
    assert sum(mark.value or 0 for mark in figures.marks) == 101


@pytest.mark.parametrize("value", ["count(*)", "sum(montant)"])
@pytest.mark.parametrize("giant", [990.0, 90_000.0, 2_000_000.0])
def test_the_histogram_of_a_very_large_table_is_that_of_a_small_one(monkeypatch, value, giant):
    rows = gifts(*(("A", None, n * 1.25, None) for n in range(800)), ("B", None, giant, None))
    words = ChartWords("histogram", "montant", value)
    monkeypatch.setattr(histogram, "_EXACT", 10)
    once = drawn(words, rows)
    monkeypatch.setattr(histogram._Fine, "joined", lambda *_: None)
    again = drawn(words, rows)
    assert [(one.at, one.until, one.value) for one in once.marks] == [
        (one.at, one.until, one.value) for one in again.marks
    ]


@pytest.mark.parametrize("value", ["sum(montant)", "count(*)"])
@pytest.mark.parametrize("grain", ["year", "quarter", "month", "week", "day"])
def test_days_gathered_here_are_the_periods_that_the_engine_makes(monkeypatch, value, grain):
    days = [f"20{20 + n % 3}-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(90)]
    objects = ("sport", None, "culture", "voirie")
    amounts = (10.0, None, 7.5, -2.0, 4.25)
    rows = gifts(*(("A", day, amounts[n % 5], objects[n % 4]) for n, day in enumerate(days)))
    words = ChartWords("lines", "dateConvention", value, "nature", grain=grain)
    here = drawn(words, rows)
    monkeypatch.setattr(groups, "_CELLS", 0)
    there = drawn(words, rows)
    assert (here.keys, here.series, here.marks) == (there.keys, there.series, there.marks)


def test_one_value_alone_makes_a_histogram_of_one_range():
    figures = drawn(ChartWords("histogram", "montant"), gifts(("A", None, 5.0, None)))
    assert [mark.value for mark in figures.marks if mark.value] == [1]


def test_a_few_points_are_drawn_each_with_its_name_and_many_become_counted_cells():
    def rows(count):
        return [
            {"annee": 2020, "habitants": n * 37 % 5000, "surface": n * 0.7, "commune": f"C{n}"}
            for n in range(count)
        ]

    words = ChartWords("points", "habitants", "surface")
    few = drawn(words, rows(50), YEARS)
    assert (len(few.marks), few.marks[3].key.text) == (50, "C3")
    many = drawn(words, rows(3000), YEARS)
    assert many.cells
    assert len(many.marks) < 600
    assert sum(mark.value or 0 for mark in many.marks) == 3000


def test_a_key_figure_is_the_value_over_all_the_rows():
    figures = drawn(ChartWords("figure", "", "sum(montant),count(*)"), TOWN)
    assert [mark.value for mark in figures.marks] == [1100, 6]


@pytest.mark.parametrize("type_", ["bars", "pie", "stacked", "lines", "histogram", "points"])
def test_no_row_at_all_is_no_error(type_):
    words = {
        "points": ChartWords("points", "habitants", "surface"),
        "histogram": ChartWords("histogram", "surface"),
        "lines": ChartWords("lines", "annee", "count(*)"),
        "stacked": ChartWords("stacked", "annee", "count(*)", series="commune"),
    }.get(type_, ChartWords(type_, "commune", "count(*)"))
    assert drawn(words, [], YEARS).empty


def test_a_question_reads_back_from_its_own_words():
    from autan import charts

    words = ChartWords(
        "bars", "nomBeneficiaire", "sum(montant)", "", "y", "7", "", "Titre", "Texte"
    )
    assert charts.words(asked(words, SUBVENTIONS)) == words
