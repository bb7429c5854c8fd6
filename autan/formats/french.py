"""How well bytes read as French under an old code page.

Read by eye, nearly every old file of a French office is in Windows-1252: it is preferred unless
another page gives clearly better French. A letter is judged with its neighbours: « VendÈe » and
« r“le » show letters of French where no Frenchman writes them.
"""

import re
from collections.abc import Iterable, Sequence

# Also the answers to the step ``encoding``, with the words that name them.
CODECS = {
    "cp1252": "Windows",
    "iso8859_15": "Unix",
    "mac_roman": "ancien Macintosh",
    "cp850": "DOS",
    "utf-8": "universel",
}
_LEGACY = ("cp1252", "iso8859_15", "mac_roman", "cp850")
_ODD = re.compile(r"(.?)([^\x00-\x7f])(?=(.?))", re.DOTALL)
_LOWER = frozenset("éèêëàâäùûüîïôöçœæÿ")
_UPPER = frozenset("ÉÈÊËÀÂÄÙÛÜÎÏÔÖÇŒÆ")
# « à » and « où » end their words.
_LAST = frozenset("àù")
_RARE = frozenset("äüöëïÿæ")
# Signs of French offices, with what they are worth beside a letter on both sides and elsewhere.
_SIGNS = {
    "’": (1.0, 0.2),
    **dict.fromkeys("«»“”\u00a0", (-0.8, 0.7)),
    **dict.fromkeys("–—…‘", (-0.5, 0.4)),
    **dict.fromkeys("€°²³", (-0.3, 0.8)),
}
# Windows-1252 unless another page is better by this much: half a letter for a page that differs
# from it by a few signs, nearly a letter for the others.
_PRIOR = {"iso8859_15": 0.9, "mac_roman": 1.5, "cp850": 1.5}
# A letter read otherwise loses about two points; less than this is no certainty.
_SURE = 0.8


def scores(old: bytes) -> list[tuple[str, float]]:
    """Code pages with their score, the best first; Windows-1252 wins when others are near."""
    found = {codec: _score(old.decode(codec, "replace"), codec) for codec in _LEGACY}
    # The sort keeps the order of _LEGACY between equals.
    return sorted(found.items(), key=lambda one: _PRIOR.get(one[0], 0.0) - one[1])


def rival(old: bytes, ranked: Sequence[tuple[str, float]]) -> str:
    """A code page that reads these bytes otherwise than the best, and about as well; else ""."""
    best, score = ranked[0]
    read = old.decode(best, "replace")
    for other, points in ranked[1:]:
        odd = sum(a != b for a, b in zip(read, old.decode(other, "replace"), strict=False))
        if odd and score - points < _SURE * odd:
            return other
    return ""


def _score(text: str, codec: str) -> float:
    """Signs speak for Windows alone: the other pages have letters or nothing to show."""
    most = 1.0 if codec == "cp1252" else 0.0
    return sum(
        _worth(before, letter, after)
        if letter in _LOWER or letter in _UPPER
        else min(most, _worth(before, letter, after))
        for before, letter, after in (match.groups() for match in _ODD.finditer(text))
    )


def _worth(before: str, letter: str, after: str) -> float:
    if letter in _LOWER:
        if (before.isupper() and after.isupper()) or (letter in _LAST and after.isalpha()):
            return -0.5
        return 0.6 if letter in _RARE else 1.0
    if letter in _UPPER:
        inside = before.islower() or (before.isalpha() and after.islower())
        return -1.0 if inside else 1.0
    beside, elsewhere = _SIGNS.get(letter, (-1.0, -1.0))
    return beside if before.isalpha() and after.isalpha() else elsewhere


def words(text: str, most: int = 2) -> tuple[str, ...]:
    """A few words of the text that hold a letter beyond ASCII."""
    return _first((word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii()), most)


def _first(found: Iterable[str], most: int) -> tuple[str, ...]:
    taken: dict[str, None] = {}
    for word in found:
        taken[word[:40]] = None
        if len(taken) == most:
            break
    return tuple(taken)
