"""What every page of a dataset shows around its own part: the masthead, and the tabs as links.

The masthead answers in ten seconds: what, who, where, how fresh, how complete, under which licence.
The links carry the state of the address, so that what was filtered in the table is what the chart,
the map and the files show.
"""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext

from autan import schemas
from autan.access.decide import State as Published
from autan.catalogue.listing import Listing
from autan.query.state import State
from autan.web.datasets import known
from autan.web.datasets.rows import first_sentence
from autan.web.parts import Crumb, link
from autan.web.places.addresses import address_of
from autan.web.standards import label_of
from autan.web.typography import day, number

# The name of a route, and the words of its tab, in the order of the screen.
TABS = (
    ("dataset", gettext_lazy("Tableau")),
    ("dataset-chart", gettext_lazy("Graphique")),
    ("dataset-map", gettext_lazy("Carte")),
    ("dataset-downloads", gettext_lazy("Télécharger")),
    ("dataset-api", gettext_lazy("API et code")),
    ("dataset-history", gettext_lazy("Historique")),
    ("dataset-about", gettext_lazy("À propos")),
)
_FULL = 100
# Days after which data of that rhythm are late, with some grace.
_RHYTHMS = {"daily": 7, "weekly": 21, "monthly": 62, "quarterly": 150, "annual": 430}
_YEAR = 365


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Complete:
    """How full the cells are, from 0 to 100, never rounded up to 100; ``words`` says it."""

    share: int
    words: str


def shell(listing: Listing, state: State, tab: str) -> dict[str, object]:
    """The context ``page`` of the template ``datasets/base.html``; ``tab`` is a route's name."""
    path = reverse("dataset", args=[listing.dataset_id])
    return {
        **_masthead(listing, path),
        **_past(listing, state, tab),
        "tabs": [_tab(listing, state, route, str(words), tab) for route, words in TABS],
        "state": state,
        "filtered": state.selects,
    }


def crumbs(listing: Listing, here: str = "") -> list[Crumb]:
    """From the list of all data to the dataset, and to the part of it that is shown."""
    above = [
        Crumb(gettext("Données"), reverse("search")),
        Crumb(listing.producer.name, reverse("organisation", args=[listing.producer.slug])),
    ]
    if not here:
        return [*above, Crumb(listing.title)]
    return [
        *above,
        Crumb(listing.title, reverse("dataset", args=[listing.dataset_id])),
        Crumb(here),
    ]


def _tab(listing: Listing, state: State, route: str, words: str, current: str) -> Tab:
    path = reverse(route, args=[listing.dataset_id])
    return Tab(words, link(path, state.pairs), route == current)


def _masthead(listing: Listing, path: str) -> dict[str, object]:
    standard = schemas.find(listing.standard)
    place = listing.place
    feed = reverse("dataset-feed", args=[listing.dataset_id])
    return {
        "title": listing.title,
        "withdrawn": listing.state is Published.WITHDRAWN,
        "sentence": first_sentence(listing.description),
        "description": listing.description,
        "dataset_id": listing.dataset_id,
        "address": path,
        "canonical": f"{listing.home}{path}",
        "feed": f"{listing.home}{feed}",
        "catalogue_entry": f"/api/explore/v2.1/catalog/datasets/{listing.dataset_id}",
        "producer": {
            "name": listing.producer.name,
            "address": reverse("organisation", args=[listing.producer.slug]),
        },
        "place": _place(listing),
        "place_address": address_of(place.kind, place.code, place.name),
        "date": listing.modified_at,
        "late": _late(listing),
        "published": listing.published_at,
        "row_count": listing.version.rows,
        "column_count": len(listing.schema.fields),
        "complete": complete(listing),
        "quality": quality(listing),
        "standard": label_of(standard) if standard else "",
        "licence": {"name": listing.licence.short, "address": listing.licence.url},
    }


def _past(listing: Listing, state: State, tab: str) -> dict[str, object]:
    """What is said above an older version, and the way to the one in force."""
    if not listing.is_past:
        return {"past": None}
    # A page of a row has no address without its row: one returns to the table.
    route = tab if tab in dict(TABS) else "dataset"
    path = reverse(route, args=[listing.dataset_id])
    return {
        "past": {
            "number": listing.version.number,
            "date": listing.version.created_at,
            "current": link(path, state.turned(version="").pairs),
        }
    }


def complete(listing: Listing) -> Complete | None:
    """Of all the cells of the table, how many hold something; None while it is being counted."""
    profile = known.whole(listing)
    if profile is None or not profile.rows:
        return None
    share = profile.completeness
    whole = _FULL if share >= 1 else min(int(share * _FULL), _FULL - 1)
    return Complete(whole, gettext("%(n)s\u202f%% des cases remplies") % {"n": number(whole)})


def quality(listing: Listing) -> str:
    """One sentence: the common model that is followed, and what was found when it was read."""
    standard = schemas.find(listing.standard)
    findings = listing.version.manifest.get("findings", [])
    left = sum(one["level"] == "warning" for one in findings)
    if standard is None:
        return gettext("Colonnes propres au producteur, sans modèle commun.")
    if not left:
        return gettext("Suit le modèle commun, sans écart relevé.")
    said = ngettext(
        "Suit le modèle commun, avec %(n)s point à améliorer.",
        "Suit le modèle commun, avec %(n)s points à améliorer.",
        left,
    )
    return said % {"n": number(left)}


def _late(listing: Listing) -> str:
    """What is said of data that are older than they should be; "" otherwise."""
    days = (timezone.now() - _aware(listing.modified_at)).days
    if listing.frequency in _RHYTHMS:
        return gettext("plus tard que prévu") if days > _RHYTHMS[listing.frequency] else ""
    return gettext("il y a plus d’un an") if days > _YEAR else ""


def _aware(moment: datetime) -> datetime:
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _place(listing: Listing) -> str:
    around, name = listing.place.around, listing.place.name
    return f"{name} ({around})" if around and around != name else name


def of_the(listing: Listing) -> str:
    """« version 3 du 12 mars 2026 »."""
    facts = {"n": listing.version.number, "day": day(listing.version.created_at)}
    return gettext("version %(n)s du %(day)s") % facts
