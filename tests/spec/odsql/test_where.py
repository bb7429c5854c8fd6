"""# Choosing rows: `where`

A condition is true or false, never unknown. Several `where` parameters all have to hold.
"""

import pytest

from tests.spec.tables import drawn, table

COMMUNES = table(
    """
    nom:text        | population:int | altitude:double | siege:boolean
    Auch            | 22173          | 166.5           | true
    Condom          | 6511           |                 | false
    Éauze           | 3933           | 151.0           |
    L'Isle-Jourdain |                | 155.0           | false
    """
)


def names(answer):
    return [row[0] for row in answer[1:]]


@pytest.mark.parametrize(
    ("condition", "chosen"),
    [
        ('nom = "Auch"', ["Auch"]),
        ('nom : "Auch"', ["Auch"]),
        ('nom = "auch"', []),
        ('nom = "Eauze"', []),
        (r"nom = 'L\'Isle-Jourdain'", ["L'Isle-Jourdain"]),
        ("population > 3933", ["Auch", "Condom"]),
        ("population >= 3933", ["Auch", "Condom", "Éauze"]),
        ("population < 6511", ["Éauze"]),
        ("population <= 6511", ["Condom", "Éauze"]),
        ('population = "6511"', ["Condom"]),
        ("altitude = 151", ["Éauze"]),
        ("altitude > 151.5", ["Auch", "L'Isle-Jourdain"]),
        ("population > altitude * 100", ["Auch"]),
        ("-population < -6511", ["Auch"]),
    ],
)
def test_comparisons_are_exact_and_count_case_and_accents(ask, condition, chosen):
    assert names(ask(COMMUNES, where=condition)) == chosen


@pytest.mark.parametrize(
    ("condition", "chosen"),
    [
        ("population != 6511", ["Auch", "Éauze"]),
        ("not population = 6511", ["Auch", "Éauze", "L'Isle-Jourdain"]),
        ("not population > 6511", ["Condom", "Éauze", "L'Isle-Jourdain"]),
        ("not not population = 6511", ["Condom"]),
        ("population = null", []),
        ("population != null", []),
    ],
)
def test_a_comparison_with_an_empty_cell_is_false_and_not_is_the_plain_complement(
    ask, condition, chosen
):
    assert names(ask(COMMUNES, where=condition)) == chosen


@pytest.mark.parametrize(
    ("condition", "chosen"),
    [
        ("population is null", ["L'Isle-Jourdain"]),
        ("population is not null", ["Auch", "Condom", "Éauze"]),
        ("siege is true", ["Auch"]),
        ("siege is not true", ["Condom", "Éauze", "L'Isle-Jourdain"]),
        ("siege is false", ["Condom", "L'Isle-Jourdain"]),
        ("siege", ["Auch"]),
        ("not siege", ["Condom", "Éauze", "L'Isle-Jourdain"]),
        ("siege = true", ["Auch"]),
        ('siege != "true"', ["Condom", "L'Isle-Jourdain"]),
    ],
)
def test_empty_cells_and_truths_are_asked_for_with_is(ask, condition, chosen):
    assert names(ask(COMMUNES, where=condition)) == chosen


@pytest.mark.parametrize(
    ("condition", "chosen"),
    [
        ('nom = "Auch" or nom = "Condom" and population > 10000', ["Auch"]),
        ('(nom = "Auch" or nom = "Condom") and population < 10000', ["Condom"]),
        ('not nom = "Auch" and not nom = "Condom"', ["Éauze", "L'Isle-Jourdain"]),
        ('NOT (nom = "Auch" OR nom = "Condom")', ["Éauze", "L'Isle-Jourdain"]),
        ("(((population > 6511)))", ["Auch"]),
        ("(population + 1) * 2 > 13026", ["Auch"]),
        ("true", ["Auch", "Condom", "Éauze", "L'Isle-Jourdain"]),
        ("not true", []),
    ],
)
def test_and_binds_tighter_than_or_and_not_tighter_than_both(ask, condition, chosen):
    assert names(ask(COMMUNES, where=condition)) == chosen


@pytest.mark.parametrize(
    ("condition", "chosen"),
    [
        ('nom in ("Auch", "Condom", "Nulle part")', ["Auch", "Condom"]),
        ('not nom in ("Auch", "Condom")', ["Éauze", "L'Isle-Jourdain"]),
        ("population in (6511, 3933, null)", ["Condom", "Éauze"]),
        ("not population in (6511)", ["Auch", "Éauze", "L'Isle-Jourdain"]),
        ('"Auch" in nom', ["Auch"]),
    ],
)
def test_in_a_list_means_equal_to_one_of_its_values(ask, condition, chosen):
    assert names(ask(COMMUNES, where=condition)) == chosen


@pytest.mark.parametrize(
    ("condition", "chosen"),
    [
        ("population in [3933..6511]", ["Condom", "Éauze"]),
        ("population in [3933 TO 6511]", ["Condom", "Éauze"]),
        ("population in ]3933..6511]", ["Condom"]),
        ("population in [3933..6511[", ["Éauze"]),
        ("population in ]3933..6511[", []),
        ("not population in [3933..6511]", ["Auch", "L'Isle-Jourdain"]),
    ],
)
def test_a_bracket_facing_outward_leaves_the_bound_out(ask, condition, chosen):
    assert names(ask(COMMUNES, where=condition)) == chosen


def test_several_where_parameters_all_hold(ask):
    assert names(ask(COMMUNES, where=("population > 5000", "altitude is null"))) == ["Condom"]


def test_fields_are_found_in_any_case_and_may_be_quoted(ask):
    odd = table(
        """
        Code postal:text | 2024:int
        32000            | 1
        32100            | 2
        """
    )
    assert ask(odd, select="`2024`", where="`code postal` = 32100") == drawn(
        """
        2024
        2
        """
    )


def test_words_of_the_language_may_name_fields(ask):
    odd = table(
        """
        date:date  | year:int | count:int
        2024-01-02 | 2024     | 3
        """
    )
    found = ask(odd, where="date = date'2024-01-02' and year = 2024 and count > 2", select="year")
    assert found == drawn(
        """
        year
        2024
        """
    )
