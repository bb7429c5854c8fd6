"""Sheets with the same titles, one a month or one a year: read one after the other as one table.

Never done unless a person asks (the answer ``*`` to the step ``table``): the sheets of a
workbook may as well be versions of one list. A first column then says which sheet a row is from;
rows are counted from 1, since several have the same number in their sheet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from autan.formats.header import Header
from autan.formats.layout.areas import Block
from autan.formats.layout.tables import Candidate
from autan.formats.layout.write import Plan
from autan.tabular.steps import Glimpse, Step

ALL = "*"
COLUMN = "Feuille"
_LEAST_LABELS = 2


def family(best: Candidate, seen: Sequence[Candidate]) -> list[Candidate]:
    """The tables that have the titles of the best one, each alone on its sheet; none if alone."""
    labels = _trimmed(best.header)
    if best.header.row is None or sum(map(bool, labels)) < _LEAST_LABELS:
        return []
    alike = [
        one
        for one in seen
        if one.is_visible and one.name == one.of_sheet and _trimmed(one.header) == labels
    ]
    return alike if len(alike) > 1 and best in alike else []


def glimpse(found: Sequence[Candidate]) -> Glimpse:
    """The thumbnail of all the sheets together."""
    first = found[0].glimpse
    counts = [one.glimpse.rows for one in found]
    return Glimpse(
        ALL,
        f"Les {len(found)} feuilles réunies",
        (COLUMN, *first.headers),
        (found[0].of_sheet, *first.first),
        None if None in counts else sum(count or 0 for count in counts),
    )


def header_of(found: Sequence[Candidate]) -> Header:
    """The titles of the sheets, after that of the column that names them."""
    head = found[0].header
    return replace(head, labels=(COLUMN, *_trimmed(head)))


def narrowed(plan: Plan, head: Header) -> Plan:
    """The plan of one sheet, brought to the columns that all have."""
    block = plan.block
    # The same table may begin in column A here, and in column B there.
    left = block.left + next(i for i, label in enumerate(head.labels) if label)
    right = left + len(_trimmed(head)) - 1
    return replace(plan, block=Block(block.top, block.bottom, left, right))


def step(found: Sequence[Candidate], tables: Sequence[Glimpse]) -> Iterator[Step]:
    """What was done, and the sheets that may be read alone instead."""
    yield Step(
        "table",
        f"Les {len(found)} feuilles qui ont les mêmes titres ont été réunies.",
        len(found),
        tuple(one.of_sheet for one in found[:2]),
        f"La colonne « {COLUMN} » dit d’où vient chaque ligne.",
        tuple((one.name, one.label) for one in tables),
        ALL,
    )


def _trimmed(head: Header) -> tuple[str, ...]:
    """The titles from the first one to the last one."""
    named = [i for i, label in enumerate(head.labels) if label]
    return head.labels[named[0] : named[-1] + 1] if named else ()
