"""Is this text the name of a person? Judged on the words of one cell, and on the share of cells.

An organisation or a place may bear the name of a person (« Collège Jean Moulin »): one word of
theirs is enough to say that the text is not somebody.
"""

import re
from collections.abc import Callable

import polars as pl

from autan.privacy.words import FIRST_NAMES, ORGANISATIONS, PLACES, SAINTS
from autan.schemas.names import fold

_CIVILITY = re.compile(
    r"^(?:m\.?|mr\.?|mme\.?|mlle\.?|m\.? et mme\.?|monsieur|madame|mademoiselle|consorts|veuve)"
    r"\s+(?=\w{2})"
)
_WORD = re.compile(r"[a-z'-]+")
_ORIGINAL = re.compile(r"[^\W\d_][\w'’-]*\.?")
_LINKS = frozenset(
    ("de", "du", "des", "la", "le", "van", "von", "el", "ben", "et", "epouse", "nee")
)
_SAMPLE = 500
_MOST_WORDS = 4


def has_civility(name: str) -> bool:
    """« Mme Durand », « Consorts Durand »."""
    return _CIVILITY.match(fold(name).strip()) is not None


def names_an_organisation(name: str) -> bool:
    """A word of associations, companies, administrations or places, or a figure."""
    folded = fold(name)
    parts = _WORD.findall(folded)
    known = ORGANISATIONS | PLACES
    return any(part in known for part in parts) or re.search(r"[\d&@]", folded) is not None


def is_somebody(name: str) -> bool:
    """« MARTIN Jean », « Jean martin », « M. X », « DURAND J. »: a known first name is needed,
    or a civility, or an initial after a name in capitals. Looser than it would be prudent to be
    without a header that says that the column holds people."""
    if names_an_organisation(name):
        return False
    if has_civility(name):
        return True
    originals = [one for one in _ORIGINAL.findall(name) if fold(one) not in _LINKS]
    if not 2 <= len(originals) <= _MOST_WORDS:
        return False
    parts = [fold(one).strip(".") for one in originals]
    if any(part in SAINTS for part in parts):
        return False
    if any(part.split("-")[0] in FIRST_NAMES for part in parts):
        return True
    return len(originals) == 2 and originals[0].isupper() and _is_initial(originals[1])


def is_person(name: str) -> bool:
    """True for « Mme Durand » and « DURAND Jeanne »; an organisation's word says the contrary."""
    folded = fold(name).strip()
    parts = _WORD.findall(folded)
    if any(part in ORGANISATIONS for part in parts) or re.search(r"\d", folded):
        return False
    if has_civility(name):
        return True
    return _surname_and_first_name(name, parts)


def _surname_and_first_name(name: str, parts: list[str]) -> bool:
    """DURAND Jeanne or Jeanne DURAND: one part in capitals, the others are first names."""
    originals = re.findall(r"[^\W\d_][\w'’-]*", name)
    if not 2 <= len(originals) <= 3 or len(parts) != len(originals):
        return False
    surnames = [part for part in originals if part.isupper() and len(part) > 2]
    others = [part for part in originals if not part.isupper()]
    if len(surnames) != 1 or not others:
        return False
    return all(fold(part).split("-")[0] in FIRST_NAMES for part in others)


def _is_initial(text: str) -> bool:
    return re.fullmatch(r"[^\W\d_](?:\.|-[^\W\d_]\.)", text) is not None


def ends_with_first_name(name: str) -> bool:
    """« MARTIN JEAN », as offices list people; « JEAN MOULIN » is how schools and streets do."""
    parts = _WORD.findall(fold(name))
    if not 2 <= len(parts) <= 3 or names_an_organisation(name):
        return False
    return parts[-1].split("-")[0] in FIRST_NAMES and not set(parts) & (SAINTS | _LINKS)


def starts_with_first_name(name: str) -> bool:
    parts = _WORD.findall(fold(name))
    return bool(parts) and parts[0].split("-")[0] in FIRST_NAMES


def may_be_a_surname(name: str) -> bool:
    """« CARON », « Le Goff »: nothing but one to three capitalised words of no organisation."""
    originals = _ORIGINAL.findall(name)
    bare = re.sub(r"[\s'’.-]", "", name)
    if not 1 <= len(originals) <= 3 or not bare.isalpha() or names_an_organisation(name):
        return False
    return name.strip()[0].isupper()


def share(texts: pl.Series, test: Callable[[str], bool]) -> float:
    """Of some distinct texts along the column, how many pass; 0 when there is none."""
    sample = texts.gather_every(max(1, len(texts) // _SAMPLE)).head(_SAMPLE)
    return sum(map(test, sample)) / len(sample) if len(sample) else 0.0
