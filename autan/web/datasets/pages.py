"""The catalogue and the public page of a dataset."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from autan.catalogue import reads
from autan.engine.base import EngineError
from autan.query.odsql import OdsqlError
from autan.web.datasets import catalogue, sheet
from autan.web.datasets.asking import Asked, added, asked, rows
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
    listing = reads.dataset(dataset_id, request.viewer)
    if listing is None:
        raise Http404
    path = reverse("dataset", args=[listing.dataset_id])
    if dataset_id != listing.dataset_id:
        return redirect(link(path, asked(request.GET).pairs))
    sent = added(request.GET, listing.source)
    if sent is not None:
        return redirect(link(path, sent.pairs, "tableau"))
    question = asked(request.GET)
    found, total, problem = _answer(request, question, listing)
    page = sheet.page(listing, question, found, total, problem)
    crumbs = [
        Crumb(gettext("Données"), reverse("search")),
        Crumb(listing.producer.name, reverse("organisation", args=[listing.producer.slug])),
        Crumb(listing.title),
    ]
    return render(
        request,
        "datasets/detail.html",
        {"page": page, "crumbs": crumbs},
        status=400 if problem else 200,
    )


def _answer(request: HttpRequest, question: Asked, listing: reads.Listing):  # type: ignore[no-untyped-def]
    """The rows, their total, and the sentence to show when the question cannot be answered."""
    client = request.META.get("REMOTE_ADDR", "")
    try:
        found, total = rows(question, listing.grant, listing.source, client)
    except OdsqlError:
        # The exact reason is in English, for programs: the data API tells it.
        sentence = gettext(
            "L’adresse de cette page demande une colonne qui n’existe pas, ou une condition "
            "mal écrite. Retirez un filtre, ou revenez au tableau entier."
        )
        return [], 0, sentence
    except EngineError as error:
        return [], 0, " ".join(filter(None, words(error)))
    return found, total, ""
