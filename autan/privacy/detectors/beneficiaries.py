"""Natural persons who receive a subvention: their name is personal data.

Rule SUBV-PP, from the ministerial answer to QE 04379 (JO Sénat, 10 August 2023): grant decisions
are not in D312-1-3, so a natural person is hidden before publication; legal persons are named.
"""

import re

from autan.privacy import people
from autan.privacy.detector import Column, Detector, Found
from autan.schemas.names import fold, words

_FIELD = "nomBeneficiaire"
_FIRST = frozenset(("prenom", "prenoms"))
_OF_PEOPLE = frozenset(("beneficiaire", "demandeur", "allocataire", "usager", "personne", "usage"))
_HALF, _MOSTLY, _LEAST_NAMES = 0.5, 0.7, 3
_SOCIAL = re.compile(
    r"\baides? (?:alimentaire|sociale|financiere individuelle|facultative)|\bsecours\b|\bimpayes?\b"
    r"|\bobseques\b|\bfsl\b|\ballocataire|\bbon alimentaire|\bfoyer fiscal|\bquotient familial"
)
_LIKELY = (
    r"(?i:^\s*(?:m|mr|mme|mlle|monsieur|madame|mademoiselle)\.?\s)"
    r"|^\s*\p{Lu}[\p{Lu}'’-]+\s+\p{Lu}[\p{Ll}'’-]|^\s*\p{Lu}[\p{Ll}'’-].*\s\p{Lu}[\p{Lu}'’-]+\s*$"
)
MASK = "Personne physique"
_OTHERS = ("idBeneficiaire", "rnaBeneficiaire")
_ALL = Found(
    one="« %(column)s » nomme une personne qui a reçu une aide. La loi demande de ne pas publier "
    "son nom.",
    many="« %(column)s » nomme les personnes qui ont reçu une aide (%(count)s lignes). La loi "
    "demande de ne pas publier leurs noms.",
    blocking=True,
    whole=MASK,
    others=_OTHERS,
)


def _beside_first_names(column: Column) -> bool:
    """« Nom du bénéficiaire » beside « Prénom »: a list of people who were helped."""
    own = column.words | _OF_PEOPLE
    named = (set(words(header)) for header in column.headers if header != column.header)
    if not any(one & _FIRST and one - _FIRST <= own for one in named):
        return False
    return people.share(column.texts, people.names_an_organisation) < _HALF


def _are_helped(column: Column) -> bool:
    """Surnames alone, in a table that speaks of social aid."""
    said = " ".join(fold(text) for text in (*column.around, *column.headers, column.table))
    if not _SOCIAL.search(said):
        return False
    return (
        len(column.texts) >= _LEAST_NAMES
        and people.share(column.texts, people.may_be_a_surname) >= _MOSTLY
        and people.share(column.texts, people.names_an_organisation) < 1 - _MOSTLY
    )


def _find(column: Column) -> Found | None:
    if column.field != _FIELD:
        return None
    if _beside_first_names(column) or _are_helped(column):
        return _ALL
    likely = column.texts.filter(column.texts.str.contains(_LIKELY))
    masked = {text: MASK for text in likely if people.is_person(text)}
    if not masked:
        return None
    return Found(
        one="« %(column)s » : une ligne nomme une personne physique. La loi demande de ne pas "
        "publier son nom.",
        many="« %(column)s » : %(count)s lignes nomment une personne physique. La loi demande de "
        "ne pas publier son nom.",
        blocking=True,
        masked=masked,
        others=_OTHERS,
    )


DETECTOR = Detector("natural-person", _find)
