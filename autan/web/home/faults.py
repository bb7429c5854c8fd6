"""The pages of what goes wrong: nothing at this address, nothing understood, nothing prepared."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from autan.catalogue import reads
from autan.tenants.models import Territory
from autan.web import assets
from autan.web.parts import Crumb, link

_PLACES = 8


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same for what never was, what was withdrawn and what one may not see."""
    found = reads.territories(request.viewer).filter(kind=Territory.Kind.COMMUNE)
    places = [
        Crumb(one.name, link(reverse("search"), [("territoire", one.code)]))
        for one in found.order_by("-population", "name")[:_PLACES]
    ]
    return render(request, "404.html", {"places": places}, status=404)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself is malformed; nothing of it is shown again."""
    return _plain("400.html", 400)


def incident(request: HttpRequest) -> HttpResponse:
    """500. It asks neither the database nor the portal: they may be what is broken."""
    return _plain("500.html", 500)


def _plain(template: str, status: int) -> HttpResponse:
    sheet = {"sheet": assets.address("styles/site.css")}
    return HttpResponse(render_to_string(template, sheet), status=status)
