"""The catalogue and the public pages of a dataset."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from autan.catalogue.listing import Listing
from autan.engine.base import EngineError
from autan.query.odsql import OdsqlError
from autan.query.state import State
from autan.web.datasets import catalogue, sheet
from autan.web.datasets.asking import added, rows
from autan.web.datasets.finding import found, state_of
from autan.web.datasets.shell import crumbs
from autan.web.parts import Crumb, link
from autan.web.publish.draft import words


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    page = catalogue.page(request.viewer, request.GET)
    return render(
        request, "datasets/search.html", {"page": page, "crumbs": [Crumb(gettext("Données"))]}
    )


@require_safe
def detail(request: HttpRequest, dataset_id: str) -> HttpResponse:
    state = state_of(request)
    listing = found(request, dataset_id, state)
    path = reverse("dataset", args=[listing.dataset_id])
    if dataset_id != listing.dataset_id:
        return redirect(link(path, state.pairs))
    sent = added(request.GET, state, listing.schema)
    if sent is not None:
        return redirect(link(path, sent.pairs, "tableau"))
    answered, total, problem = _answer(request, state, listing)
    page = sheet.page(listing, state, answered, total, problem)
    return render(
        request,
        "datasets/detail.html",
        {"page": page, "crumbs": crumbs(listing)},
        status=400 if problem else 200,
    )


@require_safe
def downloads(request: HttpRequest, dataset_id: str) -> HttpResponse:
    return _tab(request, dataset_id, "downloads", gettext("Télécharger"))


@require_safe
def code(request: HttpRequest, dataset_id: str) -> HttpResponse:
    return _tab(request, dataset_id, "api", gettext("API et code"))


@require_safe
def about(request: HttpRequest, dataset_id: str) -> HttpResponse:
    return _tab(request, dataset_id, "about", gettext("À propos"))


def _tab(request: HttpRequest, dataset_id: str, name: str, words: str) -> HttpResponse:
    state = state_of(request)
    listing = found(request, dataset_id, state)
    page = sheet.TABS[name](listing, state)
    context = {"page": page, "crumbs": crumbs(listing, words)}
    return render(request, f"datasets/{name}.html", context)


def _answer(
    request: HttpRequest, state: State, listing: Listing
) -> tuple[list[dict[str, Any]], int, str]:
    """The rows, their total, and the sentence to show when the question cannot be answered."""
    client = request.META.get("REMOTE_ADDR", "")
    try:
        answered, total = rows(state, listing, client)
    except OdsqlError:
        # The exact reason is in English, for programs: the data API tells it.
        sentence = gettext(
            "L’adresse de cette page demande une colonne qui n’existe pas, ou une condition "
            "mal écrite. Retirez un filtre, ou revenez au tableau entier."
        )
        return [], 0, sentence
    except EngineError as error:
        return [], 0, " ".join(filter(None, words(error)))
    return answered, total, ""
