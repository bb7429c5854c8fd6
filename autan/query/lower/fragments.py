"""Pieces of SQL trees. The templates are ours; ``__0``, ``__1``… stand for their arguments."""

from collections.abc import Sequence
from functools import cache

import sqlglot
from sqlglot import exp


@cache
def _parsed(template: str) -> exp.Expr:
    return sqlglot.parse_one(template, read="duckdb")


def fill(template: str, *arguments: exp.Expr) -> exp.Expr:
    """A template of ours, with its places filled."""

    def place(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Column) and node.name.startswith("__") and node.name[2:].isdigit():
            return arguments[int(node.name[2:])].copy()
        return node

    return _parsed(template).copy().transform(place, copy=False)


def joined(kind: type[exp.Connector], items: Sequence[exp.Expr]) -> exp.Expr:
    """A balanced tree, so that a long list is not a deep one."""
    if len(items) < 2:
        return exp.Paren(this=items[0]) if items else exp.Boolean(this=kind is exp.And)
    middle = len(items) // 2
    halves = joined(kind, items[:middle]), joined(kind, items[middle:])
    return exp.Paren(this=kind(this=halves[0], expression=halves[1]))


def first(sieve: exp.Expr, exact: exp.Expr) -> exp.Expr:
    """Both conditions, the cheap one first: DuckDB tries the sides of an AND in turns, on a good
    part of the rows, to learn which is faster; of a CASE it respects the order."""
    return fill("CASE WHEN __0 THEN __1 ELSE FALSE END", sieve, exact)


def column(name: str, table: str) -> exp.Expr:
    return exp.column(name, table=table, quoted=True)
