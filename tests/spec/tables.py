"""Small drawn tables, and the engines that answer questions about them.

A table is drawn with its types in the header and one row a line; an empty cell is empty:

    nom:text | population:int
    Auch     | 23000
             | 12

An answer is compared as it is drawn too, so that a test reads as a page of the manual.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import duckdb

from autan.access.grant import Grant, open_grant
from autan.engine.reference import ReferenceEngine
from autan.engine.serving import _identifier, _search_text
from autan.query.lower import lower
from autan.query.odsql import QueryParams, read
from autan.query.plan import Plan
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema

Drawn = list[tuple[str, ...]]
_READ: dict[FieldType, Callable[[str], Any]] = {
    FieldType.TEXT: str,
    FieldType.INTEGER: int,
    FieldType.NUMBER: float,
    FieldType.BOOLEAN: lambda text: text == "true",
    FieldType.DATE: date.fromisoformat,
    FieldType.DATETIME: datetime.fromisoformat,
    FieldType.GEO_POINT: lambda text: dict(
        zip(("lon", "lat"), map(float, text.split()), strict=True)
    ),
    FieldType.GEO_SHAPE: str,
}
SQL_TYPES = {
    FieldType.TEXT: "VARCHAR",
    FieldType.INTEGER: "BIGINT",
    FieldType.NUMBER: "DOUBLE",
    FieldType.BOOLEAN: "BOOLEAN",
    FieldType.DATE: "DATE",
    FieldType.DATETIME: "TIMESTAMP",
    FieldType.GEO_POINT: "STRUCT(lon DOUBLE, lat DOUBLE)",
    FieldType.GEO_SHAPE: "VARCHAR",
}


@dataclass(frozen=True)
class Table:
    schema: TableSchema
    rows: tuple[dict[str, Any], ...]


def table(text: str, **annotations: str) -> Table:
    """Read a drawn table; ``annotations`` are by field name."""
    header, *lines = _cells(text)
    fields = tuple(_field(cell, annotations) for cell in header)
    rows = tuple(
        {field.name: _value(field, cell) for field, cell in zip(fields, line, strict=True)}
        for line in lines
    )
    return Table(TableSchema(fields), rows)


def drawn(text: str) -> Drawn:
    """An expected answer: its keys, then its rows."""
    return _cells(text)


def _cells(text: str) -> Drawn:
    lines = [line for line in text.splitlines() if line.strip()]
    return [tuple(cell.strip() for cell in line.split("|")) for line in lines]


def _field(cell: str, annotations: dict[str, str]) -> Field:
    name, kind = cell.split(":")
    marks = frozenset(annotations.get(name, "").split())
    return Field(name, FieldType(kind), annotations=marks)


def _value(field: Field, cell: str) -> Any:
    return _READ[field.type](cell) if cell else None


# Engines: each answers a plan with its total and its rows


def by_reference(of: Table, plan: Plan, grant: Grant) -> tuple[int | None, list[tuple[Any, ...]]]:
    found = ReferenceEngine(of.rows, of.schema).answer(plan, grant)
    return found.total, [tuple(row.values()) for row in found.rows()]


def by_duckdb(of: Table, plan: Plan, grant: Grant) -> tuple[int | None, list[tuple[Any, ...]]]:
    lowered = lower(grant.narrow(plan))
    connection = loaded(of)
    rows = connection.execute(lowered.sql, lowered.parameters).fetchall()
    if lowered.count_sql is None:
        return None, rows
    counted = connection.execute(lowered.count_sql, lowered.count_parameters).fetchone()
    assert counted is not None
    return counted[0], rows


def loaded(of: Table) -> duckdb.DuckDBPyConnection:
    """The table as a serving copy lays it out."""
    connection = _connection()
    columns = ", ".join(f"{_identifier(field.name)} {SQL_TYPES[field.type]}" for field in of.schema)
    connection.execute(f"CREATE OR REPLACE TABLE rows ({columns})")
    if of.rows:
        places = ", ".join([f"({', '.join('?' for _ in of.schema)})"] * len(of.rows))
        cells = [row[name] for row in of.rows for name in of.schema.names]
        connection.execute(f"INSERT INTO rows VALUES {places}", cells)
    texts = [field.name for field in of.schema if field.type is FieldType.TEXT]
    connection.execute(
        f"CREATE OR REPLACE TABLE t AS SELECT *, {_search_text(texts)} AS search_text,"
        " row_number() OVER () - 1 AS __row FROM rows"
    )
    return connection


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"threads": 1})
    connection.execute("SET TimeZone = 'UTC'")
    return connection


ENGINES = {"reference": by_reference, "duckdb": by_duckdb}


def ask(engine: str, of: Table, grant: Grant | None = None, **clauses: Any) -> Drawn:
    """The answer of one engine, drawn."""
    plan = plan_of(of, **clauses)
    narrowing = grant or open_grant("test")
    _, rows = ENGINES[engine](of, plan, narrowing)
    keys = tuple(key for key, _ in narrowing.narrow(plan).columns)
    return [keys, *(tuple(_shown(cell) for cell in row) for row in rows)]


def total(engine: str, of: Table, **clauses: Any) -> int | None:
    """How many rows or groups there are, whatever the page."""
    plan = plan_of(of, **clauses)
    return ENGINES[engine](of, plan, open_grant("test"))[0]


def plan_of(of: Table, **clauses: Any) -> Plan:
    """The plan of a call; ``where`` may be one text."""
    if isinstance(clauses.get("where"), str):
        clauses["where"] = (clauses["where"],)
    return read(QueryParams(**clauses), of.schema)


def _shown(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, dict):
        return " ".join(str(part) for part in cell.values())
    return cell.isoformat() if isinstance(cell, date) else str(cell)
