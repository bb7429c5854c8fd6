"""What charts say: problems, titles, sentences, numbers and tables, in three languages."""

from datetime import date

import pytest

from autan import charts
from autan.charts import FRENCH, Tongue
from autan.charts.glance import glance
from autan.charts.measures import read_measures
from autan.charts.roles import Role, subjects
from autan.query.state import ChartWords, State
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from tests.unit.charts.asked import SUBVENTIONS, drawn, gifts, runner

ENGLISH, OCCITAN = Tongue("en"), Tongue("oc")
N = "\u202f"
ROWS = gifts(
    *(("Judo", f"{year}-03-01", 100.0 * (year - 2018), "numéraire") for year in range(2019, 2026)),
    ("Chorale", "2024-05-02", 200.0, "nature"),
    ("Théâtre", None, 1000.0, "nature"),
)


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (ChartWords("camembert"), {"chart"}),
        (ChartWords("bars"), {"chart.x"}),
        (ChartWords("bars", "inconnue"), {"chart.x"}),
        (ChartWords("bars", "montant"), {"chart.x"}),
        (ChartWords("lines", "nature"), {"chart.x"}),
        (ChartWords("bars", "nature", "sum(idBeneficiaire)"), {"chart.y"}),
        (ChartWords("bars", "nature", "sum(nature)"), {"chart.y"}),
        (ChartWords("bars", "nature", "drop table"), {"chart.y"}),
        (ChartWords("bars", "nature", "montant"), {"chart.y"}),
        (ChartWords("bars", "nature", "*"), {"chart.y"}),
        (ChartWords("pie", "nature", "avg(montant)"), {"chart.y"}),
        (ChartWords("bars", "nature", "sum(montant),count(*)"), {"chart.y"}),
        (ChartWords("lines", "dateConvention", "sum(montant),count(*)"), {"chart.y"}),
        (ChartWords("stacked", "nature"), {"chart.series"}),
        (ChartWords("stacked", "nature", "", "nature"), {"chart.series"}),
        (ChartWords("bars", "nature", top="0"), {"chart.top"}),
        (ChartWords("bars", "nature", top="mille"), {"chart.top"}),
        (ChartWords("bars", "nature", order="haut"), {"chart.order"}),
        (ChartWords("lines", "dateConvention", grain="siècle"), {"chart.grain"}),
        (ChartWords("points", "montant", "count(*)"), {"chart.y"}),
    ],
)
def test_what_cannot_be_drawn_is_said_at_the_word_that_is_wrong(words, wrong):
    found = charts.question(words, SUBVENTIONS)
    assert isinstance(found, tuple)
    assert {problem.word for problem in found} == wrong
    assert all(problem.sentence[-1] in ".…" for problem in found)


NAMES = [
    ("montant", FieldType.NUMBER, Role.QUANTITY),
    ("code_postal", FieldType.INTEGER, Role.CODE),
    ("SIRET", FieldType.INTEGER, Role.CODE),
    ("stop_id", FieldType.INTEGER, Role.CODE),
    ("latitude", FieldType.NUMBER, Role.CODE),
    ("x", FieldType.NUMBER, Role.CODE),
    ("annee", FieldType.INTEGER, Role.YEAR),
    ("resultat_de_l_annee", FieldType.NUMBER, Role.QUANTITY),
    ("nombre_lots", FieldType.INTEGER, Role.QUANTITY),
    ("objet", FieldType.TEXT, Role.LABEL),
    ("ouvert", FieldType.BOOLEAN, Role.CATEGORY),
    ("jour", FieldType.DATE, Role.TIME),
    ("lieu", FieldType.GEO_POINT, Role.PLACE),
]


@pytest.mark.parametrize(("name", "kind", "role"), NAMES)
def test_a_column_has_the_part_that_its_name_and_type_say(name, kind, role):
    assert subjects(TableSchema((Field(name, kind),)))[name].role is role


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0, f"0{N}€", "€0"),
        (1234.5, f"1{N}234{N}€", "€1,234"),
        (12.25, f"12,2{N}€", "€12.2"),
        (-3, f"\u22123{N}€", "\u2212€3"),
        (1_250_000, f"1,2{N}M€", "€1.2m"),
        (2_000_000_000, f"2{N}Md€", "€2bn"),
        (999_999.99, f"1{N}M€", "€1m"),
    ],
)
def test_amounts_are_written_like_a_newspaper_s(value, french, english):
    assert FRENCH.amount(value, "€") == french
    assert OCCITAN.amount(value, "€") == FRENCH.amount(value, "€")
    assert ENGLISH.amount(value, "€") == english


@pytest.mark.parametrize(
    ("tongue", "said"),
    [
        (FRENCH, ["2024", "1er trimestre 2024", "mars 2024", "1er mars 2024"]),
        (ENGLISH, ["2024", "Q1 2024", "March 2024", "1 March 2024"]),
        (OCCITAN, ["2024", "1er trimestre 2024", "març 2024", "1r de març de 2024"]),
    ],
)
def test_periods_are_named_in_the_reader_s_language(tongue, said):
    day = date(2024, 3, 1)
    assert [tongue.period(day, grain) for grain in ("year", "quarter", "month", "day")] == said


@pytest.mark.parametrize(
    ("words", "title", "sentence"),
    [
        (
            ChartWords("bars", "nomBeneficiaire", "sum(montant)"),
            "Montant par bénéficiaire",
            f"Judo arrive en tête{N}: 2{N}800{N}€, soit 70{N}% du total (4{N}000{N}€).",
        ),
        (
            ChartWords("lines", "dateConvention", "sum(montant)", grain="year"),
            "Montant par année",
            f"De 100{N}€ (2019) à 700{N}€ (2025), soit +600{N}%. Le plus haut{N}: 2024, 800{N}€.",
        ),
        (
            ChartWords("bars", "nature", "count(*)"),
            "Nombre de subventions par nature de la subvention",
            f"Numéraire arrive en tête{N}: 7\u00a0subventions, soit 78{N}% du total "
            "(9\u00a0subventions).",
        ),
        (
            ChartWords("figure", "", "sum(montant)"),
            "Montant",
            f"Montant{N}: 4{N}000{N}€, sur 9 subventions.",
        ),
        (
            ChartWords("bars", "nomBeneficiaire", "avg(montant)"),
            "Montant en moyenne par bénéficiaire",
            f"Théâtre arrive en tête{N}: 1{N}000{N}€{N}; Chorale est au plus bas{N}: 200{N}€.",
        ),
    ],
)
def test_titles_and_sentences_are_written_before_anybody_asks(words, title, sentence):
    figures = drawn(words, ROWS)
    assert charts.drafted(figures) == (title, sentence)


def test_the_author_s_words_come_before_ours():
    figures = drawn(
        ChartWords("bars", "nature", title="Nos aides", text="Surtout en espèces."), ROWS
    )
    assert (charts.title(figures), charts.sentence(figures)) == ("Nos aides", "Surtout en espèces.")
    assert charts.drafted(figures)[0] != "Nos aides"


def test_what_is_not_shown_is_said():
    words = ChartWords("lines", "dateConvention", "count(*)", grain="year")
    days = [None, *(f"{year}-11-03" for year in range(2021, 2026)), "2026-01-10"]
    rows = gifts(*(("Judo", day, 1.0, None) for day in days))
    notes = charts.notes(drawn(words, rows))
    assert notes[0].startswith("1 ligne n’est pas montrée")
    assert notes[1].startswith("2026 s’arrête au 10 janvier 2026")
    means = drawn(ChartWords("bars", "nomBeneficiaire", "avg(montant)", top="1"), ROWS)
    assert charts.notes(means) == ("Les 1 premiers groupes sur 3.",)


def test_shares_are_never_of_a_total_that_has_negative_parts():
    rows = gifts(("A", None, 100.0, None), ("B", None, -60.0, None))
    said = charts.sentence(drawn(ChartWords("bars", "nomBeneficiaire", "sum(montant)"), rows))
    assert "%" not in said


def test_the_table_holds_every_mark_for_people_and_for_programs():
    figures = drawn(
        ChartWords("grouped", "dateConvention", "sum(montant)", series="nature", grain="year"), ROWS
    )
    table = charts.table(figures)
    assert table.head == ("Date de la convention", "numéraire (€)", "nature (€)")
    assert table.numeric == (False, True, True)
    assert table.rows[5] == ("2024", "600", "200")
    assert table.raw[5] == ("2024", 600, 200)
    assert len(table.rows) == len(figures.keys)


def test_a_standard_s_own_questions_come_first_and_others_fill_up_to_three():
    run = runner(ROWS, SUBVENTIONS)
    profile = glance(SUBVENTIONS, State(), run)
    found = charts.propose(SUBVENTIONS, profile)
    assert [one.title for one in found] == [
        f"Qui reçoit le plus de subventions{N}?",
        "Les subventions accordées, au fil du temps",
        f"Beaucoup de petites subventions, ou quelques grandes{N}?",
    ]
    plain = TableSchema((Field("c", FieldType.TEXT, "C"), Field("d", FieldType.DATE, "D")))
    rows = [{"c": "a" if n % 2 else "b", "d": date(2024, 1 + n, 1)} for n in range(9)]
    guessed = charts.propose(plain, glance(plain, State(), runner(rows, plain)))
    assert [one.chart.name for one in guessed] == ["bars", "lines", "figure"]


def test_a_type_that_is_changed_keeps_what_suits_it():
    bars = ChartWords("bars", "nature", "avg(montant)", order="y", title="Titre")
    for name in (chart.name for chart in charts.types()):
        words = charts.suited(ChartWords(name, *list_of(bars)[1:]), SUBVENTIONS)
        assert isinstance(charts.question(words, SUBVENTIONS), charts.Question), name
        assert words.title == "Titre"
    assert charts.suited(bars, SUBVENTIONS) == bars


def list_of(words: ChartWords) -> list[str]:
    return [getattr(words, name) for name in words.__slots__]


def test_choices_offer_only_what_can_be_drawn():
    for chart in charts.types():
        base = charts.suited(ChartWords(chart.name), SUBVENTIONS)
        offered = charts.choices(base, SUBVENTIONS)
        for value, _ in offered.y:
            assert read_measures(value, SUBVENTIONS)
            words = charts.suited(ChartWords(chart.name, base.x, value, base.series), SUBVENTIONS)
            assert words.y == value or chart.name == "points"
        for value, _ in offered.x:
            words = charts.suited(ChartWords(chart.name, value, base.y), SUBVENTIONS)
            assert words.x == value
