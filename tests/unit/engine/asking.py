"""Plans that are their SQL, and versions put in a store by hand.

The compiler of queries has its own tests; here a plan is its SQL, so that the tests can also
ask what no client ever could: a runaway query, a file, a setting.
"""

import hashlib
import itertools
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from autan.engine.base import Source
from autan.query.nodes import Column
from autan.query.plan import Output
from autan.store.layout import Kind, place
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema

TYPES = {
    pl.String: FieldType.TEXT,
    pl.Int64: FieldType.INTEGER,
    pl.Float64: FieldType.NUMBER,
    pl.Boolean: FieldType.BOOLEAN,
    pl.Date: FieldType.DATE,
    pl.Datetime: FieldType.DATETIME,
}


NO_COLUMN = TableSchema(())


@dataclass(frozen=True)
class Lowered:
    sql: str
    parameters: list[Any]
    count_sql: str | None
    count_parameters: list[Any]
    columns: tuple[tuple[str, FieldType], ...]


@dataclass(frozen=True)
class Told:
    """A plan that is its SQL. ``columns`` are written ``"name:type …"``."""

    sql: str
    columns: str = "n:int"
    parameters: tuple[Any, ...] = ()
    count: str | None = None
    schema: TableSchema = NO_COLUMN
    timezone: str = "UTC"
    limit: int | None = None
    offset: int = 0
    number: int = field(default_factory=itertools.count().__next__)

    @property
    def pairs(self) -> tuple[tuple[str, FieldType], ...]:
        parts = (word.split(":") for word in self.columns.split())
        return tuple((name, FieldType(kind)) for name, kind in parts)

    @property
    def select(self) -> tuple[Output, ...]:
        return tuple(Output(key, Column(key, kind)) for key, kind in self.pairs)

    def fingerprint(self) -> str:
        return str(self.number)


@dataclass(frozen=True)
class Open:
    """A grant that hides nothing."""

    portal: str = "occitanie"

    def narrow(self, plan: Told) -> Told:
        return plan

    def fingerprint(self) -> str:
        return "open"


def lowered(plan: Told) -> Lowered:
    return Lowered(plan.sql, list(plan.parameters), plan.count, [], plan.pairs)


def kept(home: Path, frame: pl.DataFrame) -> Source:
    """Put a frame in the store as a version."""
    draft = home / "version.parquet"
    frame.write_parquet(draft)
    sha256 = hashlib.sha256(draft.read_bytes()).hexdigest()
    path = place(home, Kind.VERSION, sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft.rename(path)
    kinds = {name: TYPES[type(kind)] for name, kind in frame.schema.items()}
    fields = tuple(Field(name, kind, name.capitalize()) for name, kind in kinds.items())
    return Source(sha256, TableSchema(fields), frame.height)
