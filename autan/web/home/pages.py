"""The home page and the plan of the site."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from autan import schemas
from autan.access.viewer import Viewer
from autan.catalogue import reads
from autan.catalogue.listing import Listing
from autan.tenants.models import Portal, Territory
from autan.tenants.reads import inside_of
from autan.web.home.outlines import sheet
from autan.web.parts import Crumb, link
from autan.web.standards import label_of, noun_of


@dataclass(frozen=True, slots=True)
class Figure:
    number: int
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Door:
    """One of the common models: how many datasets follow it, when the last one moved."""

    name: str
    address: str
    count: int
    fresh: datetime | None


@dataclass(frozen=True, slots=True)
class News:
    sentence: str
    address: str
    date: datetime


@dataclass(frozen=True, slots=True)
class Seed:
    """A commune that publishes, on the map."""

    name: str
    address: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Map:
    view: str
    title: str
    caption: str
    land: str
    borders: str
    communes: str
    open: str
    seeds: tuple[Seed, ...]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    portal, viewer = request.portal, request.viewer
    latest = reads.latest(viewer)
    page = {
        "headline": portal.sentence or gettext("Les données ouvertes du territoire"),
        "question": _question(portal, latest),
        "examples": _examples(latest),
        "map": _map(portal, viewer),
        "figures": _figures(viewer),
        "doors": _doors(viewer),
        "latest": [_news(one) for one in latest],
    }
    return render(request, "home/home.html", {"page": page})


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    crumbs = [Crumb(gettext("Plan du site"))]
    page = {"doors": _doors(request.viewer)}
    return render(request, "home/site_map.html", {"page": page, "crumbs": crumbs})


def _question(portal: Portal, latest: tuple[Listing, ...]) -> str:
    """« Que cherchez-vous à Noé, en Occitanie ? »: a real place of the portal."""
    place = next((one.place.name for one in latest if one.place.kind == "commune"), "")
    if not place:
        return gettext("Que cherchez-vous ?")
    return gettext("Que cherchez-vous à %(place)s, ou ailleurs ?") % {"place": place}


def _examples(latest: tuple[Listing, ...]) -> list[str]:
    known = (schemas.find(one.standard) for one in latest if one.standard)
    nouns = dict.fromkeys(one.noun[1] for one in known if one)
    places = dict.fromkeys(one.place.name for one in latest)
    return [*list(nouns)[:2], *list(places)[:2]]


def _figures(viewer: Viewer) -> list[Figure]:
    datasets, places = reads.count(viewer), reads.territories(viewer).count()
    search, producers = reverse("search"), reverse("organisations")
    rows = sum(reads.open_to(viewer).values_list("current__rows", flat=True))
    return [
        Figure(
            places, ngettext("territoire qui publie", "territoires qui publient", places), producers
        ),
        Figure(datasets, ngettext("jeu de données", "jeux de données", datasets), search),
        Figure(
            rows,
            ngettext(
                "ligne à lire, filtrer, télécharger", "lignes à lire, filtrer, télécharger", rows
            ),
            search,
        ),
    ]


def _doors(viewer: Viewer) -> list[Door]:
    counts = {one.value: one.count for one in reads.standards(viewer)}
    fresh: dict[str, datetime] = {}
    for standard, moved in reads.open_to(viewer).values_list("standard", "modified_at"):
        if moved and (standard not in fresh or moved > fresh[standard]):
            fresh[standard] = moved
    return [
        Door(
            label_of(one),
            link(reverse("search"), [("modele", one.id)]),
            counts.get(one.id, 0),
            fresh.get(one.id),
        )
        for one in schemas.standards()
    ]


def _news(listing: Listing) -> News:
    """« Cugnaux a ouvert ses subventions »."""
    standard = schemas.find(listing.standard) if listing.standard else None
    facts = {"place": listing.place.name, "title": listing.title}
    sentence = gettext("%(place)s a ouvert « %(title)s »") % facts
    if standard:
        facts["noun"] = noun_of(standard)
        sentence = gettext("%(place)s a ouvert ses %(noun)s") % facts
    address = reverse("dataset", args=[listing.dataset_id])
    return News(sentence, address, listing.published_at or listing.modified_at)


def _map(portal: Portal, viewer: Viewer) -> Map | None:
    kind = Territory.Kind.COMMUNE
    codes = inside_of(portal.perimeter).filter(kind=kind).values_list("code", flat=True)
    drawn = sheet(frozenset(codes))
    if drawn is None:
        return None
    open_ = [one for one in reads.territories(viewer).filter(kind=kind) if one.code in drawn.places]
    said = ngettext("%(n)s commune publie déjà", "%(n)s communes publient déjà", len(open_))
    title = gettext("Carte : les communes qui publient, %(place)s") % {
        "place": portal.perimeter.name
    }
    return Map(
        view=drawn.view,
        title=title,
        caption=said % {"n": len(open_)},
        land=drawn.land,
        borders=drawn.borders,
        communes=drawn.dots,
        open="".join(drawn.shapes[one.code] for one in open_),
        seeds=tuple(_seed(one, drawn.places[one.code]) for one in open_),
    )


def _seed(territory: Territory, at: tuple[int, int]) -> Seed:
    address = link(reverse("search"), [("territoire", territory.code)])
    return Seed(territory.name, address, *at)
