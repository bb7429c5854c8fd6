"""The page of the history, and the form by which a producer closes an older version."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from autan.catalogue import actions
from autan.catalogue.listing import Listing
from autan.catalogue.models import Dataset
from autan.errors import AutanError
from autan.web.datasets import past
from autan.web.datasets.finding import found, state_of
from autan.web.datasets.shell import crumbs
from autan.web.parts import whole
from autan.web.troubles import in_words


@require_http_methods(["GET", "HEAD", "POST"])
def history(request: HttpRequest, dataset_id: str) -> HttpResponse:
    state = state_of(request)
    listing = found(request, dataset_id, state)
    current = found(request, dataset_id)
    problem = ""
    if request.method == "POST":
        if not past.may_close(request, current):
            raise Http404
        problem = _close(request, current)
        if not problem:
            return redirect(reverse("dataset-history", args=[listing.dataset_id]))
    page = {**past.page(request, listing, state, current), "problem": problem}
    context = {"page": page, "crumbs": crumbs(listing, gettext("Historique"))}
    return render(request, "datasets/history.html", context, status=409 if problem else 200)


def _close(request: HttpRequest, listing: Listing) -> str:
    """Close the version that the form names; the sentence that tells why it is not closed."""
    number = whole(request.POST.get(past.CLOSING, ""))
    lock = whole(request.POST.get("etat", ""), -1)
    if not number or lock < 0:
        raise Http404
    dataset = Dataset.objects.get(pk=listing.pk)
    try:
        actions.close_version(
            dataset=dataset,
            number=number,
            expected_lock=lock,
            actor=request.user.email,
        )
    except AutanError as error:
        return in_words(error)
    return ""
