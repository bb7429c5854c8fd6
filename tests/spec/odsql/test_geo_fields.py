"""# Places: `geo_point_2d` and `geo_shape`

A place is shown, counted and tested for emptiness. It has no order and no equality: a query that
sorts, groups or compares places is refused with a sentence.
"""

import pytest

from autan.query.odsql.errors import OdsqlError
from tests.spec.tables import drawn, table

PLACES = table(
    """
    nom:text | ou:geo_point_2d | trace:geo_shape
    Mairie   | 1.44 43.6       | {"type":"Point","coordinates":[1.44,43.6]}
    École    | 1.44 43.6       |
    Stade    |                 |
    """
)


def test_a_place_is_shown_and_counted(ask):
    assert ask(PLACES, select="ou", where='nom = "Mairie"')[1:] == [("1.44 43.6",)]
    found = ask(
        PLACES, select="count(ou) as n, count(distinct ou) as d, count(trace) as t", limit=1
    )
    assert found == drawn("n | d | t\n2 | 1 | 1")


def test_a_place_may_be_empty(ask):
    assert ask(PLACES, select="nom", where="ou is null")[1:] == [("Stade",)]
    assert ask(PLACES, select="nom", where="trace is not null")[1:] == [("Mairie",)]


def test_the_words_of_a_geometry_are_not_found(ask):
    assert ask(PLACES, select="nom", where='"coordinates"')[1:] == []


@pytest.mark.parametrize(
    ("clauses", "said"),
    [
        ({"where": 'ou = "43.6, 1.44"'}, "geo_point_2d cannot be compared"),
        ({"where": "ou = ou"}, "geo_point_2d cannot be compared"),
        ({"where": 'trace in ("a")'}, "geo_shape cannot be compared"),
        ({"where": 'trace like "a"'}, "like takes a text"),
        ({"where": 'startswith(trace, "a")'}, "a search looks into texts only"),
        ({"refine": ("ou:1",)}, "geo_point_2d cannot be compared"),
        ({"order_by": "ou"}, "geo_point_2d cannot be sorted"),
        ({"group_by": "trace", "select": "count(*)"}, "geo_shape cannot make groups"),
        ({"select": "max(ou)"}, "only supports numeric or date"),
        ({"select": "length(trace)"}, "takes a text"),
    ],
)
def test_a_place_has_neither_order_nor_equality(ask, clauses, said):
    with pytest.raises(OdsqlError, match=said):
        ask(PLACES, **clauses)
