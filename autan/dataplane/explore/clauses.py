"""The clauses of a call, as the query language wants them."""

from autan.dataplane.parameters import Parameters
from autan.query.odsql import Limits, QueryParams, read
from autan.query.plan import Plan
from autan.tabular.schema import TableSchema

RECORDS = Limits()
"""The vendor's own: 100 rows a page, 20,000 groups, 10,000 rows deep."""

EXPORTS = Limits(max_limit=None, default_limit=None, max_window=None)
"""An export has no ceiling: everything, unless a limit is given."""


def plan_of(parameters: Parameters, schema: TableSchema, limits: Limits) -> Plan:
    """Read ``select where group_by order_by limit offset refine exclude timezone lang``."""
    return read(
        QueryParams(
            select=parameters.joined("select"),
            where=parameters.all("where"),
            group_by=parameters.joined("group_by"),
            order_by=parameters.joined("order_by"),
            limit=parameters.one("limit"),
            offset=parameters.one("offset"),
            refine=parameters.all("refine"),
            exclude=parameters.all("exclude"),
            facet=parameters.all("facet"),
            timezone=parameters.one("timezone"),
            lang=parameters.one("lang"),
            limits=limits,
        ),
        schema,
    )
