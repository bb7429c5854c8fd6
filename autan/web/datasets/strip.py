"""How a column is written in the enhanced grid, in words that its script knows."""

from autan.schemas.standard import Kind
from autan.tabular.fields import PLACES, Field, FieldType
from autan.web.datasets.grid import is_quantity


def strip(field: Field, kind: Kind | None) -> str:
    """``amount``, ``number``, ``day``, ``yes`` (or no), ``place`` or ``text``."""
    if is_quantity(field, kind):
        return "amount" if kind is Kind.AMOUNT else "number"
    if field.type in (FieldType.DATE, FieldType.DATETIME):
        return "day"
    if field.type is FieldType.BOOLEAN:
        return "yes"
    return "place" if field.type in PLACES else "text"
