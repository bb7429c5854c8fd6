"""A look at a few hundred rows: enough to choose what to propose, cheap on ten million."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from autan.charts.asking import Run
from autan.charts.roles import Role, Subject, subjects
from autan.query.nodes import Aggregate, Column
from autan.query.odsql import Limits, read
from autan.query.plan import Output, Plan
from autan.query.state import State
from autan.tabular.schema import TableSchema

ROWS = 500
_FIELDS = 40


@dataclass(frozen=True, slots=True)
class Facts:
    """Of the cells looked at: how many are filled, how many differ, the share of the most frequent;
    whether numbers go below zero; of days, the first and the last of all the rows (ISO)."""

    filled: int = 0
    distinct: int = 0
    most: float = 0.0
    negative: bool = False
    low: str = ""
    high: str = ""


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
    times = [one for one in known if one.role is Role.TIME and facts[one.name].filled]
    spans = _spans(times, rows, base if total > len(rows) else None, run)
    facts |= {name: replace(facts[name], low=low, high=high) for name, (low, high) in spans.items()}
    return Profile(len(rows), max(total, len(rows)), facts)


def _spans(
    times: Sequence[Subject], rows: Sequence[Mapping[str, Any]], plan: Plan | None, run: Run
) -> dict[str, tuple[str, str]]:
    """The first and the last day of each column of days: of these rows, or of all those of
    ``plan``."""
    if plan is None:
        cells = {one.name: [str(row[one.name]) for row in rows if row[one.name]] for one in times}
        return {name: (min(days), max(days)) for name, days in cells.items()}
    if not times:
        return {}
    columns = [(f"{end}{n}", end, one) for n, one in enumerate(times) for end in ("min", "max")]
    select = tuple(
        Output(name, Aggregate(end, (Column(one.name, one.field.type),), one.field.type))
        for name, end, one in columns
    )
    found, _ = run(replace(plan, select=select, order_by=(), limit=1, want_total=False))
    told = found[0] if found else {}
    return {
        one.name: (str(told[f"min{n}"]), str(told[f"max{n}"]))
        for n, one in enumerate(times)
        if told.get(f"min{n}")
    }


def _facts(cells: Iterable[Any]) -> Facts:
    filled = [cell for cell in cells if cell is not None and cell != ""]
    often = Counter(map(str, filled))
    most = often.most_common(1)[0][1] / len(filled) if filled else 0.0
    negative = any(isinstance(cell, int | float) and cell < 0 for cell in filled)
    return Facts(len(filled), len(often), most, negative)
