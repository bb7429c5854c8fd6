"""How French words are compared: without case, accents or ligatures, then without their endings.

Folding comes before the French stemmer of Snowball: in the other order « musée » and « musee »
end differently and never meet. What is kept is tried by ``tests/unit/search/test_words.py``.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

import tantivy
from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

LONGEST = 40
"""Letters of a word; longer ones are encoded bytes, not words."""

MOST = 12
"""Words of a search that count."""

# Small words that are in every text and tell none from another; folded, as the analysis sees them.
_SMALL_WORDS = (
    "a au aux c ce ces d dans de des du elle en est et eux il ils j l la le les leur leurs lui m "
    "mais me n ne nos notre nous on ou par pas pour qu que qui s sa se ses son sont sur t un une "
    "vos votre vous y"
)
STOPPED = _SMALL_WORDS.split()

_RUN = re.compile(r"[^\W_]+")

# What a page or a PDF carries along unseen: hyphens of the line's end, marks of direction, spaces
# without width; and halves of characters, which are no text.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff]")


def composed(text: str) -> str:
    """The text with each accented letter as one character, which the folding expects, and without
    what nobody sees in it."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


@cache
def plain() -> TextAnalyzer:
    """Whole words: folded, as people write them."""
    return _folding().build()


@cache
def stemmed() -> TextAnalyzer:
    """Words without their endings: « délibérations » and « deliberation » are one."""
    return _folding().filter(Filter.stemmer("french")).build()


def _folding() -> TextAnalyzerBuilder:
    chain = TextAnalyzerBuilder(Tokenizer.simple())
    filters = (Filter.remove_long(LONGEST), Filter.lowercase(), Filter.ascii_fold())
    for each in (*filters, Filter.custom_stopword(STOPPED)):
        chain = chain.filter(each)
    return chain


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a search, each once, in order; at most ``MOST``."""
    return tuple(dict.fromkeys(plain().analyze(composed(text))))[:MOST]


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """The stem of one word, folded or not; "" for a word that does not count."""
    found: list[str] = stemmed().analyze(composed(word))
    return found[0] if found else ""


def fold(word: str) -> str:
    """One word as it is compared; "" for a word that does not count."""
    found: list[str] = plain().analyze(composed(word))
    return found[0] if found else ""


def marked(text: str, wanted: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """The text in pieces, with True for those that are one of the ``wanted`` words (folded).

    >>> marked("Les délibérations de Noé", ("deliberation",))
    (('Les ', False), ('délibérations', True), (' de Noé', False))
    """
    stems = {stem(word) for word in wanted} - {""}
    if not stems:
        return ((text, False),) if text else ()
    pieces: list[tuple[str, bool]] = []
    end = 0
    for run in _RUN.finditer(text):
        if _is_wanted(run.group(), stems, wanted):
            pieces += [(text[end : run.start()], False), (run.group(), True)]
            end = run.end()
    pieces.append((text[end:], False))
    return tuple(piece for piece in pieces if piece[0])


def _is_wanted(run: str, stems: set[str], wanted: tuple[str, ...]) -> bool:
    """Of the same stem as a wanted word; or longer than the last one, which may be unfinished."""
    if stem(run) in stems:
        return True
    last = wanted[-1]
    return len(last) >= 3 and fold(run).startswith(last)


def register(index: "tantivy.Index") -> Any:
    """Give an index the analyses that its fields name."""
    index.register_tokenizer("plain", plain())
    index.register_tokenizer("stemmed", stemmed())
    return index
