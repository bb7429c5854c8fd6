"""Who publishes."""

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from autan.catalogue import reads
from autan.tenants.models import Organisation
from autan.tenants.reads import organisation
from autan.web.datasets.rows import row
from autan.web.parts import Crumb
from autan.web.places.addresses import address
from autan.web.standards import socle


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    found = reads.organisations(request.viewer)
    listed = [
        {
            "name": one.label,
            "count": one.count,
            "place": "",
            "address": reverse("organisation", args=[one.value]),
        }
        for one in sorted(found, key=lambda one: one.label)
    ]
    context = {"page": {"organisations": listed}, "crumbs": [Crumb(gettext("Producteurs"))]}
    return render(request, "organisations/list.html", context)


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """An organisation that publishes on this portal; 404 for one that does not."""
    one = organisation(slug)
    listings = reads.of_organisation(one.pk, request.viewer) if one else ()
    if one is None or not listings:
        raise Http404
    present = {listing.standard for listing in listings}
    page = {
        "name": one.name,
        "place": _place(one),
        "place_address": address(one.territory),
        "population": one.territory.population,
        "siren": f"{one.siren[:3]}\u202f{one.siren[3:6]}\u202f{one.siren[6:]}",
        "website": one.website,
        "website_name": urlsplit(one.website).hostname or "",
        "rows": [row(listing) for listing in listings],
        "missing": _missing(present),
        "publish": reverse("drop", args=[one.territory.code]),
    }
    crumbs = [Crumb(gettext("Producteurs"), reverse("organisations")), Crumb(one.name)]
    return render(request, "organisations/detail.html", {"page": page, "crumbs": crumbs})


def _place(one: Organisation) -> str:
    around = one.territory.departement
    same = around is None or around.name == one.territory.name
    return one.territory.name if same else f"{one.territory.name} ({around.name})"


def _missing(present: set[str]) -> str:
    """The subjects of the common base of which nothing is open yet, as one sentence."""
    nouns = [one.noun for one in socle() if present.isdisjoint(one.models)]
    if not nouns:
        return ""
    last = gettext("%(first)s et %(last)s") % {"first": ", ".join(nouns[:-1]), "last": nouns[-1]}
    return (last if len(nouns) > 1 else nouns[0]).capitalize() + "."
