"""Where a table begins in a sheet: its header under titles, logos and notes.

Works on rows of text, whatever the file was. A row is judged by the known labels that it
holds, by how much of the table's width it covers, and by the change of nature between its
cells and those below.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from autan.schemas.names import squash

Row = Sequence[str | None]

HORIZON = 60
_BELOW = 30
_NUMBER = re.compile(r"[-+]?[\d\s\u00a0\u202f]+([.,]\d+)?\s*[€%]?")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?")
_CODE = re.compile(r"(?=.*\d)[\w./-]{4,}")


@dataclass(frozen=True)
class Header:
    """``row`` is the index of the header's last row in the rows given, None if there is none.

    ``first`` is the index of the first row under it; ``labels`` go by position, "" where the
    cell is empty. ``confidence`` compares sheets with one another.
    """

    row: int | None
    first: int
    labels: tuple[str, ...]
    confidence: float = 0.0


def find(rows: Sequence[Row], known: frozenset[str] = frozenset()) -> Header:
    """The header of the table that ``rows`` begin with.

    ``known`` are squashed labels of the standards; an empty set only makes the choice less sure.
    """
    width = max((len(row) for row in rows), default=0)
    candidates = [i for i, row in enumerate(rows[:HORIZON]) if any(row)]
    if not candidates:
        return Header(None, 0, ("",) * width)
    judged = {i: _judge(rows, i, known) for i in candidates}
    best = max(candidates, key=lambda i: judged[i])
    if _is_data(rows, best, known):
        first = _first_full_row(rows, candidates)
        return Header(None, first, ("",) * width, judged[best])
    labels = tuple(tidy(cell) for cell in (*rows[best], *("",) * (width - len(rows[best]))))
    return Header(best, best + 1, labels, judged[best])


def tidy(label: str | None) -> str:
    """A label on one line, without the spaces around it."""
    return " ".join((label or "").replace("\ufeff", "").split())


def unique(labels: Sequence[str]) -> list[str]:
    """Names for people: an empty label becomes « Colonne 3 », a repeated one gets a number."""
    names = [label or f"Colonne {i + 1}" for i, label in enumerate(labels)]
    taken: Counter[str] = Counter()
    result: list[str] = []
    for name in names:
        taken[name] += 1
        candidate = name if taken[name] == 1 else f"{name} ({taken[name]})"
        while candidate in result:
            taken[name] += 1
            candidate = f"{name} ({taken[name]})"
        result.append(candidate)
    return result


def nature(cell: str | None) -> str:
    """What a cell looks like: empty, number, date, code or words."""
    text = (cell or "").strip()
    if not text:
        return "empty"
    if _NUMBER.fullmatch(text):
        return "number"
    if _DATE.fullmatch(text):
        return "date"
    return "code" if _CODE.fullmatch(text) else "words"


def _judge(rows: Sequence[Row], index: int, known: frozenset[str]) -> float:
    row = rows[index]
    below = [r for r in rows[index + 1 : index + 1 + _BELOW] if any(r)]
    filled = [i for i, cell in enumerate(row) if cell and cell.strip()]
    if not filled:
        return -9.0
    used = {i for r in below for i, cell in enumerate(r) if cell and cell.strip()}
    coverage = len(filled) / max(len(used | set(filled)), 1)
    words = sum(nature(row[i]) in ("words", "code") for i in filled) / len(filled)
    names = [squash(row[i] or "") for i in filled]
    # « x » and « y » are labels of a standard, and many other things.
    recognised = sum(len(name) > 2 and name in known for name in names) / len(filled)
    distinct = len(set(names)) / len(filled)
    changes = sum(_changes(row[i], [_at(r, i) for r in below]) for i in filled) / len(filled)
    repeated = sum(_repeated(row[i], [_at(r, i) for r in below]) for i in filled) / len(filled)
    alone = 1.5 if len(filled) == 1 and len(used) > 1 else 0.0
    last = 0.0 if below else 1.5
    # A row as full as this one stands above: this is rather one of its data.
    above = sum(2 * _filled(r) > len(filled) > 1 for r in rows[:index])
    evidence = 3 * recognised + 1.5 * coverage + words + 0.5 * distinct + changes
    return evidence - repeated - alone - last - 0.6 * min(above, 6) - 0.02 * index


def _filled(row: Row) -> int:
    return sum(1 for cell in row if cell and cell.strip())


def _at(row: Row, index: int) -> str | None:
    return row[index] if index < len(row) else None


def _changes(cell: str | None, below: Sequence[str | None]) -> bool:
    """Is the cell of words above a column of numbers, dates or codes?"""
    natures = Counter(nature(other) for other in below if other)
    if not natures or nature(cell) not in ("words", "code"):
        return False
    usual, times = natures.most_common(1)[0]
    return usual != nature(cell) and usual != "words" and times * 2 > natures.total()


def _repeated(cell: str | None, below: Sequence[str | None]) -> bool:
    return cell in below


def _is_data(rows: Sequence[Row], index: int, known: frozenset[str]) -> bool:
    """Is the best candidate one more row of data? Then the table has no header."""
    row = rows[index]
    filled = [i for i, cell in enumerate(row) if cell and cell.strip()]
    if any(squash(row[i] or "") in known for i in filled):
        return False
    below = [r for r in rows[index + 1 : index + 1 + _BELOW] if any(r)]
    if not below:
        return False
    alike = [
        nature(row[i])
        for i in filled
        if nature(row[i]) in ("number", "date") and _mostly(below, i, nature(row[i]))
    ]
    values = sum(nature(row[i]) in ("number", "date") for i in filled)
    return bool(alike) and (len(alike) * 4 >= len(filled) or values * 2 > len(filled))


def _mostly(rows: Sequence[Row], index: int, kind: str) -> bool:
    natures = Counter(nature(_at(row, index)) for row in rows)
    del natures["empty"]
    return natures[kind] * 2 > natures.total()


def _first_full_row(rows: Sequence[Row], candidates: Sequence[int]) -> int:
    """The first row about as wide as the widest of the beginning."""
    filled = {i: sum(bool(cell) for cell in rows[i]) for i in candidates}
    return next(i for i in candidates if filled[i] * 2 >= max(filled.values()))
