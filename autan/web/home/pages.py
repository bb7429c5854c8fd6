"""The home page and the plan of the site."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from autan import schemas
from autan.access.viewer import Viewer
from autan.catalogue import reads
from autan.catalogue.listing import Listing
from autan.catalogue.seen import open_to
from autan.tenants.models import Portal, Territory
from autan.tenants.reads import find_territory
from autan.web.home import examples
from autan.web.home.atlas import atlas
from autan.web.home.where import of, within
from autan.web.parts import Crumb, link
from autan.web.standards import Subject, noun_of, socle


@dataclass(frozen=True, slots=True)
class Figure:
    number: int
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Door:
    """A subject of the common base: how many datasets follow it, when the last one moved."""

    name: str
    address: str
    count: int
    fresh: datetime | None


@dataclass(frozen=True, slots=True)
class News:
    sentence: str
    address: str
    date: datetime


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    portal, viewer = request.portal, request.viewer
    latest = reads.latest(viewer)
    page = {
        "headline": portal.sentence or gettext("Les données ouvertes du territoire"),
        "question": _question(portal, latest),
        "examples": _examples(latest),
        "map": atlas(portal, viewer),
        "figures": _figures(viewer),
        "doors": doors(viewer),
        "verbs": _verbs(viewer),
        "latest": [_news(one) for one in latest],
        "perimeter": of(portal.perimeter),
    }
    return render(request, "home/home.html", {"page": page})


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    crumbs = [Crumb(gettext("Plan du site"))]
    page = {"doors": doors(request.viewer)}
    return render(request, "home/site_map.html", {"page": page, "crumbs": crumbs})


def doors(viewer: Viewer) -> list[Door]:
    """The six subjects, the count and the freshness of each for this viewer."""
    counted = open_to(viewer).order_by().values_list("standard")
    moved = {
        standard: (count, fresh)
        for standard, count, fresh in counted.annotate(Count("pk"), Max("modified_at"))
    }
    return [_door(subject, moved) for subject in socle()]


def _door(subject: Subject, moved: dict[str, tuple[int, datetime | None]]) -> Door:
    present = [model for model in subject.models if model in moved] or subject.models[:1]
    found = [moved[model] for model in present if model in moved]
    return Door(
        subject.name,
        link(reverse("search"), [("modele", model) for model in present]),
        sum(count for count, _ in found),
        max((fresh for _, fresh in found if fresh), default=None),
    )


def _question(portal: Portal, latest: tuple[Listing, ...]) -> str:
    """« Que cherchez-vous à Noé, dans le Gers, en Occitanie ? »: a real place of the portal."""
    town = next((one.place.code for one in latest if one.place.kind == "commune"), "")
    found = find_territory(town) if town else None
    around = _around(found, portal.perimeter) if found else [portal.perimeter]
    places = ", ".join(within(one) for one in around)
    return gettext("Que cherchez-vous %(places)s ?") % {"places": places}


def _around(town: Territory, perimeter: Territory) -> list[Territory]:
    """From the town to the limits of the portal: nothing beyond them is offered here."""
    places = [town, town.departement, town.region]
    wanted = {"commune": 1, "epci": 1, "departement": 2}.get(perimeter.kind, 3)
    return [one for one in places[:wanted] if one is not None]


def _examples(latest: tuple[Listing, ...]) -> list[str]:
    known = (schemas.find(one.standard) for one in latest if one.standard)
    nouns = dict.fromkeys(noun_of(one) for one in known if one)
    places = dict.fromkeys(one.place.name for one in latest)
    return [*list(nouns)[:2], *list(places)[:2]]


def _figures(viewer: Viewer) -> list[Figure]:
    datasets, places = reads.count(viewer), reads.territories(viewer).count()
    search, producers = reverse("search"), reverse("organisations")
    rows = open_to(viewer).aggregate(rows=Sum("current__rows"))["rows"] or 0
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


def _verbs(viewer: Viewer) -> list[dict[str, str]]:
    """What one may do here, each on an example that is one click away."""
    named = (
        (gettext("Éditer un graphique"), examples.chart(viewer)),
        (gettext("Créer une carte personnalisée"), examples.map_(viewer)),
    )
    return [
        {"words": words, "example": one.name, "address": one.address} for words, one in named if one
    ]


def _news(listing: Listing) -> News:
    """« Cugnaux a ouvert ses subventions », or « a mis à jour » from the second version on."""
    standard = schemas.find(listing.standard)
    facts = {"place": listing.place.name, "title": listing.title}
    renewed = listing.version.number > 1
    if standard is None:
        first = gettext("%(place)s a ouvert « %(title)s »")
        again = gettext("%(place)s a mis à jour « %(title)s »")
    else:
        facts["noun"] = noun_of(standard)
        first = gettext("%(place)s a ouvert ses %(noun)s")
        again = gettext("%(place)s a mis à jour ses %(noun)s")
    address = reverse("dataset", args=[listing.dataset_id])
    date = listing.modified_at if renewed else listing.published_at or listing.modified_at
    return News((again if renewed else first) % facts, address, date)
