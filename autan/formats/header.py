"""Where a table begins in a sheet: its header under titles, logos and notes.

Works on rows of text, whatever the file was. A row is judged by the known labels that it
holds, by how much of the table's width it covers, and by the change of nature between its
cells and those below. A person may choose another row (the step ``header``) or refuse that
several rows of titles be joined (the step ``header_rows``).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from autan.formats.cells import is_year
from autan.formats.cells import nature as nature
from autan.formats.cells import tidy as tidy
from autan.formats.layout import labels
from autan.formats.merged import Range
from autan.schemas.names import squash
from autan.tabular.steps import DONE, UNDO, UNDONE, Step

Row = Sequence[str | None]

HORIZON = 60
NONE = "none"
_BELOW = 30
_MOST_RIVALS = 4
_CLOSE = 0.35
_RIVAL = 1.5


@dataclass(frozen=True)
class Header:
    """``row`` is the index of the header's last row in the rows given, None if there is none.

    ``first`` is the index of the first row under it; ``labels`` go by position, "" where the
    cell is empty. ``confidence`` compares sheets with one another. ``top`` is the header's first
    row, above ``row`` when its titles are written over several rows; ``several`` says that they
    are, even where the person had them not joined. ``rivals`` are other rows that may be the
    header, best first; ``sure`` is False when one of them is nearly as good.
    """

    row: int | None
    first: int
    labels: tuple[str, ...]
    confidence: float = 0.0
    top: int | None = None
    several: int = 1
    rivals: tuple[int, ...] = ()
    sure: bool = True


def find(
    rows: Sequence[Row],
    known: frozenset[str] = frozenset(),
    *,
    wanted: str = "",
    joined: bool = True,
    ranges: Sequence[Range] = (),
) -> Header:
    """The header of the table that ``rows`` begin with.

    ``known`` are squashed labels of the standards; an empty set only makes the choice less sure.
    ``wanted`` is the answer to the step ``header``: the number of a row from 1, or ``none``.
    ``joined``: may titles over several rows be one header? ``ranges`` are the merged cells.
    """
    width = max((len(row) for row in rows), default=0)
    candidates = [i for i, row in enumerate(rows[:HORIZON]) if any(row)]
    card = None if wanted else _first_of_cards(rows, known)
    if card is not None or not candidates:
        return Header(None, card or 0, ("",) * width, float(card is not None), sure=card is None)
    judged = {i: _judge(rows, i, known) for i in candidates}
    best = max(candidates, key=lambda i: judged[i])
    chosen = _chosen(wanted, candidates)
    rivals = tuple(i for i in _rivals(judged, best) if i < best or not _is_data(rows, i, known))
    if wanted == NONE or (chosen is None and _is_data(rows, best, known)):
        first, none = _first_full_row(rows, candidates), ("",) * width
        return Header(None, first, none, judged[best], rivals=(best, *rivals), sure=False)
    natural = labels.stacked(rows, best, ranges)
    within = natural.top <= (at := best if chosen is None else chosen) <= natural.bottom
    stack = natural if joined and within else labels.one_row(rows, at)
    close = (i for i in rivals if judged[i] > judged[best] - _CLOSE)
    return Header(
        stack.bottom,
        stack.bottom + 1,
        stack.labels,
        judged[best],
        stack.top,
        several=1 + natural.bottom - natural.top if within else 1,
        rivals=tuple(i for i in rivals if not stack.top <= i <= stack.bottom),
        sure=all(natural.top <= i <= natural.bottom for i in close),
    )


def steps(found: Header, rows: Sequence[Row], offset: int = 0) -> tuple[Step, ...]:
    """What was done to find the header, when it was not simply the first row.

    ``rows`` are those given to ``find``; ``offset`` is added to their numbers.
    """
    told: list[Step] = []
    if found.row is None or found.top or not found.sure:
        told.append(_header_step(found, rows, offset))
    if found.several > 1:
        told.append(_rows_step(found))
    return tuple(told)


def _header_step(found: Header, rows: Sequence[Row], offset: int) -> Step:
    places = [*({found.row} - {None}), *found.rivals][:_MOST_RIVALS]
    options = [
        (str(i + 1 + offset), f"Ligne {i + 1 + offset}\u202f: {_words(rows[i])}")
        for i in sorted(place for place in places if place is not None)
    ]
    options.append((NONE, "Le tableau n’a pas de titres de colonnes"))
    if found.row is None:
        return _no_header_step(found, rows, tuple(options))
    number = found.row + 1 + offset
    above = sum(1 for row in rows[: found.top or 0] if any(row))
    reason = "C’est la ligne qui ressemble le plus à des titres de colonnes."
    if above:
        reason = "Au-dessus, ce sont un titre ou des notes\u202f: nous ne les publions pas."
    return Step(
        "header",
        f"Les titres des colonnes sont à la ligne {number}.",
        above,
        tuple(_words(row) for row in rows[: found.top or 0] if any(row))[:2],
        reason,
        tuple(options),
        str(number),
        asked=not found.sure,
    )


def _no_header_step(
    found: Header, rows: Sequence[Row], options: tuple[tuple[str, str], ...]
) -> Step:
    above = [_words(row) for row in rows[: found.first] if any(row)]
    sentence = "Ce tableau n’a pas de titres de colonnes\u202f: toutes ses lignes sont des données."
    reason = "La première ligne ressemble à toutes les autres."
    if above:
        sentence = "Ce tableau n’a pas de titres de colonnes\u202f; ce qui le précède est laissé."
        reason = "Au-dessus, ce sont un titre ou des notes\u202f: nous ne les publions pas."
    shown = above or [_words(row) for row in rows[found.first : found.first + 1]]
    return Step("header", sentence, len(above), tuple(shown[:2]), reason, options, NONE, asked=True)


def _rows_step(found: Header) -> Step:
    joined = found.top != found.row
    examples = tuple(label for label in found.labels if " – " in label)[:2]
    return Step(
        "header_rows",
        f"Les titres des colonnes sont écrits sur {found.several} lignes\u202f: réunis."
        if joined
        else f"Les titres des colonnes semblent écrits sur {found.several} lignes.",
        found.several,
        examples,
        "Des titres en couvrent d’autres, écrits dessous.",
        UNDO,
        DONE if joined else UNDONE,
    )


def _words(row: Row) -> str:
    text = ", ".join(tidy(cell) for cell in row if cell and cell.strip())
    return text if len(text) <= 70 else f"{text[:67]}…"


def _chosen(wanted: str, candidates: Sequence[int]) -> int | None:
    index = int(wanted) - 1 if wanted.isdecimal() and len(wanted) < 8 else None
    return index if index in candidates else None


def _rivals(judged: dict[int, float], best: int) -> tuple[int, ...]:
    """The other rows that a person might call the header."""
    near = [i for i in judged if i != best and judged[i] > judged[best] - _RIVAL]
    return tuple(sorted(near, key=lambda i: -judged[i])[: _MOST_RIVALS - 1])


def unique(labels: Sequence[str]) -> list[str]:
    """Names for people: an empty label becomes « Colonne 3 », a repeated one gets a number."""
    names = [label or f"Colonne {i + 1}" for i, label in enumerate(labels)]
    taken: Counter[str] = Counter()
    given: set[str] = set()
    result: list[str] = []
    for name in names:
        taken[name] += 1
        candidate = name if taken[name] == 1 else f"{name} ({taken[name]})"
        while candidate in given:
            taken[name] += 1
            candidate = f"{name} ({taken[name]})"
        given.add(candidate)
        result.append(candidate)
    return result


def _judge(rows: Sequence[Row], index: int, known: frozenset[str]) -> float:
    row = rows[index]
    below = [r for r in rows[index + 1 : index + 1 + _BELOW] if any(r)]
    filled = [i for i, cell in enumerate(row) if cell and cell.strip()]
    if not filled:
        return -9.0
    used = {i for r in below for i, cell in enumerate(r) if cell and cell.strip()}
    coverage = len(filled) / max(len(used | set(filled)), 1)
    columns = {i: [_at(r, i) for r in below] for i in filled}
    words = sum(_is_name(row[i], columns[i]) for i in filled) / len(filled)
    names = [squash(row[i] or "") for i in filled]
    # « x » and « y » are labels of a standard, and many other things.
    recognised = sum(len(name) > 2 and name in known for name in names) / len(filled)
    distinct = len(set(names)) / len(filled)
    changes = sum(_changes(row[i], columns[i]) for i in filled) / len(filled)
    repeated = sum(row[i] in columns[i] for i in filled) / len(filled)
    alone = 1.5 if len(filled) == 1 and len(used) > 1 else 0.0
    last = 0.0 if below else 1.5
    # A row as full as this one stands above: this is rather one of its data.
    above = sum(2 * _filled(r) > len(filled) > 1 for r in rows[:index])
    evidence = 3 * recognised + 1.5 * coverage + words + 0.5 * distinct + changes
    return evidence - repeated - alone - last - 0.6 * min(above, 6) - 0.02 * index


def _first_of_cards(rows: Sequence[Row], known: frozenset[str]) -> int | None:
    """Where cards begin: the same names again and again in the first of two columns."""
    names = [tidy(row[0]) if row and row[0] else "" for row in rows]
    if any(any(row[2:]) for row in rows):
        return None
    times = Counter(filter(None, names))
    again = {name for name, count in times.items() if count > 1}
    named = sum(squash(name.rstrip(" :")) in known for name in again)
    if len(again) < 3 or named < 2 or named * 5 < len(again) * 2:
        return None
    if sum(times[name] for name in again) * 5 < times.total() * 4:
        return None
    return next(i for i, name in enumerate(names) if name in again)


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


def _is_name(cell: str | None, below: Sequence[str | None]) -> bool:
    """Words or a code; or a year or a day, where those below are neither."""
    kind = nature(cell)
    if kind in ("words", "code"):
        return True
    if kind == "date":
        return sum(nature(other) == "date" for other in below) * 2 < len(below)
    return is_year(cell) and sum(map(is_year, below)) * 2 < len(below)


def _is_data(rows: Sequence[Row], index: int, known: frozenset[str]) -> bool:
    """Is the best candidate one more row of data? Then the table has no header."""
    row = rows[index]
    filled = [i for i, cell in enumerate(row) if cell and cell.strip()]
    if any(squash(row[i] or "") in known for i in filled):
        return False
    below = [r for r in rows[index + 1 : index + 1 + _BELOW] if any(r)]
    if not below:
        return False
    written = [i for i in filled if not _is_name(row[i], [_at(r, i) for r in below])]
    alike = [nature(row[i]) for i in written if _mostly(below, i, nature(row[i]))]
    values = len(written)
    return bool(alike) and (len(alike) * 4 >= len(filled) or values * 2 > len(filled))


def _mostly(rows: Sequence[Row], index: int, kind: str) -> bool:
    natures = Counter(nature(_at(row, index)) for row in rows)
    del natures["empty"]
    return natures[kind] * 2 > natures.total()


def _first_full_row(rows: Sequence[Row], candidates: Sequence[int]) -> int:
    """The first row about as wide as the widest of the beginning."""
    filled = {i: sum(bool(cell) for cell in rows[i]) for i in candidates}
    return next(i for i in candidates if filled[i] * 2 >= max(filled.values()))
