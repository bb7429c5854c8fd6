"""Writes on portals and organisations."""

from django.db import IntegrityError, transaction

from autan.errors import Refused
from autan.journal.actions import record
from autan.tenants import names, reads
from autan.tenants.models import Organisation, Portal, Territory


@transaction.atomic
def organisation_for(territory: Territory) -> Organisation:
    """The organisation that publishes for a territory, made silently the first time.

    Refused if no register gives the territory's SIREN: the organisation is then made by hand.
    """
    known = reads.organisation_of(territory)
    if known is not None:
        return known
    if not territory.siren:
        raise Refused(
            "unknown-siren",
            "Nous ne connaissons pas le numéro SIREN de « %(name)s ».",
            remedy="Écrivez à l’équipe du portail : elle l’ajoute en un instant.",
            name=territory.name,
        )
    name = reads.organisation_name(territory)
    made, is_new = Organisation.objects.get_or_create(
        siren=territory.siren,
        defaults={
            "name": name,
            "slug": _free_slug(territory, name),
            "email": reads.official_email(territory),
            "website": territory.website,
            "territory": territory,
        },
    )
    if is_new:
        record(verb="organisation.made", subject=f"organisation:{made.pk}", name=made.name)
    return made


def _free_slug(territory: Territory, name: str) -> str:
    """The name as an address, with the code when two communes share it."""
    plain = names.slug(name)
    taken = Organisation.objects.filter(slug=plain).exists()
    return f"{plain}-{territory.code.lower()}" if taken else plain


@transaction.atomic
def open_portal(
    *,
    slug: str,
    name: str,
    host: str,
    perimeter: Territory,
    colour: str,
    sentence: str = "",
    is_default: bool = False,
) -> Portal:
    """Open a portal over a territory, or bring an open one up to date."""
    face = {"name": name, "host": host, "colour": colour, "sentence": sentence}
    try:
        portal, is_new = Portal.objects.update_or_create(
            slug=slug, defaults={**face, "perimeter": perimeter, "is_default": is_default}
        )
    except IntegrityError as error:
        raise Refused(
            "host-taken", "L’adresse %(host)s est déjà celle d’un autre portail.", host=host
        ) from error
    verb = "portal.opened" if is_new else "portal.changed"
    record(verb=verb, subject=f"portal:{slug}", portal=slug, host=host)
    return portal
