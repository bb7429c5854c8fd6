"""What somebody may see of one table, and the narrowing of every question to it.

The only way from a question to rows: pages, exports, counts, searches and every interface call
``Grant.narrow`` before the engine. A slip here would show what is hidden.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from autan.query.nodes import FALSE, Column, Condition, Node, Words, columns_of, rewrite
from autan.query.odsql.errors import unknown_field
from autan.query.plan import Plan
from autan.tabular.fields import FieldType


@dataclass(frozen=True, slots=True)
class Grant:
    """``hidden`` fields do not exist for the viewer; ``rows``, if any, says which rows do."""

    portal: str
    hidden: frozenset[str]
    rows: Condition | None
    reason: str

    def narrow(self, plan: Plan) -> Plan:
        """The same question about what may be seen; a hidden field is an unknown one."""
        seen = tuple(
            output
            for output in plan.select
            if not (output.implied and isinstance(output.node, Column))
            or output.node.name not in self.hidden
        )
        narrowed = replace(plan, select=seen, schema=plan.schema.without(self.hidden))
        self._refuse_hidden(narrowed)
        if self.hidden and plan.where is not None:
            visible = _visible_texts(narrowed)
            narrowed = replace(
                narrowed, where=rewrite(plan.where, lambda leaf: _looking_into(leaf, visible))
            )
        return narrowed.where_and(self.rows)

    def fingerprint(self) -> str:
        """The same for grants that show the same; part of every cache key."""
        text = repr((self.portal, sorted(self.hidden), self.rows))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def _refuse_hidden(self, plan: Plan) -> None:
        for clause, node in _clauses(plan):
            for name in columns_of(node):
                if name in self.hidden:
                    raise unknown_field(name, clause)


def open_grant(portal: str) -> Grant:
    """Everything may be seen by everybody."""
    return Grant(portal, frozenset(), None, "open-to-all")


def _clauses(plan: Plan) -> Iterator[tuple[str, Node]]:
    yield from (("group_by", key.node) for key in plan.group_by)
    yield from (("select", output.node) for output in plan.select)
    yield from (("order_by", order.node) for order in plan.order_by)
    if plan.where is not None:
        yield "where", plan.where


def _visible_texts(plan: Plan) -> tuple[Column, ...]:
    return tuple(Column(f.name, f.type) for f in plan.schema if f.type is FieldType.TEXT)


def _looking_into(leaf: Condition, visible: tuple[Column, ...]) -> Condition:
    """The text of all the fields holds the hidden ones too: look into the visible ones instead."""
    if isinstance(leaf, Words) and leaf.of is None:
        return Words(visible, leaf.words, leaf.prefix) if visible else FALSE
    return leaf
