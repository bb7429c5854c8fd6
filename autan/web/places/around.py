"""The communes of an intercommunality or of a département: a map, and who publishes what."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from autan.catalogue.listing import Listing
from autan.tenants.models import Territory
from autan.tenants.reads import inside_of
from autan.web.home.atlas import Map, Seed
from autan.web.home.outlines import sheet
from autan.web.places.addresses import address
from autan.web.standards import socle
from autan.web.typography import listed, number

Kind = Territory.Kind


@dataclass(frozen=True, slots=True)
class Town:
    """``what`` says what is open there, "" for nothing yet."""

    name: str
    address: str
    what: str


@dataclass(frozen=True, slots=True)
class Around:
    """``open`` publish, ``others`` do not; ``groups``: a département's intercommunalities."""

    sentence: str
    open: tuple[Town, ...]
    others: tuple[Town, ...]
    groups: tuple[Town, ...]
    map: Map | None


def around(place: Territory, listings: Iterable[Listing]) -> Around:
    published: dict[str, set[str]] = {}
    for listing in listings:
        published.setdefault(listing.place.code, set()).add(listing.standard)
    known = list(inside_of(place).exclude(pk=place.pk).order_by("search_name"))
    communes = [one for one in known if one.kind == Kind.COMMUNE]
    open_ = [one for one in communes if one.code in published]
    others = [one for one in communes if one.code not in published]
    groups = Territory.objects.filter(pk__in={one.epci_id for one in communes})
    wide = place.kind == Kind.DEPARTEMENT
    return Around(
        sentence=_said(len(open_), len(communes)),
        open=tuple(_town(one, _what(published[one.code])) for one in open_),
        # A département has hundreds: its intercommunalities lead to them.
        others=() if wide else tuple(map(_town, others)),
        groups=tuple(map(_town, groups.order_by("search_name"))) if wide else (),
        map=_map(place, communes, open_),
    )


def _said(open_: int, all_: int) -> str:
    said = ngettext(
        "Une commune sur %(all)s publie.", "%(n)s communes sur %(all)s publient.", open_
    )
    if not open_:
        return gettext("Aucune commune ne publie encore.")
    return said % {"n": number(open_), "all": number(all_)}


def _what(models: set[str]) -> str:
    """« délibérations et subventions », in the order of the common base."""
    nouns = [one.noun for one in socle() if models & {*one.models}]
    return listed(nouns) or gettext("d’autres données")


def _town(territory: Territory, what: str = "") -> Town:
    return Town(territory.name, address(territory), what)


def _map(place: Territory, communes: list[Territory], open_: list[Territory]) -> Map | None:
    drawn = sheet(frozenset(one.code for one in communes))
    if drawn is None:
        return None
    filled = [one for one in open_ if one.code in drawn.places]
    return Map(
        view=drawn.view,
        title=gettext("Carte des communes\u202f: %(place)s") % {"place": place.name},
        caption=_said(len(open_), len(communes)),
        land=drawn.land,
        borders=drawn.borders,
        communes="",
        open="".join(drawn.shapes[one.code] for one in filled),
        seeds=tuple(Seed(one.name, address(one), *drawn.places[one.code]) for one in filled),
    )
