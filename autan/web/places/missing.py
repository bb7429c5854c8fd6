"""What a place has not opened yet, why one may ask for it, and the letter that asks."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from autan.tenants.models import Portal, Territory
from autan.tenants.reads import address as public_address
from autan.web.places.addresses import address
from autan.web.standards import Subject, socle
from autan.web.typography import listed

Kind = Territory.Kind
_DIRECTORY = "https://lannuaire.service-public.fr/"
# Below, the council of a commune may choose to post its acts up (CGCT, L2131-1).
_SMALL = 3500


@dataclass(frozen=True, slots=True)
class Missing:
    """``noun`` is « subventions »; ``reason`` why it should be there; ``letter`` a mailto."""

    noun: str
    reason: str
    letter: str


@dataclass(frozen=True, slots=True)
class Asking:
    """What is missing. Without the town hall's mail, its ``website``, else the State's directory.

    ``directory`` is https://lannuaire.service-public.fr, where each administration has a page.
    """

    missing: tuple[Missing, ...]
    letter: str
    website: str
    directory: str
    publish: str


def asking(place: Territory, portal: Portal, models: Collection[str]) -> Asking | None:
    """What remains to be opened, ``models`` being there already; None when nothing does.

    The six subjects of the common base are asked of communes; a département and an
    intercommunality name no streets and register no births.
    """
    subjects = [one for one in _asked_of(place) if not {*one.models} & {*models}]
    if not subjects:
        return None
    missing = tuple(
        Missing(one.noun, _reason(one.models[0], place), _letter(place, portal, [one.noun]))
        for one in subjects
    )
    return Asking(
        missing,
        letter=_letter(place, portal, [one.noun for one in subjects]) if len(missing) > 1 else "",
        website="" if _mail(place) else place.website,
        directory="" if _mail(place) or place.website else _DIRECTORY,
        publish=reverse("drop", args=[place.code]),
    )


def correction(place: Territory, portal: Portal) -> str:
    """A mailto by which a reader tells the town of a mistake; "" without a mail."""
    here = public_address(portal, address(place))
    return _mailto(
        place,
        gettext("Une erreur dans les données publiées sur %(place)s") % {"place": place.name},
        gettext(
            "Bonjour,\n\nJ’ai vu une erreur sur cette page\u202f: %(page)s\n\n"
            "Ce que j’ai lu\u202f:\n\nCe qui me paraît juste\u202f:\n\nMerci d’avance."
        )
        % {"page": here},
    )


def _asked_of(place: Territory) -> tuple[Subject, ...]:
    town_only = {"bal-1.5", "scdl-prenoms"}
    subjects = socle()
    if place.kind == Kind.COMMUNE:
        return subjects
    return tuple(one for one in subjects if one.models[0] not in town_only)


def _reason(model: str, place: Territory) -> str:
    """The rule in one sentence, with its article, so that an answer can be asked for."""
    small = place.kind == Kind.COMMUNE and (place.population or 0) < _SMALL
    if small and model == "scdl-deliberations":
        return gettext(
            "Les actes se publient en ligne depuis juillet 2022\u202f; une commune de moins de "
            "3\u202f500 habitants peut choisir l’affichage (code des collectivités, L2131-1)."
        )
    return {
        "scdl-deliberations": gettext(
            "Les actes se publient en ligne depuis juillet 2022 "
            "(code des collectivités, L2131-1 et L3131-1)."
        ),
        "scdl-subventions": gettext(
            "Les aides de plus de 23\u202f000\u202f€ à un organisme se publient (décret 2017-779)."
        ),
        "scdl-marches-publics": gettext(
            "Les données essentielles des marchés de 40\u202f000\u202f€ et plus se publient "
            "(code de la commande publique, L2196-2)."
        ),
        "scdl-equipements": gettext(
            "Le socle commun des données locales propose à chaque collectivité de les décrire."
        ),
        "bal-1.5": gettext(
            "Chaque commune nomme ses voies et met ses adresses à disposition "
            "(code des collectivités, L2121-30)."
        ),
        "scdl-prenoms": gettext(
            "Le socle commun des données locales propose de les publier, sans les plus rares."
        ),
    }[model]


def _letter(place: Territory, portal: Portal, nouns: list[str]) -> str:
    facts = {
        "place": place.name,
        "what": listed(nouns),
        "page": public_address(portal, address(place)),
        "portal": portal.name,
        "publish": public_address(portal, reverse("drop", args=[place.code])),
    }
    return _mailto(
        place,
        gettext("Ouvrir les données\u202f: %(what)s") % facts,
        gettext(
            "Bonjour,\n\nLa page de %(place)s sur %(portal)s ne montre pas encore\u202f: "
            "%(what)s.\n%(page)s\n\nPourriez-vous les publier\u202f? Il suffit de déposer le "
            "fichier que vous avez déjà, même imparfait\u202f: %(publish)s\n\nMerci d’avance."
        )
        % facts,
    )


def _mailto(place: Territory, subject: str, body: str) -> str:
    mail = _mail(place)
    if not mail:
        return ""
    return f"mailto:{quote(mail, safe='@')}?subject={quote(subject)}&body={quote(body)}"


def _mail(place: Territory) -> str:
    """A demonstration invents its data: nobody is to write to a real town hall about them."""
    if settings.DEMO and place.email:
        return f"mairie@{place.slug}.example"
    return place.email
