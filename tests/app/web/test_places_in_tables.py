"""Positions and shapes as the pages show them."""

import pytest

from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from autan.web.datasets.grid import Sorting, grid

SCHEMA = TableSchema(
    (
        Field("nom", FieldType.TEXT, "Nom"),
        Field("ou", FieldType.GEO_POINT, "Position"),
        Field("trace", FieldType.GEO_SHAPE, "Forme"),
    )
)


def shown(kind: str) -> list[str | None]:
    feature = {"type": "Feature", "geometry": {"type": kind}, "properties": {}}
    row = {"nom": "Mairie", "ou": {"lon": 1.2767, "lat": 43.35871234}, "trace": feature}
    (cells,) = grid(SCHEMA, [row], caption="").rows
    return [cell.text for cell in cells]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("MultiPolygon", "surface"),
        ("LineString", "ligne"),
        ("Point", "point"),
        ("GeometryCollection", "points et formes"),
    ],
)
def test_a_point_is_two_numbers_and_a_shape_a_word(kind: str, words: str) -> None:
    assert shown(kind) == ["Mairie", "43.35871, 1.27670", words]


def test_an_empty_place_is_an_empty_cell_and_places_do_not_sort() -> None:
    made = grid(
        SCHEMA, [{"nom": "a", "ou": None, "trace": None}], caption="", sorting=Sorting("/", [], "")
    )
    assert [cell.text for cell in made.rows[0]] == ["a", None, None]
    assert [bool(column.sort) for column in made.columns] == [True, False, False]
