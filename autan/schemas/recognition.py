"""Which standard a file follows, among all of them: a wrong one is worse than none.

Every standard is judged on the same evidence: how much of the file it explains, how much of what
it requires is there, and how distinctive the agreement is. « Nom », « Adresse » and « Commune »
are in half of the world's tables and prove nothing; « nb_pmr » hardly comes by chance.
A few standards are looked at closely, those that share spellings with the headers: this keeps
seventy-five of them as fast as six.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from autan.schemas import subject, whereabouts
from autan.schemas.common_words import technical, weight
from autan.schemas.evidence import Column
from autan.schemas.lexicon import CUT, DAMAGED, EXACT, LESSER, damaged
from autan.schemas.match import Pair, pair_up
from autan.schemas.names import opaque, squash, words
from autan.schemas.standard import Kind, Standard

_BY_HAND = frozenset({"scdl", "bal", "decp"})
_MOST_CLOSELY, _MOST_SPOKEN_OF = 8, 3
_ENOUGH = 4.0
_SPAN = re.compile(r"(?<!\d)(?:19|20)\d\d\s*(?:[-–—/]|à|a)\s*(?:19|20)\d\d(?!\d)")
_MANY_EXACT, _MANY_OWN = 6, 4
_LEAST_REQUIRED = 0.2
_ONLY_ADDRESSES = 0.6
# Two columns are few: both must be distinctive, or make most of the file, or the name say the rest.
_LEAST_PAIRS, _BOTH_RARE = 3, 1.6
_LEAST_SCORE, _LEAST_NAMED = 0.29, 0.25
# One distinctive column at least, or a word that names the subject: generic columns prove nothing.
_DISTINCTIVE = 0.8
_PLAIN_ANCHOR = 0.9
_OUTSIDE = 0.1
_LOCATED = 0.9


@dataclass(frozen=True)
class Candidate:
    """How well a file follows a standard: ``score`` from 0 to 1, and the pairs that say so.

    ``signed``: the columns that make the standard have its own names, to the letter.
    """

    standard: Standard
    score: float
    pairs: Mapping[str, Pair]
    recognised: bool
    signed: bool = False

    @property
    def own(self) -> int:
        """How many of the standard's own names stand in the file."""
        return sum(pair.named == EXACT for pair in self.pairs.values())


@dataclass(frozen=True)
class _Evidence:
    """What the pairs are worth. ``strength`` counts agreements, ``rare`` the distinctive ones;
    ``exact`` the model's own names, ``own`` the distinctive ones among them, ``proven`` the columns
    known by their values, ``well`` those whose names are more than near, ``outside`` the closed
    lists of which a model of the registry finds no word; others are shares."""

    strength: float
    rare: float
    own: int
    explained: float
    required: float
    met: int
    exact: int
    anchor: float
    whole: float
    proven: int
    pairs: int
    well: int
    outside: int


def rank(
    standards: Sequence[Standard], columns: Sequence[Column], about: str = ""
) -> list[Candidate]:
    """The standards that the file may follow, the best first.

    ``about``: the names of the sheet and of the file, which speak of the subject.
    """
    titled = [column for column in columns if not opaque(column.header)]
    told = subject.Told.of(titled, about)
    found = [
        _candidate(standard, columns, titled, told)
        for standard in _worth_a_look(tuple(standards), titled, told.words)
    ]
    place = {standard.id: number for number, standard in enumerate(standards)}
    return sorted(found, key=lambda one: (-one.score, place[one.standard.id]))


@lru_cache(maxsize=4)
def _index(standards: tuple[Standard, ...]) -> Mapping[str, list[int]]:
    """For each squashed spelling, the positions of the standards that have it."""
    found: dict[str, list[int]] = {}
    for number, standard in enumerate(standards):
        for spelling in frozenset().union(*(field.spellings for field in standard.fields)):
            found.setdefault(spelling, []).append(number)
    return found


def _worth_a_look(
    standards: tuple[Standard, ...], titled: Sequence[Column], told: frozenset[str]
) -> list[Standard]:
    """Those written by hand of which a word or a header is there, and the others that share the
    most spellings with the headers. Where titles lack or lost letters, all those by hand."""
    index = _index(standards)
    shared: Counter[int] = Counter()
    for column in titled:
        hundredths = round(100 * weight(column.header))
        for number in index.get(squash(column.header), ()):
            shared[number] += hundredths
    by_hand = [n for n, standard in enumerate(standards) if standard.family in _BY_HAND]
    others = Counter({n: count for n, count in shared.items() if n not in by_hand})
    close = {number for number, _ in others.most_common(_MOST_CLOSELY)}
    unsure = not titled or any(damaged(column.header) for column in titled)
    for number in by_hand:
        if unsure or number in shared:
            close.add(number)
    spoken_of = [n for n, standard in enumerate(standards) if subject.hinted(standard, told)]
    close |= {n for n in spoken_of if n in by_hand}
    close |= {n for n, _ in Counter({n: shared[n] for n in spoken_of}).most_common(_MOST_SPOKEN_OF)}
    return [standards[number] for number in sorted(close)] or [standards[n] for n in by_hand]


def _candidate(
    standard: Standard,
    columns: Sequence[Column],
    titled: Sequence[Column],
    told: subject.Told,
) -> Candidate:
    fitted = standard.fitted(column.header for column in titled)
    pairs = pair_up(fitted, columns)
    found = _weigh(standard, columns, pairs)
    hinted = subject.hinted(standard, told.words | _meant(standard, pairs))
    against = len(told.headers & set(standard.against)) if found.exact < _ENOUGH else 0
    against += 2 * subject.other_acts(standard, told)
    against += 0 if found.own >= _ENOUGH else 3 * subject.contrary(standard, titled)
    score = (
        0.25 * min(found.strength / _ENOUGH, 1)
        + 0.3 * found.explained
        + 0.3 * found.required
        + 0.05 * found.whole
        + 0.05 * found.exact / max(len(pairs), 1)
        + (0.04 if hinted else 0.0)
        - 0.1 * min(against, 3)
        - _OUTSIDE * min(found.outside, 2)
    )
    sure = _is_it(standard, found, hinted, against, bool(titled))
    named = subject.hinted(standard, told.about)
    enough = found.pairs >= _LEAST_PAIRS or found.explained >= 0.6 or found.rare >= _BOTH_RARE
    sure = sure and (named or enough or not titled)
    # A name that says the subject, with what makes it under plain names, is worth a little.
    plainly = named and found.anchor >= _PLAIN_ANCHOR
    sure = sure and (score >= (_LEAST_NAMED if plainly else _LEAST_SCORE) or not titled)
    sure = sure and (found.well > 1 or found.pairs - found.well < 2 or not titled)
    sure = sure and not _over_years(fitted, columns, pairs)
    signed = any(
        all(name in pairs and pairs[name].named == EXACT for name in anchor)
        for anchor in standard.anchors
    )
    return Candidate(standard, round(min(max(score, 0.0), 1.0), 3), pairs, sure, signed)


def _over_years(standard: Standard, columns: Sequence[Column], pairs: Mapping[str, Pair]) -> bool:
    """Does the file count over several years at once, where the standard wants each year?"""
    wanted = any(one.kind is Kind.YEAR and one.required for one in standard.fields)
    if not wanted or any(standard.field(name).kind is Kind.YEAR for name in pairs):
        return False
    used = {pair.key for pair in pairs.values()}
    return any(_SPAN.search(column.header) for column in columns if column.key in used)


def _meant(standard: Standard, pairs: Mapping[str, Pair]) -> frozenset[str]:
    """The words that damaged headers stand for."""
    labels = [standard.field(name).label for name, one in pairs.items() if one.named == DAMAGED]
    return frozenset(word for label in labels for word in words(label))


def _weigh(standard: Standard, columns: Sequence[Column], pairs: Mapping[str, Pair]) -> _Evidence:
    headers = {column.key: column.header for column in columns}
    located = whereabouts.located(columns)
    used = {pair.key for pair in pairs.values()} | located
    filled = {column.key for column in columns if column.values} or set(headers)
    judged = {key for key in filled if key in used or not technical(headers[key])}
    named = [pair for pair in pairs.values() if pair.named or opaque(headers[pair.key])]
    explained = {pair.key: pair.score for pair in pairs.values()}
    explained |= dict.fromkeys(located - explained.keys(), _LOCATED)
    scores = {name: pair.score for name, pair in pairs.items()}
    # A point on a map, or metres, give the longitude and the latitude that a model asks.
    degrees = (one.name for one in standard.fields if located and one.kind is Kind.DEGREES)
    scores = dict.fromkeys(degrees, _LOCATED) | scores
    required = [field.name for field in standard.fields if field.required and not field.profile]
    met = sum(scores.get(name, 0.0) for name in required)
    exact = [pair for pair in named if pair.named == EXACT]
    anchors = [_mean(scores, anchor) for anchor in standard.anchors if anchor <= scores.keys()]
    own = sum(pair.named >= CUT and weight(headers[pair.key]) == 1 for pair in named)
    if own >= _MANY_OWN or (len(exact) >= _MANY_EXACT and len(exact) * 2 >= len(standard.fields)):
        # Half of the model's own names, or four that nothing else has, cannot come by chance.
        anchors.append(1.0)
    return _Evidence(
        sum(pair.score * weight(headers[pair.key]) for pair in named),
        sum(pair.score for pair in named if weight(headers[pair.key]) == 1),
        own,
        min(sum(explained[key] for key in explained if key in judged) / max(len(judged), 1), 1.0),
        met / len(required) if required else 0.5,
        sum(name in pairs for name in required),
        len(exact),
        max(anchors, default=0.0),
        len(pairs) / len(standard.fields),
        sum(pair.by == "contents" and pair.score >= 0.5 for pair in pairs.values()),
        len(pairs),
        sum(pair.named >= LESSER or pair.by != "name" for pair in pairs.values()),
        _outside(standard, pairs) if standard.family == "registry" else 0,
    )


def _outside(standard: Standard, pairs: Mapping[str, Pair]) -> int:
    """How many closed lists have no word in common with their column: a near twin has them."""
    lists = (one.name for one in standard.fields if one.kind is Kind.CHOICE and one.name in pairs)
    return sum(pairs[name].fit == 0 for name in lists)


def _is_it(standard: Standard, found: _Evidence, hinted: bool, against: int, titled: bool) -> bool:
    """Is the evidence enough to say that this is the standard?"""
    if not titled:
        return found.anchor > 0 and (found.proven >= 3 or (hinted and found.proven >= 1))
    if against > 1 or (found.rare < _DISTINCTIVE and not hinted):
        return False
    if _by_own_names(found, hinted):
        return True
    if not standard.anchors:
        return _by_most(found, hinted)
    if found.anchor < 0.5 or (found.required < _LEAST_REQUIRED and not hinted):
        return False
    if standard.family == "bal" and found.explained < _ONLY_ADDRESSES and found.own < _MANY_OWN:
        # Half of the world's tables have addresses: this is one of nothing else.
        return False
    # Nothing names the subject, but five columns of it are there and make most of the file.
    many = found.pairs >= 5 and found.explained >= 0.6 and found.rare >= 1.5 and not against
    spoken = hinted or found.own >= 3 or found.rare >= 2.5 or many
    return spoken and (found.explained >= 0.2 or found.rare >= 2)


def _by_most(found: _Evidence, hinted: bool) -> bool:
    """A model of which nothing says what makes it: most of what it wants is there."""
    if hinted and found.pairs >= 5 and found.required >= 0.45 and found.strength >= 1.5:
        # A position alone is nothing that the model asks in particular.
        return (
            found.explained >= 0.5
            and found.whole >= 0.28
            and (found.met >= 3 or found.whole >= 0.4)
        )
    enough = found.rare >= 2.5 and found.required >= 0.6 and found.explained >= 0.5
    enough = enough and found.met >= 3
    return enough and found.whole >= 0.2


def _by_own_names(found: _Evidence, hinted: bool) -> bool:
    """The model's own names, enough of them, making most of the file or of what is required."""
    told = hinted or found.own >= 2
    most = (
        told
        and found.exact >= 4
        and found.strength >= 1.5
        and found.required >= 0.5
        and found.explained >= 0.4
        and found.whole >= 0.2
    )
    many = found.exact >= _MANY_EXACT and found.rare >= 2 and found.explained >= 0.6
    # A small model whose every column is there.
    small = found.exact >= 3 and found.strength >= 1.7 and found.required >= 0.8
    small = small and found.whole >= 0.4
    own = found.own >= _MANY_OWN and found.explained >= 0.5
    return most or many or own or (small and found.explained >= 0.8)


def _mean(scores: Mapping[str, float], names: frozenset[str]) -> float:
    return sum(scores[name] for name in names) / len(names)
