"""What the enhanced grid of a table is told: where its rows are, and how each column is written."""

from collections.abc import Iterable

from autan import schemas
from autan.catalogue.listing import Listing
from autan.query.state import State
from autan.schemas.standard import Kind
from autan.tabular.fields import PLACES, Field, FieldType
from autan.web.datasets.asking import DEEP
from autan.web.datasets.grid import is_quantity
from autan.web.datasets.records import API
from autan.web.parts import link


def enhanced(
    listing: Listing, state: State, fields: Iterable[Field], total: int
) -> dict[str, object]:
    """What the grid asks for when somebody opens it: windows of rows of the data API."""
    asked = [pair for pair in state.rows_pairs if pair[0] != "select"]
    told = [
        {
            "name": field.name,
            "title": field.title,
            "kind": _manner(field, schemas.kind_of(listing.schema, field.name)),
        }
        for field in fields
    ]
    address = link(f"{API}{listing.dataset_id}/records", asked)
    return {"address": address, "columns": told, "total": total, "reach": min(total, DEEP)}


def _manner(field: Field, kind: Kind | None) -> str:
    """The words of ``front/src/grid.ts``: amount, number, day, yes (or no), place, text."""
    if is_quantity(field, kind):
        return "amount" if kind is Kind.AMOUNT else "number"
    if field.type in (FieldType.DATE, FieldType.DATETIME):
        return "day"
    if field.type is FieldType.BOOLEAN:
        return "yes"
    return "place" if field.type in PLACES else "text"
