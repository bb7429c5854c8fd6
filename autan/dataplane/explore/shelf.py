"""The catalogue as a small table of its own, so that the one query language is also its own.

Its clauses are read by the one parser and answered by the reference engine, in plain Python:
a catalogue has thousands of rows where a dataset has millions.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice, zip_longest
from typing import Any

from autan.access.grant import open_grant
from autan.catalogue.desk import Listing
from autan.dataplane.explore import documents
from autan.engine.reference import ReferenceEngine
from autan.query.nodes import And, Column, Comparison, Condition, IsNull, Not, OneOf, Or, rewrite
from autan.query.plan import Plan
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema

LARGEST = 20_000
"""Datasets of one portal that a clause may look at."""

_TYPES = {
    FieldType.TEXT: (
        "dataset_id dataset_uid title description theme keyword license license_url language "
        "territory publisher references visibility features"
    ),
    FieldType.INTEGER: "records_count",
    FieldType.BOOLEAN: "has_records data_visible federated",
    FieldType.DATETIME: "modified data_processed metadata_processed",
}
_TEMPLATE = "default."
_ALIASES = {"datasetid": "dataset_id"}
_SEVERAL = {"theme", "keyword", "territory", "features"}
"""Fields that hold several values: equal to one of them is equal."""

_MOST = 12
"""Values of such a field that are compared one by one."""


class ShelfSchema(TableSchema):
    """A field answers with or without the ``default.`` of its template, and keeps that name."""

    def find(self, name: str) -> Field | None:
        plain = name.lower().removeprefix(_TEMPLATE)
        found = TableSchema.find(self, _ALIASES.get(plain, plain))
        prefixed = found is not None and name.lower().startswith(_TEMPLATE)
        return replace(found, name=_TEMPLATE + found.name) if found and prefixed else found


SCHEMA = ShelfSchema(
    tuple(Field(name, type) for type, names in _TYPES.items() for name in names.split())
)


def answer(plan: Plan, listings: Iterable[Listing]) -> tuple[int, list[dict[str, Any]]]:
    """How many datasets a plan chooses, and its page of rows. What is listed is already allowed."""
    where = rewrite(plan.where, _any_of_several) if plan.where is not None else None
    engine = ReferenceEngine([row(found) for found in listings], _WIDE)
    answered = engine.answer(replace(plan, where=where), open_grant(""))
    rows = [{key: _said(value) for key, value in found.items()} for found in answered.rows()]
    return len(rows) if answered.total is None else answered.total, rows


def row(found: Listing) -> dict[str, Any]:
    """A dataset as one flat row; the values of a field of several are also there one by one."""
    document = documents.dataset(found)
    flat: Mapping[str, Any] = {**document, **document["metas"]["default"], **_moments(found)}
    values: dict[str, Any] = {}
    for name in SCHEMA.names:
        parts = flat[name] or []
        values[name] = (", ".join(parts) or None) if name in _SEVERAL else flat[name]
        values[_TEMPLATE + name] = values[name]
        if name in _SEVERAL:
            values.update(zip_longest(_places(name), islice(parts, _MOST)))
    return values


def _moments(found: Listing) -> dict[str, datetime]:
    """As the engine compares them: in UTC, without zone."""
    modified, processed = (
        value.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        for value in (found.modified_at, found.version.created_at)
    )
    return {"modified": modified, "metadata_processed": modified, "data_processed": processed}


def _said(value: Any) -> Any:
    return documents.moment(value.replace(tzinfo=UTC)) if isinstance(value, datetime) else value


def _places(name: str) -> list[str]:
    return [f"{name}.{number}" for number in range(_MOST)]


_WIDE = TableSchema(
    (
        *SCHEMA.fields,
        *(Field(place, FieldType.TEXT) for name in sorted(_SEVERAL) for place in _places(name)),
    )
)


def _any_of_several(condition: Condition) -> Condition:
    """``keyword = "eau"`` means that one of the keywords is."""
    match condition:
        case Comparison("=", Column(name), right) if _holds_several(name):
            return Or(tuple(Comparison("=", each, right) for each in _columns(name)))
        case Comparison("!=", Column(name) as column, right) if _holds_several(name):
            same = _any_of_several(Comparison("=", column, right))
            return And((Not(IsNull(column)), Not(same)))
        case OneOf(Column(name), values) if _holds_several(name):
            return Or(tuple(OneOf(each, values) for each in _columns(name)))
    return condition


def _holds_several(name: str) -> bool:
    return name.removeprefix(_TEMPLATE) in _SEVERAL


def _columns(name: str) -> list[Column]:
    return [Column(place, FieldType.TEXT) for place in _places(name.removeprefix(_TEMPLATE))]
