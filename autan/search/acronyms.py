"""Acronyms of local government: « PLU » finds the plans, « plan local d’urbanisme » the PLU.

Sources: the names that laws and ministries give (codes de l’urbanisme, de l’action sociale, des
collectivités territoriales; Insee for the kinds of intercommunalité). Only acronyms that mean one
thing in a catalogue of local data.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from autan.search import words

_ACRONYMS = {
    "AEP": "alimentation en eau potable",
    "AOM": "autorité organisatrice de la mobilité",
    "BAL": "base adresse locale",
    "BAN": "base adresse",
    "BP": "budget primitif",
    "CA": "communauté d’agglomération",
    "CC": "communauté de communes",
    "CCAS": "centre communal d’action sociale",
    "CIAS": "centre intercommunal d’action sociale",
    "CM": "conseil municipal",
    "CU": "communauté urbaine",
    "DECP": "données essentielles de la commande publique",
    "DICRIM": "document d’information communal sur les risques majeurs",
    "DSP": "délégation de service public",
    "EAJE": "établissements d’accueil du jeune enfant",
    "EHPAD": "établissement d’hébergement pour personnes âgées dépendantes",
    "ERP": "établissements recevant du public",
    "IRVE": "infrastructures de recharge de véhicules électriques",
    "OM": "ordures ménagères",
    "PAV": "points d’apport volontaire",
    "PCAET": "plan climat air énergie territorial",
    "PCS": "plan communal de sauvegarde",
    "PLH": "programme local de l’habitat",
    "PLU": "plan local d’urbanisme",
    "PLUI": "plan local d’urbanisme intercommunal",
    "PMR": "personnes à mobilité réduite",
    "PPRI": "plan de prévention du risque inondation",
    "RPQS": "rapport sur le prix et la qualité du service",
    "SCOT": "schéma de cohérence territoriale",
    "SDIS": "service départemental d’incendie et de secours",
    "SPANC": "service public d’assainissement non collectif",
    "ST": "saint",
    "STE": "sainte",
    "STEP": "station d’épuration",
    "TC": "transports en commun",
    "ZAC": "zone d’aménagement concerté",
    "ZAE": "zones d’activité économique",
}


@cache
def _spelled_out() -> dict[str, tuple[str, ...]]:
    return {name.lower(): words.words_of(text) for name, text in _ACRONYMS.items()}


@cache
def _stems() -> tuple[tuple[str, frozenset[str]], ...]:
    """The stems of each, those of most words first."""
    found = [
        (name, frozenset(words.stem(word) for word in text))
        for name, text in _spelled_out().items()
        if len(text) > 1
    ]
    return tuple(sorted(found, key=lambda pair: -len(pair[1])))


def otherwise(wanted: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """Each word (folded) with the other ways to say it: words in one string are all wanted.

    >>> list(otherwise(("plu", "auch")))
    [('plu', 'plan local urbanisme'), ('auch',)]
    """
    stems = {words.stem(word) for word in wanted}
    said = [(name, text) for name, text in _stems() if text <= stems]
    for word in wanted:
        spelled = _spelled_out().get(word)
        names = [name for name, text in said if words.stem(word) in text and name != word]
        yield (word, *([" ".join(spelled)] if spelled else []), *names)
