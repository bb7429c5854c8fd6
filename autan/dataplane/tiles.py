"""Vector tiles: of a dataset within its grant, and of the outlines that the package carries."""

from functools import lru_cache

from starlette.responses import Response

from autan.catalogue.desk import Listing
from autan.dataplane import answers
from autan.dataplane.calls import Call
from autan.dataplane.errors import Failure, Refusal
from autan.dataplane.explore.finding import listing, traits
from autan.engine.reader import Reader
from autan.maps import questions
from autan.maps.base import FIRST, LAST, base_tile, joined_tile
from autan.maps.figures import figures, ranks
from autan.maps.geography import Level
from autan.maps.mercator import Window, tile
from autan.maps.sketch import Sketch, sketch
from autan.maps.tiles import DEEPEST_TILE
from autan.outlines import land
from autan.query.plan import Plan
from autan.query.state import State

TILE = "application/vnd.mapbox-vector-tile"
A_DAY = "public, max-age=86400"
NO_TILE = Failure(404, "NotFoundResource", "There is no such tile.")
NO_PLACE = Failure(404, "NotFoundResource", "Nothing in this dataset says where its records are.")


def of_dataset(call: Call) -> Response:
    """A tile of what the address selects, drawn as its ``map`` words say."""
    found, window = listing(call), _window(call, DEEPEST_TILE)
    state = State.read(call.parameters.pairs)
    for name, _ in state.pairs:
        call.parameters.all(name)
    layer = sketch(state.map, found.schema)
    if layer is None:
        raise Refusal(NO_PLACE)
    plan = questions.selection(state, found.schema)
    words = (layer.words.style, layer.words.of, layer.words.by, layer.words.popup)
    tagged = answers.Tagged(call.if_none_match, "tile", *traits(found, plan), words, window)
    if tagged.fresh:
        return tagged.unchanged()
    body = _drawn(call, found, layer, plan, window)
    return _answer(body, tagged.headers)


def of_land(call: Call) -> Response:
    """A tile of the outlines: the same at every portal, until the package has others."""
    names = {level.value: level for level in Level}
    level, window = names.get(call.places["layer"]), _window(call, LAST)
    if level is None or window.zoom < FIRST:
        raise Refusal(NO_TILE)
    body = _base(level, window)
    tagged = answers.Tagged(call.if_none_match, "land", body)
    if tagged.fresh:
        return tagged.unchanged()
    return _answer(body, {**tagged.headers, "Cache-Control": A_DAY})


def _drawn(call: Call, found: Listing, layer: Sketch, plan: Plan, window: Window) -> bytes:
    reader = Reader(found.grant, found.source, call.client)
    if layer.is_joined:
        return joined_tile(land(), figures(layer, plan, reader, land()), window)
    singled = ranks(layer, plan, reader)
    return reader.tile(questions.tile(layer, plan, window, singled), window)


@lru_cache(maxsize=512)
def _base(level: Level, window: Window) -> bytes:
    return base_tile(land(), level, window)


def _window(call: Call, deepest: int) -> Window:
    try:
        z, x, y = (int(call.places[name]) for name in "zxy")
    except ValueError as error:
        raise Refusal(NO_TILE) from error
    if z > deepest:
        raise Refusal(NO_TILE)
    try:
        return tile(z, x, y)
    except ValueError as error:
        raise Refusal(NO_TILE) from error


def _answer(body: bytes, headers: dict[str, str]) -> Response:
    """No content where there is nothing: what map libraries take for an empty tile."""
    if not body:
        return Response(status_code=204, headers=headers)
    return Response(body, headers={**headers, "Content-Type": TILE})
