"""What is taken from a published Table Schema, slips included, and what is left."""

import json
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.schemas import table_schema
from autan.schemas.names import listed
from autan.schemas.registry.model import standard, worded
from autan.schemas.rules import Compare, OneOf, Together, Total
from autan.schemas.standard import Kind
from autan.schemas.table_schema import NotATableSchema, facts


def one(**field: Any) -> dict[str, Any]:
    found: dict[str, Any] = facts({"fields": [{"name": "a", **field}]})["fields"][0]
    return found


def kind(name: str, check: str = "", **field: Any) -> Kind:
    document: dict[str, Any] = {"fields": [{"name": name, **field}]}
    if check:
        document["custom_checks"] = [{"name": check, "params": {"column": name}}]
    model = {"registry": "x/y", "label": "Y", **facts(document)}
    return standard(model).field(name).kind


def test_facts_are_taken_and_prose_is_left() -> None:
    document = {
        "title": "Un titre officiel",
        "description": "De la prose.",
        "version": "v1.1.6",
        "primaryKey": "id",
        "missingValues": ["", "NA"],
        "foreignKeys": [{"fields": "id", "reference": {"resource": "b", "fields": "id"}}],
        "fields": [
            {
                "name": "id",
                "title": "Un titre",
                "description": "De la prose.",
                "type": "string",
                "example": "A-1",
                "constraints": {"required": True, "unique": True, "pattern": "^A", "maxLength": 4},
            }
        ],
    }
    model = facts(document)
    assert model == {
        "version": "1.1.6",
        "primary_key": ["id"],
        "foreign_keys": [{"columns": ["id"], "model": "b", "there": ["id"]}],
        "missing": ["NA"],
        "fields": [
            {
                "name": "id",
                "type": "string",
                "required": True,
                "unique": True,
                "pattern": "^A",
                "max_length": 4,
                "example": "A-1",
            }
        ],
    }
    assert "prose" not in json.dumps(model)
    assert table_schema.title(document) == "Un titre officiel"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ({"contraints": {"minimum": 1}}, {"minimum": 1}),
        ({"exemple": "x"}, {"example": "x"}),
        ({"examples": ["x", "y"]}, {"example": "x"}),
        ({"enum": ["a\t", " b ", "a"]}, {"choices": ["a", "b"]}),
        ({"arrayItem": {"enum": ["a"]}, "type": "array"}, {"choices": ["a"]}),
        ({"items": {"constraints": {"enum": ["a"]}}, "type": "array"}, {"choices": ["a"]}),
        ({"constraints": {"enum": [80, 100]}, "type": "number"}, {"choices": ["80", "100"]}),
        ({"format": "default"}, {}),
        ({"constraints": {"pattern": r"^[\u00C0-\u00FF\’]$"}}, {"pattern": "^[À-ÿ’]$"}),
        ({"constraints": {"required": "true", "maxLength": "5"}}, {}),
        ({"example": "'36' pour un numéro"}, {}),
        ({"example": True, "type": "boolean"}, {"example": "oui"}),
        ({"name": " a "}, {}),
    ],
)
def test_the_slips_of_published_schemas_are_read_as_what_they_mean(
    field: dict[str, Any], expected: dict[str, Any]
) -> None:
    bare = {"name": "a", "type": field.get("type", "string")}
    assert one(**field) == bare | expected


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        "texte",
        {},
        {"fields": []},
        {"fields": {"name": "a"}},
        {"fields": [{"type": "string"}]},
        {"fields": [{"name": "a"}, {"name": "A"}]},
        {"fields": [{"name": f"c{i}"} for i in range(table_schema.MOST_FIELDS + 1)]},
    ],
)
def test_what_has_no_readable_list_of_columns_is_refused(document: Any) -> None:
    with pytest.raises(NotATableSchema):
        facts(document)


def test_custom_checks_become_rules_between_columns() -> None:
    names = ["a", "b", "c"]
    checks = [
        {"name": "compare-columns-value", "params": {"column": "a", "op": ">=", "column2": "b"}},
        {"name": "compare-columns-value", "params": {"column": "a", "op": "<", "column2": "b"}},
        {"name": "sum-columns-value", "params": {"column": "a", "columns": ["b", "c"]}},
        {"name": "cohesive-columns-value", "params": {"column": "a", "othercolumns": ["b"]}},
        {"name": "one-of-required", "params": {"column1": "a", "column2": "b"}},
        {"name": "compare-columns-value", "params": {"column": "a", "op": ";", "column2": "b"}},
        {"name": "sum-columns-value", "params": {"column": "a", "columns": ["absent"]}},
        {"name": "unheard-of", "params": {"column": "a"}},
        {"name": 3, "params": "x"},
    ]
    document = {"fields": [{"name": name} for name in names], "custom_checks": checks}
    made = standard({"registry": "x/y", "label": "Y", **facts(document)})
    assert made.rules == (
        Compare("a", ">=", "b"),
        Compare("b", ">", "a"),
        Total("a", ("b", "c")),
        Together(("a", "b")),
        OneOf(("a", "b")),
    )


@pytest.mark.parametrize(
    ("name", "field", "expected"),
    [
        ("num_siret", {"constraints": {"pattern": r"^\d{14}$"}}, Kind.SIRET),
        ("source", {"constraints": {"pattern": r"^\d{9}$"}}, Kind.SIREN),
        ("rna", {"constraints": {"pattern": r"^W\d{9}$"}}, Kind.RNA),
        ("insee", {"constraints": {"pattern": r"^([013-9]\d|2[AB1-9])\d{3}$"}}, Kind.INSEE),
        (
            "CODE_POSTAL",
            {"constraints": {"pattern": r"^([013-9]\d|2[AB1-9])\d{3}$"}},
            Kind.POSTCODE,
        ),
        ("lien", {"format": "uri"}, Kind.URL),
        ("contact", {"format": "email"}, Kind.EMAIL),
        ("cle", {"format": "uuid"}, Kind.UUID),
        ("mobilier", {"constraints": {"enum": ["banc"]}}, Kind.CHOICE),
        ("Xlong", {"type": "number", "example": "1.452323"}, Kind.DEGREES),
        ("VEH_LONG", {"type": "number", "example": "12"}, Kind.NUMBER),
        ("tarif_1h", {"type": "number"}, Kind.AMOUNT),
        ("part", {"type": "number", "constraints": {"minimum": 0, "maximum": 1}}, Kind.SHARE),
        ("annee", {"type": "date", "format": "%Y"}, Kind.YEAR),
        ("jour", {"type": "date", "format": "%Y-%m-%d"}, Kind.DATE),
        ("debut", {"type": "datetime"}, Kind.DATETIME),
        ("ouverture", {"type": "time"}, Kind.TIME),
        ("position", {"type": "geopoint", "format": "array"}, Kind.POINT),
        ("contour", {"type": "geojson"}, Kind.SHAPE),
        ("GEOM_WKT", {"example": "POINT (1 2)"}, Kind.SHAPE),
        ("GEOM_SOURCE", {"example": "IGN"}, Kind.TEXT),
        ("geometrie", {"enum": ["GM_MultiSurface"]}, Kind.SHAPE),
        ("allergenes", {"type": "array"}, Kind.LIST),
        ("telephone", {}, Kind.PHONE),
        ("adresse", {}, Kind.ADDRESS),
        ("complement_adresse", {}, Kind.TEXT),
        ("id_local", {}, Kind.CODE),
        ("nom_lieu", {}, Kind.NAME),
        ("info", {}, Kind.TEXT),
        ("autre", {"type": "jamais vu"}, Kind.TEXT),
    ],
)
def test_a_column_has_the_kind_that_its_type_its_form_and_its_name_say(
    name: str, field: dict[str, Any], expected: Kind
) -> None:
    assert kind(name, **field) is expected


def test_a_check_on_a_column_says_its_kind() -> None:
    assert kind("no_appel", "phone-number-value") is Kind.PHONE
    assert kind("fab", "french-siren-value") is Kind.SIREN
    assert kind("exercice", "year-interval-value") is Kind.YEARS


def test_a_pattern_bears_on_the_whole_value() -> None:
    document = {"fields": [{"name": "a", "constraints": {"pattern": "[0-9]{5}|x"}}]}
    field = standard({"registry": "x/y", "label": "Y", **facts(document)}).field("a")
    found = pl.Series(["12345", "x", "123456", "xx"]).str.contains(field.pattern)
    assert found.to_list() == [True, True, False, False]


def test_exchanged_bounds_of_latitude_and_longitude_are_put_right() -> None:
    document = {
        "fields": [
            {"name": "longitude", "type": "number", "contraints": {"minimum": -90, "maximum": 90}},
            {"name": "latitude", "type": "number", "contraints": {"minimum": -180}},
        ]
    }
    made = standard({"registry": "x/y", "label": "Y", **facts(document)})
    assert [(one.minimum, one.maximum) for one in made.fields] == [(-180, 180), (-90, 90)]


def test_a_later_version_keeps_our_words_and_borrows_those_of_its_new_columns() -> None:
    mine = {"label": "Bancs", "noun": ["banc", "bancs"], "fields": [{"name": "a", "label": "Ici"}]}
    later = {
        "registry": "x/bancs",
        "fields": [{"name": "a", "type": "string"}, {"name": "b_c", "type": "string"}],
        "said": {"title": "Officiel", "fields": {"a": ["A", ""], "b_c": ["", "Dit."]}},
    }
    made = standard(worded(later, mine))
    assert (made.label, made.noun) == ("Bancs", ("banc", "bancs"))
    assert [(one.label, one.description) for one in made.fields] == [("Ici", ""), ("B c", "Dit.")]


_KEYS = sorted(
    listed(
        """
        fields name type constraints enum pattern custom_checks params column columns
        primaryKey example minimum trueValues format
        """
    )
)
_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=5)
    ),
    max_leaves=25,
)


@given(_ANY)
def test_no_document_makes_us_stumble(document: Any) -> None:
    try:
        model = facts(document)
    except NotATableSchema:
        return
    made = standard({"registry": "x/y", "label": "Y", **model})
    json.dumps(model).encode("utf-8")
    assert made.fields
