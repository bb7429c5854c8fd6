"""The social-security number (NIR), proved by its key: 97 minus the rest of the division by 97."""

import re

from autan.privacy.detector import Column, Detector, Found

_PATTERN = (
    r"\b[12]\s?\d{2}\s?(?:0[1-9]|1[0-2]|[2-9]\d)\s?(?:\d{2}|2[ABab])\s?\d{3}\s?\d{3}\s?\d{2}\b"
)
_NIR = re.compile(_PATTERN)
_LIKELY = r"[12] ?[0-9]{2} ?[0-9]{2} ?[0-9][0-9ABab] ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}"
MASK = "[numéro masqué]"


def is_nir(text: str) -> bool:
    """True for thirteen characters and a right key, whatever the spaces; Corsica included."""
    bare = re.sub(r"\s", "", text).upper()
    if not re.fullmatch(r"[12]\d{4}(?:\d{2}|2[AB])\d{8}", bare):
        return False
    number = bare[:13].replace("2A", "19", 1) if bare[5:7] == "2A" else bare[:13]
    number = number.replace("2B", "18", 1) if bare[5:7] == "2B" else number
    return 97 - int(number) % 97 == int(bare[13:])


def _find(column: Column) -> Found | None:
    likely = column.texts.filter(column.texts.str.contains(_LIKELY))
    masked = {text: _NIR.sub(_hide, text) for text in likely if _holds(text)}
    if not masked:
        return None
    return Found(
        one="« %(column)s » : une ligne contient un numéro de sécurité sociale.",
        many="« %(column)s » : %(count)s lignes contiennent un numéro de sécurité sociale.",
        blocking=True,
        masked=masked,
    )


def _holds(text: str) -> bool:
    return any(is_nir(match.group()) for match in _NIR.finditer(text))


def _hide(match: re.Match[str]) -> str:
    return MASK if is_nir(match.group()) else match.group()


DETECTOR = Detector("nir", _find)
