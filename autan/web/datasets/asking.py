"""The address of a table page turned into one question, and the small forms that add to it."""

from typing import Any

from django.http import QueryDict

from autan.catalogue.listing import Listing
from autan.engine.pool import engine
from autan.query.numbered import numbered
from autan.query.odsql import read
from autan.query.state import State, quoted_name
from autan.tabular.schema import TableSchema
from autan.web.datasets.conditions import condition

ROWS = 20
DEEP = 10_000
"""Rows that pages, the grid and the API can reach one by one."""
SHOWN = "voir"
"""A column to show, in the form that chooses them: once for each of them."""


def added(query: QueryDict, state: State, schema: TableSchema) -> State | None:
    """The state once a small form of the page was sent; None if none was."""
    if SHOWN in query:
        return _choosing(query.getlist(SHOWN), state, schema)
    if not {"signe", "de", "jusque"} & query.keys():
        return None
    new = _conditions(query, schema)
    return state.turned(where=tuple(dict.fromkeys((*state.where, *filter(None, new)))))


def _conditions(query: QueryDict, schema: TableSchema) -> list[str]:
    """One condition of the form above the table, or two from the bounds of a column."""
    column = query.get("colonne", "")
    if "signe" in query:
        return [condition(schema, column, query["signe"], query.get("valeur", ""))]
    return [
        condition(schema, column, "min", query.get("de", "")),
        condition(schema, column, "max", query.get("jusque", "")),
    ]


def _choosing(names: list[str], state: State, schema: TableSchema) -> State:
    """The columns that were ticked, in their order; all of them is the same as none."""
    chosen = [name for name in schema.names if name in names]
    if not chosen or len(chosen) == len(schema.names):
        return state.turned(select="")
    return state.turned(select=", ".join(map(quoted_name, chosen)))


def rows(state: State, listing: Listing, client: str) -> tuple[list[dict[str, Any]], int]:
    """One page of rows and how many there are in all; OdsqlError or EngineError.

    The whole row is asked, whatever the columns that the state chooses to show, and its number.
    """
    params = state.params(select=None, limit=state.limit or ROWS)
    plan = numbered(read(params, listing.schema))
    answer = engine().answer(plan, listing.grant, source=listing.source, client=client)
    found = answer.rows()
    return found, answer.total if answer.total is not None else len(found)
