"""Natural persons who receive a subvention: their name is personal data.

Rule SUBV-PP, from the ministerial answer to QE 04379 (JO Sénat, 10 August 2023): grant decisions
are not in D312-1-3, so a natural person is hidden before publication; legal persons are named.
"""

import re

from autan.privacy.detector import Column, Detector, Found
from autan.privacy.words import FIRST_NAMES, ORGANISATIONS
from autan.schemas.names import fold

_FIELD = "nomBeneficiaire"
_CIVILITY = re.compile(r"^(?:m\.?|mr\.?|mme\.?|mlle\.?|monsieur|madame|mademoiselle)\s+(?=\w{2})")
_WORD = re.compile(r"[a-z'-]+")
_LIKELY = (
    r"(?i:^\s*(?:m|mr|mme|mlle|monsieur|madame|mademoiselle)\.?\s)"
    r"|^\s*\p{Lu}[\p{Lu}'’-]+\s+\p{Lu}[\p{Ll}'’-]|^\s*\p{Lu}[\p{Ll}'’-].*\s\p{Lu}[\p{Lu}'’-]+\s*$"
)
MASK = "Personne physique"


def is_person(name: str) -> bool:
    """True for « Mme Durand » and « DURAND Jeanne »; an organisation's word says the contrary."""
    folded = fold(name).strip()
    parts = _WORD.findall(folded)
    if any(part in ORGANISATIONS for part in parts) or re.search(r"\d", folded):
        return False
    if _CIVILITY.match(folded):
        return True
    return _surname_and_first_name(name, parts)


def _surname_and_first_name(name: str, parts: list[str]) -> bool:
    """DURAND Jeanne or Jeanne DURAND: one part in capitals, the others are first names."""
    originals = re.findall(r"[^\W\d_][\w'’-]*", name)
    if not 2 <= len(originals) <= 3 or len(parts) != len(originals):
        return False
    surnames = [part for part in originals if part.isupper() and len(part) > 2]
    others = [part for part in originals if not part.isupper()]
    if len(surnames) != 1 or not others:
        return False
    return all(fold(part).split("-")[0] in FIRST_NAMES for part in others)


def _find(column: Column) -> Found | None:
    if column.field != _FIELD:
        return None
    likely = column.texts.filter(column.texts.str.contains(_LIKELY))
    masked = {text: MASK for text in likely if is_person(text)}
    if not masked:
        return None
    return Found(
        one="« %(column)s » : une ligne nomme une personne physique. La loi demande de ne pas "
        "publier son nom.",
        many="« %(column)s » : %(count)s lignes nomment une personne physique. La loi demande de "
        "ne pas publier son nom.",
        blocking=True,
        masked=masked,
        others=("idBeneficiaire", "rnaBeneficiaire"),
    )


DETECTOR = Detector("natural-person", _find)
