"""The public pages of a dataset."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from autan.catalogue.listing import Listing
from autan.query.state import State
from autan.web import embeds
from autan.web.datasets import about as telling
from autan.web.datasets import (
    columns,
    files,
    known,
    one_row,
    sharing,
    sheet,
)
from autan.web.datasets.answering import answered, attempt, client_of
from autan.web.datasets.asking import added, rows
from autan.web.datasets.code import snippets
from autan.web.datasets.finding import found, state_of
from autan.web.datasets.shell import crumbs, shell
from autan.web.parts import link

_HEADED, _ROW, _WINDOW = 240, 42, 560
"""Pixels of a framed table: its title, its header and its source; a row; the most it takes."""


@require_safe
def detail(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """The table of a dataset."""
    state = state_of(request)
    listing = found(request, dataset_id, state)
    path = reverse("dataset", args=[listing.dataset_id])
    if dataset_id != listing.dataset_id:
        return redirect(link(path, state.pairs))
    sent = added(request.GET, state, listing.schema)
    if sent is not None:
        return redirect(link(path, sent.pairs, "tableau"))
    page, problem, rows = _table(request, state, listing)
    share = sharing.panel(request, listing, state, _shared(listing, rows))
    context = {"page": page, "share": share, "crumbs": crumbs(listing)}
    return render(request, "datasets/detail.html", context, status=400 if problem else 200)


def _table(
    request: HttpRequest, state: State, listing: Listing
) -> tuple[dict[str, object], str, int]:
    """The page, what is wrong with it, and how many rows it shows."""
    opened = listing.schema.find(request.GET.get(columns.COLUMN, ""))
    name = opened.name if opened else ""
    lines, total, problem = answered(request, state, listing)
    seen = known.Known()
    if not problem:
        names = [field.name for field in columns.shown(state, listing)]
        seen = known.of(listing, state, names, name, total, client_of(request))
    page = sheet.page(listing, state, lines, total, seen, opened=name, problem=problem)
    return page, problem, len(lines)


def _shared(listing: Listing, rows: int) -> sharing.Shared:
    """A short table is framed whole; a long one in a window that scrolls."""
    room = embeds.plain(min(_HEADED + _ROW * max(rows, 1), _WINDOW))
    return sharing.Shared("dataset", "embed-table", "", listing.title, listing.title, room)


@require_safe
def row(request: HttpRequest, dataset_id: str, row: int) -> HttpResponse:
    """One row; ``row`` counts from 1 in the version that the address says."""
    state = state_of(request)
    listing = found(request, dataset_id, state)
    held, problem = attempt(lambda: one_row.found(listing, row, client_of(request)))
    if held is None and not problem:
        raise Http404
    words = gettext("Ligne %(n)s") % {"n": row}
    page = one_row.page(listing, state, row, held or {})
    context = {"page": {**page, "problem": problem}, "crumbs": crumbs(listing, words)}
    return render(request, "datasets/one_row.html", context, status=503 if problem else 200)


@require_safe
def downloads(request: HttpRequest, dataset_id: str) -> HttpResponse:
    state = state_of(request)
    listing = found(request, dataset_id, state)
    page = files.page(listing, state, _total(request, state, listing))
    context = {"page": page, "crumbs": crumbs(listing, gettext("Télécharger"))}
    return render(request, "datasets/downloads.html", context)


def _total(request: HttpRequest, state: State, listing: Listing) -> int | None:
    """How many rows the state chooses; None when it does not read or the engine is busy."""
    if not state.selects:
        return listing.version.rows
    one = state.selection.turned(limit="1")
    counted, _ = attempt(lambda: rows(one, listing, client_of(request)))
    return counted[1] if counted else None


@require_safe
def code(request: HttpRequest, dataset_id: str) -> HttpResponse:
    state = state_of(request)
    listing = found(request, dataset_id, state)
    page = {
        **shell(listing, state, "dataset-api"),
        "snippets": snippets(listing, state),
        "table_address": link(reverse("dataset", args=[listing.dataset_id]), state.pairs),
    }
    return render(
        request,
        "datasets/api.html",
        {"page": page, "crumbs": crumbs(listing, gettext("API et code"))},
    )


@require_safe
def about(request: HttpRequest, dataset_id: str) -> HttpResponse:
    state = state_of(request)
    listing = found(request, dataset_id, state)
    page = telling.page(listing, state)
    context = {"page": page, "crumbs": crumbs(listing, gettext("À propos"))}
    return render(request, "datasets/about.html", context)
