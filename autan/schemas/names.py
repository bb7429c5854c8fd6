"""Headers as people write them, brought to forms that can be compared."""

import re
import unicodedata
from functools import lru_cache

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "’": "'", "ʼ": "'"})
_DBASE_SUFFIX = re.compile(r",[CNDLFM](,\d+)*$")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Ý])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def listed(text: str) -> frozenset[str]:
    """The words of a text laid out on several lines, as a set."""
    return frozenset(text.split())


_SMALL_WORDS = listed(
    """
    de du des d la le les l un une et a au aux en par pour sur the of
    """
)


def fold(text: str) -> str:
    """Lower case without accents nor ligatures; everything else stays."""
    decomposed = unicodedata.normalize("NFD", text.translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=4096)
def squash(header: str) -> str:
    """The letters and digits alone, folded: two spellings of one header give one key.

    ``Nom de l'attribuant*`` -> ``nomdelattribuant``; the suffix of a dBASE header
    (``NOM,C,50``) is left out.
    """
    return _NOT_WORD.sub("", fold(_DBASE_SUFFIX.sub("", header.strip())))


@lru_cache(maxsize=4096)
def words(header: str) -> tuple[str, ...]:
    """The folded words that carry meaning, in order; camelCase is cut.

    ``datesPériodeVersement`` -> ``("dates", "periode", "versement")``.
    """
    cut = _CAMEL.sub(" ", _DBASE_SUFFIX.sub("", header.strip()))
    return tuple(w for w in _NOT_WORD.split(fold(cut)) if w and w not in _SMALL_WORDS)


def identifier(header: str, taken: frozenset[str] = frozenset()) -> str:
    """The name that programs use for a free column: ``nom_de_l_association``, unique in ``taken``.

    At most 60 characters; never empty and never starting with a digit.
    """
    cut = _CAMEL.sub(" ", _DBASE_SUFFIX.sub("", header.strip()))
    name = _NOT_WORD.sub("_", fold(cut)).strip("_")[:60].strip("_") or "colonne"
    name = f"c_{name}" if name[0].isdigit() else name
    number, unique = 2, name
    while unique in taken:
        unique, number = f"{name}_{number}", number + 1
    return unique
