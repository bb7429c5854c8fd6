"""Cells of a record brought back under their columns, by what the columns hold.

A record with too many cells was cut inside some of them: the cells that stand side by side are
joined again in the way that suits the columns best (dynamic programming over columns, the two
best ways kept to know whether two readings stand). What a column holds is learnt from the other
records, and from what its label announces when a standard knows it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from math import log

from autan.schemas.anchors import Anchor
from autan.schemas.standard import Kind

_SPACES = "  \u00a0\u202f"
_NATURES = (
    ("siret", re.compile(rf"\d{{14}}|(?:\d{{3}}[{_SPACES}]?){{3}}\d{{3}}[{_SPACES}]?\d{{2}}'?")),
    ("insee", re.compile(r"\d{5}|2[AB]\d{3}")),
    ("year", re.compile(r"(?:19|20)\d\d")),
    ("integer", re.compile(rf"[-+]?(?:\d{{1,3}}(?:[{_SPACES}]\d{{3}})+|\d+)\s*[€%]?")),
    ("decimal", re.compile(rf"[-+]?[\d{_SPACES}]*\d[.,]\d+\s*[€%]?")),
    (
        "date",
        re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[ T].*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"),
    ),
    ("period", re.compile(r"\d{4}-\d\d-\d\d[/_ ]+\d{4}-\d\d-\d\d")),
    ("boolean", re.compile(r"(?i:oui|non|vrai|faux|true|false|o|n)")),
    ("link", re.compile(r"(?i:https?://\S+|www\.\S+|\S+@\S+\.\w+)")),
    ("code", re.compile(r"(?=.*\d)[\w./-]{2,}")),
)
_OF_KIND: dict[Kind, tuple[str, ...]] = {
    Kind.SIRET: ("siret",),
    Kind.DATE: ("date",),
    Kind.DATETIME: ("date",),
    Kind.PERIOD: ("period", "date"),
    Kind.YEAR: ("year",),
    Kind.YEARS: ("year",),
    Kind.AMOUNT: ("decimal", "integer"),
    Kind.NUMBER: ("decimal", "integer"),
    Kind.DEGREES: ("decimal",),
    Kind.SHARE: ("integer", "decimal"),
    Kind.INTEGER: ("integer",),
    Kind.INSEE: ("insee",),
    Kind.POSTCODE: ("insee",),
    Kind.BOOLEAN: ("boolean",),
    Kind.URL: ("link",),
    Kind.EMAIL: ("link",),
    Kind.RNA: ("code",),
    Kind.TEXT: ("words",),
    Kind.NAME: ("words",),
    Kind.CHOICE: ("words",),
}
# Columns that leave no doubt where a row lies.
_TELLING = frozenset({"siret", "date", "period", "decimal", "boolean", "link"})
_FEW_VALUES = 12
_WHOLE_PART = re.compile(rf"\s*-?\d{{1,3}}(?:[{_SPACES}]?\d{{3}})*|\s*-?\d+")
_DECIMALS = re.compile(r"\d{1,2}\s*[€%]?\s*")
# What the shape of a joint is worth: after a comma, prose goes on with a space.
_SPACED, _TIGHT, _DECIMAL, _CUT_BEFORE_SPACE, _CUT_DECIMAL = 0.6, -1.5, 1.0, -1.5, -0.5
_MOST_EXTRA = 40
# Neither kept in memory nor looked at closely: an address of the web is shorter.
_LONG = 300
# Ways weighed for one record, and for one file: beyond, what exceeds stays in the last cell.
_MOST_WAYS, _ALL_WAYS = 300_000, 40_000_000
_DOUBT = 0.7


def nature(cell: str) -> str:
    """What a cell looks like, more finely than ``header.nature``."""
    return _nature(cell) if len(cell) <= _LONG else "words"


@lru_cache(65_536)
def _nature(cell: str) -> str:
    text = cell.strip()
    if not text:
        return "empty"
    return next((name for name, shape in _NATURES if shape.fullmatch(text)), "words")


@dataclass
class Profile:
    """What each column holds: how often each nature, and its values where they are few.

    ``separator`` is what joined cells had between them.
    """

    separator: str
    anchors: Sequence[Anchor | None]
    natures: list[Counter[str]] = field(default_factory=list)
    values: list[frozenset[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.natures = [_announced(anchor) for anchor in self.anchors]
        self.values = [anchor.choices if anchor else frozenset() for anchor in self.anchors]
        self._cached = lru_cache(65_536)(self._worth_of)
        self._ways_left = _ALL_WAYS

    @property
    def width(self) -> int:
        return len(self.anchors)

    def learn(self, rows: Iterable[Sequence[str]]) -> None:
        """Take in rows whose cells are in their places."""
        known = list(rows)
        for i in range(self.width if known else 0):
            column = [row[i] for row in known]
            self.natures[i] = _announced(self.anchors[i]) + Counter(map(nature, column))
            few = frozenset(filter(None, column))
            anchor = self.anchors[i]
            choices = anchor.choices if anchor else frozenset()
            few = few if len(few) <= _FEW_VALUES < len(column) else frozenset()
            self.values[i] = few | choices
        self._cached.cache_clear()

    def fit(self, row: Sequence[str]) -> float:
        """How well the cells suit their columns: the mean of the logarithms, at most about 0."""
        return sum(self.worth(i, cell) for i, cell in enumerate(row)) / max(len(row), 1)

    def suits(self, index: int, cell: str) -> bool:
        """Is such a cell at home in this column?"""
        seen = self.natures[index]
        return cell in self.values[index] or seen[nature(cell)] >= 0.05 * seen.total() > 0

    def worth(self, index: int, cell: str) -> float:
        """How well a cell suits a column: the logarithm of how often such a one is seen there."""
        return self._cached(index, cell) if len(cell) <= _LONG else self._worth_of(index, cell)

    def _worth_of(self, index: int, cell: str) -> float:
        if cell in self.values[index] and cell:
            return 0.3
        seen = self.natures[index]
        share = (seen[nature(cell)] + 0.02) / (seen.total() + 0.2)
        return log(share) - (1.0 if self.values[index] and cell else 0.0)

    def realigned(self, cells: Sequence[str]) -> tuple[list[str], bool]:
        """The cells joined into the width of the table in the best way; is another as good?"""
        ways = self.width * min(len(cells) - self.width + 1, _MOST_EXTRA + 2) ** 2
        self._ways_left -= ways
        if ways > _MOST_WAYS or self._ways_left < 0:
            last = self.width - 1
            return [*cells[:last], self.separator.join(cells[last:])], True
        return _Ways(self, cells).best()


def _announced(anchor: Anchor | None) -> Counter[str]:
    """The natures that a label announces, worth a few rows that were seen."""
    names = [name for kind in (anchor.kinds if anchor else ()) for name in _OF_KIND.get(kind, ())]
    return Counter(dict.fromkeys(names, 6)) + Counter({"empty": 1})


def telling(anchor: Anchor | None) -> bool:
    """Do the values of such a column show where a row lies?"""
    names = {name for kind in (anchor.kinds if anchor else ()) for name in _OF_KIND.get(kind, ())}
    return bool(names) and names <= _TELLING | {"integer"}


@dataclass(frozen=True)
class _Way:
    """A way so far: its score, the cells taken by the last column, and the way before it."""

    score: float = 0.0
    taken: int = 0
    before: "_Way | None" = None


class _Ways:
    """The two best ways to join the cells of one record into the columns of a profile."""

    def __init__(self, profile: Profile, cells: Sequence[str]) -> None:
        self.profile = profile
        extra = len(cells) - profile.width
        if extra > _MOST_EXTRA:
            # Beyond reason: what exceeds stays together in the last cell.
            tail = profile.separator.join(cells[profile.width + _MOST_EXTRA :])
            cells = [*cells[: profile.width + _MOST_EXTRA], tail]
            extra = len(cells) - profile.width
        self.cells, self.extra = cells, extra
        self.joints = [_joint(a, b) for a, b in pairwise(cells)]
        self.cuts = [_cut(a, b) for a, b in pairwise(cells)]

    def best(self) -> tuple[list[str], bool]:
        # By number of cells taken beyond the columns filled.
        ways: list[list[_Way]] = [[] for _ in range(self.extra + 1)]
        ways[0] = [_Way()]
        for column in range(self.profile.width):
            ways = self._next(ways, column)
        first, *others = ways[self.extra]
        doubtful = bool(others) and first.score - others[0].score < _DOUBT
        return self._cells(first), doubtful

    def _next(self, ways: list[list[_Way]], column: int) -> list[list[_Way]]:
        following: list[list[_Way]] = [[] for _ in range(self.extra + 1)]
        for spare, found in enumerate(ways):
            if not found:
                continue
            start = column + spare
            for more in range(self.extra - spare + 1):
                worth = self._worth(column, start, start + more + 1)
                following[spare + more] += [_Way(way.score + worth, more + 1, way) for way in found]
        return [sorted(found, key=lambda way: -way.score)[:2] for found in following]

    def _worth(self, column: int, start: int, end: int) -> float:
        text = (
            self.cells[start]
            if end == start + 1
            else self.profile.separator.join(self.cells[start:end])
        )
        inner = sum(self.joints[start : end - 1])
        edge = self.cuts[end - 1] if end - 1 < len(self.cuts) else 0.0
        return self.profile.worth(column, text) + inner + edge

    def _cells(self, way: _Way) -> list[str]:
        sizes = []
        step: _Way | None = way
        while step and step.before:
            sizes.append(step.taken)
            step = step.before
        result, start = [], 0
        for size in reversed(sizes):
            result.append(self.profile.separator.join(self.cells[start : start + size]))
            start += size
        return result


def _joint(left: str, right: str) -> float:
    """What joining these neighbours is worth, by the look of the joint."""
    if _WHOLE_PART.fullmatch(left) and _DECIMALS.fullmatch(right):
        return _DECIMAL
    return _SPACED if right[:1].isspace() else _TIGHT


def _cut(left: str, right: str) -> float:
    if right[:1].isspace() and right.strip():
        return _CUT_BEFORE_SPACE
    return _CUT_DECIMAL if _joint(left, right) == _DECIMAL else 0.0


def with_decimals(cells: Sequence[str], width: int) -> list[str] | None:
    """Join « 24 975 » and « 00 » cut by a comma, when exactly as many pairs as needed show."""
    pairs = _decimal_pairs(cells)
    if len(pairs) != len(cells) - width or not pairs:
        return None
    second = {i + 1 for i in pairs}
    return [
        f"{cell},{cells[i + 1]}" if i + 1 in second else cell
        for i, cell in enumerate(cells)
        if i not in second
    ]


def _decimal_pairs(cells: Sequence[str]) -> list[int]:
    """Positions of a whole number followed by what may be its decimals; none overlap."""
    pairs: list[int] = []
    for i in range(len(cells) - 1):
        free = not pairs or pairs[-1] + 1 < i
        if free and _WHOLE_PART.fullmatch(cells[i]) and _DECIMALS.fullmatch(cells[i + 1]):
            pairs.append(i)
    return pairs
