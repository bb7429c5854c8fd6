"""Columns known without their name: by values that prove what they are, or by their place.

Only what could hardly be anything else counts: the key of a SIRET, the words of a closed list,
a date in a column without title. A column whose title speaks of something else is left alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from autan.schemas import evidence, first_names
from autan.schemas.evidence import Column
from autan.schemas.lexicon import lexicon
from autan.schemas.names import meaning, opaque, squash
from autan.schemas.standard import Kind, Standard, StandardField

_PROVEN, _PLACED, _UNTITLED, _ANCHOR = 0.5, 0.55, 0.58, 0.46
_SURELY, _MOSTLY = 0.9, 0.8
_SAID = 0.8
_LEAST_IN_ORDER = 4
_LEAST_SIGNED, _ONE_MORE = 6, 1
_LONG_TEXT = 25
_FIRST_NAMES = 0.5
_LONGEST_NUMBER = 20
_ZERO_FIRST, _COMMUNE = re.compile(r"0\d"), re.compile(r"(?:\d\d|2[ab])\d{3}")
_FEW_COMMUNES = 5
_NAMED_KINDS = {
    "siret": Kind.SIRET,
    "siren": Kind.SIREN,
    "rna": Kind.RNA,
    "lien": Kind.URL,
    "url": Kind.URL,
    "email": Kind.EMAIL,
    "telephone": Kind.PHONE,
}
# What proves itself whatever the title says, unless the title forbids it.
_SELF_EVIDENT = frozenset({Kind.SIRET, Kind.RNA, Kind.MATIERE, Kind.CHOICE})
# Forms that few columns have: numbers and texts are in all of them.
_TELLING = _SELF_EVIDENT | {Kind.SIREN, Kind.URL, Kind.EMAIL, Kind.PHONE, Kind.DATE, Kind.PERIOD}


@dataclass(frozen=True)
class Clue:
    """``field`` and ``column`` are positions; ``by`` is ``contents`` or ``place``."""

    field: int
    column: int
    score: float
    by: str


def clues(
    standard: Standard,
    columns: Sequence[Column],
    known: Mapping[int, int],
    fields: Sequence[int],
) -> Iterator[Clue]:
    """What contents and places say of the fields and of the columns that are not ``known``."""
    taken = set(known.values())
    left = [place for place, column in enumerate(columns) if place not in taken and column.values]
    untitled = all(opaque(column.header) for column in columns)
    words = lexicon(standard)
    signed = _signed(standard, columns, known)
    for place in left:
        column = columns[place]
        nameless = opaque(column.header)
        if not nameless and max(words.look_up(column.header).values(), default=0.0) >= _SAID:
            # The double of another field's column.
            continue
        between = _between(known, place, 3 if untitled else _LEAST_IN_ORDER)
        exactly = signed and _fills(known, place, between)
        provable = {_NAMED_KINDS.get(word) for word in meaning(column.header)} | _SELF_EVIDENT
        for number in fields:
            target = standard.fields[number]
            if not (nameless or target.kind in provable or number in between):
                continue
            if not nameless and words.forbids(number, column.header):
                continue
            fitting = nameless or (exactly and (target.required or target.kind in _TELLING))
            sits = number in between and fitting
            if sits and _suits(target, column):
                yield Clue(number, place, _placed(target), "place")
            else:
                score = _proof(target, column, nameless)
                if untitled and not score:
                    score = _anchor(standard, target, columns, place) or _in_company(target, column)
                if score:
                    yield Clue(number, place, score, "contents")


def _between(known: Mapping[int, int], place: int, least: int) -> range:
    """The fields that stand between those of the two neighbours, in a file in the model's order."""
    by_place = {column: number for number, column in known.items()}
    order = [by_place[column] for column in sorted(by_place)]
    rising = sum(a < b for a, b in pairwise(order))
    if len(order) < least or rising < _SURELY * (len(order) - 1):
        return range(0)
    before = [by_place[column] for column in by_place if column < place]
    after = [by_place[column] for column in by_place if column > place]
    return range(max(before, default=-1) + 1, min(after)) if after else range(0)


def _signed(standard: Standard, columns: Sequence[Column], known: Mapping[int, int]) -> bool:
    """Is the file a copy of the model, most of whose known columns have its own names?"""
    own = sum(
        squash(columns[place].header) == squash(standard.fields[number].name)
        for number, place in known.items()
    )
    return own >= _LEAST_SIGNED and own * 2 >= len(known)


def _fills(known: Mapping[int, int], place: int, between: range) -> bool:
    """Are there around this place as many unknown columns as fields that lack one, or one less?"""
    taken = set(known.values())
    before = max((column for column in taken if column < place), default=None)
    after = min((column for column in taken if column > place), default=None)
    if before is None or after is None:
        return False
    return 0 <= len(between) - (after - before - 1) <= _ONE_MORE


def _placed(target: StandardField) -> float:
    """Between two neighbours, the column that must be there, before one that takes any value."""
    vague = 0.04 if target.kind in (Kind.CODE, Kind.LIST) else 0.0
    return _PLACED + (0.02 if target.required else 0.0) - vague


def _suits(target: StandardField, column: Column) -> bool:
    return (evidence.fit(target, column) or 0.0) >= _MOSTLY


def _proof(target: StandardField, column: Column, nameless: bool) -> float:
    if not _as_varied(target, column):
        return 0.0
    if any(_NAMED_KINDS.get(word) is target.kind for word in meaning(column.header)):
        # « SIRET du partenaire »: the title says what it is, if not whose.
        return _PROVEN if (evidence.fit(target, column) or 0.0) >= _SURELY else 0.0
    if not nameless and target.kind not in _SELF_EVIDENT:
        return 0.0
    proven = evidence.proof(target, column)
    if nameless:
        return _UNTITLED * proven if proven >= _MOSTLY else 0.0
    return _PROVEN if proven >= _SURELY else 0.0


def _as_varied(target: StandardField, column: Column) -> bool:
    """Who publishes is one, those who receive are many."""
    return not (target.profile and len(column.values) > 1)


def _anchor(
    standard: Standard, target: StandardField, columns: Sequence[Column], place: int
) -> float:
    """In a table without titles, what the columns that make the model probably are."""
    if not any(target.name in anchor for anchor in standard.anchors):
        return 0.0
    column = columns[place]
    if target.kind is Kind.TEXT:
        longest = max(columns, key=_length)
        long_enough = _length(longest) >= _LONG_TEXT
        return _ANCHOR if longest is column and long_enough and _suits(target, column) else 0.0
    if target.kind is Kind.AMOUNT:
        return _ANCHOR if _suits(target, column) and len(column.values) > 2 else 0.0
    if target.kind is Kind.INTEGER:
        return _ANCHOR if _suits(target, column) and not _codes(column) else 0.0
    if target.kind is Kind.FIRST_NAME:
        return _ANCHOR + 0.1 if first_names.share(column.meaningful) >= _FIRST_NAMES else 0.0
    if target.kind is Kind.CODE:
        return _ANCHOR if _numbers_rows(columns, column) else 0.0
    return 0.0


def _codes(column: Column) -> bool:
    """Years, and figures that count nothing: those of communes, those that a zero begins."""
    zero = any(_ZERO_FIRST.match(value) for value in column.values)
    return zero or _years(column) or _communes(column)


def _communes(column: Column) -> bool:
    filled = column.meaningful
    return bool(filled) and all(_COMMUNE.fullmatch(value) for value in filled)


def _years(column: Column) -> bool:
    return evidence.share(Kind.YEAR, column.values) == 1.0


def _in_company(target: StandardField, column: Column) -> float:
    """What proves nothing alone, and fits in a table without titles once its subject is known:
    years, and the letters of a short list (« F », « M »)."""
    if target.kind is Kind.YEAR and _years(column):
        return _UNTITLED
    if target.kind is Kind.INSEE and _communes(column) and len(column.values) <= _FEW_COMMUNES:
        return _UNTITLED
    short = target.kind is Kind.CHOICE and all(len(choice) == 1 for choice in target.choices)
    whole = evidence.fit(target, column) == 1.0 and not column.meaningful[0].isdigit()
    return _UNTITLED if short and whole else 0.0


def _numbers_rows(columns: Sequence[Column], column: Column) -> bool:
    """Short, with a figure, and nearly as many values as any other column has."""
    most = max(len(other.values) for other in columns)
    short = all(len(value) <= _LONGEST_NUMBER for value in column.values)
    figures = all(any(letter.isdigit() for letter in value) for value in column.values)
    return short and figures and len(column.values) >= _SURELY * most


def _length(column: Column) -> float:
    return sum(map(len, column.values)) / max(len(column.values), 1)
