"""What a row is called."""

from collections.abc import Mapping

import pytest

from autan import schemas
from autan.schemas.naming import called, naming
from autan.tabular.fields import Field, FieldType
from autan.tabular.profile import ColumnProfile, TableProfile
from autan.tabular.schema import TableSchema

T = FieldType


def table(*names: str, standard: str | None = None) -> TableSchema:
    fields = schemas.find(standard).fields if standard else ()  # type: ignore[union-attr]
    types = {one.name: one.type for one in fields}
    return TableSchema(tuple(Field(name, types.get(name, T.TEXT)) for name in names), standard)


def profile(**distinct: int) -> TableProfile:
    columns = [ColumnProfile(name, 100, count) for name, count in distinct.items()]
    return TableProfile(100, tuple(columns))


def best(schema: TableSchema, seen: TableProfile | None = None) -> tuple[str, ...]:
    return tuple(one.name for one in next(iter(naming(schema, seen)), ()))


@pytest.mark.parametrize(
    ("standard", "names", "expected"),
    [
        ("scdl-equipements", "COLL_NOM EQUIP_TYPE EQUIP_NOM ADR_NOMVOIE ADR_COMMUNE", "EQUIP_NOM"),
        ("scdl-equipements", "COLL_NOM EQUIP_THEME EQUIP_TYPE", "EQUIP_TYPE"),
        ("bal-1.4", "cle_interop commune_nom voie_nom numero", "numero voie_nom"),
        ("bal-1.4", "cle_interop commune_nom numero", ""),
        ("scdl-subventions", "nomAttribuant objet nomBeneficiaire", "nomBeneficiaire"),
        (None, "id quartier nom adresse", "nom"),
        (None, "nom_commune nom_du_stade", "nom_du_stade"),
        (None, "id description parking", "parking"),
        (None, "commentaire", "commentaire"),
    ],
)
def test_a_row_is_called_by_what_people_call_it(
    standard: str | None, names: str, expected: str
) -> None:
    assert " ".join(best(table(*names.split(), standard=standard))) == expected


def test_a_column_that_says_the_same_on_many_rows_names_none_of_them() -> None:
    assert best(table("nom", "piste"), profile(nom=3, piste=97)) == ("piste",)


def test_columns_of_numbers_alone_name_nothing() -> None:
    assert naming(TableSchema((Field("n", T.INTEGER), Field("m", T.NUMBER)))) == ()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"numero": 12, "suffixe": "bis", "voie_nom": "Rue du  Pouy"}, "12 bis Rue du Pouy"),
        ({"numero": 99999, "suffixe": None, "voie_nom": "Le Bourg"}, "Le Bourg"),
        ({"numero": None, "voie_nom": ""}, ""),
    ],
)
def test_the_words_of_a_name_are_said_in_one_line(row: Mapping[str, object], expected: str) -> None:
    group = naming(table("numero", "suffixe", "voie_nom", standard="bal-1.4"))[0]
    assert called(group, row) == expected


def test_every_standard_names_columns_that_it_has() -> None:
    for standard in schemas.standards():
        assert {*standard.names} <= {field.name for field in standard.fields}, standard.id
