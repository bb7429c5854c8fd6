"""Words that differ from a given one by a letter or two."""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

_LONG = 8
_SHORT = 4
_MOST = 12


def distance_allowed(word: str) -> int:
    """One letter added, left out, changed or swapped with the next; two in a long word.

    None in a short word or a code: there, another letter is another word.
    """
    if len(word) < _SHORT or any(letter.isdigit() for letter in word):
        return 0
    return 2 if len(word) >= _LONG else 1


def near_words(word: str, vocabulary: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """The nearest words of a vocabulary (folded, as ``word``), with how many letters differ."""
    allowed = distance_allowed(word)
    if not allowed:
        return ()
    found = process.extract(
        word, vocabulary, scorer=OSA.distance, score_cutoff=allowed, limit=_MOST
    )
    return tuple((near, int(letters)) for near, letters, _ in found if near != word)
