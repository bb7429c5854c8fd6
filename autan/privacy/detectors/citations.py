"""Private persons named in a sentence: « secours à Mme D… », « recrutement de M. X ».

Elected people and those who act by their office stay; so do streets and schools that bear a name.
"""

import re

from autan.privacy.detector import Column, Detector, Found
from autan.privacy.words import OFFICES, PLACES, SENSITIVE
from autan.schemas.names import fold

_CIVILITY = r"(?:M\.|MM\.|Mr\.?|Mme\.?|MME|Mmes|Mlle|Monsieur|Madame|Mademoiselle)"
_NAME = r"[A-ZÀ-ÖØ-Þ][\wÀ-ÿ'’-]+"
_PATTERN = rf"\b{_CIVILITY}\s+{_NAME}"
_LINK = r"(?:(?:de|du|des|la|le|van|von)\s+)*"
_CITED = re.compile(rf"\b({_CIVILITY})\s+({_NAME}(?:\s+{_LINK}{_NAME}){{0,3}})")
_WORD = re.compile(r"[a-z]+")
_BEFORE, _AFTER = 30, 50
MASK = "[nom masqué]"
_TEXT_FIELDS = frozenset({"DELIB_OBJET", "objet", "MARCHE_OBJET", "nomBeneficiaire", ""})


def cited(text: str) -> list[tuple[int, int]]:
    """Where private persons are named: starts and ends in the text."""
    return [match.span() for match in _CITED.finditer(text) if _is_private(text, match)]


def _is_private(text: str, match: re.Match[str]) -> bool:
    before = _WORD.findall(fold(text[max(0, match.start() - _BEFORE) : match.start()]))
    after = _WORD.findall(fold(text[match.end() : match.end() + _AFTER]))
    name = _WORD.findall(fold(match.group(2)))
    if set(before[-4:]) & PLACES:
        return False
    return not (set(before[-3:]) | set(after[:6]) | set(name)) & OFFICES


def _find(column: Column) -> Found | None:
    if column.field not in _TEXT_FIELDS or column.words & OFFICES:
        return None
    likely = column.texts.filter(column.texts.str.contains(_PATTERN))
    masked = {text: _hidden(text) for text in likely}
    masked = {text: hidden for text, hidden in masked.items() if hidden != text}
    if not masked:
        return None
    # « Association de danse, chez Mme X »: an address, whatever the association does.
    sensitive = column.field != "nomBeneficiaire" and any(
        set(_WORD.findall(fold(text))) & SENSITIVE for text in masked
    )
    return Found(
        one="« %(column)s » : une ligne cite peut-être une personne privée.",
        many="« %(column)s » : %(count)s lignes citent peut-être une personne privée.",
        blocking=sensitive,
        masked=masked,
    )


def _hidden(text: str) -> str:
    for start, end in reversed(cited(text)):
        text = text[:start] + MASK + text[end:]
    return text


DETECTOR = Detector("cited-person", _find)
