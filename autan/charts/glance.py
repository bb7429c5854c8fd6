"""A look at a few hundred rows: enough to choose what to propose, cheap on ten million."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from autan.charts.asking import Run
from autan.charts.roles import Role, subjects
from autan.query.nodes import Column
from autan.query.odsql import Limits, read
from autan.query.plan import Output
from autan.query.state import State
from autan.tabular.schema import TableSchema

ROWS = 500
_FIELDS = 40


@dataclass(frozen=True, slots=True)
class Facts:
    """Of the cells looked at: how many are filled, how many differ, the share of the most frequent;
    whether numbers go below zero."""

    filled: int = 0
    distinct: int = 0
    most: float = 0.0
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """``rows`` looked at, of ``total``; facts by field name. Empty: nothing is known."""

    rows: int = 0
    total: int = 0
    facts: Mapping[str, Facts] = field(default_factory=dict)

    def of(self, name: str) -> Facts | None:
        return self.facts.get(name)


def glance(schema: TableSchema, state: State, run: Run) -> Profile:
    """What the first rows of the selection hold. Raises what ``run`` raises, and OdsqlError."""
    known = [one for one in subjects(schema).values() if one.role is not Role.PLACE][:_FIELDS]
    base = read(state.selection.params(Limits(max_limit=None, max_window=None), limit=ROWS), schema)
    select = tuple(Output(one.name, Column(one.name, one.field.type)) for one in known)
    if not select:
        return Profile()
    rows, total = run(replace(base, select=select, order_by=(), limit=ROWS))
    facts = {one.name: _facts(row.get(one.name) for row in rows) for one in known}
    return Profile(len(rows), max(total, len(rows)), facts)


def _facts(cells: Iterable[Any]) -> Facts:
    filled = [cell for cell in cells if cell is not None and cell != ""]
    often = Counter(map(str, filled))
    most = often.most_common(1)[0][1] / len(filled) if filled else 0.0
    negative = any(isinstance(cell, int | float) and cell < 0 for cell in filled)
    return Facts(len(filled), len(often), most, negative)
