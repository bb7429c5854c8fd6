"""Columns that hold one person a line: names, dates of birth, private addresses.

Only outside the common models, whose columns are known. A table of elected people is public.
"""

import polars as pl

from autan.privacy.detector import Column, Detector, Found
from autan.privacy.words import FIRST_NAMES, OFFICES
from autan.schemas.names import fold, listed

_BIRTH = frozenset({"naissance", "ddn"})
_HOUSEHOLD = listed(
    """
    allocataire allocataires beneficiaire demandeur demandeurs foyer usager usagers patient
    eleve eleves enfant enfants parent parents habitant adherent adherents licencie licencies
    agent agents salarie salaries concession defunt locataire locataires proprietaire
    """
)
_HEALTH = frozenset(["handicap", "pathologie", "diagnostic", "maladie", "allergie", "allergies"])
_ELECTED = OFFICES | {"mandat", "mandats", "conseil", "circonscription", "liste"}
_LEAST_SHARE = 0.4
_LEAST_NAMES = 5
MASK = "[masqué]"


def _find(column: Column) -> Found | None:
    if column.field or column.table_words & _ELECTED:
        return None
    if column.words & _BIRTH and not column.words & {"lieu", "nombre", "nb", "taux"}:
        return _found("les dates de naissance de personnes")
    if column.words & _HEALTH:
        return _found("des renseignements sur la santé de personnes")
    if _has_first_names(column):
        return _found("des noms de personnes")
    return None


def _has_first_names(column: Column) -> bool:
    named = column.words & {"nom", "noms", "prenom", "prenoms", "identite"}
    with_surname = bool(column.table_words & {"prenom", "prenoms"}) or column.words & _HOUSEHOLD
    if not named or not with_surname or column.words & {"nombre", "nb", "effectif"}:
        return False
    if "prenom" not in column.words and "prenoms" not in column.words:
        return bool(column.table_words & {"nom", "noms"}) and _many_words(column.texts)
    return "nom" in column.table_words and _share_of_first_names(column.texts) >= _LEAST_SHARE


def _many_words(texts: pl.Series) -> bool:
    return len(texts) >= _LEAST_NAMES and not bool(texts.str.contains(r"\d").any())


def _share_of_first_names(texts: pl.Series) -> float:
    sample = [fold(text).replace("-", " ").split() for text in texts.head(500)]
    hits = sum(bool(parts) and parts[0] in FIRST_NAMES for parts in sample)
    return hits / max(len(sample), 1)


def _found(what: str) -> Found:
    sentence = f"« %(column)s » contient probablement {what} (%(count)s lignes)."
    return Found(sentence.replace(" (%(count)s lignes)", ""), sentence, True, whole=MASK)


DETECTOR = Detector("person-column", _find)
