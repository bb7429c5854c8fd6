"""# What a grant hides

A hidden field is an unknown one, wherever it is named; a search never looks into it.
"""

import pytest

from autan.access.grant import Grant
from autan.query.nodes import Column, Comparison, Constant
from autan.query.odsql import OdsqlError
from autan.tabular.fields import FieldType
from tests.spec.tables import drawn, table

PEOPLE = table(
    """
    nom:text | secret:text | age:int
    Aude     | grippe      | 31
    Remi     | angine      | 60
    """
)
HIDING = Grant("test", frozenset({"secret"}), None, "test")


@pytest.mark.parametrize(
    ("clauses", "clause"),
    [
        ({"select": "secret"}, "select"),
        ({"select": "length(secret)"}, "select"),
        ({"select": "count(distinct secret)"}, "select"),
        ({"where": "secret = 'grippe'"}, "where"),
        ({"where": "not secret is null"}, "where"),
        ({"where": "search(secret, 'gri')"}, "where"),
        ({"group_by": "secret"}, "group_by"),
        ({"order_by": "secret"}, "order_by"),
        ({"refine": ("secret:grippe",)}, "where"),
    ],
)
def test_a_hidden_field_is_unknown_in_every_clause(ask, clauses, clause):
    with pytest.raises(OdsqlError) as error:
        ask(PEOPLE, HIDING, **clauses)
    assert error.value.sentence == (
        f"ODSQL query is malformed: Unknown field: secret. Clause(s) containing the error(s): {clause}."
    )


def test_everything_means_everything_that_may_be_seen(ask):
    assert ask(PEOPLE, HIDING, where="age > 40") == drawn(
        """
        nom  | age
        Remi | 60
        """
    )


def test_a_search_of_all_the_texts_looks_into_the_visible_ones(ask):
    assert len(ask(PEOPLE, where="'grippe'")) == 2
    assert len(ask(PEOPLE, HIDING, where="'grippe'")) == 1
    assert len(ask(PEOPLE, HIDING, where="not search('grip') and 'aude'")) == 2
    nothing = Grant("test", frozenset({"secret", "nom"}), None, "test")
    assert len(ask(PEOPLE, nothing, where="'grippe' or 'aude'")) == 1


def test_a_grant_of_some_rows_may_use_a_hidden_field(ask):
    rows = Comparison("=", Column("secret", FieldType.TEXT), Constant("angine", FieldType.TEXT))
    some = Grant("test", frozenset({"secret"}), rows, "test")
    assert ask(PEOPLE, some, select="nom, count(*) as n") == drawn(
        """
        nom  | n
        Remi | 1
        """
    )
