"""The tab « Carte » of a dataset, its files, and its frame for other sites.

Everything is in the address: which rows, how they are drawn, the other layers, what is looked at.
A picture made here comes first, with the list of what it shows; the open map draws the same.
"""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from autan import drawing
from autan.engine.base import EngineError
from autan.errors import AutanError
from autan.maps.figures import WIDTH
from autan.maps.picture import Layer
from autan.maps.poster import poster
from autan.outlines import land
from autan.web import colours, embeds
from autan.web.datasets import mapping_said, mapping_words
from autan.web.datasets.finding import found, state_of
from autan.web.datasets.mapping_list import places, title_of
from autan.web.datasets.mapping_page import TAB, Nowhere, inline, nowhere, studio
from autan.web.datasets.mapping_sheet import sheet
from autan.web.datasets.mapping_stack import Stack, stack, tongue
from autan.web.datasets.shell import crumbs, shell
from autan.web.parts import link
from autan.web.troubles import in_words

EMBEDDED = 30
"""Places that the list of a frame holds at most; the page has them all."""
_MARGINS = 56
"""Around the picture in its poster, so that it shows the very frame of the page."""


_TROUBLES = (EngineError, drawing.DrawingBusy, drawing.DrawingFailed)
_AGAIN = 2
"""Seconds after which a file or a frame that had no turn is worth asking for again."""


def in_turn(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A file or a frame for which there was no turn says so in words, and when to come back."""

    @wraps(view)
    def answer(request: HttpRequest, dataset_id: str) -> HttpResponse:
        try:
            return view(request, dataset_id)
        except _TROUBLES as error:
            said = in_words(error)
            headers = {"Retry-After": str(_AGAIN), "Cache-Control": "no-store"}
            kind = "text/plain; charset=utf-8"
            return HttpResponse(said, status=503, content_type=kind, headers=headers)

    return answer


@require_safe
def page(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """The tab."""
    state = state_of(request)
    listing = found(request, dataset_id, state)
    if dataset_id != listing.dataset_id:
        return redirect(link(reverse(TAB, args=[listing.dataset_id]), state.pairs))
    layers = stack(request, listing, state)
    settled = mapping_words.sent(request.GET, state, layers.schemas)
    if settled is not None:
        place = request.GET[mapping_words.SENT]
        chosen = ((mapping_words.CHOSEN, place if place != "0" else ""),)
        path = reverse(TAB, args=[listing.dataset_id])
        return redirect(link(path, (*settled.pairs, *chosen)))
    empty, drawn = nowhere(layers), None
    try:
        drawn = None if empty else studio(request, listing, layers)
    except EngineError as error:
        empty = _later(error, link(reverse(TAB, args=[listing.dataset_id]), state.pairs))
    context = {
        "page": shell(listing, state, TAB),
        "crumbs": crumbs(listing, gettext("Carte")),
        "nowhere": empty,
        "map": drawn,
    }
    return render(request, "datasets/map.html", context)


def _later(error: AutanError, path: str) -> Nowhere:
    said = in_words(error)
    return Nowhere(gettext("La carte n’a pas pu être dessinée"), said, path, gettext("Réessayer"))


@require_safe
@in_turn
def specification(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """What the open map needs; 404 when there is nothing to look at."""
    layers = _stack(request, dataset_id)
    made = sheet(layers)
    if made is None:
        return JsonResponse({"error": "nothing-to-show"}, status=404)
    return JsonResponse(made, json_dumps_params={"separators": (",", ":"), "ensure_ascii": False})


@require_safe
@in_turn
def svg(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """The picture with its title, its legend and its source; on the page's theme or another."""
    drawn = _poster(request, dataset_id)
    return embeds.open_to_all(request, HttpResponse(drawn, content_type="image/svg+xml"))


@require_safe
@in_turn
def png(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """The same as points."""
    drawn = drawing.svg_to_png(_poster(request, dataset_id), 2)
    return embeds.open_to_all(request, HttpResponse(drawn, content_type="image/png"))


@require_safe
@in_turn
def embed(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """The map in a frame of another site: the picture, its legend, and its places in words."""
    state = state_of(request)
    listing = found(request, dataset_id, state)
    layers = stack(request, listing, state)
    empty = nowhere(layers)
    content = {"problem": empty.words} if empty else _framed(request, layers)
    return embeds.embedded(
        request,
        "embed/map.html",
        listing,
        state,
        title=mapping_said.title(layers),
        whole=TAB,
        page=content,
    )


def _framed(request: HttpRequest, layers: Stack) -> dict[str, object]:
    assert layers.window is not None
    rows, total = places(layers.drawn[0], layers.window, EMBEDDED)
    title = mapping_said.title(layers)
    return {
        "picture": inline(layers, title),
        "text": mapping_said.text(layers),
        "legends": mapping_said.legends(layers),
        "list_title": title_of(total, layers.drawn[0]),
        "rows": rows,
        "more": total > len(rows),
    }


def _stack(request: HttpRequest, dataset_id: str) -> Stack:
    state = state_of(request)
    return stack(request, found(request, dataset_id, state), state)


def _poster(request: HttpRequest, dataset_id: str) -> str:
    state = state_of(request)
    listing = found(request, dataset_id, state)
    layers = stack(request, listing, state)
    if layers.view is None:
        raise Http404
    theme = "dark" if request.GET.get(embeds.THEME) == "dark" else "light"
    facts = {"source": embeds.source(listing), "portal": request.portal.name}
    return poster(
        [Layer(one.figures, one.reader) for one in layers.drawn if one.figures and one.reader],
        layers.view,
        land(),
        title=mapping_said.title(layers),
        text=mapping_said.text(layers),
        source=gettext("Source : %(source)s – %(portal)s") % facts,
        theme=theme,
        brand=colours.theme(request.portal.colour).brand_ui[theme == "dark"],
        width=WIDTH + _MARGINS,
        tongue=tongue(),
    )
