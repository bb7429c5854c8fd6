"""The number of a row in its version: what gives each row an address of its own.

A version never changes, so that its n-th row is the same for ever. Serving copies hold the number
(``__row``, from 0) beside the columns; no query of a client can name it, as it is in no schema.
"""

from dataclasses import replace

from autan.query.nodes import Column, Comparison, Constant
from autan.query.plan import Output, Plan
from autan.tabular.fields import FieldType

ROW_KEY = "__row"
ROW = Column(ROW_KEY, FieldType.INTEGER)


def numbered(plan: Plan) -> Plan:
    """The same rows, each with its number under ``ROW_KEY``; a plan of groups is left as it is."""
    if plan.aggregated:
        return plan
    return replace(plan, select=(*plan.select, Output(ROW_KEY, ROW)))


def only(plan: Plan, number: int) -> Plan:
    """The one row of that number, if the plan has it among its rows."""
    return plan.where_and(Comparison("=", ROW, Constant(number, FieldType.INTEGER)))
