"""Everything that the tab « Carte » shows, from the layers of the address."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from autan.catalogue.listing import Listing
from autan.kept import Kept
from autan.maps.figures import HEIGHT, WIDTH
from autan.maps.picture import Layer, picture
from autan.outlines import land
from autan.query.state import State
from autan.web import embeds
from autan.web.datasets import mapping_said, mapping_words, sharing
from autan.web.datasets.chips import chips
from autan.web.datasets.mapping_add import WORDS, Adding, adding
from autan.web.datasets.mapping_list import Listed, listed
from autan.web.datasets.mapping_moves import Move, moves, zoomed
from autan.web.datasets.mapping_said import Legend
from autan.web.datasets.mapping_settings import (
    STYLES,
    Settings,
    StyleLink,
    settings,
    style_links,
)
from autan.web.datasets.mapping_stack import Shown, Stack
from autan.web.parts import Chip, Pairs, link

TAB = "dataset-map"
CREDIT = "IGN, INSEE"

pictures: Kept[Hashable, str] = Kept(most=64)
"""Of a hundred kilobytes each. A new version, another grant or other rows are another picture."""


@dataclass(frozen=True, slots=True)
class Nowhere:
    """Why there is no map, and the one thing to do."""

    title: str
    words: str
    address: str
    action: str


@dataclass(frozen=True, slots=True)
class LayerLine:
    """A layer in the list of layers; addresses are "" for what cannot be done."""

    place: int
    title: str
    says: str
    problem: str
    chosen: bool
    address: str
    settle: str
    up: str
    down: str
    away: str


@dataclass(frozen=True)
class Studio:
    """The context ``map`` of the template ``datasets/map.html``."""

    path: str
    pairs: Pairs
    unsaid: Pairs
    title: str
    text: str
    said: str
    headed: bool
    chips: list[Chip]
    styles: tuple[StyleLink, ...]
    styled: str
    picture: SafeString
    sheet: str
    moves: list[Move]
    source: str
    legends: tuple[Legend, ...]
    list: Listed
    layers: tuple[LayerLine, ...]
    add: Adding
    settings: Settings | None
    share: sharing.Panel
    files: Mapping[str, str]


def nowhere(stack: Stack) -> Nowhere | None:
    """The empty state; None when there is something to look at."""
    if stack.drawn:
        return None
    main = stack.main
    table = link(reverse("dataset", args=[main.dataset_id]), stack.state.selection.pairs)
    if main.figures is None:
        title = gettext("Ces données n’ont pas de place sur une carte")
        return Nowhere(title, main.problem, table, gettext("Voir le tableau"))
    if stack.state.selects and not main.figures.total:
        whole = replace(stack.state, q="", where=(), refine=(), exclude=())
        said = gettext("Aucune ligne ne répond à vos filtres. Retirez-en un, et la carte revient.")
        path = link(reverse(TAB, args=[main.dataset_id]), whole.pairs)
        return Nowhere(gettext("Aucun lieu à montrer"), said, path, gettext("Tout montrer"))
    said = gettext("Aucune de ces lignes ne dit où elle se trouve.")
    return Nowhere(gettext("Aucun lieu à montrer"), said, table, gettext("Voir le tableau"))


def studio(request: HttpRequest, listing: Listing, stack: Stack) -> Studio:
    """The page of a map that shows something."""
    state, path = stack.state, reverse(TAB, args=[listing.dataset_id])
    asked = request.GET
    place = mapping_words.place_of(asked.get(mapping_words.CHOSEN), state)
    chosen = stack.layers[place]
    sketch = chosen.figures.sketch if chosen.figures else None
    title, text = mapping_said.title(stack), mapping_said.text(stack)
    list_ = listed(stack, path, asked.dict())
    assert stack.view is not None
    return Studio(
        path=path,
        pairs=state.pairs,
        unsaid=[pair for pair in state.pairs if pair[0] not in ("map.title", "map.text")],
        title=title,
        text=text,
        said=f"{title}. {list_.title}",
        headed=title != listing.title,
        chips=chips(listing, state, TAB),
        styles=style_links(state, place, sketch, path) if sketch else (),
        styled=chosen.title if state.layers else "",
        picture=inline(stack, title),
        sheet=link(reverse("map-json", args=[listing.dataset_id]), state.pairs),
        moves=moves(path, state, stack.view),
        source=gettext("Source : %(source)s. Fond : contours des communes, %(credit)s.")
        % {"source": embeds.source(listing), "credit": CREDIT},
        legends=mapping_said.legends(stack),
        list=list_,
        layers=_lines(stack, place, path),
        add=adding(request.viewer, listing, state, path, asked.get(WORDS, "").strip()[:200]),
        settings=_settings(stack, chosen, path),
        share=_share(request, listing, state, title, text, mapping_said.legends(stack)),
        files=_files(listing, state),
    )


def inline(stack: Stack, title: str) -> SafeString:
    """The picture within a page, in the colours of its theme."""
    layers = [Layer(one.figures, one.reader) for one in stack.drawn if one.figures and one.reader]
    view = stack.view
    assert view is not None
    label = gettext("Carte : %(title)s") % {"title": title}

    def draw() -> str:
        half = zoomed(view, -1)
        wide = picture(layers, view, land(), brand=stack.brand, label=label)
        # On a telephone, the same frame drawn at its own size: letters stay letters.
        size = {"width": WIDTH // 2, "height": HEIGHT // 2}
        narrow = picture(layers, half, land(), **size, brand=stack.brand, label=label)
        return f'<div class="wide">{wide}</div><div class="narrow">{narrow}</div>'

    asked = tuple(one.asked for one in stack.drawn)
    key = (asked, view, stack.brand, label, get_language())
    drawn = pictures.get(key) or pictures.put(key, draw())
    # Paths, numbers and our own colours; names of towns and the label are escaped there.
    return mark_safe(drawn)  # noqa: S308


def _settings(stack: Stack, chosen: Shown, path: str) -> Settings | None:
    if chosen.figures is None:
        return None
    title = gettext("Réglages")
    if stack.state.layers:
        title = gettext("Réglages : %(title)s") % {"title": chosen.title}
    return settings(stack.state, chosen.place, title, chosen.figures.sketch, path)


def _lines(stack: Stack, chosen: int, path: str) -> tuple[LayerLine, ...]:
    """The last drawn first: what is above on the map is above in the list."""
    return tuple(_line(stack, one, chosen, path) for one in reversed(stack.layers))


def _line(stack: Stack, shown: Shown, chosen: int, path: str) -> LayerLine:
    state, place = stack.state, shown.place
    found = shown.figures

    def to(changed: State) -> str:
        return link(path, changed.pairs)

    says = ""
    if found is not None:
        words = (str(STYLES[found.sketch.kind]), mapping_said.count_words(found))
        says = gettext("%(style)s, %(count)s") % dict(zip(("style", "count"), words, strict=True))
    table = reverse("dataset", args=[shown.dataset_id]) if shown.listing else ""
    couche = ((mapping_words.CHOSEN, str(place) if place else ""),)
    return LayerLine(
        place,
        shown.title,
        says,
        shown.problem,
        chosen == place,
        link(table, shown.state.selection.pairs) if table and place else "",
        link(path, (*state.pairs, *couche)) if found is not None and state.layers else "",
        to(mapping_words.raised(state, place, 1)) if 0 < place < len(state.layers) else "",
        to(mapping_words.raised(state, place, -1)) if place > 1 else "",
        to(mapping_words.removed(state, place)) if place else "",
    )


_MARGIN, _TURN, _BESIDE = 32, 704, 260
"""Of a frame, in pixels: around its content, its width from which the legend is beside the map,
and what the legend then takes (``map-frame.css``)."""


def _room(title: str, text: str, legends: Sequence[Legend]) -> embeds.Room:
    """What a frame needs: its words, the picture at its width, the legend below or beside."""
    slope = HEIGHT / WIDTH
    keys = sum(44 + 30 * len(one.lines) for one in legends)

    def words(letters: int) -> int:
        return round(180 - 25 * (-len(title) * 1.15 // letters + -len(text) // letters))

    return embeds.Room(
        embeds.Line(words(34) + keys - _MARGIN * slope, slope),
        embeds.Line(words(80) - (_MARGIN + _BESIDE) * slope, slope),
        _TURN,
    )


def _share(
    request: HttpRequest,
    listing: Listing,
    state: State,
    title: str,
    text: str,
    legends: Sequence[Legend],
) -> sharing.Panel:
    what = sharing.Shared(
        page=TAB,
        embed="embed-map",
        picture="map-png",
        title=title,
        text=text,
        room=_room(title, text, legends),
    )
    return sharing.panel(request, listing, state, what)


def _files(listing: Listing, state: State) -> Mapping[str, str]:
    return {
        kind: link(reverse(f"map-{kind}", args=[listing.dataset_id]), state.pairs)
        for kind in ("svg", "png")
    }
