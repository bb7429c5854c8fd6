"""The table's small form, its cells, its pages."""

import pytest
from django.http import QueryDict

from autan.query.state import State
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from autan.web.datasets import conditions
from autan.web.datasets.asking import added
from autan.web.datasets.grid import grid
from autan.web.parts import pager
from autan.web.typography import number, size

SCHEMA = TableSchema(
    (
        Field("objet", FieldType.TEXT, "Objet"),
        Field("montant", FieldType.NUMBER, "Montant"),
        Field("annee", FieldType.INTEGER, "Année"),
        Field("jour", FieldType.DATE, "Jour"),
        Field("aide", FieldType.BOOLEAN, "Aide"),
    )
)


@pytest.mark.parametrize(
    ("column", "sign", "value", "where", "sentence"),
    [
        (
            "objet",
            "contient",
            "école",
            'objet like "%école%"',
            "Objet contient «\u202fécole\u202f»",
        ),
        (
            "objet",
            "est",
            'dit "ici"',
            'objet = "dit \\"ici\\""',
            'Objet est exactement «\u202fdit "ici"\u202f»',
        ),
        ("montant", "min", "1 234,50 €", "montant >= 1234.50", "Montant est au moins 1\u202f234,5"),
        ("jour", "max", "31/12/2024", 'jour <= date"2024-12-31"', "Jour est au plus 31/12/2024"),
        ("jour", "vide", "", "jour is null", "Jour est vide"),
        ("aide", "est", "oui", "aide = true", "Aide est exactement true"),
    ],
)
def test_the_form_makes_a_condition_that_reads_as_a_sentence(
    column: str, sign: str, value: str, where: str, sentence: str
) -> None:
    assert conditions.condition(SCHEMA, column, sign, value) == where
    assert conditions.sentence(SCHEMA, where) == sentence


def test_a_condition_written_by_hand_is_shown_as_it_stands() -> None:
    assert conditions.sentence(SCHEMA, "montant > 3 or aide") == "montant > 3 or aide"


def test_an_unknown_column_or_an_empty_value_filters_nothing() -> None:
    assert conditions.condition(SCHEMA, "secret", "est", "x") == ""
    assert conditions.condition(SCHEMA, "objet", "contient", " ") == ""


def test_the_small_form_adds_to_the_address_and_returns_to_the_first_page() -> None:
    query = QueryDict("colonne=montant&signe=min&valeur=3")
    sent = added(query, State(q="mot", offset="40"), SCHEMA)
    assert sent is not None
    assert sent.pairs == (("q", "mot"), ("where", "montant >= 3"))


def test_cells_are_written_as_people_do() -> None:
    row = {
        "objet": "a" * 200,
        "montant": 1234.5,
        "annee": 2024,
        "jour": "2024-02-01",
        "aide": False,
    }
    shown = grid(SCHEMA, [row, {}], caption="")
    long, amount, year, day, aid = shown.rows[0]
    assert (long.folded, long.rest) == ("a" * 150, "a" * 50)
    assert (amount.text, year.text, day.text, aid.text) == (
        "1\u202f234,5",
        "2024",
        "01/02/2024",
        "non",
    )
    assert {cell.text for cell in shown.rows[1]} == {None}


def test_a_script_in_an_address_is_no_link() -> None:
    ((cell, *_),) = grid(SCHEMA, [{"objet": "javascript:alert(1)"}], caption="").rows
    assert cell.link == ""


def test_pages_stop_where_the_api_stops() -> None:
    pages = pager("/x/", [], total=1_000_000, limit=20, offset=9_980).pages
    assert [page.number for page in pages] == [1, 0, 499, 500]
    assert pages[-1].current


def test_numbers_and_sizes_are_set_in_french() -> None:
    assert [number(-1234567.25), number(3.0), number(None)] == [
        "\u22121\u202f234\u202f567,25",
        "3",
        "–",
    ]
    assert [size(999), size(1_234_567)] == ["999 octets", "1,2\u202fMo"]


def test_a_column_without_any_value_is_named_under_the_table() -> None:
    siret = Field("siret", FieldType.TEXT, "SIRET", annotations=frozenset({"empty"}))
    shown = grid(TableSchema((siret, SCHEMA.fields[0])), [{"objet": "Judo"}], caption="")
    assert [column.title for column in shown.columns] == ["Objet"]
    assert [[cell.text for cell in row] for row in shown.rows] == [["Judo"]]
    assert shown.empty_words == "Colonne vide, non montrée ici\u202f: SIRET."
    assert grid(TableSchema((siret,)), [{}], caption="").columns[0].title == "SIRET"
