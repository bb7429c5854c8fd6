"""The one way from a plan to SQL: a tree of sqlglot, written for DuckDB.

No text of a caller is ever in the SQL: literals are bound parameters, the columns of the answer
are named ``c0``, ``c1``…, fields are quoted identifiers that come from the schema, functions are
rows of ``functions.py``. sqlglot is imported here and nowhere else.
"""

from dataclasses import dataclass

from autan.query.lower.statements import Statement
from autan.query.lower.values import Bindable
from autan.query.plan import Plan
from autan.tabular.fields import FieldType

__all__ = ["Lowered", "lower"]


@dataclass(frozen=True, slots=True)
class Lowered:
    """SQL with numbered parameters (``$1``…), which are JSON scalars or lists of text.

    The n-th column of the answer is the n-th of ``columns``, whatever its name in SQL. Datetimes
    come out in UTC: who writes them moves them to the plan's timezone. The session's TimeZone
    must be UTC. ``count_sql`` is None when nobody wants the total.
    """

    sql: str
    parameters: list[Bindable]
    count_sql: str | None
    count_parameters: list[Bindable]
    columns: tuple[tuple[str, FieldType], ...]


def lower(plan: Plan, table: str = "t") -> Lowered:
    """The SQL of a plan, on a table that also has ``search_text`` and ``__row``."""
    writer = Statement(plan, table)
    sql = writer.answer().sql("duckdb")
    if not plan.want_total:
        return Lowered(sql, writer.parameters, None, [], plan.columns)
    counter = Statement(plan, table)
    count_sql = counter.count().sql("duckdb")
    return Lowered(sql, writer.parameters, count_sql, counter.parameters, plan.columns)
