"""What a table is."""

from hypothesis import given
from hypothesis import strategies as st

from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema

SCHEMA = TableSchema(
    (
        Field("COLL_NOM", FieldType.TEXT, label="Collectivité", source="Nom"),
        Field("montant", FieldType.NUMBER),
        Field("Montant", FieldType.NUMBER),
    ),
    standard="scdl-deliberations",
)


def test_a_field_is_found_as_written_before_any_other_case() -> None:
    assert SCHEMA.find("Montant") is SCHEMA.fields[2]
    assert SCHEMA.find("montant") is SCHEMA.fields[1]


def test_a_field_is_found_in_any_case_when_only_one_answers() -> None:
    assert SCHEMA.find("coll_nom") is SCHEMA.fields[0]


def test_a_name_that_two_fields_answer_to_is_not_guessed() -> None:
    assert SCHEMA.find("MONTANT") is None


def test_people_read_the_label_or_failing_that_the_name() -> None:
    assert [field.title for field in SCHEMA] == ["Collectivité", "montant", "Montant"]


def test_hidden_fields_leave_the_others_in_order() -> None:
    assert SCHEMA.without(frozenset({"montant"})).names == ("COLL_NOM", "Montant")


@given(st.lists(st.tuples(st.text(min_size=1), st.sampled_from(FieldType), st.text()), max_size=5))
def test_a_schema_survives_its_passage_through_json(columns: list) -> None:
    fields = tuple(Field(name, kind, label=label) for name, kind, label in columns)
    schema = TableSchema(fields)
    assert TableSchema.from_json(schema.as_json()) == schema
