"""Which column of a file is which column of a standard, and which standard a file follows.

Names and contents both speak; one assignment is made for the whole table. Pure: it sees headers
and a sample of values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import fuzz

from autan.schemas import evidence
from autan.schemas.assignment import assign
from autan.schemas.names import squash, words
from autan.schemas.standard import Kind, Standard, StandardField

LEAST_PAIR = 0.45
SURE_PAIR = 0.72
_PLAIN_NAME = 0.5
_LEAST_RATIO = 84.0
_SURE_RATIO = 92.0
_LEAST_WORD_RATIO = 76.0
_EXACT, _KNOWN, _NEAR = 1.0, 0.95, 0.85
_MANY_EXACT = 6
_FREE_KINDS = frozenset({Kind.TEXT, Kind.CODE, Kind.NAME})


@dataclass(frozen=True)
class Column:
    """A column of a file as the matcher sees it: header and some distinct values."""

    key: str
    header: str
    values: tuple[str, ...]
    shares: dict[Kind, float | None] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True)
class Pair:
    """A likely correspondence: ``score`` from 0 to 1; ``named`` from the header alone."""

    field: str
    key: str
    score: float
    named: float
    fit: float | None


@dataclass(frozen=True)
class Candidate:
    """How well a file follows a standard: ``score`` from 0 to 1, and the pairs that say so."""

    standard: Standard
    score: float
    pairs: Mapping[str, Pair]
    recognised: bool


@cache
def _spelt(target: StandardField) -> tuple[tuple[str, str], ...]:
    texts = (target.name, target.label, *target.aliases)
    return tuple({(squash(text), " ".join(words(text))) for text in texts})


def name_score(target: StandardField, header: str) -> float:
    """How much a header says that it is this column: 1 for the exact name, 0 for no relation."""
    key = squash(header)
    if not key:
        return 0.0
    if key == squash(target.name):
        return _EXACT
    if key in target.spellings:
        return _KNOWN
    parts = words(header)
    if set(parts) & set(target.avoid):
        return 0.0
    text = " ".join(parts)
    best = max(_likeness(key, text, spelling) for spelling in _spelt(target))
    return _NEAR * best / 100 if best >= _LEAST_RATIO else 0.0


def _likeness(key: str, text: str, spelling: tuple[str, str]) -> float:
    """From 0 to 100. Words must agree one by one: "dates" is not a spelling of "modalités"."""
    known_key, known_text = spelling
    if min(len(key), len(known_key)) < 5:
        return 0.0
    whole = fuzz.ratio(key, known_key)
    if whole >= _SURE_RATIO:
        return whole
    mine, theirs = text.split(), known_text.split()
    if len(mine) != len(theirs) or not all(_partner(word, theirs) for word in mine):
        return 0.0
    return max(whole, fuzz.token_sort_ratio(text, known_text))


def _partner(word: str, others: Sequence[str]) -> bool:
    return any(fuzz.ratio(word, other) >= _LEAST_WORD_RATIO for other in others)


def pair_up(standard: Standard, columns: Sequence[Column]) -> dict[str, Pair]:
    """The best pairs between a standard and the columns of a file, by the name of the field."""
    table = [[_pair(target, column) for column in columns] for target in standard.fields]
    chosen = assign([[_gain(pair) for pair in row] for row in table])
    found = [row[column] for row, column in zip(table, chosen, strict=True) if column is not None]
    return {pair.field: pair for pair in found}


def _gain(pair: Pair) -> float:
    return pair.score if pair.score >= LEAST_PAIR else 0.0


def _pair(target: StandardField, column: Column) -> Pair:
    named = name_score(target, column.header)
    if named == 0.0:
        return Pair(target.name, column.key, 0.0, 0.0, None)
    fit = evidence.fit(target, column.values, column.shares)
    long_name = len(words(column.header)) >= 2
    return Pair(target.name, column.key, _blend(target, named, fit, long_name), named, fit)


def _blend(
    target: StandardField, named: float, fit: float | None, long_name: bool = False
) -> float:
    """A plain name stands even when the values are bad: the check will say so, line by line."""
    if fit is None:
        return named * 0.9
    weight = 0.35 if target.kind in _FREE_KINDS else 0.65
    blended = named * (1 - weight + weight * fit)
    if named == _EXACT:
        return max(blended, 0.8)
    return max(blended, _PLAIN_NAME) if named == _KNOWN and long_name else blended


def rank(
    standards: Sequence[Standard], columns: Sequence[Column], about: str = ""
) -> list[Candidate]:
    """Every standard with its score, the best first. ``about``: names of the sheet and the file."""
    found = [_candidate(standard, columns, about) for standard in standards]
    return sorted(found, key=lambda one: (-one.score, one.standard.id))


def _candidate(standard: Standard, columns: Sequence[Column], about: str) -> Candidate:
    pairs = pair_up(standard, columns)
    exact = sum(pair.named == _EXACT for pair in pairs.values())
    anchors = [_mean(pairs, anchor) for anchor in standard.anchors if anchor <= pairs.keys()]
    if exact >= _MANY_EXACT and exact * 2 >= len(standard.fields):
        # Half of the model's own names cannot come together by chance.
        anchors.append(1.0)
    anchor = max(anchors, default=0.0)
    filled = [column for column in columns if column.values]
    explained = sum(pair.score for pair in pairs.values()) / max(len(filled), len(pairs), 1)
    required = [f.name for f in standard.fields if f.required and not f.profile]
    asked = sum(pairs[name].score for name in required if name in pairs) / max(len(required), 1)
    score = 0.45 * anchor + 0.25 * explained + 0.3 * asked
    spoken = _spoken(columns, about)
    hinted = bool(spoken & set(standard.hints))
    if not hinted and exact < 4:
        score *= 0.6
    if exact < 4:
        score -= 0.12 * min(len(_header_words(columns) & set(standard.against)), 3)
    score = min(max(score, 0.0) + (0.05 if hinted else 0.0), 1.0)
    return Candidate(standard, round(score, 3), pairs, bool(anchors) and score >= 0.5)


def _mean(pairs: Mapping[str, Pair], names: frozenset[str]) -> float:
    return sum(pairs[name].score for name in names) / len(names)


def _header_words(columns: Sequence[Column]) -> frozenset[str]:
    return frozenset(word for column in columns for word in words(column.header))


def _spoken(columns: Sequence[Column], about: str) -> frozenset[str]:
    return _header_words(columns) | frozenset(words(about))
