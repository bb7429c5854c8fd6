"""Where a place is, as one says it: « à Noé », « au Houga », « dans le Gers », « en Occitanie »."""

from django.utils.translation import get_language, gettext

from autan.tenants.models import Territory

# How the genitive of a name begins -> how one says that something is there. French puts « dans »
# before a département whose article is masculine or plural, « en » before the others.
_IN_TOWN = (("du ", "au "), ("des ", "aux "))
_IN_LAND = (("du ", "dans le "), ("des ", "dans les "), ("de l’", "dans l’"))
_FORMS = {
    "commune": _IN_TOWN,
    "epci": (*_IN_LAND, ("de la ", "dans la ")),
    "departement": _IN_LAND,
}


def within(territory: Territory) -> str:
    """« à Noé », « dans le Gers »; in another language, « à » and the name as it is."""
    if get_language() != "fr":
        return gettext("à %(place)s") % {"place": territory.name}
    for genitive, said in _FORMS.get(territory.kind, ()):
        if territory.genitive.startswith(genitive):
            return said + territory.genitive.removeprefix(genitive)
    preposition = "à" if territory.kind == "commune" else "en"
    return f"{preposition} {territory.name}"


def of(territory: Territory) -> str:
    """« d’Occitanie », « du Gers »; in another language the name, which the sentence joins."""
    return territory.genitive if get_language() == "fr" else territory.name
