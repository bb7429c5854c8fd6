"""Bank account numbers (IBAN), proved by the rest of their division by 97 (ISO 13616)."""

import re

from autan.privacy.detector import Column, Detector, Found

_PATTERN = r"\b[A-Z]{2}\d{2}(?:\s?[0-9A-Z]{4}){3,7}(?:\s?[0-9A-Z]{1,3})?\b"
_IBAN = re.compile(_PATTERN)
_LIKELY = r"[A-Z]{2}[0-9]{2} ?[0-9A-Z]{4} ?[0-9A-Z]{4}"
_FRENCH_LENGTH = 27
MASK = "[compte masqué]"


def is_iban(text: str) -> bool:
    """True when the key is right; a French one has 27 characters."""
    bare = re.sub(r"\s", "", text).upper()
    if bare.startswith("FR") and len(bare) != _FRENCH_LENGTH:
        return False
    turned = bare[4:] + bare[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1


def _find(column: Column) -> Found | None:
    likely = column.texts.filter(column.texts.str.contains(_LIKELY))
    masked = {
        text: _IBAN.sub(_hide, text)
        for text in likely
        if any(is_iban(match.group()) for match in _IBAN.finditer(text))
    }
    if not masked:
        return None
    return Found(
        one="« %(column)s » : une ligne contient un numéro de compte bancaire.",
        many="« %(column)s » : %(count)s lignes contiennent un numéro de compte bancaire.",
        blocking=True,
        masked=masked,
    )


def _hide(match: re.Match[str]) -> str:
    return MASK if is_iban(match.group()) else match.group()


DETECTOR = Detector("iban", _find)
