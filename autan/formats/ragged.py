"""The tolerant way through a delimited text: lines too long, too short, quotes out of place.

Each record is brought to the width of the table by joining cells, never by dropping letters;
what was done is counted and shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from autan.formats import alignment, encodings
from autan.formats.alignment import Profile
from autan.formats.encodings import Letters
from autan.formats.reader import Request
from autan.formats.records import records
from autan.formats.text_parquet import Contents, TextParquet
from autan.tabular.steps import Step

_LEARNT_FROM = 2000
_WRAPPED = 6
_DONE = {
    "decimal_commas": "Des montants étaient coupés par leur virgule\u202f: recollés.",
    "shifted_rows": "Des lignes avaient trop de cellules\u202f: remises sous leurs colonnes.",
    "wrapped_rows": "Des lignes étaient coupées en plusieurs\u202f: recollées.",
    "short_rows": "Des lignes avaient moins de cellules\u202f: complétées par du vide.",
}


@dataclass(frozen=True)
class Shape:
    """What is expected of each record; ``above`` records come before the first row of data."""

    separator: str
    width: int
    above: int


@dataclass
class _Done:
    """What was repaired: kind -> numbers of the rows."""

    rows: dict[str, list[int]] = field(default_factory=lambda: {kind: [] for kind in _DONE})

    def steps(self) -> tuple[Step, ...]:
        return tuple(
            Step(kind, _DONE[kind], len(found), tuple(f"ligne {n}" for n in found[:2]))
            for kind, found in self.rows.items()
            if found
        )


def read(request: Request, letters: Letters, shape: Shape) -> tuple[Contents, tuple[Step, ...]]:
    """Write every record to ``request.target`` and say what was repaired."""
    done = _Done()
    profile = _learn(request, letters, shape)
    with TextParquet(request.target, shape.width) as table:
        for number, cells in _whole(_numbered(request, letters, shape), shape, profile, done):
            if any(cells):
                table.add(number, _fitted(number, cells, shape, profile, done))
    return table.contents(), done.steps()


def expected_width(rows: Sequence[Sequence[str]], usual: int, labels: int, separator: str) -> int:
    """The number of columns: that of the labels when decimal commas explain the cells in excess,
    else the larger of both."""
    if separator != "," or not 0 < labels < usual:
        return max(usual, labels)
    long = [trimmed(row) for row in rows if len(trimmed(row)) > labels]
    explained = sum(alignment.with_decimals(row, labels) is not None for row in long)
    return labels if explained * 2 > len(long) else usual


def has_short_line(path: Path, shape: Shape) -> bool:
    """Is there, under the header, a line with fewer separators than columns ask for?

    A line with quotes is not judged: its separators may be text.
    """
    separator, least = shape.separator.encode(), shape.width - 1
    above = shape.above
    for block in encodings.blocks_of_lines(path):
        for line in block.splitlines():
            above -= 1
            if above < 0 and line and line.count(separator) < least and b'"' not in line:
                return True
    return False


def trimmed(row: Sequence[str]) -> Sequence[str]:
    """The row without the empty cells at its end."""
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _numbered(request: Request, letters: Letters, shape: Shape) -> Iterator[tuple[int, list[str]]]:
    lines = encodings.lines(request.source, letters)
    cut = records(lines, shape.separator, shape.width)
    return islice(enumerate(cut, 1), shape.above, None)


def _learn(request: Request, letters: Letters, shape: Shape) -> Profile:
    rows: list[list[str]] = []
    for _, cells in islice(_numbered(request, letters, shape), _LEARNT_FROM):
        if len(cells) == shape.width:
            rows.append(cells)
        elif joined := alignment.with_decimals(cells, shape.width):
            rows.append(joined)
    return Profile.of(rows, shape.width)


def _whole(
    source: Iterator[tuple[int, list[str]]], shape: Shape, profile: Profile, done: _Done
) -> Iterator[tuple[int, list[str]]]:
    """Records, those cut over several lines put together again."""
    waiting: list[tuple[int, list[str]]] = []
    for number, cells in source:
        waiting.append((number, cells))
        if len(waiting) == 1 and not 0 < len(cells) < shape.width:
            yield waiting.pop()
            continue
        size = sum(len(part) - 1 for _, part in waiting) + 1
        if len(waiting) > 1 and size == shape.width and _better(waiting, shape, profile):
            done.rows["wrapped_rows"].append(waiting[0][0])
            yield waiting[0][0], _glued([part for _, part in waiting])
            waiting = []
        elif size >= shape.width or len(waiting) >= _WRAPPED or not cells:
            yield from waiting
            waiting = []
    yield from waiting


def _better(waiting: list[tuple[int, list[str]]], shape: Shape, profile: Profile) -> bool:
    """Does the glued record suit the columns better than its first piece alone?"""
    alone = [*waiting[0][1], *("",) * shape.width][: shape.width]
    return profile.fit(_glued([part for _, part in waiting])) > profile.fit(alone)


def _glued(parts: Sequence[Sequence[str]]) -> list[str]:
    whole = list(parts[0])
    for part in parts[1:]:
        whole[-1] = f"{whole[-1]} {part[0]}".strip()
        whole.extend(part[1:])
    return whole


def _fitted(
    number: int, cells: Sequence[str], shape: Shape, profile: Profile, done: _Done
) -> Sequence[str]:
    if len(cells) > shape.width:
        cells = trimmed(cells)
    if len(cells) == shape.width:
        return cells
    if len(cells) < shape.width:
        missing = shape.width - len(cells)
        if len(trimmed(cells)) == len(cells):
            done.rows["short_rows"].append(number)
        return [*cells, *("",) * missing]
    joined = alignment.with_decimals(cells, shape.width) if shape.separator == "," else None
    done.rows["decimal_commas" if joined else "shifted_rows"].append(number)
    return joined or alignment.realigned(cells, shape.width, profile, shape.separator)
