"""The address of the page of a town, of an intercommunality, of a département: ``/noe-31399``.

The code alone says which place it is; the name before it is for people, who may mistype it.
"""

import re

from django.db.models import QuerySet
from django.urls import reverse

from autan.tenants.models import Portal, Territory
from autan.tenants.names import slug
from autan.tenants.reads import inside_of

Kind = Territory.Kind

NAME = r"[a-z0-9]+(?:-[a-z0-9]+)*"
CODE = r"\d{9}|\d[\dABab]\d{3}|\d[\dABab]|97\d"
"""SIREN of an intercommunality, INSEE code of a commune, code of a département."""

_KINDS = (Kind.COMMUNE, Kind.EPCI, Kind.DEPARTEMENT)
_SHORT = (
    (re.compile(r"^communaute-de-communes-(?=.)"), "cc-"),
    (re.compile(r"^communaute-d-agglomeration-(?=.)"), "ca-"),
    (re.compile(r"^communaute-urbaine-(?=.)"), "cu-"),
)


def address(territory: Territory) -> str:
    """The page of a place, in the language of the page being made; "" for a région."""
    return address_of(territory.kind, territory.code, territory.name)


def address_of(kind: str, code: str, name: str) -> str:
    """The same from plain values."""
    if kind not in _KINDS or not re.fullmatch(CODE, code):
        return ""
    return reverse("place", args=[short_slug(name), code])


def short_slug(name: str) -> str:
    """``noe``, ``cc-du-volvestre``: the words of a name, without those that say a kind."""
    words = slug(name)
    for long, short in _SHORT:
        words = long.sub(short, words)
    return words or "lieu"


def places_of(portal: Portal) -> QuerySet[Territory]:
    """The places that have a page at a portal."""
    related = ("departement", "epci", "region")
    return inside_of(portal.perimeter).filter(kind__in=_KINDS).select_related(*related)


def place_at(portal: Portal, code: str) -> Territory | None:
    """The place of that code, if it lies in the perimeter of the portal."""
    return places_of(portal).filter(code=code.upper()).first()
