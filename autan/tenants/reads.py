"""Questions about territories, portals and organisations."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q, QuerySet

from autan.journal.remembered import Remembered
from autan.tenants.models import Organisation, Portal, Territory
from autan.tenants.names import fold

Kind = Territory.Kind

# From the widest to the narrowest: the narrowest portal that holds a territory is its home.
_WIDTH = {Kind.REGION: 0, Kind.DEPARTEMENT: 1, Kind.EPCI: 2, Kind.COMMUNE: 3}


def portal_for_host(host: str) -> Portal | None:
    """The portal that a ``Host`` header names, with or without its port; None if it is not ours."""
    name = _without_port(host.strip().lower())
    found = next((portal for portal in portals() if portal.host == name), None)
    if found is None and _reaches_default(name):
        return default_portal()
    return found


def default_portal() -> Portal | None:
    return next((portal for portal in portals() if portal.is_default), None)


def portal(slug: str) -> Portal | None:
    return next((portal for portal in portals() if portal.slug == slug), None)


def portals() -> tuple[Portal, ...]:
    """All portals, the default one first."""
    return _PORTALS.get("all", _read_portals)


def _read_portals() -> tuple[Portal, ...]:
    rows = Portal.objects.select_related("perimeter")
    return tuple(rows.order_by("-is_default", "name"))


_PORTALS: Remembered[str, tuple[Portal, ...]] = Remembered()


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].rstrip(".")


def _reaches_default(name: str) -> bool:
    return name in settings.DEFAULT_PORTAL_HOSTS or "*" in settings.DEFAULT_PORTAL_HOSTS


def address(portal: Portal, path: str = "/") -> str:
    """The public address of ``path`` at a portal, as the outside world writes it."""
    scheme, port = settings.PUBLIC_SCHEME, settings.PUBLIC_PORT
    usual = {"http": 80, "https": 443}.get(scheme)
    return f"{scheme}://{portal.host}{'' if port == usual else f':{port}'}{path}"


def find_territory(code: str) -> Territory | None:
    """The territory of an INSEE code or of a SIREN; None if there is none.

    A commune comes before a département that has the same code (none has, in metropolitan France).
    """
    known = Territory.objects.select_related("departement", "region", "epci")
    wanted = code.strip().upper()
    matches = list(known.filter(Q(code=wanted) | Q(siren=wanted)) if wanted else ())
    return max(matches, key=lambda found: _WIDTH[Kind(found.kind)], default=None)


def suggest_territories(portal: Portal, text: str, limit: int = 8) -> list[Territory]:
    """Territories of a portal's perimeter for a few letters, an INSEE code or a SIREN.

    Names that begin with the letters come first, then the most populated.
    """
    wanted = fold(text)
    if not wanted:
        return []
    inside = inside_of(portal.perimeter).select_related("departement")
    starts = Q(search_name__startswith=wanted) | Q(code__startswith=text.strip().upper())
    first = list(inside.filter(starts | Q(siren=wanted)).order_by("-population", "name")[:limit])
    first.sort(key=lambda found: found.search_name != wanted)
    if len(first) == limit:
        return first
    more = inside.filter(search_name__contains=f" {wanted}").exclude(starts)
    return [*first, *more.order_by("-population", "name")[: limit - len(first)]]


def inside_of(perimeter: Territory) -> QuerySet[Territory]:
    """A territory and all that it contains."""
    inside = Q(pk=perimeter.pk)
    if perimeter.kind == Kind.REGION:
        inside |= Q(region=perimeter)
    elif perimeter.kind == Kind.DEPARTEMENT:
        inside |= Q(departement=perimeter)
    elif perimeter.kind == Kind.EPCI:
        inside |= Q(epci=perimeter)
    return Territory.objects.filter(inside)


def portals_of(territory: Territory) -> list[Portal]:
    """The portals in whose perimeter a territory lies, the narrowest first: that is its home."""
    around = {territory.pk, territory.region_id, territory.departement_id, territory.epci_id}
    found = Portal.objects.select_related("perimeter").filter(perimeter__in=around - {None})
    return sorted(found, key=lambda portal: (-_WIDTH[Kind(portal.perimeter.kind)], portal.slug))


def home_portal(territory: Territory) -> Portal | None:
    """The portal of the one canonical address of what a territory publishes."""
    return next(iter(portals_of(territory)), None) or default_portal()


def organisation(slug: str) -> Organisation | None:
    known = Organisation.objects.select_related("territory", "territory__departement")
    return known.filter(slug=slug).first()


def organisations_named(names: Iterable[str]) -> tuple[str, ...]:
    """The slugs of the organisations that have one of these names."""
    found = Organisation.objects.filter(name__in=list(names))
    return tuple(found.values_list("slug", flat=True))


def organisation_of(territory: Territory) -> Organisation | None:
    """The organisation that publishes for a territory, if it exists already."""
    return Organisation.objects.filter(territory=territory).order_by("pk").first()


def organisation_name(territory: Territory) -> str:
    """What the organisation of a territory is called: « Commune de Noé »."""
    match territory.kind:
        case Kind.COMMUNE:
            return f"Commune {territory.genitive}"
        case Kind.DEPARTEMENT:
            return f"Département {territory.genitive}"
        case Kind.REGION:
            return f"Région {territory.name}"
    return territory.name


def official_email(territory: Territory) -> str:
    """The address of the mairie in the official directory; empty if it has none.

    A demonstration sends nothing: a mairie without address is given one that nobody can have.
    """
    if territory.email or not settings.DEMO:
        return territory.email
    return f"mairie@{territory.slug}.example"
