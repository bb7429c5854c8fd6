"""Cells of a record brought back under their columns, by what the other records look like."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from autan.formats.header import nature

_WHOLE_PART = re.compile(r"\s*-?\d{1,3}(?:[ \u00a0\u202f]?\d{3})*|\s*-?\d+")
_DECIMALS = re.compile(r"\d{1,2}\s*[€%]?\s*")
_MOST_TRIES = 300
_FEW_VALUES = 12


@dataclass(frozen=True)
class Profile:
    """What each column usually holds: the nature of its cells, and its values when few."""

    natures: tuple[Counter[str], ...]
    values: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]], width: int) -> "Profile":
        """Learnt from ``rows`` that have the right width."""
        columns = [[row[i] for row in rows] for i in range(width)]
        few = [frozenset(filter(None, column)) for column in columns]
        return cls(
            tuple(Counter(map(nature, column)) for column in columns),
            tuple(v if len(v) <= _FEW_VALUES < len(rows) else frozenset() for v in few),
        )

    def fit(self, row: Sequence[str]) -> float:
        """How well the cells suit their columns, from 0 to 1."""
        if not row:
            return 0.0
        return sum(self._suits(i, cell) for i, cell in enumerate(row)) / len(row)

    def _suits(self, index: int, cell: str) -> float:
        seen = self.natures[index]
        share = seen[nature(cell)] / seen.total() if seen.total() else 0.0
        known = self.values[index]
        # Where few values are usual, another one is half a proof only.
        return 1.0 if cell in known else share / 2 if known else share


def with_decimals(cells: Sequence[str], width: int) -> list[str] | None:
    """Join « 24 975 » and « 00 » cut by a comma, when exactly as many pairs as needed show."""
    pairs = _decimal_pairs(cells)
    if len(pairs) != len(cells) - width or not pairs:
        return None
    return _joined(cells, pairs)


def realigned(cells: Sequence[str], width: int, profile: Profile, separator: str) -> list[str]:
    """The way to join neighbouring cells that suits the columns best. No letter is lost."""
    tries = list(islice(_ways(cells, width, separator), _MOST_TRIES))
    return max(tries, key=profile.fit) if tries else []


def _ways(cells: Sequence[str], width: int, separator: str) -> Iterator[list[str]]:
    extra = len(cells) - width
    pairs = _decimal_pairs(cells) if separator == "," else []
    for number in range(min(extra, len(pairs)), -1, -1):
        for chosen in combinations(pairs, number):
            joined = _joined(cells, chosen)
            rest = len(joined) - width
            if not rest:
                yield joined
                continue
            for start in range(width):
                middle = separator.join(joined[start : start + rest + 1])
                yield [*joined[:start], middle, *joined[start + rest + 1 :]]


def _decimal_pairs(cells: Sequence[str]) -> list[int]:
    """Positions of a whole number followed by what may be its decimals; none overlap."""
    pairs: list[int] = []
    for i in range(len(cells) - 1):
        free = not pairs or pairs[-1] + 1 < i
        if free and _WHOLE_PART.fullmatch(cells[i]) and _DECIMALS.fullmatch(cells[i + 1]):
            pairs.append(i)
    return pairs


def _joined(cells: Sequence[str], pairs: Sequence[int]) -> list[str]:
    second = {i + 1 for i in pairs}
    return [
        f"{cell},{cells[i + 1]}" if i in pairs else cell
        for i, cell in enumerate(cells)
        if i not in second
    ]
