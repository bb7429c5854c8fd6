"""The sentences and codes of errors, which programs of others read."""

import pytest

from autan.query.odsql import Limits, OdsqlError, QueryParams, read
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema

SCHEMA = TableSchema(
    (
        Field("nom", FieldType.TEXT),
        Field("pop", FieldType.INTEGER),
        Field("jour", FieldType.DATE),
        Field("ok", FieldType.BOOLEAN),
    )
)
EXPORT = Limits(max_limit=None, max_window=None, default_limit=None)


def refusal(**clauses):
    with pytest.raises(OdsqlError) as error:
        read(QueryParams(**clauses), SCHEMA)
    return error.value.code, error.value.sentence


@pytest.mark.parametrize(
    ("clauses", "message"),
    [
        ({"where": ("BOGUS(",)}, "unexpected ( at position 5 in BOGUS(."),
        (
            {"where": ('contains(objet, "espaces verts")',)},
            'unexpected ( at position 8 in contains(objet, "espaces verts").',
        ),
        ({"where": ("pop not in (1)",)}, "unexpected not at position 4 in pop not in (1)."),
        ({"where": ("nom not like 'a'",)}, "unexpected not at position 4 in nom not like 'a'."),
        ({"where": ("'été' #",)}, "unexpected # at position 8 in 'été' #."),
        ({"where": ("pop >",)}, "unexpected end of clause at position 5 in pop >."),
        ({"where": ("x = 1 and (",)}, "unexpected end of clause at position 11 in x = 1 and (."),
        ({"select": "nom,"}, "unexpected end of clause at position 4 in nom,."),
        ({"select": "123abc"}, "unexpected abc at position 3 in 123abc."),
        ({"group_by": "bogus(nom)"}, "unexpected ( at position 5 in bogus(nom)."),
        ({"order_by": "nom ascending"}, "unexpected ascending at position 4 in nom ascending."),
        ({"refine": ("nom",)}, "unexpected end of clause at position 3 in nom."),
    ],
)
def test_a_clause_that_does_not_parse_is_shown_with_the_place_in_bytes(clauses, message):
    (clause,) = clauses
    assert refusal(**clauses) == (
        "ODSQLSyntaxError",
        f"ODSQL syntax exception: {message} Clause(s) containing the error(s): {clause}.",
    )


@pytest.mark.parametrize(
    ("clauses", "message"),
    [
        ({"where": ("departement = 31",)}, "Unknown field: departement."),
        ({"select": "x"}, "Unknown field: x."),
        ({"order_by": "x desc"}, "Unknown field: x."),
        ({"refine": ("x:1",)}, "Unknown field: x."),
        ({"exclude": ("x:1",)}, "Unknown field: x."),
        ({"select": "sum(nom)"}, "StatAggregation only supports numeric or date expression."),
        ({"select": "invalid_function()"}, "invalid_function()"),
        ({"where": ("nom > pop",)}, "text and int cannot be compared."),
        ({"where": ("pop = 'douze'",)}, "douze is not a number."),
        ({"where": ("jour = '2020-13-01'",)}, "2020-13-01 is not a date."),
        ({"where": ("count(*) > 1",)}, "aggregation functions are not allowed in where."),
        ({"where": ("pop + 1",)}, "a condition is expected."),
        ({"where": ("pop like 'a'",)}, "like takes a text."),
        ({"where": ("pop is true",)}, "is true takes a boolean."),
        ({"select": "nom + 1"}, "+ takes numbers only."),
        ({"select": "ifnull(nom, pop)"}, "text and int do not mix."),
        ({"select": "year(nom)"}, "year() takes a date or datetime."),
        ({"select": "length()"}, "length() takes 1 argument(s), 0 given."),
        ({"select": "date_format(jour, 'Q')"}, "date_format() does not know Q."),
        ({"select": "percentile(pop, 101)"}, "percentile() takes a literal number from 0 to 100."),
        ({"select": "sum(distinct pop)"}, "distinct is for count() only."),
        ({"select": "now(day=x)"}, "Unknown field: x."),
        ({"select": "now(year=99999)"}, "now() cannot take year=99999."),
        ({"select": "sum(sum(pop))"}, "sum(sum(pop))"),
        ({"group_by": "range(pop, 5, 1)"}, "the bounds of range() must be in ascending order."),
        ({"group_by": "range(jour, 2w)"}, "range() cannot take 2 w."),
        ({"group_by": "range(pop, 0)"}, "range() cannot take 0."),
        ({"group_by": "12"}, "12 cannot make groups."),
    ],
)
def test_a_clause_without_meaning_says_why(clauses, message):
    (clause,) = clauses
    assert refusal(**clauses) == (
        "ODSQLError",
        f"ODSQL query is malformed: {message} Clause(s) containing the error(s): {clause}.",
    )


def test_only_keys_and_aggregates_come_out_of_groups():
    assert refusal(group_by="nom", select="pop")[1] == (
        "ODSQL query is malformed: pop is neither a group nor an aggregation. "
        "Clause(s) containing the error(s): select."
    )


@pytest.mark.parametrize(
    ("clauses", "message"),
    [
        ({"limit": 1473}, "limit API parameter: 1473 was found but -1 <= limit <= 100"),
        ({"limit": "-2"}, "limit API parameter: -2 was found but -1 <= limit <= 100"),
        ({"limit": "dix"}, "limit API parameter: dix was found but an integer"),
        (
            {"limit": 20001, "group_by": "nom"},
            "limit API parameter: 20001 was found but -1 <= limit <= 20000",
        ),
        ({"offset": "-1"}, "offset API parameter: -1 was found but >= 0"),
        (
            {"offset": "9901", "limit": "100"},
            "sum of offset + limit API parameter: 10001 was found but <= 10000",
        ),
        (
            {"group_by": "nom", "limit": "20000", "offset": "40000"},
            "sum of offset + limit API parameter: 60000 was found but <= 20000",
        ),
        (
            {"timezone": "Mars/Base"},
            "timezone API parameter: Mars/Base was found but the name of a timezone",
        ),
    ],
)
def test_a_parameter_out_of_bounds_says_what_is_expected(clauses, message):
    assert refusal(**clauses) == (
        "InvalidRESTParameterError",
        f"Invalid value for {message} is expected.",
    )


def test_the_last_rows_that_the_limits_allow_are_allowed():
    plan = read(QueryParams(offset=9900, limit=100), SCHEMA)
    assert (plan.offset, plan.limit) == (9900, 100)
    assert read(QueryParams(limit="-1"), SCHEMA).limit == 100
    assert read(QueryParams(limit="-1", offset="9990"), SCHEMA).limit == 10
    assert read(QueryParams(limits=EXPORT), SCHEMA).limit is None
    assert read(QueryParams(limits=EXPORT, limit=10**6), SCHEMA).limit == 10**6


def test_an_export_sorts_its_groups_by_an_aggregate_within_the_ceiling_only():
    clauses = {"group_by": "nom", "select": "avg(pop) as a", "order_by": "a desc", "limits": EXPORT}
    assert refusal(**clauses) == (
        "ODSQLError",
        "ODSQL query is malformed: aggregation function in order by is not supported with a limit "
        "> 20000. Please remove the order by or set a limit parameter lower than 20001. "
        "Clause(s) containing the error(s): order_by.",
    )
    assert read(QueryParams(**clauses, limit=20000), SCHEMA).limit == 20000
