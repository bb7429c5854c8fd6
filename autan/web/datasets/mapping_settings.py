"""The settings of one layer: the questions that its style has, each with the answer in force."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext, gettext_lazy

from autan.maps import columns
from autan.maps import sketch as sketching
from autan.maps.classes import MOST
from autan.maps.geography import Ground
from autan.maps.sketch import Sketch
from autan.query.state import State, quoted_name
from autan.tabular.fields import PLACES, Field
from autan.tabular.schema import TableSchema
from autan.web.datasets import conditions, mapping_words
from autan.web.datasets.conditions import SIGNS
from autan.web.parts import Chip, link
from autan.web.standards import spoken

# The titles of ``autan.maps.styles``, shorter: they stand on buttons.
STYLES = {
    "points": gettext_lazy("Points"),
    "clusters": gettext_lazy("Regroupements"),
    "categories": gettext_lazy("Catégories"),
    "circles": gettext_lazy("Cercles"),
    "choropleth": gettext_lazy("Aplats de couleur"),
}
_AGGREGATES = {
    "sum": gettext_lazy("Total : %(column)s"),
    "avg": gettext_lazy("Moyenne : %(column)s"),
    "max": gettext_lazy("Maximum : %(column)s"),
}
_METHODS = (
    ("natural", gettext_lazy("aux écarts naturels (conseillé)")),
    ("quantile", gettext_lazy("autant de lieux dans chacune")),
    ("equal", gettext_lazy("toutes de même largeur")),
)


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    label: str
    options: tuple[Option, ...]
    help: str = ""


@dataclass(frozen=True, slots=True)
class StyleLink:
    name: str
    words: str
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Settings:
    place: int
    title: str
    chips: tuple[Chip, ...]
    choices: tuple[Choice, ...]
    facts: tuple[Option, ...]
    columns: tuple[Field, ...]
    signs: tuple[conditions.Sign, ...] = SIGNS


def settings(state: State, place: int, title: str, sketch: Sketch, path: str) -> Settings:
    """The form of the layer at ``place`` of the map."""
    schema = spoken(sketch.schema)
    told = {field.name for field in sketch.popup}
    columns = tuple(field for field in schema if field.type not in PLACES)
    return Settings(
        place,
        title,
        _chips(state, place, schema, path),
        tuple(_choices(sketch, schema)),
        tuple(Option(one.name, one.title, one.name in told) for one in columns),
        columns,
    )


def style_links(state: State, place: int, sketch: Sketch, path: str) -> tuple[StyleLink, ...]:
    """One link for each style that the layer can take."""
    layer = mapping_words.at(state, place)
    return tuple(
        StyleLink(
            one.name,
            str(STYLES[one.name]),
            _to(path, state, place, replace(layer, map=replace(layer.map, style=one.name))),
            one.name == sketch.kind,
        )
        for one, refusal in sketching.choices(sketch.schema)
        if not refusal
    )


def _choices(sketch: Sketch, schema: TableSchema) -> list[Choice]:
    made = [Choice("style", gettext("Façon de dessiner"), _styles(sketch))]
    if sketch.style.wants_category:
        made.append(Choice("by", gettext("Catégories de la colonne"), _categories(sketch, schema)))
    if sketch.style.wants_value:
        label = gettext("Ce que dit la couleur")
        if not sketch.style.has_classes:
            label = gettext("Ce que dit la taille")
        made.append(Choice("of", label, _chosen(_quantities(sketch, schema), sketch.words.of)))
    if sketch.style.has_classes:
        numbers = tuple(Option(str(n), str(n), n == sketch.classes) for n in range(2, MOST + 1))
        made.append(Choice("classes", gettext("Nombre de couleurs"), numbers))
        methods = (Option(name, str(said), name == sketch.method) for name, said in _METHODS)
        made.append(Choice("method", gettext("Classes de valeurs"), tuple(methods)))
    return made


def _styles(sketch: Sketch) -> tuple[Option, ...]:
    return tuple(
        Option(one.name, str(STYLES[one.name]), one.name == sketch.kind)
        for one, refusal in sketching.choices(sketch.schema)
        if not refusal
    )


def _categories(sketch: Sketch, schema: TableSchema) -> tuple[Option, ...]:
    fields = [one.name for one in columns.categories(sketch.schema)]
    if sketch.by and sketch.by.name not in fields:
        fields.append(sketch.by.name)
    chosen = sketch.by.name if sketch.by else ""
    return tuple(Option(name, _title(name, schema), name == chosen) for name in fields)


def _quantities(sketch: Sketch, schema: TableSchema) -> tuple[Option, ...]:
    """Of shapes that have each their value, the columns; else what can be counted and added up."""
    if sketch.style.has_classes and sketch.geography.ground is Ground.SHAPE:
        fields = columns.quantities(sketch.schema)
        return tuple(
            Option(quoted_name(one.name), _title(one.name, schema), False) for one in fields
        )
    return _values(schema)


def _values(schema: TableSchema) -> tuple[Option, ...]:
    named = []
    for text, verb, field in columns.values(schema):
        said = gettext("Nombre de lignes")
        if field is not None:
            said = str(_AGGREGATES[verb]) % {"column": field.title}
        named.append(Option(text, said, False))
    return tuple(named)


def _chosen(options: tuple[Option, ...], value: str) -> tuple[Option, ...]:
    """The options with the one in force, which may have been written by hand in the address."""
    known = any(one.value == value for one in options)
    written = () if known or not value else (Option(value, value, True),)
    return (*(replace(one, chosen=one.value == value) for one in options), *written)


def _chips(state: State, place: int, schema: TableSchema, path: str) -> tuple[Chip, ...]:
    layer = mapping_words.at(state, place)
    named = [("q", layer.q, f"«\u202f{layer.q}\u202f»")] if layer.q else []
    named += [("where", one, conditions.sentence(schema, one)) for one in layer.where]
    named += [("refine", one, conditions.refinement(schema, one)) for one in layer.refine]
    excluded = gettext("sauf %(filter)s")
    named += [
        ("exclude", one, excluded % {"filter": conditions.refinement(schema, one)})
        for one in layer.exclude
    ]
    return tuple(
        Chip(said, _to(path, state, place, layer.without(name, value)))
        for name, value, said in named
    )


def _to(path: str, state: State, place: int, layer: State) -> str:
    pairs = mapping_words.put(state, place, layer).pairs
    chosen = ((mapping_words.CHOSEN, str(place)),) if place else ()
    return link(path, (*pairs, *chosen))


def _title(name: str, schema: TableSchema) -> str:
    field = schema.find(name)
    return field.title if field else name
