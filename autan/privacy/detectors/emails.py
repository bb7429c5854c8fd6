"""E-mail addresses of persons. ``mairie@`` and ``contact@`` are mailboxes of a function."""

import re

from autan.privacy.detector import Column, Detector, Found
from autan.privacy.words import FIRST_NAMES, FREE_MAILS, FUNCTION_MAILBOXES
from autan.schemas.names import fold

_PATTERN = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_EMAIL = re.compile(_PATTERN)
MASK = "[adresse masquée]"


def of_a_person(address: str) -> bool:
    """True for prenom.nom@, j.dupont@ and for a free provider without a word of function."""
    name, _, domain = fold(address).partition("@")
    parts = [part for part in re.split(r"[._+\-\d]+", name) if part]
    if any(part in FUNCTION_MAILBOXES for part in parts):
        return False
    if any(part in FIRST_NAMES for part in parts):
        return True
    if len(parts) == 2 and len(parts[0]) == 1 and len(parts[1]) > 3:
        return True
    return domain in FREE_MAILS


def _find(column: Column) -> Found | None:
    likely = column.texts.filter(column.texts.str.contains("@", literal=True))
    masked = {text: _EMAIL.sub(_hide, text) for text in likely if _holds(text)}
    if not masked:
        return None
    return Found(
        one="« %(column)s » : une ligne contient l’adresse électronique d’une personne.",
        many="« %(column)s » : %(count)s lignes contiennent l’adresse électronique d’une personne.",
        blocking=True,
        masked=masked,
    )


def _holds(text: str) -> bool:
    return any(of_a_person(match.group()) for match in _EMAIL.finditer(text))


def _hide(match: re.Match[str]) -> str:
    return MASK if of_a_person(match.group()) else match.group()


DETECTOR = Detector("email", _find)
