"""Which column of a file is which column of a standard: one assignment for the whole table.

Names come first, contents confirm them. A column whose name says nothing is known by its
contents alone when they could hardly be anything else, or by its place between two columns that
are known. Pure: it sees headers and a sample of values.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from autan.schemas import contents, evidence
from autan.schemas.assignment import assign
from autan.schemas.evidence import Column
from autan.schemas.lexicon import EXACT, KNOWN, LESSER, lexicon
from autan.schemas.names import meaning, opaque
from autan.schemas.standard import Kind, Standard, StandardField

LEAST_PAIR = 0.45
SURE_PAIR = 0.72
_PLAIN_NAME = 0.5
_YEAR, _HAIR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)"), 1e-5
_OF_ITS_YEAR = 0.005
_MOST_COLUMNS = 400
FREE_KINDS = frozenset({Kind.TEXT, Kind.CODE, Kind.NAME, Kind.LIST, Kind.ADDRESS})


@dataclass(frozen=True)
class Pair:
    """A likely correspondence: ``score`` from 0 to 1; ``named`` from the header alone.

    ``fit``: how the values suit, None without values. ``by``: what made it, ``name``,
    ``contents`` or ``place``. ``rival``: the key of another column that would do as well.
    ``plain``: the header is made of two words or more, which leaves no doubt on what it says.
    """

    field: str
    key: str
    score: float
    named: float
    fit: float | None
    by: str = "name"
    rival: str = ""
    plain: bool = False


Table = list[list[Pair | None]]


def pair_up(
    standard: Standard,
    columns: Sequence[Column],
    without: frozenset[str] = frozenset(),
    year: str = "",
) -> dict[str, Pair]:
    """The best pairs between a standard and the columns of a file, by the name of the field.

    ``without``: fields that are already decided and want no column. ``year``: that which the title
    or the name of the file says.
    """
    columns = _worth_comparing(standard, columns)
    table = _by_name(standard, columns, without, year)
    _add_contents(table, standard, columns, _assigned(table), without)
    if all(opaque(column.header) for column in columns):
        # Nothing has a title: what the values prove gives the others their place.
        _add_contents(table, standard, columns, _assigned(table), without)
    chosen = _assigned(table)
    taken = {pair.key for pair in chosen if pair}
    return {
        pair.field: _with_rival(pair, row, taken)
        for pair, row in zip(chosen, table, strict=True)
        if pair
    }


def _worth_comparing(standard: Standard, columns: Sequence[Column]) -> Sequence[Column]:
    """All of them; of a table of thousands of columns, those that bear a known name."""
    if len(columns) <= _MOST_COLUMNS:
        return columns
    words = lexicon(standard)
    return [column for column in columns if words.knows(column.header)][:_MOST_COLUMNS]


def _by_name(
    standard: Standard, columns: Sequence[Column], without: frozenset[str], year: str
) -> Table:
    words = lexicon(standard)
    table: Table = [[None] * len(columns) for _ in standard.fields]
    for place, column in enumerate(columns):
        for number, named in words.look_up(column.header).items():
            target = standard.fields[number]
            if target.name not in without:
                table[number][place] = _named_pair(target, column, named, year)
    return table


def _named_pair(target: StandardField, column: Column, named: float, year: str) -> Pair:
    fit = evidence.fit(target, column)
    plain = len(meaning(column.header)) >= 2
    score = _blend(target, named, fit, plain) + _lateness(target, column.header, year)
    return Pair(target.name, column.key, score, named, fit, plain=plain)


def _lateness(target: StandardField, header: str, year: str) -> float:
    """Between « Voté 2023 » and « Voté 2024 », a hair in favour of the year of the file, else of
    the later; of the earlier for what was so the year before."""
    years = _YEAR.findall(header)
    if not years:
        return 0.0
    late = _HAIR * (int(max(years)) - 1900)
    if target.earlier:
        return -late
    return late + (_OF_ITS_YEAR if year in years else 0.0)


def _blend(target: StandardField, named: float, fit: float | None, plain: bool) -> float:
    """A plain name stands even when the values are bad: the check will say so, line by line."""
    if fit is None:
        return named * 0.9
    weight = 0.35 if target.kind in FREE_KINDS else 0.65
    blended = named * (1 - weight + weight * fit)
    if named == EXACT:
        return max(blended, 0.8)
    return max(blended, _PLAIN_NAME) if named == KNOWN and plain else blended


def _add_contents(
    table: Table,
    standard: Standard,
    columns: Sequence[Column],
    named: Sequence[Pair | None],
    without: frozenset[str],
) -> None:
    """Pairs without a name, for the fields and the columns that names left alone."""
    at = {column.key: place for place, column in enumerate(columns)}
    known = {number: at[pair.key] for number, pair in enumerate(named) if pair}
    fields = [
        number
        for number, target in enumerate(standard.fields)
        if number not in known and target.name not in without
    ]
    for clue in contents.clues(standard, columns, known, fields):
        column = columns[clue.column]
        if table[clue.field][clue.column] is None:
            fit = evidence.fit(standard.fields[clue.field], column)
            name = standard.fields[clue.field].name
            table[clue.field][clue.column] = Pair(name, column.key, clue.score, 0.0, fit, clue.by)


def _assigned(table: Table) -> list[Pair | None]:
    chosen = assign([[_gain(pair) for pair in row] for row in table])
    return [None if column is None else table[row][column] for row, column in enumerate(chosen)]


def _gain(pair: Pair | None) -> float:
    return pair.score if pair and pair.score >= LEAST_PAIR else 0.0


_NEARLY = 0.08


def _with_rival(pair: Pair, row: Sequence[Pair | None], taken: set[str]) -> Pair:
    """Another column, left without a place, that would do nearly as well is worth a question."""
    if pair.named == EXACT:
        return pair
    rivals = [
        other
        for other in row
        if other
        and other.key not in taken
        # What will do for want of a better is no rival of the better.
        and (other.named != LESSER or pair.named <= LESSER)
        and other.score >= max(pair.score - _NEARLY, LEAST_PAIR)
    ]
    if not rivals:
        return pair
    best = max(rivals, key=lambda one: one.score)
    return replace(pair, rival=best.key)
