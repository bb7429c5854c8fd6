"""The address of a table page turned into one question, and the small form that adds to it."""

from typing import Any

from django.http import QueryDict

from autan.catalogue.listing import Listing
from autan.engine.pool import engine
from autan.query.odsql import read
from autan.query.state import State
from autan.tabular.schema import TableSchema
from autan.web.datasets.conditions import condition

ROWS = 20


def added(query: QueryDict, state: State, schema: TableSchema) -> State | None:
    """The state once the small form above the table was sent; None if it was not."""
    if "colonne" not in query:
        return None
    new = condition(schema, query["colonne"], query.get("signe", ""), query.get("valeur", ""))
    if not new or new in state.where:
        return state.turned(where=state.where)
    return state.turned(where=(*state.where, new))


def rows(state: State, listing: Listing, client: str) -> tuple[list[dict[str, Any]], int]:
    """One page of rows and how many there are in all; OdsqlError or EngineError.

    The whole row is asked, whatever the columns that the state chooses to show.
    """
    params = state.params(select=None, limit=state.limit or ROWS)
    plan = read(params, listing.schema)
    answer = engine().answer(plan, listing.grant, source=listing.source, client=client)
    found = answer.rows()
    return found, answer.total if answer.total is not None else len(found)
