"""Cards: the names of the columns go down the first one, their values are beside them.

One card, several of them one below the other, or one beside the other: each becomes a row, unless
a person says that it is a list of two columns (the step ``card``). Believed only when the first
column reads as names (a colon after them, or names known to the standards) and the values beside
are not of one nature, as those of a list are.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from autan.formats import header
from autan.formats.cells import nature
from autan.formats.text_parquet import ROW, TextParquet
from autan.pipeline.report import Reading, SourceColumn
from autan.schemas import vocabulary
from autan.schemas.names import listed, squash
from autan.tabular.steps import DONE, UNDO, UNDONE, Step

_TEXT = "text.parquet"
_MOST_LINES = 20_000
_MOST_BESIDE = 40
_MOST_NAMES = 80
_LONGEST = 80
_LEAST = 3
_NAMED = re.compile(r"\s*[:：]\s*$")
_UNNAMED = re.compile(r"Colonne \d+")
# Titles that only say « here are names, here are values ».
_NAMES = listed("champ champs caracteristique donnee information libelle parametre rubrique")
_VALUES = listed("contenu detail donnee information renseignement reponse valeur valeurs")

Line = tuple[int, str, tuple[str | None, ...]]


@dataclass(frozen=True)
class _Card:
    """``row``: the number of its first line; ``cells``: name -> value."""

    row: int
    cells: Mapping[str, str | None]


def applied(reading: Reading, folder: Path, answers: Mapping[str, str]) -> Reading:
    """The reading with the proposal among its steps; ``text.parquet`` is rewritten if it stands."""
    cards = _found(reading, folder)
    if not cards:
        return reading
    done = answers.get("card", DONE) != UNDONE
    step = _step(cards, done, "card" not in answers)
    if not done:
        return replace(reading, steps=(*reading.steps, step))
    changed = _rewritten(reading, folder, cards)
    kept = (one for one in reading.steps if one.kind not in ("header", "header_rows"))
    return replace(changed, steps=(*kept, step))


def _step(cards: Sequence[_Card], done: bool, asked: bool) -> Step:
    names = list(dict.fromkeys(name for card in cards for name in card.cells))
    many = f"{len(cards)} fiches" if len(cards) > 1 else "une fiche"
    sentence = f"Ce fichier semble contenir {many}, avec les titres en colonne."
    if done:
        each = "chacune est devenue une ligne" if len(cards) > 1 else "elle est devenue une ligne"
        sentence = f"Ce fichier contient {many}, avec les titres en colonne\u202f: {each}."
    return Step(
        "card",
        sentence,
        len(cards),
        tuple(f"« {name} »" for name in names[:2]),
        "Les titres sont les uns sous les autres, et chaque valeur est à côté du sien.",
        UNDO,
        DONE if done else UNDONE,
        asked,
    )


def _found(reading: Reading, folder: Path) -> list[_Card]:
    width = len(reading.columns)
    if reading.standard or not 2 <= width <= _MOST_BESIDE or reading.rows > _MOST_LINES:
        return []
    if width > 2 and reading.rows > _MOST_NAMES:
        return []
    lines = _lines(reading, folder)
    if not lines or not _are_names([name for _, name, _ in lines]):
        return []
    return _below(lines) if width == 2 else _beside(lines)


def _lines(reading: Reading, folder: Path) -> list[Line]:
    """The lines with the header's own, which is one of them; none if a line has no name."""
    keys = [column.key for column in reading.columns]
    labels = [None if _UNNAMED.fullmatch(c.header) else c.header for c in reading.columns]
    table = pl.read_parquet(folder / _TEXT, columns=[*keys, ROW])
    lines = [(row[-1], row[0], tuple(row[1:-1])) for row in table.iter_rows()]
    titled = squash(labels[0] or "") in _NAMES or squash(labels[-1] or "") in _VALUES
    if reading.header_row is not None and not titled and labels[0]:
        lines.insert(0, (reading.header_row, labels[0], tuple(labels[1:])))
    return lines if all(name for _, name, _ in lines) else []


def _are_names(names: Sequence[str]) -> bool:
    """Are these the names of columns, rather than what stands in one?"""
    different = set(names)
    if len(different) < _LEAST or len(different) > _MOST_NAMES:
        return False
    if any(len(name) > _LONGEST or nature(name) not in ("words", "code") for name in different):
        return False
    return _with_colons(different) or _known(different) >= max(2, 0.4 * len(different))


def _with_colons(names: set[str]) -> bool:
    return sum(bool(_NAMED.search(name)) for name in names) * 5 >= 3 * len(names)


def _known(names: set[str]) -> int:
    known = vocabulary()
    bare = (squash(_NAMED.sub("", name)) for name in names)
    # « x » and « y » are titles too, but say nothing.
    return sum(len(name) > 2 and name in known for name in bare)


def _below(lines: Sequence[Line]) -> list[_Card]:
    """Cards one below the other: each begins with the name that the first one begins with."""
    if squash(lines[0][2][0] or "") in vocabulary() and not _with_colons({lines[0][1]}):
        # Two titles side by side: a list.
        return []
    starts = [i for i, (_, name, _) in enumerate(lines) if name == lines[0][1]]
    parts = [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    if any(len({name for _, name, _ in part}) < max(2, len(part)) for part in parts):
        return []
    names = Counter(name for _, name, _ in lines)
    if len(parts) > 1 and sum(n * 2 > len(parts) for n in names.values()) * 2 < len(names):
        return []
    values = [value for _, _, (value,) in lines]
    if not _is_mixed(values) or sum(map(bool, values)) * 2 < len(values):
        return []
    return [_card(part, 0) for part in parts]


def _beside(lines: Sequence[Line]) -> list[_Card]:
    """Cards side by side: one nature along each line, several down each column."""
    names = {name for _, name, _ in lines}
    if len(names) < len(lines) or _known(names) * 2 < len(names):
        return []
    if any(squash(label or "") in vocabulary() for label in lines[0][2]):
        return []
    columns = list(zip(*(values for _, _, values in lines), strict=True))
    even = sum(not _is_mixed(values) for _, _, values in lines)
    if even * 5 < len(lines) * 4 or not all(map(_is_mixed, columns)):
        return []
    return [_card(lines, place) for place in range(len(columns))]


def _is_mixed(values: Sequence[str | None]) -> bool:
    return len({nature(value) for value in values} - {"empty"}) > 1


def _card(lines: Sequence[Line], place: int) -> _Card:
    cells = {_NAMED.sub("", name).strip(): values[place] for _, name, values in lines}
    return _Card(lines[0][0] + place, cells)


def _rewritten(reading: Reading, folder: Path, cards: Sequence[_Card]) -> Reading:
    names = list(dict.fromkeys(name for card in cards for name in card.cells))
    new = folder / "unpivot.parquet"
    with TextParquet(new, len(names)) as table:
        for card in cards:
            table.add(card.row, [card.cells.get(name) for name in names])
    contents = table.contents()
    new.replace(folder / _TEXT)
    columns = tuple(
        SourceColumn(f"c{i}", label, contents.samples[i], contents.filled[i])
        for i, label in enumerate(header.unique(list(map(header.tidy, names))))
    )
    return replace(reading, columns=columns, rows=contents.rows, header_row=None)
