"""The quiet map of the home page: the communes that publish are filled, each a link."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from autan.access.viewer import Viewer
from autan.catalogue import reads
from autan.tenants.models import Portal, Territory
from autan.tenants.reads import inside_of
from autan.web.home.outlines import sheet
from autan.web.places.addresses import address
from autan.web.typography import number


@dataclass(frozen=True, slots=True)
class Seed:
    """A commune that publishes, on the map."""

    name: str
    address: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Map:
    """Paths in the coordinates of ``view``; ``caption`` says in words what they show."""

    view: str
    title: str
    caption: str
    land: str
    borders: str
    communes: str
    open: str
    seeds: tuple[Seed, ...]


def atlas(portal: Portal, viewer: Viewer) -> Map | None:
    """The portal's territory; None when its outlines are not installed."""
    kind = Territory.Kind.COMMUNE
    codes = inside_of(portal.perimeter).filter(kind=kind).values_list("code", flat=True)
    drawn = sheet(frozenset(codes))
    if drawn is None:
        return None
    open_ = [one for one in reads.territories(viewer).filter(kind=kind) if one.code in drawn.places]
    title = gettext("Carte : les communes qui publient, %(place)s") % {
        "place": portal.perimeter.name
    }
    return Map(
        view=drawn.view,
        title=title,
        caption=_said(len(open_), len(drawn.places)),
        land=drawn.land,
        borders=drawn.borders,
        communes=drawn.dots,
        open="".join(drawn.shapes[one.code] for one in open_),
        seeds=tuple(_seed(one, drawn.places[one.code]) for one in open_),
    )


def _said(open_: int, all_: int) -> str:
    if not open_:
        return gettext("La carte se remplira avec les communes qui publient.")
    words = ngettext(
        "%(n)s commune publie déjà, sur %(all)s",
        "%(n)s communes publient déjà, sur %(all)s",
        open_,
    )
    return words % {"n": number(open_), "all": number(all_)}


def _seed(territory: Territory, at: tuple[int, int]) -> Seed:
    return Seed(territory.name, address(territory), *at)
