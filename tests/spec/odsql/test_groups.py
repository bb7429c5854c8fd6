"""# Making groups: `group_by`

The keys are in the answer even when nobody selected them; groups come in the order of their keys,
the group of the empty cells last.
"""

import pytest

from tests.spec.tables import drawn, table

AIDES = table(
    """
    nom:text | nature:text | montant:double | quand:datetime
    A        | eau         | 10.0           | 2017-10-10T22:30:00
    B        | Eau         | 19.5           | 2017-10-10T12:00:00
    C        | eau         | 20.0           | 2018-01-05T00:00:00
    D        |             | -0.5           | 2018-03-25T01:00:00
    E        | bois        |                |
    """
)


def test_a_field_makes_groups_and_its_empty_cells_make_one(ask, total):
    found = ask(AIDES, select="count(*) as n, sum(montant) as total", group_by="nature")
    assert found == drawn(
        """
        nature | n | total
        Eau    | 1 | 19.5
        bois   | 1 |
        eau    | 2 | 30.0
               | 1 | -0.5
        """
    )
    assert total(AIDES, group_by="nature", limit=1) == 4


@pytest.mark.parametrize(
    ("group_by", "expected"),
    [
        ("lower(nature) as n", [("n", "k"), ("bois", "1"), ("eau", "3"), ("", "1")]),
        (
            "ifnull(nature, '?') as n",
            [("n", "k"), ("?", "1"), ("Eau", "1"), ("bois", "1"), ("eau", "2")],
        ),
        ("year(quand)", [("year(quand)", "k"), ("2017", "2"), ("2018", "2"), ("", "1")]),
        (
            "date_format(quand, 'yyyy-MM') as m",
            [("m", "k"), ("2017-10", "2"), ("2018-01", "1"), ("2018-03", "1"), ("", "1")],
        ),
    ],
)
def test_an_expression_makes_groups_too(ask, group_by, expected):
    assert ask(AIDES, select="count(*) as k", group_by=group_by) == expected


def test_several_keys_make_a_group_of_each_combination(ask):
    found = ask(AIDES, select="nature, y, count(*)", group_by="year(quand) as y, nature")
    assert found == drawn(
        """
        nature | y    | count(*)
        Eau    | 2017 | 1
        eau    | 2017 | 1
        eau    | 2018 | 1
               | 2018 | 1
        bois   |      | 1
        """
    )


def test_keys_and_aggregates_can_be_computed_with(ask):
    select = "year(quand) + 1 as next, sum(montant) / count(*) as mean"
    assert ask(AIDES, select=select, group_by="year(quand)", where="montant > 0") == drawn(
        """
        year(quand) | next   | mean
        2017        | 2018.0 | 14.75
        2018        | 2019.0 | 20.0
        """
    )


# Ranges: the lower bound is in, the upper one is out; rows in no range are left out


@pytest.mark.parametrize(
    ("group_by", "labels"),
    [
        ("range(montant, 10)", ["[-10, 0[", "[10, 20[", "[20, 30["]),
        ("range(montant, 2.5)", ["[-2.5, 0.0[", "[10.0, 12.5[", "[17.5, 20.0[", "[20.0, 22.5["]),
        (
            "range(quand, 1 day)",
            [
                "[2017-10-10T00:00:00.000Z, 2017-10-11T00:00:00.000Z[",
                "[2018-01-05T00:00:00.000Z, 2018-01-06T00:00:00.000Z[",
                "[2018-03-25T00:00:00.000Z, 2018-03-26T00:00:00.000Z[",
            ],
        ),
        (
            "range(quand, 1y)",
            [
                "[2017-01-01T00:00:00.000Z, 2018-01-01T00:00:00.000Z[",
                "[2018-01-01T00:00:00.000Z, 2019-01-01T00:00:00.000Z[",
            ],
        ),
    ],
)
def test_ranges_of_one_width_are_there_when_they_hold_something(ask, group_by, labels):
    found = ask(AIDES, select="count(*)", group_by=f"{group_by} as r")
    assert [row[0] for row in found[1:]] == labels


@pytest.mark.parametrize("unit", ["1w", "1M", "1 quarter", "12 hours", "30m", "90 s", "500ms"])
def test_every_unit_of_time_makes_ranges(ask, unit):
    found = ask(AIDES, select="count(*) as n", group_by=f"range(quand, {unit})")
    assert sum(int(row[1]) for row in found[1:]) == 4


def test_ranges_of_time_follow_the_timezone(ask):
    found = ask(
        AIDES, select="count(*) as n", group_by="range(quand, 1M) as r", timezone="Europe/Paris"
    )
    assert found == drawn(
        """
        r                                                                 | n
        [2017-10-01T00:00:00.000+02:00, 2017-11-01T00:00:00.000+01:00[ | 2
        [2018-01-01T00:00:00.000+01:00, 2018-02-01T00:00:00.000+01:00[ | 1
        [2018-03-01T00:00:00.000+01:00, 2018-04-01T00:00:00.000+02:00[ | 1
        """
    )


def test_given_ranges_are_all_there_even_when_they_hold_nothing(ask, total):
    group_by = "range(montant, *, 0, 5, 20, *) as r"
    found = ask(AIDES, select="count(*) as n, max(montant) as m", group_by=group_by)
    assert found == drawn(
        """
        r            | n | m
        [*, 0.0[     | 1 | -0.5
        [0.0, 5.0[   | 0 |
        [5.0, 20.0[  | 2 | 19.5
        [20.0, *[    | 1 | 20.0
        """
    )
    assert total(AIDES, group_by=group_by) == 4


def test_given_ranges_of_time_are_written_as_instants(ask):
    group_by = "range(quand, *, date'2018-01-05', *)"
    found = ask(AIDES, select="count(*) as n", group_by=f"{group_by} as r")
    assert found == drawn(
        """
        r                               | n
        [*, 2018-01-05T00:00:00.000Z[ | 2
        [2018-01-05T00:00:00.000Z, *[ | 2
        """
    )


def test_ranges_mix_with_other_keys(ask):
    found = ask(AIDES, select="count(*) as n", group_by="range(montant, 0, 15, 30) as r, nature")
    assert found == drawn(
        """
        r             | nature | n
        [0.0, 15.0[   | eau    | 1
        [15.0, 30.0[  | Eau    | 1
        [15.0, 30.0[  | eau    | 1
        """
    )
