"""What the words of an address make of a table: a layer, settled to its last detail.

What is not said takes its usual value; what cannot be is told in plain French and left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from dataclasses import field as filled_with

from autan.charts.tongue import FRENCH, Tongue, gettext_noop
from autan.maps.classes import METHODS, MOST
from autan.maps.columns import COUNT, GROUPABLE, NUMBERS, categories, quantities, usual_popup
from autan.maps.geography import Geography, Ground, geographies
from autan.maps.style import Grain, Style, style, styles
from autan.query.nodes import Aggregate, Column, Value, is_aggregated
from autan.query.odsql import OdsqlError, QueryParams, read
from autan.query.state import MapWords, quoted_name
from autan.tabular.fields import PLACES, Field, FieldType
from autan.tabular.schema import TableSchema

CLASSES = 5
_LONGEST = 160
"""Letters of the name of a layer: drawing thousands takes seconds, and nobody reads them."""
_COUNTS = frozenset(str(number) for number in range(2, MOST + 1))


@dataclass(frozen=True, slots=True)
class Sketch:
    """A layer. ``words`` are complete: reading them again gives the same.

    ``of`` is the value drawn (circles, choropleth), aggregated unless each shape has its own;
    ``by`` the field of the categories; ``popup`` the fields told of one place. ``problems`` are
    sentences on what the words asked and could not have.
    """

    schema: TableSchema
    style: Style
    geography: Geography
    words: MapWords
    of: Value | None = None
    by: Field | None = None
    classes: int = CLASSES
    method: str = "natural"
    popup: tuple[Field, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        return self.style.name

    @property
    def grain(self) -> Grain:
        """What one sign stands for: circles of territories are one for each."""
        return self.style.grain

    @property
    def is_joined(self) -> bool:
        """Whether the places are outlines of the territory, joined by their codes."""
        return self.geography.ground is Ground.TERRITORY

    @property
    def is_outlined(self) -> bool:
        """Whether the shapes themselves are drawn."""
        return self.geography.ground is Ground.SHAPE and self.grain is Grain.ROW


@dataclass(frozen=True, slots=True)
class Problems:
    """What the words asked and cannot have, in the reader's language."""

    tongue: Tongue
    said: list[str] = filled_with(default_factory=list)

    def add(self, sentence: str, **facts: object) -> None:
        told = self.tongue.typeset(self.tongue.gettext(sentence))
        self.said.append(told % facts if facts else told)


def sketch(words: MapWords, schema: TableSchema, tongue: Tongue = FRENCH) -> Sketch | None:
    """The layer of a table; None when nothing says where its rows are."""
    grounds = geographies(schema)
    if not grounds:
        return None
    problems = Problems(tongue)
    chosen = _style(words, grounds, schema, problems)
    geography = _ground(chosen, grounds)
    of = _of(words, chosen, geography, schema, problems) if chosen.wants_value else None
    by = _by(words, schema, problems) if chosen.wants_category else None
    if chosen.wants_category and by is None:
        chosen = style("points") or chosen
    classes, method = _classes(words, problems), _method(words, problems)
    popup = _popup(words, schema, geography, problems)
    settled = replace(
        words,
        style=chosen.name,
        of=(words.of if of and words.of and not _said(problems.said, words.of) else _usual_of(of))
        if chosen.wants_value
        else "",
        by=by.name if by and chosen.wants_category else "",
        classes=str(classes) if chosen.has_classes else "",
        method=method if chosen.has_classes else "",
        popup=",".join(field.name for field in popup) if words.popup else "",
        title=words.title[:_LONGEST],
    )
    return Sketch(
        *(schema, chosen, geography, settled, of, by if chosen.wants_category else None),
        *(classes, method, popup, tuple(problems.said)),
    )


def propose(schema: TableSchema) -> MapWords | None:
    """The words of the map that suits a table best; None when it has no place."""
    found = sketch(MapWords(), schema)
    return found.words if found else None


# The choices of a form


def choices(schema: TableSchema, tongue: Tongue = FRENCH) -> tuple[tuple[Style, str], ...]:
    """Every style with "", or the sentence on why this table cannot take it."""
    grounds = geographies(schema)
    reasons = ((one, _why_not(one, grounds, schema)) for one in styles())
    return tuple(
        (one, reason and tongue.typeset(tongue.gettext(reason))) for one, reason in reasons
    )


# Each word


def _style(
    words: MapWords, grounds: tuple[Geography, ...], schema: TableSchema, problems: Problems
) -> Style:
    usual = _usual(grounds)
    if not words.style:
        return usual
    wanted = style(words.style)
    if wanted is None:
        problems.add(gettext_noop("Cette façon de dessiner la carte n’existe pas."))
        return usual
    refusal = _why_not(wanted, grounds, schema)
    if refusal:
        problems.add(refusal)
    return usual if refusal else wanted


def _usual(grounds: tuple[Geography, ...]) -> Style:
    """Signs say where things are; codes of territories are coloured."""
    found = style("choropleth" if grounds[0].ground is Ground.TERRITORY else "points")
    assert found is not None
    return found


def _why_not(one: Style, grounds: tuple[Geography, ...], schema: TableSchema) -> str:
    there = {each.ground for each in grounds}
    if not there:
        return gettext_noop("Rien dans ce tableau ne dit où sont les lignes.")
    if not there & set(one.grounds):
        if one.name == "choropleth":
            return gettext_noop(
                "Pour colorer des aplats, il faut des contours ou des codes de communes."
            )
        return gettext_noop("Ce tableau n’a que des codes de territoires : il faut des positions.")
    if one.wants_category and not categories(schema):
        return gettext_noop("Aucune colonne de ce tableau n’a de valeurs à distinguer.")
    only_shapes = one.name == "choropleth" and Ground.TERRITORY not in there
    if only_shapes and not quantities(schema):
        return gettext_noop("Aucune colonne de ce tableau n’est une quantité.")
    return ""


def _ground(chosen: Style, grounds: tuple[Geography, ...]) -> Geography:
    """Colours go on territories, signs where things precisely are."""
    ranked = sorted(grounds, key=lambda each: _rank(chosen, each.ground))
    return ranked[0]


def _rank(chosen: Style, ground: Ground) -> int:
    return chosen.grounds.index(ground) if ground in chosen.grounds else len(chosen.grounds)


def _of(
    words: MapWords,
    chosen: Style,
    geography: Geography,
    schema: TableSchema,
    problems: Problems,
) -> Value | None:
    """What is drawn: a total for each cell or territory, a value for each shape."""
    each = chosen.has_classes and geography.ground is Ground.SHAPE
    usual = _usual_value(each, schema)
    node = _parsed(words.of, schema) if words.of else usual
    if node is None:
        said = gettext_noop("« %(value)s » n’est pas un calcul que cette carte sait montrer.")
        problems.add(said, value=words.of)
        return usual
    if each:
        return _unwrapped(node) or usual
    return node if is_aggregated(node) else Aggregate("sum", (node,), node.type)


def _usual_value(each: bool, schema: TableSchema) -> Value | None:
    if each:
        found = quantities(schema)
        return Column(found[0].name, found[0].type) if found else None
    return _parsed(COUNT, schema)


def _unwrapped(node: Value) -> Value | None:
    """Of a total, what is added up: a shape is one row."""
    if isinstance(node, Aggregate):
        return node.arguments[0] if node.arguments else None
    return None if is_aggregated(node) else node


def _parsed(text: str, schema: TableSchema) -> Value | None:
    try:
        plan = read(QueryParams(select=f"{text} as value", limit=0), schema)
    except OdsqlError:
        return None
    outputs = plan.select
    return outputs[0].node if len(outputs) == 1 and outputs[0].type in NUMBERS else None


def _usual_of(of: Value | None) -> str:
    match of:
        case Column(name):
            return quoted_name(name)
        case Aggregate(function, (Column(name),)):
            return f"{function}({quoted_name(name)})"
        case Aggregate("count", ()):
            return COUNT
    return ""


def _said(problems: Iterable[str], text: str) -> bool:
    return any(text in problem for problem in problems)


def _by(words: MapWords, schema: TableSchema, problems: Problems) -> Field | None:
    known = categories(schema)
    if not words.by:
        return known[0] if known else None
    found = schema.find(words.by)
    if found is None or found.type not in (*GROUPABLE, FieldType.INTEGER):
        said = gettext_noop("La colonne « %(name)s » n’a pas de valeurs à distinguer.")
        problems.add(said, name=words.by)
        return known[0] if known else None
    return found


def _classes(words: MapWords, problems: Problems) -> int:
    if not words.classes:
        return CLASSES
    if words.classes in _COUNTS:
        return int(words.classes)
    problems.add(gettext_noop("Le nombre de classes va de 2 à %(most)s."), most=MOST)
    return CLASSES


def _method(words: MapWords, problems: Problems) -> str:
    if not words.method or words.method in METHODS:
        return words.method or "natural"
    problems.add(gettext_noop("Cette façon de découper les classes n’existe pas."))
    return "natural"


def _popup(
    words: MapWords, schema: TableSchema, geography: Geography, problems: Problems
) -> tuple[Field, ...]:
    if not words.popup:
        return usual_popup(schema, geography)
    found = []
    for name in words.popup.split(",")[:24]:
        field = schema.find(name.strip())
        if field is None:
            problems.add(gettext_noop("La colonne « %(name)s » n’existe pas."), name=name.strip())
        elif field not in found and field.type not in PLACES:
            found.append(field)
    return tuple(found)
