"""What the words of an address make of a table."""

import pytest

from autan.maps.columns import categories, values
from autan.maps.geography import Ground, Level, code, degrees_columns, geographies
from autan.maps.sketch import choices, propose, sketch
from autan.maps.style import styles
from autan.query.state import MapWords
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema

T = FieldType


def schema(*fields: tuple[str, FieldType], standard: str | None = None) -> TableSchema:
    return TableSchema(tuple(Field(name, kind) for name, kind in fields), standard)


PLACES = schema(
    ("nom", T.TEXT),
    ("type", T.TEXT),
    ("montant", T.NUMBER),
    ("annee", T.INTEGER),
    ("ou", T.GEO_POINT),
)
TOWNS = schema(("code_insee", T.TEXT), ("habitants", T.INTEGER))
SHAPES = schema(("nom", T.TEXT), ("surface", T.NUMBER), ("trace", T.GEO_SHAPE))
NOWHERE = schema(("nom", T.TEXT), ("montant", T.NUMBER))


@pytest.mark.parametrize(
    ("table", "style", "ground"),
    [
        (PLACES, "points", Ground.POINT),
        (TOWNS, "choropleth", Ground.TERRITORY),
        (SHAPES, "points", Ground.SHAPE),
    ],
)
def test_a_table_has_a_map_that_suits_it(table: TableSchema, style: str, ground: Ground) -> None:
    found = sketch(MapWords(), table)
    assert found is not None
    assert (found.kind, found.geography.ground, found.problems) == (style, ground, ())


def test_a_table_without_any_place_has_none() -> None:
    assert sketch(MapWords(style="points"), NOWHERE) is None
    assert propose(NOWHERE) is None


@pytest.mark.parametrize("table", [PLACES, TOWNS, SHAPES])
@pytest.mark.parametrize("style", [one.name for one in styles()])
def test_the_settled_words_read_again_give_the_same_layer(table: TableSchema, style: str) -> None:
    first = sketch(MapWords(style=style), table)
    assert first is not None
    again = sketch(first.words, table)
    assert again is not None
    assert again.words == first.words
    assert again.problems == ()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (MapWords(style="globe"), "n’existe pas"),
        (MapWords(style="circles", of="sum(inconnu)"), "n’est pas un calcul"),
        (MapWords(style="circles", of="nom"), "n’est pas un calcul"),
        (MapWords(style="categories", by="inconnu"), "n’a pas de valeurs"),
        (MapWords(style="choropleth"), "aplats"),
        (MapWords(style="points", popup="nom,inconnu"), "n’existe pas"),
        (MapWords(style="points", classes="40"), "de 2 à 9"),
        (MapWords(style="points", method="magie"), "n’existe pas"),
    ],
)
def test_what_cannot_be_is_said_and_the_map_is_drawn_all_the_same(
    words: MapWords, said: str
) -> None:
    found = sketch(words, PLACES)
    assert found is not None
    assert any(said in problem for problem in found.problems)
    assert sketch(found.words, PLACES) is not None


def test_a_value_of_circles_is_added_up_and_one_of_shapes_is_its_own() -> None:
    circles = sketch(MapWords(style="circles", of="montant"), PLACES)
    shapes = sketch(MapWords(style="choropleth", of="sum(surface)"), SHAPES)
    assert circles is not None
    assert shapes is not None
    assert type(circles.of).__name__ == "Aggregate"
    assert type(shapes.of).__name__ == "Column"


def test_choices_say_why_not() -> None:
    said = {style.name: reason for style, reason in choices(TOWNS)}
    assert said["choropleth"] == said["circles"] == ""
    assert "positions" in said["points"]


def test_years_and_codes_are_no_quantities_and_no_categories() -> None:
    fields = {field.name for _, _, field in values(PLACES) if field}
    assert fields == {"montant"}
    assert [field.name for field in categories(PLACES)] == ["type", "nom"]


@pytest.mark.parametrize(
    ("names", "pairs"),
    [
        (("EQUIP_LAT", "EQUIP_LONG"), (("EQUIP_LONG", "EQUIP_LAT"),)),
        (("Xlong", "Ylat"), (("Xlong", "Ylat"),)),
        (("x", "y"), ()),
        (("longueur", "lat"), ()),
        (("long_coor1", "lat_coor2"), ()),
    ],
)
def test_two_columns_of_degrees_go_together(
    names: tuple[str, ...], pairs: tuple[tuple[str, str], ...]
) -> None:
    assert degrees_columns(names) == pairs


def test_a_standard_with_degrees_has_its_places() -> None:
    table = schema(
        ("EQUIP_NOM", T.TEXT),
        ("EQUIP_LAT", T.NUMBER),
        ("EQUIP_LONG", T.NUMBER),
        standard="scdl-equipements",
    )
    (where,) = geographies(table)
    assert (where.ground, [field.name for field in where.fields]) == (
        Ground.POINT,
        ["EQUIP_LONG", "EQUIP_LAT"],
    )


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("code_insee", Level.COMMUNES),
        ("COM_INSEE", Level.COMMUNES),
        ("siren_epci", Level.EPCI),
        ("code_departement", Level.DEPARTEMENTS),
        ("dep", Level.DEPARTEMENTS),
        ("commune", None),
        ("depense", None),
    ],
)
def test_codes_are_known_by_their_name(name: str, level: Level | None) -> None:
    found = [where.level for where in geographies(schema((name, T.TEXT)))]
    assert found == ([level] if level else [])


def test_a_code_that_lost_its_zero_finds_it_again() -> None:
    assert [
        code(9001, Level.COMMUNES),
        code("9", Level.DEPARTEMENTS),
        code("2a004", Level.COMMUNES),
    ] == [
        "09001",
        "09",
        "2A004",
    ]


def test_what_names_each_place_is_the_last_category_to_be_chosen() -> None:
    table = schema(("nom", T.TEXT), ("niveau", T.TEXT), ("ou", T.GEO_POINT))
    assert [field.name for field in categories(table)] == ["niveau", "nom"]


def test_a_popup_begins_with_the_name_and_leaves_the_metres_out() -> None:
    table = schema(("x", T.NUMBER), ("quartier", T.TEXT), ("nom", T.TEXT), ("ou", T.GEO_POINT))
    found = sketch(MapWords(), table)
    assert found is not None
    assert [field.name for field in found.popup] == ["nom", "quartier"]
