"""Text as it is compared in a search: without case, accents or ligatures.

The serving copies hold a column made with the same rule (``engine/serving.py``), and
``lower.py`` writes it in SQL for the other texts; the spec tests hold the three together.
"""

import re
import unicodedata

LIGATURES = (("œ", "oe"), ("æ", "ae"))
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """``Œuvre d'Été`` becomes ``oeuvre d'ete``."""
    parts = unicodedata.normalize("NFD", text.lower())
    bare = "".join(char for char in parts if unicodedata.category(char) != "Mn")
    bare = unicodedata.normalize("NFC", bare)
    for ligature, letters in LIGATURES:
        bare = bare.replace(ligature, letters)
    return bare


def words_of(text: str) -> tuple[str, ...]:
    """The folded words: runs of letters and digits."""
    return tuple(_WORD.findall(fold(text)))
