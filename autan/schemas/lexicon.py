"""What a header can mean for one standard: its own names, its other spellings, and near ones.

In order of trust: the exact name, a known spelling, the same words in another dress
(abbreviations, order, plural, year or unit added), the same letters around damaged ones,
nearly the same letters, and a known phrase with a word or two more. A name cut at ten letters by
dBASE is that name; what stands under a heading (« Vote – Votants ») is said by its last words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from autan.schemas.common_words import weight
from autan.schemas.names import essence, fold, meaning, squash, words
from autan.schemas.standard import Standard, StandardField

EXACT, CUT, KNOWN, SAME_WORDS, SAME_ESSENCE, DAMAGED, NEAR, LONGER = (
    *(1.0, 0.97, 0.95, 0.93, 0.88, 0.9),
    *(0.85, 0.72),
)
LESSER, UNDER, UNDER_COMMON = 0.82, 0.88, 0.7
_CUT_AT = 10
_PARTS = re.compile(r"\s+[–—-]\s+")
_LEAST_RATIO = 84.0
_SURE_RATIO = 92.0
_LEAST_WORD_RATIO = 76.0
_SHORTEST = 5
_LONG_ENOUGH = 8
_MOST_MORE = 2
# U+FFFD, or a question mark that touches a letter: « Num?ro », « ?quipement », « attribu? ».
_DAMAGE = re.compile("\ufffd+|(?<=[^\\W\\d_])\\?+|(?<!\\S)\\?(?=[^\\W\\d_])")
_HOLE = "qzq"
_MOST_HOLES = 6
# Beyond this length a text is a paragraph: comparing it letter by letter is worth nothing.
_LONGEST = 120


@dataclass(frozen=True)
class _Spelling:
    """One way to write a column of a standard, in the forms that are compared.

    ``plain``: its words that carry meaning, as they are written, without what parts them.
    """

    column: int
    key: str
    meaning: tuple[str, ...]
    plain: str


class Lexicon:
    """The spellings of every column of a standard, looked up by header."""

    def __init__(self, fields: Sequence[StandardField]) -> None:
        self._fields = fields
        self._exact = {squash(field.name): i for i, field in enumerate(fields)}
        self._known: dict[str, set[int]] = {}
        self._words: dict[tuple[str, ...], set[int]] = {}
        self._spellings: list[_Spelling] = []
        self._keys: list[str] = []
        self._by_first: dict[str, list[_Spelling]] = {}
        self._cut: dict[str, set[int]] = {}
        self._lesser: dict[tuple[str, ...], set[int]] = {}
        for i, field in enumerate(fields):
            for text in dict.fromkeys((field.name, field.label, *field.aliases)):
                self._learn(i, text)
            for text in field.lesser:
                self._lesser.setdefault(tuple(sorted(essence(text) or meaning(text))), set()).add(i)
            if len(field.name) > _CUT_AT:
                self._cut.setdefault(squash(field.name[:_CUT_AT]), set()).add(i)
        # Words that forbid, in the form in which the words of headers are compared.
        self._avoid = [frozenset(_stems(field)) for field in fields]
        self._looked_up: dict[str, dict[int, float]] = {}

    def _learn(self, column: int, text: str) -> None:
        key, said = squash(text), meaning(text)
        if not key:
            return
        self._known.setdefault(key, set()).add(column)
        self._words.setdefault(tuple(sorted(said)), set()).add(column)
        self._words.setdefault(tuple(sorted(essence(text))) or said, set()).add(column)
        spelling = _Spelling(column, key, said, "".join(words(text)))
        self._spellings.append(spelling)
        self._keys.append(key)
        if len(said) >= 2:
            self._by_first.setdefault(said[0], []).append(spelling)

    def look_up(self, header: str) -> dict[int, float]:
        """How much the header says that it is each column: positions of columns to 0…1."""
        if header not in self._looked_up:
            self._looked_up[header] = self._look_up(header)
        return self._looked_up[header]

    def _look_up(self, header: str) -> dict[int, float]:
        key = squash(header)
        found: dict[int, float] = {}
        if not key:
            return found
        for column, score in (*self._sayings(header, key), *self._under(header)):
            if score >= KNOWN or not self.forbids(column, header):
                found[column] = max(found.get(column, 0.0), score)
        return found

    def _under(self, header: str) -> Iterator[tuple[int, float]]:
        """What the last words say of a header that stands under others."""
        parts = _PARTS.split(header)
        for first in range(1, len(parts)):
            tail = " ".join(parts[first:])
            trust = UNDER if weight(tail) == 1 else UNDER_COMMON
            for column in self._known.get(squash(tail), ()):
                yield column, trust

    def knows(self, header: str) -> bool:
        """Is the header, as it is, one of the spellings?"""
        return squash(header) in self._known

    def forbids(self, column: int, header: str) -> bool:
        """Does a word of the header say that it is not this column?"""
        stems = self._avoid[column]
        return bool(stems) and any(_begins(word, stem) for word in words(header) for stem in stems)

    def _sayings(self, header: str, key: str) -> Iterator[tuple[int, float]]:
        said, kernel = meaning(header), essence(header)
        if key in self._exact:
            yield self._exact[key], EXACT
        for column in self._known.get(key, ()):
            yield column, KNOWN
        if len(key) <= _CUT_AT == len(header.strip()):
            for column in self._cut.get(key, ()):
                yield column, CUT
        for column in self._words.get(tuple(sorted(said)), ()):
            yield column, SAME_WORDS
        for column in self._words.get(tuple(sorted(kernel)), ()) if kernel else ():
            yield column, SAME_ESSENCE
        for column in self._lesser.get(tuple(sorted(kernel or said)), ()):
            yield column, LESSER
        if len(header) > _LONGEST:
            return
        alone = _PARTS.search(header) is None
        yield from self._near(key, said)
        yield from self._around_damage(header)
        # What stands under a heading is not the heading with more words.
        for spelling in self._by_first.get(kernel[0], ()) if kernel and alone else ():
            if _is_longer(kernel, spelling.meaning):
                yield spelling.column, LONGER

    def _near(self, key: str, said: tuple[str, ...]) -> Iterator[tuple[int, float]]:
        if len(key) < _SHORTEST:
            return
        found = process.extract(
            key, self._keys, scorer=fuzz.ratio, score_cutoff=_LEAST_RATIO, limit=None
        )
        for _, ratio, position in found:
            spelling = self._spellings[position]
            if _agree(key, said, spelling, ratio):
                yield spelling.column, NEAR * ratio / 100

    def _around_damage(self, header: str) -> Iterator[tuple[int, float]]:
        form = _holed(header)
        for spelling in self._spellings if form else ():
            if form and form.fullmatch(spelling.plain):
                yield spelling.column, DAMAGED


def _stems(field: StandardField) -> Iterator[str]:
    return (fold(word) for word in field.avoid)


def _begins(word: str, stem: str) -> bool:
    """« demandée » begins as « demande » does; short words must be the same."""
    return word == stem or (len(stem) >= 5 and word.startswith(stem) and len(word) <= len(stem) + 2)


def _agree(key: str, said: tuple[str, ...], spelling: _Spelling, ratio: float) -> bool:
    """Words must agree one by one: "dates" is not a spelling of "modalités"."""
    # A different number makes another column: « REF1 » is not « REF2 ».
    if len(spelling.key) < _SHORTEST or _digits(key) != _digits(spelling.key):
        return False
    theirs = spelling.meaning
    if len(said) == len(theirs):
        return all(_partner(word, theirs) for word in said) and all(
            _partner(word, said) for word in theirs
        )
    # One word in two, or two in one: the letters alone must agree closely.
    return ratio >= _SURE_RATIO and len(key) >= _LONG_ENOUGH


def _digits(key: str) -> str:
    return "".join(letter for letter in key if letter.isdigit())


def _partner(word: str, others: Sequence[str]) -> bool:
    return any(fuzz.ratio(word, other) >= _LEAST_WORD_RATIO for other in others)


def _is_longer(said: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Is it a known phrase of two words or more, about the same thing, with a word or two more?

    In French the first word says what it is: « adresse du bénéficiaire » is an address.
    """
    if len(known) < 2 or not said or said[0] != known[0]:
        return False
    more = set(said) - set(known)
    return set(known) <= set(said) and len(more) <= _MOST_MORE


def damaged(header: str) -> bool:
    """Did letters of this header get lost on the way?"""
    return _DAMAGE.search(header) is not None


def _holed(header: str) -> re.Pattern[str] | None:
    """A form for a header whose accents were lost: each hole stands for one letter, or none."""
    holed, holes = _DAMAGE.subn(_HOLE, header.lower())
    if not holes or holes > _MOST_HOLES:
        return None
    return re.compile("".join(words(holed)).replace(_HOLE, "[a-z]{0,2}"))


@lru_cache(maxsize=512)
def lexicon(standard: Standard) -> Lexicon:
    """The lexicon of a standard, made once."""
    return Lexicon(standard.fields)
