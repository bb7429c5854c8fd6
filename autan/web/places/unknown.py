"""What to tell who asks for a place that is not here."""

from dataclasses import dataclass

from autan.tenants.models import Portal, Territory
from autan.tenants.reads import address as public_address
from autan.tenants.reads import find_territory, home_portal
from autan.web.places.addresses import address, places_of

Kind = Territory.Kind
_NEAR = 6


@dataclass(frozen=True, slots=True)
class Link:
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Advice:
    """``elsewhere``: another portal of this installation has the place; ``near``: others here."""

    elsewhere: Link | None
    portal: str
    near: tuple[Link, ...]


def advice(portal: Portal, code: str) -> Advice:
    """The same place at another portal, or the largest towns that a reader may have meant."""
    found = find_territory(code)
    home = home_portal(found) if found and address(found) else None
    if found and home and home.pk != portal.pk and _holds(home, found):
        there = Link(found.name, public_address(home, address(found)))
        return Advice(there, home.name, ())
    around = places_of(portal).filter(kind=Kind.COMMUNE)
    # The first two figures of an INSEE code, or of a postcode, say the département.
    same = around.filter(departement__code=code[:2].upper())
    towns = (same if same.exists() else around).order_by("-population", "name")[:_NEAR]
    return Advice(None, "", tuple(Link(one.name, address(one)) for one in towns))


def _holds(portal: Portal, territory: Territory) -> bool:
    return places_of(portal).filter(pk=territory.pk).exists()
