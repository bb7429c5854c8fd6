"""The layers of a map as words of an address: added, moved, taken away, changed.

A layer is told by its place: 0 is the dataset of the page itself, always there; the others follow
in the order in which they are drawn, the last one on top.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import QueryDict

from autan.query.state import LAYERS, Layer, MapWords, State
from autan.tabular.schema import TableSchema
from autan.web.datasets.conditions import condition
from autan.web.parts import whole

SENT = "reglage"
"""The field of the form of a layer: its place."""
CHOSEN = "couche"
"""The word of the address that tells whose settings are shown."""
FACTS = "infos"
_ROWS = ("q", "where", "refine", "exclude")


def at(state: State, place: int) -> State:
    """The words of one layer: which rows, and how they are drawn."""
    if place:
        return state.layers[place - 1].state
    own = {name: getattr(state, name) for name in (*_ROWS, "version")}
    return State(**own, map=replace(state.map, view="", title="", text=""))


def put(state: State, place: int, layer: State) -> State:
    """The map with other words for one layer; what is looked at and said of the whole stays."""
    if place:
        old = state.layers[place - 1]
        changed = replace(old, state=replace(layer, layers=()))
        return _layered(state, (*state.layers[: place - 1], changed, *state.layers[place:]))
    whole = {name: getattr(state.map, name) for name in ("view", "title", "text")}
    rows = {name: getattr(layer, name) for name in _ROWS}
    return state.turned(**rows, map=replace(layer.map, **whole))


def added(state: State, dataset_id: str) -> State:
    """One more dataset, on top; the same map when it is full."""
    if len(state.layers) >= LAYERS:
        return state
    return _layered(state, (*state.layers, Layer(dataset_id)))


def removed(state: State, place: int) -> State:
    return _layered(state, (*state.layers[: place - 1], *state.layers[place:]))


def raised(state: State, place: int, by: int) -> State:
    """A layer one step nearer to the eye (``by`` 1) or farther (-1)."""
    layers = list(state.layers)
    one = layers.pop(place - 1)
    layers.insert(min(max(place - 1 + by, 0), len(layers)), one)
    return _layered(state, tuple(layers))


def place_of(text: str | None, state: State) -> int:
    """The place that an address says; 0 when there is no such layer."""
    place = whole(text or "")
    return place if place <= len(state.layers) else 0


def sent(query: QueryDict, state: State, schemas: Mapping[int, TableSchema]) -> State | None:
    """The map once the form of a layer was sent; None if it was not.

    ``schemas`` are the columns of the layers that can be read, by their place.
    """
    if SENT not in query:
        return None
    place = place_of(query[SENT], state)
    before = at(state, place)
    schema = schemas.get(place)
    new = _filter(query, schema) if schema else ""
    where = before.where if not new or new in before.where else (*before.where, new)
    return put(state, place, before.turned(where=where, map=_drawn(query, before.map)))


def _drawn(query: QueryDict, before: MapWords) -> MapWords:
    """The answers that are in the form; a question that was not put keeps its answer."""
    asked: dict[str, Any] = {
        name: query[name].strip()
        for name in ("style", "of", "by", "classes", "method")
        if name in query
    }
    facts = [name for name in query.getlist(FACTS) if name]
    if FACTS in query:
        asked["popup"] = ",".join(facts)
    return replace(before, **asked)


def _filter(query: QueryDict, schema: TableSchema) -> str:
    said = (query.get(name, "") for name in ("colonne", "signe", "valeur"))
    return condition(schema, *said)


def _layered(state: State, layers: tuple[Layer, ...]) -> State:
    return state.turned(layers=layers)
