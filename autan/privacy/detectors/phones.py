"""Mobile telephone numbers, unless the column is the telephone of a public place."""

import re

from autan.privacy.detector import Column, Detector, Found

_LIKELY = r"(?:33.{0,5}|0)[67](?:[ .\-]?[0-9]{2}){4}"
_MOBILE = re.compile(r"(?<!\d)(?:(?:\+|00)33[\s.]?(?:\(0\))?|0)[67](?:[\s.\-]?\d{2}){4}(?!\d)")
# Without its zero, that a spreadsheet took away, where the header says what the digits are.
_SHORT = re.compile(r"^\s*[67](?:\d{8}(?:\.0)?|(?:[ .]\d{2}){4})\s*$")
_NAMED = frozenset(("tel", "telephone", "telephones", "portable", "portables", "mobile", "phone"))
_PUBLIC_FIELDS = frozenset({"EQUIP_TEL"})
MASK = "[numéro masqué]"


def _find(column: Column) -> Found | None:
    if column.field in _PUBLIC_FIELDS:
        return None
    likely = column.texts.filter(column.texts.str.contains(_LIKELY))
    masked = {text: _MOBILE.sub(MASK, text) for text in likely if _MOBILE.search(text)}
    if column.words & _NAMED:
        short = column.texts.filter(column.texts.str.contains(_SHORT.pattern))
        masked |= dict.fromkeys(short, MASK)
    if not masked:
        return None
    return Found(
        one="« %(column)s » : une ligne contient un numéro de téléphone portable.",
        many="« %(column)s » : %(count)s lignes contiennent un numéro de téléphone portable.",
        blocking=True,
        masked=masked,
    )


DETECTOR = Detector("phone", _find)
