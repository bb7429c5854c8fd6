"""A question put to one table, whatever the language it was asked in."""

import hashlib
import json
from dataclasses import dataclass, field, replace

from autan.query.nodes import Condition, Value, both, is_aggregated
from autan.tabular.fields import FieldType
from autan.tabular.schema import TableSchema


@dataclass(frozen=True, slots=True)
class Output:
    """A column of the answer. ``implied`` outputs come from ``*`` or a pattern, not by name."""

    key: str
    node: Value
    implied: bool = False

    @property
    def type(self) -> FieldType:
        return self.node.type


@dataclass(frozen=True, slots=True)
class Order:
    """Empty cells come last in both directions."""

    node: Value
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """``select`` is the whole answer in order, group keys included; ``limit`` None means all.

    ``group_by`` empty with an aggregate in ``select``: the aggregate is computed over all the
    selected rows and repeated on each of them. ``timezone`` is an IANA name, ``lang`` two letters.
    """

    schema: TableSchema
    select: tuple[Output, ...]
    where: Condition | None = None
    group_by: tuple[Output, ...] = ()
    order_by: tuple[Order, ...] = ()
    limit: int | None = None
    offset: int = 0
    want_total: bool = True
    timezone: str = "UTC"
    lang: str = field(default="fr")

    @property
    def aggregated(self) -> bool:
        """Whether the rows of the answer are groups."""
        return bool(self.group_by)

    @property
    def repeats_aggregates(self) -> bool:
        """Whether totals of the whole selection are repeated on its rows."""
        nodes = (*(each.node for each in self.select), *(each.node for each in self.order_by))
        return not self.group_by and any(is_aggregated(node) for node in nodes)

    @property
    def columns(self) -> tuple[tuple[str, FieldType], ...]:
        """Key and type of each column of the answer, in order."""
        return tuple((each.key, each.type) for each in self.select)

    def where_and(self, condition: Condition | None) -> "Plan":
        """The same question about fewer rows."""
        return replace(self, where=both(self.where, condition))

    def fingerprint(self) -> str:
        """The same for the same question; stable between processes and runs."""
        schema = json.dumps(self.schema.as_json(), sort_keys=True)
        rest = replace(self, schema=TableSchema(()))
        return hashlib.sha256(f"{schema}\n{rest!r}".encode("utf-8", "surrogatepass")).hexdigest()
