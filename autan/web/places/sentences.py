"""The sentences of a place's page: what a mayor could read aloud."""

from django.utils.translation import gettext, ngettext

from autan.tenants.models import Territory
from autan.web.places.decisions import Decisions
from autan.web.places.naming import capital, inside
from autan.web.places.purchases import Purchases
from autan.web.places.spots import Addresses, FirstNames, Services
from autan.web.places.subsidies import Subsidies
from autan.web.typography import euros, listed, number


def decisions(place: Territory, told: Decisions) -> str:
    """« À Noé, le conseil a pris 58 décisions en 2025. »"""
    if not told.years:
        return ""
    count = told.years[told.year]
    facts = {"where": capital(inside(place)), "n": number(count), "year": told.year}
    if place.kind == "commune":
        said = ngettext(
            "%(where)s, le conseil a pris %(n)s décision en %(year)s.",
            "%(where)s, le conseil a pris %(n)s décisions en %(year)s.",
            count,
        )
    else:
        said = ngettext(
            "%(where)s, les conseils qui publient ont pris %(n)s décision en %(year)s.",
            "%(where)s, les conseils qui publient ont pris %(n)s décisions en %(year)s.",
            count,
        )
    return said % facts


def found(told: Decisions) -> str:
    """How many decisions answer the reader's words, and how many are shown of them."""
    count = told.found or 0
    if not count:
        return gettext("Aucune décision ne parle de «\u202f%(words)s\u202f».") % {
            "words": told.words
        }
    said = ngettext(
        "%(n)s décision parle de «\u202f%(words)s\u202f».",
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
    if place.kind == "commune":
        said = ngettext(
            "En %(year)s, la commune a accordé %(amount)s de subventions à %(n)s bénéficiaire.",
            "En %(year)s, la commune a accordé %(amount)s de subventions à %(n)s bénéficiaires.",
            told.recipients,
        )
    else:
        said = ngettext(
            "En %(year)s, %(givers)s collectivité a accordé %(amount)s de subventions.",
            "En %(year)s, %(givers)s collectivités ont accordé %(amount)s de subventions.",
            told.givers,
        )
    return said % facts


def largest(told: Subsidies) -> str:
    """« La plus grosse part va à Festival Musiques en terrasses : 25 000 €, soit 27 %. »"""
    first = next((part for part in told.parts if not part.rest), None)
    if first is None or len(told.parts) < 2:
        return ""
    facts = {
        "name": first.name,
        "amount": euros(round(first.amount)),
        "share": number(round(100 * first.share)),
    }
    if first.address:
        said = gettext(
            "La plus grosse part vient de %(name)s\u202f: %(amount)s, soit %(share)s\u202f%%."
        )
    else:
        said = gettext(
            "La plus grosse part va à «\u202f%(name)s\u202f»\u202f: %(amount)s, "
            "soit %(share)s\u202f%%."
        )
    return said % facts


def purchases(place: Territory, told: Purchases) -> str:
    """« En 2025, la commune a signé 6 marchés, pour 1 240 000 €. »"""
    if not told.contracts:
        return ""
    facts = {
        "year": told.year,
        "n": number(told.contracts),
        "amount": euros(round(told.amount)),
        "where": capital(inside(place)),
    }
    if place.kind == "commune":
        said = ngettext(
            "En %(year)s, la commune a signé %(n)s marché, pour %(amount)s hors taxes.",
            "En %(year)s, la commune a signé %(n)s marchés, pour %(amount)s hors taxes.",
            told.contracts,
        )
    else:
        said = ngettext(
            "%(where)s, %(n)s marché a été signé en %(year)s, pour %(amount)s hors taxes.",
            "%(where)s, %(n)s marchés ont été signés en %(year)s, pour %(amount)s hors taxes.",
            told.contracts,
        )
    return said % facts


def services(place: Territory, told: Services) -> str:
    """« 16 lieux publics sont décrits à Noé. »"""
    said = ngettext(
        "%(n)s lieu public est décrit %(where)s.",
        "%(n)s lieux publics sont décrits %(where)s.",
        told.total,
    )
    return said % {"n": number(told.total), "where": inside(place)}


def addresses(told: Addresses) -> str:
    doors = ngettext("%(n)s adresse", "%(n)s adresses", told.doors) % {"n": number(told.doors)}
    if not told.streets:
        return gettext("Le fichier des adresses compte %(doors)s.") % {"doors": doors}
    streets = ngettext("%(n)s voie", "%(n)s voies", told.streets) % {"n": number(told.streets)}
    return gettext("Le fichier des adresses compte %(doors)s, le long de %(streets)s.") % {
        "doors": doors,
        "streets": streets,
    }


def first_names(told: FirstNames) -> str:
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
    return said % facts


def unread(count: int) -> str:
    """What a page of many datasets had no time to count."""
    said = ngettext(
        "%(n)s jeu de données n’est pas encore compté ici. Rechargez la page dans un instant.",
        "%(n)s jeux de données ne sont pas encore comptés ici. Rechargez la page dans un instant.",
        count,
    )
    return said % {"n": number(count)}
