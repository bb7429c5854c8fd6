"""The sentences of a place's page: what a mayor could read aloud."""

from django.utils.translation import get_language, gettext, ngettext

from autan.tenants.models import Territory
from autan.web.places.decisions import Decisions
from autan.web.places.naming import capital, inside
from autan.web.places.purchases import Purchases
from autan.web.places.spots import Addresses, FirstNames, Services
from autan.web.places.subsidies import Subsidies
from autan.web.typography import day, euros, listed, number


def decisions(place: Territory, told: Decisions) -> str:
    """« À Noé, le conseil a pris 58 décisions en 2025. »"""
    if not told.years:
        return ""
    count = told.years[told.year]
    facts = {"where": capital(inside(place)), "n": number(count), "when": _when(told)}
    if place.kind == "commune":
        said = ngettext(
            "%(where)s, le conseil a pris une décision %(when)s.",
            "%(where)s, le conseil a pris %(n)s décisions %(when)s.",
            count,
        )
    else:
        said = ngettext(
            "%(where)s, les conseils qui publient ont pris une décision %(when)s.",
            "%(where)s, les conseils qui publient ont pris %(n)s décisions %(when)s.",
            count,
        )
    return said % facts


def _when(told: Decisions) -> str:
    """« en 2025 », or the days of a file that does not tell the whole of a year."""
    if told.partly is None:
        return gettext("en %(year)s") % {"year": told.year}
    first, last = told.partly
    if first == last:
        return gettext("le %(day)s") % {"day": day(first)}
    return gettext("du %(first)s au %(last)s") % {"first": day(first), "last": day(last)}


def found(told: Decisions) -> str:
    """How many decisions answer the reader's words, and how many are shown of them."""
    count = told.found or 0
    if not count:
        return gettext("Aucune décision ne parle de «\u202f%(words)s\u202f».") % {
            "words": told.words
        }
    said = ngettext(
        "Une décision parle de «\u202f%(words)s\u202f».",
        "%(n)s décisions parlent de «\u202f%(words)s\u202f».",
        count,
    )
    return said % {"n": number(count), "words": told.words}


def subsidies(place: Territory, told: Subsidies) -> str:
    """« En 2025, la commune a accordé 93 460 € de subventions à 14 bénéficiaires. »"""
    facts = {
        "year": told.year,
        "amount": euros(round(told.amount)),
        "n": number(told.recipients),
        "givers": number(told.givers),
    }
    if place.kind == "commune" and not told.recipients:
        said = gettext("En %(year)s, la commune a accordé %(amount)s de subventions.")
    elif place.kind == "commune":
        said = ngettext(
            "En %(year)s, la commune a accordé %(amount)s de subventions à un seul bénéficiaire.",
            "En %(year)s, la commune a accordé %(amount)s de subventions à %(n)s bénéficiaires.",
            told.recipients,
        )
    else:
        said = ngettext(
            "En %(year)s, une seule collectivité qui publie a accordé %(amount)s de subventions.",
            "En %(year)s, %(givers)s collectivités ont accordé %(amount)s de subventions.",
            told.givers,
        )
    return said % facts


def largest(told: Subsidies) -> str:
    """« La plus grosse part va à Festival Musiques en terrasses : 25 000 €, soit 27 %. »"""
    first = next((part for part in told.parts if not part.rest), None)
    if first is None or len(told.parts) < 2:
        return ""
    if any(part.amount == first.amount for part in told.parts[1:]):
        # Two that had as much: neither is the largest.
        return ""
    facts = {
        "name": first.name,
        "of": first.genitive if get_language() == "fr" else first.name,
        "amount": euros(round(first.amount)),
        "share": number(round(100 * first.share)),
    }
    if first.address:
        said = gettext(
            "La plus grosse part vient %(of)s\u202f: %(amount)s, soit %(share)s\u202f%%."
        )
    else:
        said = gettext(
            "La plus grosse part va à «\u202f%(name)s\u202f»\u202f: %(amount)s, "
            "soit %(share)s\u202f%%."
        )
    return said % facts


def purchases(place: Territory, told: Purchases) -> str:
    """« En 2025, la commune a signé 6 marchés, pour 1 240 000 € hors taxes. »"""
    if not told.contracts:
        return ""
    if told.priced < told.contracts:
        return f"{_unpriced(place, told)} {_priced(told)}"
    facts = {
        "year": told.year,
        "n": number(told.contracts),
        "amount": euros(round(told.amount)),
        "where": capital(inside(place)),
    }
    if place.kind == "commune":
        said = ngettext(
            "En %(year)s, la commune a signé un marché, pour %(amount)s hors taxes.",
            "En %(year)s, la commune a signé %(n)s marchés, pour %(amount)s hors taxes.",
            told.contracts,
        )
    else:
        said = ngettext(
            "%(where)s, ceux qui publient ont signé un marché en %(year)s, "
            "pour %(amount)s hors taxes.",
            "%(where)s, ceux qui publient ont signé %(n)s marchés en %(year)s, "
            "pour %(amount)s hors taxes.",
            told.contracts,
        )
    return said % facts


def _unpriced(place: Territory, told: Purchases) -> str:
    """How many contracts there are, when the amount of some is not known."""
    facts = {"year": told.year, "n": number(told.contracts), "where": capital(inside(place))}
    if place.kind == "commune":
        said = ngettext(
            "En %(year)s, la commune a signé un marché.",
            "En %(year)s, la commune a signé %(n)s marchés.",
            told.contracts,
        )
    else:
        said = ngettext(
            "%(where)s, ceux qui publient ont signé un marché en %(year)s.",
            "%(where)s, ceux qui publient ont signé %(n)s marchés en %(year)s.",
            told.contracts,
        )
    return said % facts


def _priced(told: Purchases) -> str:
    """A sum says of how many contracts it is the sum."""
    if not told.priced:
        return (
            gettext("Leur montant n’est pas publié.")
            if told.contracts > 1
            else gettext("Son montant n’est pas publié.")
        )
    said = ngettext(
        "Le montant d’un seul est publié\u202f: %(amount)s hors taxes.",
        "Le montant de %(n)s d’entre eux est publié\u202f: %(amount)s hors taxes en tout.",
        told.priced,
    )
    return said % {"n": number(told.priced), "amount": euros(round(told.amount))}


def services(place: Territory, told: Services) -> str:
    """« 16 lieux publics sont décrits à Noé. »"""
    said = ngettext(
        "Un lieu public est décrit %(where)s.",
        "%(n)s lieux publics sont décrits %(where)s.",
        told.total,
    )
    return said % {"n": number(told.total), "where": inside(place)}


def addresses(place: Territory, told: Addresses) -> str:
    doors = ngettext("une adresse", "%(n)s adresses", told.doors) % {"n": number(told.doors)}
    if not told.streets:
        return gettext("Le fichier des adresses compte %(doors)s.") % {"doors": doors}
    streets = ngettext("une voie", "%(n)s voies", told.streets) % {"n": number(told.streets)}
    if place.kind == "commune":
        said = gettext("Le fichier des adresses compte %(doors)s, le long de %(streets)s.")
    else:
        said = gettext("Les fichiers publiés comptent %(doors)s, le long de %(streets)s.")
    return said % {"doors": doors, "streets": streets}


def first_names(place: Territory, told: FirstNames) -> str:
    """« En 2025, on a surtout donné Louise, Jade et Rose aux filles, … »"""
    facts = {"year": told.year, "girls": listed(told.girls), "boys": listed(told.boys)}
    if told.girls and told.boys:
        said = gettext(
            "En %(year)s, les prénoms les plus donnés ont été %(girls)s pour les filles, "
            "%(boys)s pour les garçons."
        )
    elif told.girls:
        said = gettext("En %(year)s, les prénoms de filles les plus donnés ont été %(girls)s.")
    else:
        said = gettext("En %(year)s, les prénoms de garçons les plus donnés ont été %(boys)s.")
    if place.kind == "commune":
        return said % facts
    # A few towns are not the whole of a département.
    there = gettext("Dans les communes qui publient les prénoms\u202f: %(what)s")
    return there % {"what": _lowered(said % facts)}


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def unread(count: int) -> str:
    """What a page of many datasets had no time to count."""
    said = ngettext(
        "%(n)s jeu de données n’est pas encore compté ici. Rechargez la page dans un instant.",
        "%(n)s jeux de données ne sont pas encore comptés ici. Rechargez la page dans un instant.",
        count,
    )
    return said % {"n": number(count)}
