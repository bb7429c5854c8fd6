"""Each correction, drawn: what was written and what it becomes."""

import polars as pl
import pytest

from autan.pipeline.repair import Source, mend
from autan.schemas.standard import Kind, StandardField

NBSP, THIN = "\u00a0", "\u202f"


def repaired(
    kind: Kind, *texts: str | None, exact: bool = False, **field: object
) -> list[str | None]:
    tally = pl.DataFrame(
        {"text": texts, "count": [1] * len(texts), "row": range(2, 2 + len(texts))},
        schema_overrides={"text": pl.String},
    )
    target = StandardField("champ", kind, "Champ", "", "", **field)  # type: ignore[arg-type]
    return mend(tally, Source("c0", "Champ", exact), target).frame["value"].to_list()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("25/11/2013", "2013-11-25"),
        ("1/2/2024", "2024-02-01"),
        ("30.6.2024", "2024-06-30"),
        ("2024/6/3", "2024-06-03"),
        ("2013-11-25 00:00:00", "2013-11-25"),
        ("20240630", "2024-06-30"),
        ("6 mai 2025", "2025-05-06"),
        ("1er août 2024", "2024-08-01"),
        ("lundi 3 février 2020", "2020-02-03"),
        ("45000", "2023-03-15"),
        ("12/01/23", "2023-01-12"),
        ("16/12/91", "1991-12-16"),
        (f" 2024-01-01{NBSP}", "2024-01-01"),
        ("Commission permanente du 27 février 2023", "2023-02-27"),
        ("31/02/2024", "31/02/2024"),
        ("2014", "2014"),
        ("du 1 mai 2014 au 3 mai 2014", "du 1 mai 2014 au 3 mai 2014"),
        ("néant", None),
    ],
)
def test_a_date_is_read_when_it_has_one_reading(written: str, read: str | None) -> None:
    assert repaired(Kind.DATE, written) == [read]


def test_a_day_above_twelve_settles_the_order_of_the_whole_column() -> None:
    assert repaired(Kind.DATE, "02/01/2024", "01/31/2024") == ["2024-02-01", "2024-01-31"]
    assert repaired(Kind.DATE, "02/01/2024", "31/01/2024") == ["2024-01-02", "2024-01-31"]


def test_a_century_that_has_two_readings_is_left_alone() -> None:
    assert repaired(Kind.DATE, "31/12/56", "31/12/13") == ["31/12/56", "31/12/13"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1 063 850,00", "1063850.00"),
        (f"1{THIN}234,5", "1234.5"),
        (f"9{NBSP}000 €", "9000"),
        ("-3 000,10 EUR", "-3000.10"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1,234,567", "1234567"),
        ("47800,20", "47800.20"),
        (",03", "0.03"),
        ("250.0", "250.0"),
        ("Minimum : 9 000 €", "Minimum : 9 000 €"),
        ("N 82 584,28", "N 82 584,28"),
    ],
)
def test_a_french_number_keeps_every_digit(written: str, read: str) -> None:
    assert repaired(Kind.AMOUNT, written) == [read]


def test_a_comma_before_three_digits_has_two_readings_unless_a_neighbour_settles_it() -> None:
    assert repaired(Kind.AMOUNT, "1,234") == ["1,234"]
    assert repaired(Kind.AMOUNT, "1,234", "5,5") == ["1.234", "5.5"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["45 %", "100%"], ["0.45", "1"]),
        (["100", "50"], ["1", "0.5"]),
        (["0,45", "1"], ["0.45", "1"]),
        (["1", "50"], ["1", "50"]),
    ],
)
def test_shares_are_parts_of_one_when_the_column_says_so(
    written: list[str], read: list[str]
) -> None:
    assert repaired(Kind.SHARE, *written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("224 900 019 000 15'", "22490001900015"),
        ("21060004500012.0", "21060004500012"),
        ("2.1060004500012E13", "21060004500012"),
        ("5420120700013", "05420120700013"),
        ("452474562", "452474562"),
        ("7,86E+13", "7,86E+13"),
    ],
)
def test_a_siret_finds_its_digits_again(written: str, read: str) -> None:
    assert repaired(Kind.SIRET, written) == [read]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2017-12-14_2018-12-14", "2017-12-14/2018-12-14"),
        ("du 01/02/2017 au 03/04/2018", "2017-02-01/2018-04-03"),
        ("14/12/2017", "2017-12-14"),
        ("2024-04-03;2024-05-27", "2024-04-03;2024-05-27"),
        ("Bonjour toto", "Bonjour toto"),
    ],
)
def test_a_period_is_two_days_and_a_bar(written: str, read: str) -> None:
    assert repaired(Kind.PERIOD, written) == [read]


@pytest.mark.parametrize(
    ("written", "read"),
    [("7,1", "7.1"), ("7.10", "7.10"), ("8.4 Aménagement", "8.4"), ("7.5.1", "7.5"), ("7", "7")],
)
def test_the_subject_7_1_is_not_the_subject_7_10(written: str, read: str) -> None:
    assert repaired(Kind.MATIERE, written) == [read]


def test_a_lost_zero_is_given_back_only_when_the_column_proves_it() -> None:
    assert repaired(Kind.POSTCODE, "9000", "9100") == ["09000", "09100"]
    assert repaired(Kind.INSEE, "3238", "35238") == ["3238", "35238"]
    assert repaired(Kind.INSEE, "1001", "2003", "3004", "31399") == [
        "01001",
        "02003",
        "03004",
        "31399",
    ]


def test_yes_and_no_have_many_spellings() -> None:
    assert repaired(Kind.BOOLEAN, "Oui", "NON", "1", "faux", "peut-être") == [
        "oui",
        "non",
        "oui",
        "non",
        "peut-être",
    ]


def test_a_choice_forgets_case_accents_and_synonyms() -> None:
    choices, synonyms = ("aide en numéraire", "aide en nature"), {"numeraire": "aide en numéraire"}
    read = repaired(
        Kind.CHOICE, "AIDE EN NUMERAIRE", "Numéraire", "prêt", choices=choices, synonyms=synonyms
    )
    assert read == ["aide en numéraire", "aide en numéraire", "prêt"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Place_x0001_Approbation", "Place Approbation"),
        ("ligne\r\nsuivante", "ligne suivante"),
        ("l\u0092été\u200b", "l’été"),
        ("  bords ", "bords"),
        ("   ", None),
        ("Société & œuvres « d’été »", "Société & œuvres « d’été »"),
    ],
)
def test_letters_survive_what_nobody_sees(written: str, read: str | None) -> None:
    assert repaired(Kind.TEXT, written) == [read]


def test_an_undone_correction_is_shown_and_not_made() -> None:
    tally = pl.DataFrame({"text": ["25/11/2013"], "count": [3], "row": [2]})
    field = StandardField("d", Kind.DATE, "Date", "", "")
    mended = mend(tally, Source("c7", "Date CM"), field, undone={"c7-date-french"})
    assert mended.frame["value"].to_list() == ["25/11/2013"]
    assert [(r.id, r.count, r.accepted) for r in mended.repairs] == [("c7-date-french", 3, False)]
    assert mended.steps == ()


def test_a_share_is_never_divided_twice() -> None:
    assert repaired(Kind.SHARE, "100", "50", "45 %", "30,5") == ["1", "0.5", "0.45", "0.305"]
    assert repaired(Kind.SHARE, "0,3", "50 %") == ["0.3", "0.5"]


def test_a_word_that_is_one_of_the_choices_is_no_missing_value() -> None:
    written = ("Sans objet", "sans objet", "néant", "Ferme")
    choices = ("Sans objet", "Ferme")
    assert repaired(Kind.CHOICE, *written, choices=choices) == [
        *("Sans objet", "Sans objet", None, "Ferme")
    ]
    assert repaired(Kind.CHOICE, "Sans objet", "Ferme", choices=("Ferme",)) == [None, "Ferme"]


def test_true_and_false_are_already_what_models_write() -> None:
    assert repaired(Kind.BOOLEAN, "true", "false", "oui", "VRAI") == ["true", "false", "oui", "oui"]


def test_a_telephone_gets_its_zero_back() -> None:
    written = ("561304347", "561304347.0", "5 61 30 43 47", "05 61 30 43 47", "+33 561304347", "17")
    assert repaired(Kind.PHONE, *written) == [
        *("0561304347", "0561304347", "05 61 30 43 47", "05 61 30 43 47", "+33 561304347", "17")
    ]
