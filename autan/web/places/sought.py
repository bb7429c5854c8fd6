"""The page of the place that somebody searches for, beside the datasets that are found."""

from django.utils.translation import gettext

from autan.tenants.models import Portal, Territory
from autan.tenants.names import fold
from autan.web.parts import Crumb
from autan.web.places.addresses import address, places_of


def sought(portal: Portal, text: str, chosen: Territory | None) -> Crumb | None:
    """The page of the chosen place, or of the one whose whole name the words are."""
    named = fold(text)
    if chosen is None and named:
        those = places_of(portal).filter(search_name=named)
        chosen = those.order_by("-population", "pk").first()
    path = address(chosen) if chosen else ""
    return Crumb(heading(chosen), path) if chosen and path else None


def heading(place: Territory) -> str:
    """« Noé : décisions, argent, lieux »."""
    return gettext("%(place)s\u202f: décisions, argent, lieux") % {"place": place.name}
