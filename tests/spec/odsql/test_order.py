"""# Order, pages and facets: `order_by`, `limit`, `offset`, `refine`, `exclude`

Empty cells come last in both directions; equal rows keep the order of the file.
"""

import pytest

from tests.spec.tables import drawn, table

VOTES = table(
    """
    n:int | sujet:text | pour:int | jour:date  | public:boolean
    1     | Budget     | 12       | 2019-12-03 | true
    2     | École      |          | 2019-11-30 | false
    3     | Budget     | 7        | 2020-01-01 |
    4     | école      | 12       |            | true
    """,
    public="disjunctive",
)


def chosen(ask, **clauses):
    return "".join(row[0] for row in ask(VOTES, select="n", **clauses)[1:])


@pytest.mark.parametrize(
    ("order_by", "found"),
    [
        ("pour", "3142"),
        ("pour desc", "1432"),
        ("-pour", "1432"),
        ("POUR DESC, n desc", "4132"),
        ("sujet, pour", "3124"),
        ("length(sujet) desc, n", "1324"),
        ("-1 * n", "4321"),
        ("jour desc", "3124"),
        ("1", "1234"),
    ],
)
def test_empty_cells_are_last_and_equal_rows_keep_their_order(ask, order_by, found):
    assert chosen(ask, order_by=order_by) == found


def test_an_alias_or_an_aggregate_orders_the_groups(ask):
    clauses = {"select": "count(*) as k", "group_by": "lower(sujet) as s"}
    assert ask(VOTES, order_by="k desc, s desc", **clauses)[1:] == [("école", "2"), ("budget", "2")]
    assert ask(VOTES, order_by="max(n)", **clauses)[1:] == [("budget", "2"), ("école", "2")]
    assert ask(VOTES, order_by="count(*), lower(sujet)", **clauses)[1:][0] == ("budget", "2")


def test_limit_and_offset_make_pages(ask, total):
    assert chosen(ask, order_by="n", limit=2) == "12"
    assert chosen(ask, order_by="n", limit=2, offset=3) == "4"
    assert chosen(ask, limit=0) == ""
    assert chosen(ask, limit=-1, offset=1) == "234"
    assert total(VOTES, limit=0) == 4
    assert total(VOTES, limit=1, where="pour = 12") == 2
    assert total(VOTES, want_total=False) is None


@pytest.mark.parametrize(
    ("refine", "found"),
    [
        (("sujet:Budget",), "13"),
        (('sujet:"Budget"', "pour:7"), "3"),
        (("`sujet`:École",), "2"),
        (("jour:2019",), "12"),
        (("jour:2019/12",), "1"),
        (("jour:2019/12/03",), "1"),
        (("sujet:Budget", "sujet:École"), ""),
        (("public:true", "public:false"), "124"),
        (("public:peut-être",), ""),
    ],
)
def test_refine_keeps_the_rows_of_a_value_or_of_a_period(ask, refine, found):
    assert chosen(ask, refine=refine) == found


def test_a_facet_declared_disjunctive_takes_any_of_its_values(ask):
    facet = ('facet(name="sujet", disjunctive=true)', "jour")
    assert chosen(ask, refine=("sujet:Budget", "sujet:École"), facet=facet) == "123"


def test_exclude_leaves_them_out_and_keeps_the_empty_cells(ask):
    assert chosen(ask, exclude=("pour:12",)) == "23"
    assert chosen(ask, exclude=("jour:2019", "sujet:école")) == "3"


def test_everything_at_once(ask):
    found = ask(
        VOTES,
        select="sujet, sum(pour) as voix",
        where=("pour > 1", "n < 4"),
        group_by="sujet",
        order_by="voix desc",
        refine=("jour:2019",),
        limit=5,
    )
    assert found == drawn(
        """
        sujet  | voix
        Budget | 12
        """
    )
