"""Tables without separators, whose columns are aligned: listings of mainframes and printers.

A column begins after a strip of spaces that runs down nearly all the lines. Nothing is dropped:
what stands across a border is cut there, and counted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_SAMPLE = 300
_GAP = re.compile(r" {2,}|\t+")
# What some consoles draw under the titles.
_RULER = re.compile(r"\s*(?:-{2,}|={2,})(?:\s+(?:-{2,}|={2,}))*\s*")
_LONGEST = 5000
_ENOUGH = 6
_RUN = re.compile(r"\S+")


@dataclass(frozen=True)
class Layout:
    """``kind`` is ``fixed`` (``starts``: where each column begins, from 0) or ``spaces``."""

    kind: str
    width: int
    starts: tuple[int, ...] = ()

    def cells(self, line: str) -> list[str]:
        """The cells of a line, without the spaces that only fill."""
        text = line.rstrip("\n")
        if not text.strip() or _RULER.fullmatch(text):
            return []
        if self.kind == "spaces":
            return _GAP.split(text.strip())
        borders = self._borders(text)
        ends = (*borders[1:], max(len(text), borders[-1]))
        return [text[a:b].strip() for a, b in zip(borders, ends, strict=True)]

    def cuts_words(self, line: str) -> bool:
        """Does a border of this layout cut a word of the line?"""
        pairs = (line[start - 1 : start + 1] for start in self._borders(line) if start)
        return any(len(pair) == 2 and not pair[0].isspace() for pair in pairs)

    def _borders(self, text: str) -> Sequence[int]:
        """Where each cell of this line begins: before a word that stands across a border, if it
        is far from the one before. A title above right-aligned figures is longer than they are.
        """
        borders = list(self.starts)
        for number, start in enumerate(self.starts[1:], 1):
            if start < len(text) and not text[start - 1].isspace() and not text[start].isspace():
                gap = text.rfind("  ", borders[number - 1], start)
                begins = gap + 2 if gap >= 0 and " " not in text[gap + 2 : start] else start
                borders[number] = begins
        return borders


def find(lines: Sequence[str], kind: str = "") -> Layout | None:
    """The layout of these lines, if they clearly make one; ``kind`` looks for that one alone."""
    filled = [line.rstrip("\r\n")[:_LONGEST] for line in lines[:_SAMPLE] if line.strip()]
    if kind != "spaces" and (drawn := _drawn(filled)):
        return drawn
    # The header of a listing is part of its layout, its title is not.
    body = [line for line in filled if _GAP.search(line.strip())]
    if len(body) < 3 or (not kind and len(body) < 0.8 * len(filled)):
        return None
    found = None if kind == "spaces" else _fixed(body)
    return found or (None if kind == "fixed" else _spaced(body))


def _drawn(lines: Sequence[str]) -> Layout | None:
    """The layout that a ruler under the titles draws, if the lines follow it."""
    for ruler in filter(_RULER.fullmatch, lines[:_SAMPLE]):
        starts = [run.start() for run in _RUN.finditer(ruler)]
        layout = Layout("fixed", len(starts), (0, *starts[1:]))
        if len(starts) > 1 and sum(map(layout.cuts_words, lines)) * 10 <= len(lines):
            return layout
    return None


def _fixed(lines: Sequence[str]) -> Layout | None:
    """The layout that all the lines have; or all but the titles, when these are longer than the
    figures under them and each finds its column all the same."""
    found = _of_strips(lines)
    below = _of_strips(lines[1:]) if len(lines) >= _ENOUGH else None
    if below and below.width > (found.width if found else 1):
        titles = [cell.strip() for cell in _GAP.split(lines[0].strip())]
        if all(titles) and below.cells(lines[0]) == titles:
            return below
    return found


def _of_strips(lines: Sequence[str]) -> Layout | None:
    length = max(map(len, lines))
    padded = [line.ljust(length) for line in lines]
    blank = [sum(row[i] == " " for row in padded) >= 0.98 * len(padded) for i in range(length)]
    starts = [i for i in range(length) if not blank[i] and (i == 0 or blank[i - 1])]
    least = 2 if len(lines) < 10 else 1
    kept = [start for start in starts if start == 0 or all(blank[max(0, start - least) : start])]
    kept = _without_gaps_of_chance(padded, kept, blank)
    return Layout("fixed", len(kept), (0, *kept[1:])) if len(kept) > 1 else None


def _without_gaps_of_chance(
    lines: Sequence[str], starts: list[int], blank: Sequence[bool]
) -> list[int]:
    """Borders of one space only are believed where figures or codes stand on one side."""
    result: list[int] = []
    for number, start in enumerate(starts):
        wide = start < 2 or (blank[start - 1] and blank[start - 2])
        end = starts[number + 1] if number + 1 < len(starts) else None
        before = starts[number - 1] if number else 0
        if wide or _figures(lines, start, end) or _figures(lines, before, start):
            result.append(start)
    return result


def _figures(lines: Sequence[str], start: int, end: int | None) -> bool:
    cells = [line[start:end].strip() for line in lines]
    filled = [cell for cell in cells if cell]
    return sum(any(c.isdigit() for c in cell) for cell in filled) * 10 >= 7 * len(filled) > 0


def _spaced(lines: Sequence[str]) -> Layout | None:
    widths = [len(_GAP.split(line.strip())) for line in lines]
    usual = max(set(widths), key=widths.count)
    if usual < 2 or widths.count(usual) < 0.9 * len(widths):
        return None
    return Layout("spaces", usual)
