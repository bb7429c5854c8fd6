"""The tab « Graphique » of a dataset: proposals, the chart that is chosen, its files, its frame.

Everything is in the address: without a word about a chart, proposals already drawn; with one, the
chart and the form that settles it. The files and the frame read the same words, and take the first
proposal when there are none.
"""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from autan import charts, drawing
from autan.engine.base import EngineError
from autan.errors import AutanError
from autan.query.odsql import OdsqlError
from autan.query.state import ChartWords, State
from autan.web import embeds
from autan.web.datasets import chart_controls, chart_page, chart_pictures
from autan.web.datasets.chart_figures import Asker, Said, Unsuitable
from autan.web.datasets.chart_letters import fitted
from autan.web.datasets.finding import found, state_of
from autan.web.datasets.shell import crumbs, shell
from autan.web.parts import Problem, link
from autan.web.troubles import in_words

TAB = "dataset-chart"
_TROUBLES = (EngineError, OdsqlError, drawing.DrawingBusy, drawing.DrawingFailed)


@require_safe
def chart(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """The page."""
    state = state_of(request)
    listing = found(request, dataset_id, state)
    asker = Asker(request, listing, state)
    wanted = _settled(request, asker)
    if wanted is not None or dataset_id != listing.dataset_id:
        path = reverse(TAB, args=[listing.dataset_id])
        return redirect(link(path, (wanted or state).pairs))
    studio = _studio(request, asker)
    context = {
        "page": shell(listing, studio.state, TAB),
        "crumbs": crumbs(listing, gettext("Graphique")),
        "studio": studio,
        "share": studio.share,
    }
    return render(request, "datasets/chart.html", context, status=400 if studio.problems else 200)


def _settled(request: HttpRequest, asker: Asker) -> State | None:
    """Where a form that was sent leads to: the words of the address and no other; None to stay."""
    if chart_controls.SENT in request.GET:
        return asker.state.turned(chart=asker.suited_to(request.GET))
    if chart_page.SAID in request.GET and not chart_page.unsaid(request.GET):
        return asker.state.turned(chart=_own_words(asker))
    return None


def _own_words(asker: Asker) -> ChartWords:
    """Words that are those proposed go on following the chart: the address does not hold them."""
    words = asker.state.chart
    try:
        ours = Said(*charts.drafted(asker.figures()))
    except (*_TROUBLES, Unsuitable):
        return words
    title = "" if words.title == ours.title else words.title
    text = "" if words.text == ours.text else words.text
    return replace(words, title=title, text=text)


def _studio(request: HttpRequest, asker: Asker) -> chart_page.Studio:
    """What the page shows, also when the question cannot be answered."""
    try:
        return chart_page.studio(request, asker)
    except _TROUBLES as error:
        return chart_page.troubled(asker, [Problem(in_words(error))])


@require_safe
def embed(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """The chart in a frame of another site."""
    state = state_of(request)
    listing = found(request, dataset_id, state)
    asker = Asker(request, listing, state)
    try:
        made = asker.figures()
        page = chart_page.framed(asker, made)
        title = asker.said(made).title
    except (*_TROUBLES, Unsuitable) as error:
        page, title = {"problem": _reason(error)}, listing.title
    return embeds.embedded(
        request,
        "embed/chart.html",
        listing,
        state,
        title=title,
        whole=TAB,
        page=page,
        status=400 if "problem" in page else 200,
    )


def _reason(error: AutanError | Unsuitable) -> str:
    return error.sentence if isinstance(error, Unsuitable) else in_words(error)


@require_safe
def svg(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """The picture, with its title, its sentence and its source."""

    def made(asker: Asker) -> tuple[str, bytes]:
        return "image/svg+xml", fitted(drawing.svg(asker.framed_spec(), key=asker.key)).encode()

    return _file(request, dataset_id, "svg", made)


@require_safe
def png(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """The same in points, twice as fine as the screen asks."""

    def made(asker: Asker) -> tuple[str, bytes]:
        return "image/png", chart_pictures.as_png(asker.framed_spec(), asker.key, asker.theme)

    return _file(request, dataset_id, "png", made)


@require_safe
def csv(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """The figures of the chart, as spreadsheets in French expect them."""

    def made(asker: Asker) -> tuple[str, bytes]:
        return "text/csv; charset=utf-8", chart_pictures.as_csv(asker.figures())

    return _file(request, dataset_id, "csv", made)


@require_safe
def specification(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """What a browser needs to draw the chart again by itself (Vega, compiled)."""

    def made(asker: Asker) -> tuple[str, bytes]:
        return "application/json", chart_pictures.compiled(
            asker.page_spec(asker.width, asker.figures())
        )

    return _file(request, dataset_id, "json", made)


def _file(
    request: HttpRequest,
    dataset_id: str,
    ending: str,
    make: Callable[[Asker], tuple[str, bytes]],
) -> HttpResponse:
    """A file that other sites may show; what cannot be drawn is said in words."""
    state = state_of(request)
    listing = found(request, dataset_id, state)
    try:
        kind, body = make(Asker(request, listing, state))
    except (*_TROUBLES, Unsuitable) as error:
        text = _reason(error)
        return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")
    name = f"{listing.dataset_id}-graphique.{ending}"
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return embeds.open_to_all(request, response)
