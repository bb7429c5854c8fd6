"""What kind of place it is, and how one speaks of it, in the language of the page."""

from django.utils.translation import get_language, gettext

from autan.tenants.models import Territory
from autan.web.home.where import within

Kind = Territory.Kind


def kind_words(territory: Territory) -> str:
    """« Commune », « Intercommunalité », « Département »."""
    return {
        Kind.COMMUNE: gettext("Commune"),
        Kind.EPCI: gettext("Intercommunalité"),
        Kind.DEPARTEMENT: gettext("Département"),
    }[Kind(territory.kind)]


def inside(territory: Territory) -> str:
    """« à Noé », « dans le Gers », « dans la communauté de communes du Volvestre »."""
    name = territory.name
    if get_language() == "fr" and territory.kind == Kind.EPCI and name.startswith("Communauté"):
        return f"dans la c{name[1:]}"
    if get_language() == "fr" and territory.kind == Kind.EPCI:
        return f"à {name}"
    return within(territory)


def capital(sentence: str) -> str:
    """The same with a capital letter at its start, accents kept: « À Noé »."""
    return sentence[:1].upper() + sentence[1:]
