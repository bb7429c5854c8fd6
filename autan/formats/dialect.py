"""How a delimited text is written: its separator, and how many cells its lines have."""

import csv
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

SEPARATORS = (";", ",", "\t", "|")
_SAMPLE = 300

# A cell may be as long as the longest line that we read.
csv.field_size_limit(8 << 20)


@dataclass(frozen=True)
class Dialect:
    """``width`` is the number of cells of the usual line; ``declared`` says that a first line
    ``sep=;`` named the separator."""

    separator: str
    width: int
    declared: bool = False


def guess(lines: Sequence[str]) -> Dialect:
    """The separator that cuts most lines into the same number of cells.

    ``lines`` are the first ones of the file, line ends included.
    """
    declared = _declared(lines)
    if declared:
        return Dialect(declared, _consistency(lines[1:], declared)[1], declared=True)
    scored = {separator: _consistency(lines, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: scored[separator][0])
    if scored[best][0] <= 0:
        return Dialect(_absent(lines), 1)
    return Dialect(best, scored[best][1])


def _declared(lines: Sequence[str]) -> str | None:
    first = lines[0].strip().strip('"').lower() if lines else ""
    return first[4] if first.startswith("sep=") and len(first) == 5 else None


def _consistency(lines: Sequence[str], separator: str) -> tuple[float, int]:
    """A score, and the usual number of cells; 0 when the separator cuts nothing."""
    widths = Counter(len(row) for row in csv.reader(lines[:_SAMPLE], delimiter=separator) if row)
    wide = Counter({width: times for width, times in widths.items() if width > 1})
    if not wide:
        return 0.0, 1
    width, times = max(wide.items(), key=lambda item: (item[1], item[0]))
    share = times / widths.total()
    return (share * (1 + math.log(width)) if share > 0.3 else 0.0), width


def _absent(lines: Sequence[str]) -> str:
    """A separator that no line holds: the table has one column."""
    text = "".join(lines[:_SAMPLE])
    return next((separator for separator in SEPARATORS if separator not in text), "\x1f")
