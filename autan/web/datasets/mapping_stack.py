"""The layers of one map, each within what its reader may see: the page's dataset, then the others.

A layer that cannot be shown stays in its place with a sentence: the rest of the map is drawn. What
one may not see is told like what does not exist.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from django.http import Http404, HttpRequest
from django.utils.translation import get_language, gettext, ngettext

from autan.catalogue.listing import Listing
from autan.charts.tongue import Tongue
from autan.engine.base import EngineError
from autan.engine.reader import Reader
from autan.maps import questions
from autan.maps.columns import quantities
from autan.maps.figures import HEIGHT, WIDTH, Figures, figures
from autan.maps.legend import Entry, legend, measured
from autan.maps.mercator import Extent, View, Window, fitted
from autan.maps.sketch import sketch
from autan.outlines import land
from autan.query.odsql import OdsqlError
from autan.query.state import State, quoted_name
from autan.tabular.schema import TableSchema
from autan.web import colours
from autan.web.datasets import mapping_words
from autan.web.datasets.finding import found
from autan.web.standards import spoken
from autan.web.troubles import in_words


@dataclass(frozen=True)
class Shown:
    """One layer. ``figures`` is None when it cannot be drawn, and ``problem`` says why.

    ``rank`` is its place among those that are drawn: its colour and its sign.
    """

    place: int
    dataset_id: str
    state: State
    reader: Reader | None = None
    listing: Listing | None = None
    figures: Figures | None = None
    problem: str = ""
    rank: int = 0
    brand: str = ""

    @property
    def title(self) -> str:
        return self.listing.title if self.listing else gettext("Couche indisponible")

    @cached_property
    def asked(self) -> Hashable:
        """All that its picture depends on: which rows of which version, for whom, drawn how."""
        found, reader = self.figures, self.reader
        if found is None or reader is None:
            return None
        grant, sketch = reader.grant, found.sketch
        how = (sketch.kind, sketch.geography, sketch.words, sketch.of, sketch.by, sketch.classes)
        return (
            grant.portal,
            grant.fingerprint(),
            reader.source.sha256,
            found.plan.fingerprint(),
            repr((*how, sketch.method)),
        )

    @property
    def key(self) -> str:
        return f"l{self.place}"

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The legend; nothing when there is no place to show."""
        if self.figures is None or not self.figures.located:
            return ()
        return legend(self.figures, tongue(), self.rank, self.brand)

    @property
    def measured(self) -> str:
        return measured(self.figures, tongue()) if self.figures else ""


@dataclass(frozen=True)
class Stack:
    """Every layer, by its place; ``brand`` is the portal's colour on light paper."""

    state: State
    layers: tuple[Shown, ...]
    brand: str

    @property
    def main(self) -> Shown:
        return self.layers[0]

    @property
    def drawn(self) -> tuple[Shown, ...]:
        """Those that have something to show, in their order."""
        return tuple(one for one in self.layers if one.figures and one.figures.located)

    @property
    def schemas(self) -> dict[int, TableSchema]:
        return {one.place: visible(one.listing) for one in self.layers if one.listing}

    @cached_property
    def whole(self) -> View | None:
        """What shows all of the layers; None when there is nothing to show."""
        extent: Extent | None = None
        for one in self.drawn:
            if one.figures and one.figures.extent:
                extent = one.figures.extent.joined(extent)
        return fitted(extent, WIDTH, HEIGHT) if extent else None

    @cached_property
    def view(self) -> View | None:
        """What is looked at."""
        return View.read(self.state.map.view) or self.whole

    @property
    def window(self) -> Window | None:
        return self.view.window(WIDTH, HEIGHT) if self.view else None


def stack(request: HttpRequest, listing: Listing, state: State) -> Stack:
    """All the layers of a map, asked for now."""
    client = request.META.get("REMOTE_ADDR", "")
    layers = [_shown(0, mapping_words.at(state, 0), listing, client)]
    for place, layer in enumerate(state.layers, 1):
        try:
            other = found(request, layer.dataset_id, layer.state)
        except Http404:
            gone = gettext("Ces données ne sont pas publiées ici, ou ne le sont plus.")
            layers.append(Shown(place, layer.dataset_id, layer.state, problem=gone))
            continue
        layers.append(_shown(place, layer.state, other, client))
    brand, _ = colours.theme(request.portal.colour).brand_ui
    return Stack(state, tuple(_ranked(layers, brand)), brand)


def _ranked(layers: Iterable[Shown], brand: str) -> Iterator[Shown]:
    rank = 0
    for one in layers:
        yield replace(one, rank=rank, brand=brand)
        rank += bool(one.figures and one.figures.located)


def tongue() -> Tongue:
    return Tongue(get_language() or "fr", gettext, ngettext)


def visible(listing: Listing) -> TableSchema:
    """The columns that may be seen."""
    return listing.schema.without(listing.grant.hidden)


def _shown(place: int, state: State, listing: Listing, client: str) -> Shown:
    reader = Reader(listing.grant, listing.source, client)
    whole = Shown(place, listing.dataset_id, state, reader, listing)
    schema = spoken(visible(listing))
    settled = sketch(state.map, schema)
    if settled is None:
        return _troubled(whole, gettext("Rien dans ce tableau ne dit où sont les lignes."))
    try:
        plan = questions.selection(state, listing.schema)
        made = figures(settled, plan, reader, land())
        better = sketch(replace(state.map, of=_measure(made, state)), schema)
        if better is not None and better.of != settled.of:
            made = figures(better, plan, reader, land())
    except (OdsqlError, EngineError) as error:
        return _troubled(whole, in_words(error))
    return replace(whole, figures=made, problem=_sentence(made))


def _measure(made: Figures, state: State) -> str:
    """What territories show when the address does not say: where each has one row, to count them
    says nothing, and the first quantity does."""
    joined = made.joined or {}
    columns = quantities(made.sketch.schema)
    if state.map.of or not joined or not columns or max(one.count for one in joined.values()) > 1:
        return state.map.of
    return f"sum({quoted_name(columns[0].name)})"


def _sentence(made: Figures) -> str:
    """What the words asked and could not have."""
    return " ".join(gettext(problem) for problem in made.sketch.problems)


def _troubled(shown: Shown, problem: str) -> Shown:
    return replace(shown, problem=problem)
