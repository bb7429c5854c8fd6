"""The profile of a selection of rows, asked of the engine within a grant.

That of a whole version is derived once and kept beside its serving copy, by version and grant: it
can be lost at any time. On a large table it is made in the background, so that nobody waits for
it; that of a selection is asked with the edges of the whole one, so that both can be compared.
"""

import json
import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from autan import env
from autan.access.grant import Grant
from autan.engine.base import Engine, EngineError, Source
from autan.engine.pool import engine
from autan.query.nodes import Comparison, Constant
from autan.query.numbered import ROW
from autan.query.odsql import Limits, QueryParams, read
from autan.query.plan import Plan
from autan.query.state import State, quoted_name
from autan.store.layout import serving_copy
from autan.tabular.fields import Field, FieldType
from autan.tabular.profile import (
    Bars,
    ColumnProfile,
    TableProfile,
    edges_of_days,
    edges_of_numbers,
)

VALUES = 8
"""Most frequent values that are kept of a column."""

SMALL = 200_000
"""Rows up to which a whole profile is made while the reader waits: some tenths of a second."""

SAMPLE = 20_000
"""Rows that say whether a text is worth grouping by: beyond half of them different, it is not."""

_SECONDS = 60.0
_SHAPE = 1
_NUMBERS = frozenset({FieldType.INTEGER, FieldType.NUMBER})
_TIMES = frozenset({FieldType.DATE, FieldType.DATETIME})
_GROUPED = frozenset({FieldType.TEXT, FieldType.BOOLEAN})
_LIMITS = Limits(max_limit=None, max_window=None)
_making: set[Path] = set()
_lock = threading.Lock()
logger = logging.getLogger(__name__)


def whole(source: Source, grant: Grant) -> TableProfile | None:
    """The profile of a version; None while that of a large one is being made for the first time.

    An EngineError when the engine gives no answer.
    """
    path = _place(source, grant)
    known = _load(path)
    if known is not None:
        return known
    if source.rows <= SMALL:
        return _make(path, source, grant)
    _make_soon(path, source, grant)
    return None


def chosen(
    source: Source, grant: Grant, state: State, known: TableProfile, names: Sequence[str], *,
    client: str = "",
) -> TableProfile:  # fmt: skip
    """The profile of the rows of a state, for some columns, along the edges of the whole one.

    OdsqlError for a state that asks something else than the columns have; an EngineError.
    """
    asking = _Asking(source, grant, state.selection, client)
    fields = [field for field in asking.schema if field.name in names]
    rows, summary = asking.summary(fields, known)
    columns = (asking.column(field, summary, known.find(field.name)) for field in fields)
    return TableProfile(rows, tuple(columns))


def _make(path: Path, source: Source, grant: Grant) -> TableProfile:
    asking = _Asking(source, grant, State(), "")
    fields = list(asking.schema)
    unique = asking.unique(fields) if source.rows > SMALL else frozenset()
    seed = TableProfile(
        source.rows,
        tuple(ColumnProfile(field.name, 0, unique=field.name in unique) for field in fields),
    )
    rows, summary = asking.summary(fields, seed)
    columns = tuple(asking.column(field, summary, seed.find(field.name)) for field in fields)
    made = TableProfile(rows, columns)
    _keep(path, made)
    return made


def _make_soon(path: Path, source: Source, grant: Grant) -> None:
    with _lock:
        if path in _making:
            return
        _making.add(path)
    threading.Thread(target=_make_apart, args=(path, source, grant), daemon=True).start()


def _make_apart(path: Path, source: Source, grant: Grant) -> None:
    try:
        _make(path, source, grant)
    except EngineError as error:
        # Nobody waits for it: the next reader of the page asks for it again.
        logger.warning("no profile of %s: %s", source.sha256[:12], error.code)
    finally:
        with _lock:
            _making.discard(path)


class _Asking:
    """The questions of one profile."""

    def __init__(self, source: Source, grant: Grant, state: State, client: str) -> None:
        self.source, self.grant, self.state, self.client = source, grant, state, client
        self.schema = source.schema.without(grant.hidden)
        self.engine: Engine = engine()

    def rows(
        self, change: Callable[[Plan], Plan] | None = None, **clauses: Any
    ) -> list[dict[str, Any]]:
        """The rows that answer some clauses about the selection."""
        asked: QueryParams = self.state.params(_LIMITS, want_total=False, **clauses)
        plan = read(asked, self.schema)
        plan = change(plan) if change else plan
        deadline = None if self.client else _SECONDS
        return self.engine.answer(
            plan, self.grant, source=self.source, deadline=deadline, client=self.client
        ).rows()

    def unique(self, fields: Sequence[Field]) -> frozenset[str]:
        """The texts of a large table that say something else on nearly every row."""
        texts = [field for field in fields if field.type is FieldType.TEXT]
        if not texts:
            return frozenset()
        counted = {f"n{place}": f"count({_name(field)})" for place, field in enumerate(texts)}
        counted |= {
            f"d{place}": f"count(distinct {_name(field)})" for place, field in enumerate(texts)
        }
        first = Comparison("<", ROW, Constant(SAMPLE, FieldType.INTEGER))
        found = self.rows(lambda plan: plan.where_and(first), select=_select(counted), limit=1)
        told = found[0] if found else {}
        return frozenset(
            field.name
            for place, field in enumerate(texts)
            if told.get(f"d{place}", 0) * 2 > told.get(f"n{place}", 0)
        )

    def summary(self, fields: Sequence[Field], known: TableProfile) -> tuple[int, dict[str, Any]]:
        """How many rows there are, and every aggregate of every column, in one look at them."""
        wanted = {"rows": "count(*)"}
        for place, field in enumerate(fields):
            seen = known.find(field.name)
            wanted |= {
                f"{name}{place}": value
                for name, value in _aggregates(field, bool(seen and seen.unique))
            }
        found = self.rows(select=_select(wanted), limit=1)
        told = found[0] if found else {}
        named = {
            f"{name}:{field.name}": told.get(f"{name}{place}")
            for place, field in enumerate(fields)
            for name in _NAMES
        }
        return int(told.get("rows", 0)), named

    def column(
        self, field: Field, summary: dict[str, Any], known: ColumnProfile | None
    ) -> ColumnProfile:
        def told(name: str) -> Any:
            return summary[f"{name}:{field.name}"]

        unique = bool(known and known.unique)
        filled = int(told("filled") or 0)
        values = () if unique or not filled or field.type not in _GROUPED else self.values(field)
        return ColumnProfile(
            name=field.name,
            filled=filled,
            distinct=told("distinct"),
            low=told("low"),
            high=told("high"),
            mean=told("mean"),
            middle=told("middle"),
            total=told("total"),
            bars=self.bars(field, filled, summary, known),
            values=values,
            unique=unique or (told("distinct") == filled and filled > VALUES),
        )

    def values(self, field: Field) -> tuple[tuple[Any, int], ...]:
        """The most frequent values."""
        name = _name(field)
        found = self.rows(
            lambda plan: plan,
            select=f"{name} as v, count({name}) as n",
            group_by=f"{name} as v",
            order_by="n desc",
            limit=VALUES + 1,
        )
        filled = [(row["v"], row["n"]) for row in found if row["v"] not in (None, "")]
        return tuple(filled[:VALUES])

    def bars(
        self, field: Field, filled: int, summary: dict[str, Any], known: ColumnProfile | None
    ) -> Bars | None:
        """Along the edges of the whole table when they are known."""
        edges = known.bars.edges if known and known.bars else _edges(field, summary)
        if not edges or not filled:
            return None
        bounds = ", ".join(("*", *(_literal(edge) for edge in edges), "*"))
        ranged = f"range({_name(field)}, {bounds})"
        found = self.rows(select="count(*) as n", group_by=ranged, limit=len(edges) + 1)
        return Bars(tuple(edges), tuple(row["n"] for row in found))


_NAMES = ("filled", "distinct", "low", "high", "mean", "middle", "total", "least", "most")


def _aggregates(field: Field, unique: bool) -> Iterator[tuple[str, str]]:
    """Name and expression of what is worth knowing of a column of that type."""
    name = _name(field)
    yield "filled", f"count({name})"
    if field.type in _NUMBERS | _TIMES:
        yield "low", f"min({name})"
        yield "high", f"max({name})"
    if field.type in _NUMBERS:
        yield "mean", f"avg({name})"
        yield "middle", f"median({name})"
        yield "total", f"sum({name})"
        # A few very large values would leave every other one in the same bar.
        yield "least", f"percentile({name}, 2)"
        yield "most", f"percentile({name}, 98)"
    if field.type in _GROUPED and not unique:
        yield "distinct", f"count(distinct {name})"


def _edges(field: Field, summary: dict[str, Any]) -> tuple[Any, ...]:
    def told(name: str) -> Any:
        return summary[f"{name}:{field.name}"]

    if field.type in _TIMES and told("low"):
        return edges_of_days(str(told("low")), str(told("high")))
    if field.type not in _NUMBERS or told("low") is None:
        return ()
    low, high = told("least"), told("most")
    # Where nearly all is the same number, the extremes are all there is to see.
    low, high = (low, high) if low < high else (told("low"), told("high"))
    return edges_of_numbers(low, high, field.type is FieldType.INTEGER)


def _literal(edge: float | str) -> str:
    return f'date"{edge}"' if isinstance(edge, str) else repr(edge)


def _name(field: Field) -> str:
    return quoted_name(field.name)


def _select(wanted: dict[str, str]) -> str:
    return ", ".join(f"{value} as {name}" for name, value in wanted.items())


# On the disk


def _place(source: Source, grant: Grant) -> Path:
    """Beside the serving copy, whose name says the version; swept with it."""
    copy = serving_copy(env.home(), source.sha256)
    return copy.with_name(f"{source.sha256}.{grant.fingerprint()[:16]}.{_SHAPE}.json")


def _load(path: Path) -> TableProfile | None:
    """None for one that is missing, or that a crash cut short: it is made again."""
    try:
        return TableProfile.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(path: Path, made: TableProfile) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.tmp-{os.getpid()}-{threading.get_ident()}")
    temporary.write_text(json.dumps(made.as_json(), ensure_ascii=False), encoding="utf-8")
    temporary.rename(path)
