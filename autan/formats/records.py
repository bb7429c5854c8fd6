"""Lines of a delimited text cut into records, quotes understood even when they are wrong."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache

_MOST_LINES_IN_A_CELL = 200


def records(lines: Iterable[str], separator: str, width: int) -> Iterator[list[str]]:
    """One list of cells for each record; ``[]`` for a blank line.

    A quote that is opened and makes no sense (never closed, or closed so far away that the
    record is too wide) is taken for an ordinary letter: one bad line does not eat the rest.
    """
    source = _Lines(lines)
    for line in source:
        if '"' in line:
            yield _quoted(line, source, separator, width)
        else:
            text = line.rstrip("\n")
            yield text.split(separator) if text else []


class _Lines:
    """Lines that can be given back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._back: deque[str] = deque()

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        return self._back.popleft() if self._back else next(self._lines)

    def give_back(self, lines: list[str]) -> None:
        self._back.extendleft(reversed(lines))


def _quoted(line: str, source: _Lines, separator: str, width: int) -> list[str]:
    taken = _until_closed(line, source)
    text = "".join(taken)
    cells = next(csv.reader(taken, delimiter=separator), [])
    if _well_quoted(separator).fullmatch(text) and (len(taken) == 1 or len(cells) <= width):
        return cells
    source.give_back(taken[1:])
    literal = _literal(line, separator)
    if len(taken) > 1 or len(literal) == width:
        return literal
    return cells


@cache
def _well_quoted(separator: str) -> re.Pattern[str]:
    """A record in which every quote is where the usage wants it."""
    cut = re.escape(separator)
    cell = rf'(?:"(?:[^"]|"")*+"|[^"\n{cut}]*+)'
    return re.compile(rf"{cell}(?:{cut}{cell})*+\n?")


def _until_closed(line: str, source: _Lines) -> list[str]:
    """The lines from this one to the one that closes its quotes."""
    taken, marks = [line], line.count('"')
    while marks % 2 and len(taken) < _MOST_LINES_IN_A_CELL:
        following = next(source, None)
        if following is None:
            break
        taken.append(following)
        marks += following.count('"')
    return taken


def _literal(line: str, separator: str) -> list[str]:
    """Cells cut at each separator; a pair of quotes around a cell is taken off."""
    return [
        cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell
        for cell in line.rstrip("\n").split(separator)
    ]
