"""How names of places are written, folded for search and made into addresses."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss"})
# How the Code officiel géographique joins a name that has no article of its own to "de" (TNCC).
_JOINED = {1: "d’", 2: "du ", 3: "de la ", 4: "des ", 5: "de l’"}


def fold(text: str) -> str:
    """Lower-case words without accents or punctuation, one space between: ``l isle jourdain``."""
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).lower()
    letters = (c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", "".join(letters)).split())


def slug(text: str) -> str:
    return fold(text).replace(" ", "-")


def genitive(name: str, liaison: int) -> str:
    """``name`` after "de": d’Auch, du Houga, de L’Isle-Jourdain, des Hautes-Pyrénées, de Noé.

    ``liaison`` is the TNCC code of the Code officiel géographique.
    """
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    if name.startswith(("La ", "L’", "L'", "Los ")):
        return f"de {name}"
    return _JOINED.get(liaison, "de ") + name


def of(words: str) -> str:
    """A common noun after "de": « de délibérations », « d’équipements »."""
    return f"d’{words}" if fold(words)[:1] in {*"aeiou"} else f"de {words}"
