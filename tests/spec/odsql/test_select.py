"""# Choosing columns: `select`

Without `select`, every field. An expression without `as` is named by its own text, to the letter.
"""

import pytest

from tests.spec.tables import drawn, table

AIDES = table(
    """
    nom:text | nature:text | montant:double | annee:int
    Rugby    | numéraire   | 1500.5         | 2023
    Théâtre  | nature      | 0.0            | 2024
    Chorale  |             |                | 2024
    """
)


def test_everything_is_the_default(ask):
    assert ask(AIDES, limit=1) == ask(AIDES, select="*", limit=1)
    assert ask(AIDES, limit=1) == drawn(
        """
        nom   | nature    | montant | annee
        Rugby | numéraire | 1500.5  | 2023
        """
    )


@pytest.mark.parametrize(
    ("select", "keys"),
    [
        ("nom, annee", ("nom", "annee")),
        ("NOM", ("nom",)),
        ("`nom` as `le nom`", ("le nom",)),
        ("nom as n, *", ("n", "nom", "nature", "montant", "annee")),
        ("include(n*)", ("nom", "nature")),
        ("include(nom), annee", ("nom", "annee")),
        ("exclude(n*)", ("montant", "annee")),
        ("*, exclude(montant)", ("nom", "nature", "annee")),
        ("length( nom ),annee+1", ("length( nom )", "annee+1")),
        ("(annee + 1) * 2", ("(annee + 1) * 2",)),
        ("nom, nom", ("nom",)),
    ],
)
def test_names_aliases_and_patterns_make_the_keys(ask, select, keys):
    assert ask(AIDES, select=select)[0] == keys


def test_arithmetic_is_in_floating_point_and_a_division_by_zero_is_empty(ask):
    select = "annee - 2000 as a, -montant * 2 as b, 100 / montant as c, 1/(annee-2023) as d"
    assert ask(AIDES, select=select) == drawn(
        """
        a    | b       | c                   | d
        23.0 | -3001.0 | 0.06664445184938354 |
        24.0 | 0.0     |                     | 1.0
        24.0 |         |                     | 1.0
        """
    )


def test_a_total_of_all_the_chosen_rows_is_repeated_on_each(ask):
    found = ask(AIDES, select="nom, count(*) as n, sum(montant) as total", where="annee = 2024")
    assert found == drawn(
        """
        nom     | n | total
        Théâtre | 2 | 0.0
        Chorale | 2 | 0.0
        """
    )


def test_totals_can_be_computed_with(ask):
    found = ask(AIDES, select="sum(montant)/count(*) as m, max(annee) - min(annee)", limit=1)
    assert found == drawn(
        """
        m                 | max(annee) - min(annee)
        500.1666666666667 | 1.0
        """
    )
