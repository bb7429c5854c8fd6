"""Places on the square of the web maps: the columns that a serving copy keeps for them."""

from collections.abc import Callable

from sqlglot import exp

from autan.query.lower.fragments import column, fill
from autan.query.nodes import Cell, Mercator, Placed, Rank, Value


def beside(name: str, part: str) -> str:
    """The column of a serving copy that holds a part of the places of a field."""
    return f"__{part} {name}"


def placed(node: Placed, value: Callable[[Value], exp.Expr]) -> exp.Expr:
    """``value`` writes the nodes inside, and binds what they bind."""
    match node:
        case Mercator(of, part):
            return column(beside(of.name, part), "t")
        case Cell(of, bits):
            return fill(f"__0 >> {int(bits)}", value(of))
        case Rank(of, values):
            case = exp.Case()
            for number, each in enumerate(values):
                test = exp.EQ(this=value(of), expression=value(each))
                case = case.when(test, exp.Literal.number(number), copy=False)
            return exp.Paren(this=case.else_(exp.Literal.number(len(values)), copy=False))
