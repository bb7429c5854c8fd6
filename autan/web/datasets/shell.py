"""What every page of a dataset shows around its own part: the masthead, and the tabs as links.

The links carry the state of the address, so that what was filtered in the table is what the chart,
the map and the files show.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from autan import schemas
from autan.access.decide import State as Published
from autan.catalogue.listing import Listing
from autan.query.state import State
from autan.web.datasets.rows import first_sentence
from autan.web.parts import Crumb, link
from autan.web.standards import label_of

# The name of a route, and the words of its tab, in the order of the screen.
TABS = (
    ("dataset", gettext_lazy("Tableau")),
    ("dataset-downloads", gettext_lazy("Télécharger")),
    ("dataset-api", gettext_lazy("API et code")),
    ("dataset-about", gettext_lazy("À propos")),
)


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    address: str
    current: bool


def shell(listing: Listing, state: State, tab: str) -> dict[str, object]:
    """The context ``page`` of the template ``datasets/base.html``; ``tab`` is a route's name."""
    path = reverse("dataset", args=[listing.dataset_id])
    return {
        **_masthead(listing, path),
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
    standard = schemas.find(listing.standard) if listing.standard else None
    return {
        "title": listing.title,
        "withdrawn": listing.state is Published.WITHDRAWN,
        "sentence": first_sentence(listing.description),
        "description": listing.description,
        "dataset_id": listing.dataset_id,
        "address": path,
        "canonical": f"{listing.home}{path}",
        "producer": {
            "name": listing.producer.name,
            "address": reverse("organisation", args=[listing.producer.slug]),
        },
        "place": _place(listing),
        "date": listing.modified_at,
        "published": listing.published_at,
        "row_count": listing.version.rows,
        "standard": label_of(standard) if standard else "",
        "licence": {"name": listing.licence.short, "address": listing.licence.url},
    }


def _place(listing: Listing) -> str:
    around, name = listing.place.around, listing.place.name
    return f"{name} ({around})" if around and around != name else name
