"""Lines of a delimited text cut into records, quotes understood even when they are wrong."""

import csv
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

_MOST_LINES_IN_A_CELL = 200


@dataclass(frozen=True)
class Cut:
    """One record: its cells (none for a blank line), how many lines it took, and whether a
    quote in it is better taken for an ordinary letter."""

    cells: Sequence[str]
    lines: int = 1
    stray: bool = False


class Feed:
    """The text of a file, given out line by line or by runs of right lines; lines can be given
    back. ``blocks`` are texts that end with a line."""

    def __init__(self, blocks: Iterable[str]) -> None:
        self._blocks = iter(blocks)
        self._text = ""
        self._at = 0
        self._back: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._back:
            return self._back.popleft()
        if not self._filled():
            raise StopIteration
        end = self._text.find("\n", self._at) + 1 or len(self._text)
        line = self._text[self._at : end]
        self._at = end
        return line if line.endswith("\n") else line + "\n"

    def _filled(self) -> bool:
        while self._at >= len(self._text):
            block = next(self._blocks, None)
            if block is None:
                return False
            self._text, self._at = block, 0
        return True

    def give_back(self, lines: Sequence[str]) -> None:
        """These lines come again, before the others."""
        self._back.extendleft(reversed(lines))

    def run(self, right: re.Pattern[str]) -> str:
        """The longest run of right lines from here, perhaps ""."""
        if self._back:
            return self._back.popleft() if right.fullmatch(self._back[0]) else ""
        found = right.match(self._text, self._at) if self._filled() else None
        if found is None:
            return ""
        self._at = found.end()
        return found.group()


@dataclass(frozen=True)
class Grammar:
    """How records are written. ``strict``: a quote that opens a cell holds until it is closed,
    whatever it swallows; else one that makes no sense (never closed, or closed so far away that
    the record is too wide) is an ordinary letter, so that one bad line does not eat the rest.
    """

    separator: str
    width: int
    quote: str = '"'
    strict: bool = False

    def record(self, line: str, source: Feed) -> Cut:
        """The record that begins with ``line``; it may take more lines from ``source``."""
        if self.quote not in line:
            text = line.rstrip("\n")
            return Cut(text.split(self.separator) if text else [])
        taken = self._until_closed(line, source)
        text = "".join(taken)
        cells = self._parsed(taken)
        right = self._is_right(text, taken, cells)
        if self.strict or right:
            return Cut(cells, len(taken), stray=not right)
        if other := self._otherwise(text, taken):
            return Cut(other, len(taken))
        source.give_back(taken[1:])
        return self._stray(line, cells if len(taken) == 1 else None)

    def _otherwise(self, text: str, taken: list[str]) -> list[str] | None:
        """The cells if the record is right in one of two other usages: quotes inside cells are
        marked by a backslash, as programs in C write, or spaces surround the quoted cells."""
        mark = self.quote
        if "\\" + mark in text:
            return self._if_right([line.replace("\\" + mark, mark * 2) for line in taken])
        if " " + mark in text or mark + " " in text:
            loose = _loose(self.separator, mark)
            return self._if_right([loose.sub(lambda found: found.group().strip(" "), text)])
        return None

    def _if_right(self, lines: list[str]) -> list[str] | None:
        lines = "".join(lines).splitlines(keepends=True) if len(lines) == 1 else lines
        cells = self._parsed(lines)
        well = _well_quoted(self.separator, self.quote).fullmatch("".join(lines))
        return cells if well and len(cells) <= self.width else None

    def _stray(self, line: str, cells: list[str] | None) -> Cut:
        literal = self._literal(line)
        if cells is None or len(literal) == self.width:
            return Cut(literal, stray=literal != cells)
        return Cut(cells)

    def _parsed(self, lines: list[str]) -> list[str]:
        return next(csv.reader(lines, delimiter=self.separator, quotechar=self.quote), [])

    def _is_right(self, text: str, taken: list[str], cells: list[str]) -> bool:
        if not _well_quoted(self.separator, self.quote).fullmatch(text):
            return False
        if len(taken) == 1:
            return True
        if len(cells) > self.width:
            return False
        # Whole records inside a cell, and a first line that is whole without its quote: rather
        # a quote never closed than one closed there.
        cuts = self.width - 1
        inside = any(inner.count(self.separator) == cuts for inner in taken[1:-1]) and cuts
        return not (inside and taken[0].count(self.separator) == cuts)

    def _until_closed(self, line: str, source: Feed) -> list[str]:
        """The lines from this one to the one that closes its quotes."""
        taken, marks = [line], line.count(self.quote)
        if self.quote == "'":
            # Apostrophes are letters too: only a cell that begins with one stays open.
            return taken
        while marks % 2 and len(taken) < _MOST_LINES_IN_A_CELL:
            following = next(source, None)
            if following is None:
                break
            taken.append(following)
            marks += following.count(self.quote)
        return taken

    def _literal(self, line: str) -> list[str]:
        """Cells cut at each separator; a pair of quotes around a cell is taken off."""
        mark = self.quote
        return [
            cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == mark else cell
            for cell in line.rstrip("\n").split(self.separator)
        ]

    def right_lines(self) -> re.Pattern[str]:
        """One or more whole lines that are each one right record, or blank."""
        return _right_lines(self.separator, self.width)


@cache
def _well_quoted(separator: str, quote: str) -> re.Pattern[str]:
    """A record in which every quote is where the usage wants it."""
    cut, mark = re.escape(separator), re.escape(quote)
    cell = rf"(?:{mark}(?:[^{mark}]|{mark}{mark})*+{mark}|[^{mark}\n{cut}]*+)"
    return re.compile(rf"{cell}(?:{cut}{cell})*+\n?")


@cache
def _loose(separator: str, quote: str) -> re.Pattern[str]:
    """Spaces between a separator and the quote before or after it, with that quote."""
    cut, mark = re.escape(separator), re.escape(quote)
    return re.compile(rf"(?:(?<={cut})|^) +{mark}|{mark} +(?={cut}|\n|$)")


@cache
def _right_lines(separator: str, width: int) -> re.Pattern[str]:
    cut = re.escape(separator)
    cell = rf'(?:"(?:[^"\n]|"")*+"|[^"\n{cut}]*+)'
    return re.compile(rf"(?:{cell}(?:{cut}{cell}){{{width - 1}}}\n|\n)++")


def written(cells: Iterable[str], separator: str) -> str:
    """The record as a well-made file has it, with its line end."""
    return separator.join(map(_quoted(separator), cells)) + "\n"


@cache
def _quoted_signs(separator: str) -> re.Pattern[str]:
    return re.compile(rf'[{re.escape(separator)}"\n\r]')


def _quoted(separator: str) -> Callable[[str], str]:
    signs = _quoted_signs(separator)
    return lambda cell: '"' + cell.replace('"', '""') + '"' if signs.search(cell) else cell
