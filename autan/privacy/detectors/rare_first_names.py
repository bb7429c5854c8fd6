"""First names given once or twice in the year: in a small commune they may point to a child.

The SCDL counts from one, the INSEE from three: the person decides, nothing is blocked.
"""

import polars as pl

from autan.privacy.detector import Column, Detector, Found

_FIELD = "NOMBRE_OCCURRENCES"
_THRESHOLD = 3


def _find(column: Column) -> Found | None:
    if column.field != _FIELD:
        return None
    numbers = column.texts.str.strip_chars().cast(pl.Int64, strict=False)
    rare = column.texts.filter((numbers < _THRESHOLD).fill_null(False))
    if rare.is_empty():
        return None
    return Found(
        one="Un prénom a été donné moins de trois fois dans l’année ; dans une petite commune, il "
        "peut désigner un enfant.",
        many="%(count)s prénoms ont été donnés moins de trois fois dans l’année ; dans une petite "
        "commune, ils peuvent désigner un enfant.",
        blocking=False,
        masked={text: text for text in rare},
    )


DETECTOR = Detector("rare-first-name", _find)
