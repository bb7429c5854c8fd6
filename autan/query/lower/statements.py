"""Whole statements: rows, totals, groups, and the number of them."""

from itertools import pairwise

from sqlglot import exp

from autan.query import ranges
from autan.query.dates import CALENDAR, MILLISECONDS
from autan.query.lower.fragments import column, fill, joined
from autan.query.lower.values import Values
from autan.query.nodes import Aggregate, EqualRanges, GivenRanges, Value, walk
from autan.query.plan import Order

ROW = "__row"
SHALLOW = 50
"""Up to so many rows DuckDB sorts row numbers by itself."""


class Statement(Values):
    """The SQL of one plan; each instance binds the parameters of one statement."""

    def answer(self) -> exp.Select:
        if self.is_deep():
            return self.ordered(self.chosen().select(*self.outputs(), copy=False))
        query = self.grouped() if self.plan.group_by else self.plain()
        return self.page(query.select(*self.outputs(), copy=False))

    def outputs(self) -> list[exp.Expr]:
        return [
            exp.alias_(self.output(each.node), f"c{place}", quoted=False)
            for place, each in enumerate(self.plan.select)
        ]

    def page(self, query: exp.Select) -> exp.Select:
        """One page of an answer, in its order."""
        query, limit, offset = self.ordered(query), self.plan.limit, self.plan.offset
        query = query if limit is None else query.limit(limit, copy=False)
        return query.offset(offset, copy=False) if offset else query

    def ordered(self, query: exp.Select) -> exp.Select:
        orders = [self.order(order) for order in (*self.plan.order_by, *self.tie_breakers())]
        orders += self.row_number()
        return query.order_by(*orders, copy=False) if orders else query

    def is_deep(self) -> bool:
        """Beyond some rows, DuckDB sorts whole rows in order to keep a page of them."""
        plan = self.plan
        sorts_rows = plan.order_by and not plan.group_by and not plan.repeats_aggregates
        sorts_rows = sorts_rows and not self.is_its_order()
        return bool(sorts_rows) and plan.limit is not None and plan.offset + plan.limit > SHALLOW

    def is_its_order(self) -> bool:
        """Whether nothing is shown but what rows are sorted by: equal ones look the same."""
        sorted_by = {order.node for order in self.plan.order_by}
        return all(output.node in sorted_by for output in self.plan.select)

    def chosen(self) -> exp.Select:
        """The rows of the page alone, found by sorting no more than their numbers."""
        numbers = self.page(self.rows().select(fill("t.rowid"), copy=False))
        source = exp.alias_(exp.to_table(self.table), "t", table=True)
        wanted = exp.In(this=fill("t.rowid"), query=numbers.subquery())
        return exp.Select().from_(source, copy=False).where(wanted, copy=False)

    def count(self) -> exp.Select:
        self.counting = True
        query = self.grouped() if self.plan.group_by else self.rows()
        return query.select(fill("count(*)"), copy=False)

    def rows(self) -> exp.Select:
        """The chosen rows of the table."""
        source = exp.alias_(exp.to_table(self.table), "t", table=True)
        query = exp.Select().from_(source, copy=False)
        if self.plan.where is None:
            return query
        return query.where(self.condition(self.plan.where), copy=False)

    def plain(self) -> exp.Select:
        """Rows as they are, beside the totals of them all when the plan asks for some."""
        if not self.plan.repeats_aggregates:
            return self.rows()
        columns = self.aggregates()
        totals = self.rows().select(*columns.values(), copy=False)
        self.known = {node: column(each.alias, "totals") for node, each in columns.items()}
        return self.rows().join(totals.subquery("totals"), join_type="cross", copy=False)

    def aggregates(self) -> dict[Value, exp.Expr]:
        """Every aggregate of the answer or its order, once, named ``a0``, ``a1``…"""
        nodes = [output.node for output in self.plan.select]
        nodes += [order.node for order in self.plan.order_by]
        wanted = dict.fromkeys(
            part for node in nodes for part in walk(node) if isinstance(part, Aggregate)
        )
        return {
            node: exp.alias_(self.value(node), f"a{place}", quoted=True)
            for place, node in enumerate(wanted)
        }

    def order(self, order: Order) -> exp.Expr:
        """Empty cells last in both directions; ranges by their bounds, not by their labels."""
        return exp.Ordered(this=self.value(order.node), desc=order.descending, nulls_first=False)

    def tie_breakers(self) -> list[Order]:
        """The keys that the order does not name, so that groups never move between pages."""
        ordered = {order.node for order in self.plan.order_by}
        return [Order(key.node) for key in self.plan.group_by if key.node not in ordered]

    def row_number(self) -> list[exp.Expr]:
        """The same for rows; without any order they come as they lie."""
        wanted = self.plan.order_by and not self.plan.group_by and not self.is_its_order()
        return [exp.Ordered(this=column(ROW, "t"))] if wanted else []

    # Groups

    def grouped(self) -> exp.Select:
        """An inner query makes the groups ``g``; the outer one only reads them."""
        keys = {
            node: exp.alias_(self.bucket(node), f"k{place}", quoted=True)
            for place, node in enumerate(dict.fromkeys(key.node for key in self.plan.group_by))
        }
        columns = keys | self.aggregates()
        inner = self.rows().select(*columns.values(), copy=False)
        inner = inner.group_by(*(key.this.copy() for key in keys.values()), copy=False)
        self.known = {node: column(each.alias, "g") for node, each in columns.items()}
        nodes = list(keys)
        if len(nodes) == 1 and isinstance(nodes[0], GivenRanges):
            return self.every_range(nodes[0], inner)
        query = exp.Select().from_(inner.subquery("g"), copy=False)
        for node in nodes:
            if isinstance(node, EqualRanges | GivenRanges):
                query = query.where(fill("__0 IS NOT NULL", self.known[node]), copy=False)
        return query

    def every_range(self, node: GivenRanges, inner: exp.Select) -> exp.Select:
        """Given ranges are all there, those that hold nothing with counts of zero."""
        numbers = [(number,) for number in range(len(node.bounds) - 1)]
        every = exp.values(numbers, alias="r", columns=["k"])
        self.known[node] = column("k", "r")
        for known, place in self.known.items():
            if isinstance(known, Aggregate) and known.function == "count":
                self.known[known] = fill("coalesce(__0, 0)", place)
        joined = fill("r.k = g.k0")
        return (
            exp.Select()
            .from_(every, copy=False)
            .join(inner.subquery("g"), on=joined, join_type="left", copy=False)
        )

    def bucket(self, node: Value) -> exp.Expr:
        """What rows of a same group share."""
        match node:
            case EqualRanges(of, width, None):
                return fill("floor(CAST(__0 AS DOUBLE) / __1)", self.value(of), self.bind(width))
            case EqualRanges(of, _, unit) if unit in CALENDAR:
                return fill(f"date_trunc('{CALENDAR[unit]}', __0)", self.timestamp(of))
            case EqualRanges(of, width, str(unit)):
                template = "time_bucket(to_milliseconds(__1), __0, CAST('1970-01-01' AS TIMESTAMP))"
                step = self.bind(int(width) * MILLISECONDS[unit])
                return fill(template, self.timestamp(of), step)
            case GivenRanges():
                return self.given_bucket(node)
        return self.value(node)

    def timestamp(self, of: Value) -> exp.Expr:
        return fill("CAST(__0 AS TIMESTAMP)", self.local(of))

    def given_bucket(self, node: GivenRanges) -> exp.Expr:
        chosen = exp.Case()
        of = self.value(node.of)
        for place, (low, high) in enumerate(pairwise(node.bounds)):
            tests: list[exp.Expr] = []
            if low is not None:
                tests.append(exp.GTE(this=of.copy(), expression=self.constant(low)))
            if high is not None:
                tests.append(exp.LT(this=of.copy(), expression=self.constant(high)))
            chosen = chosen.when(joined(exp.And, tests), exp.Literal.number(place), copy=False)
        return chosen

    def output(self, node: Value) -> exp.Expr:
        """A value as it is shown: ranges become their labels."""
        match node:
            case GivenRanges():
                labels = self.bind(ranges.given_labels(node, self.plan.timezone))
                return fill("list_extract(__0, __1 + 1)", labels, self.value(node))
            case EqualRanges(_, width, None):
                low = fill("__0 * __1", self.value(node), self.bind(width))
                high = fill("(__0 + 1) * __1", self.value(node), self.bind(width))
                return self.label(self.written(low, width), self.written(high, width))
            case EqualRanges(_, width, str(unit)):
                low = self.value(node)
                step = int(width) * MILLISECONDS.get(unit, 1)
                after = (
                    f"__0 + INTERVAL 1 {CALENDAR[unit]}"
                    if unit in CALENDAR
                    else "__0 + to_milliseconds(__1)"
                )
                high = fill(after, low, exp.Literal.number(step))
                return self.label(self.instant(low), self.instant(high))
        return self.value(node)

    def label(self, low: exp.Expr, high: exp.Expr) -> exp.Expr:
        return fill("'[' || __0 || ', ' || __1 || '['", low, high)

    def written(self, number: exp.Expr, width: int | float) -> exp.Expr:
        if isinstance(width, float):
            return fill("CAST((__0) AS VARCHAR)", number)
        template = "coalesce(CAST(TRY_CAST((__0) AS HUGEINT) AS VARCHAR), CAST((__0) AS VARCHAR))"
        return fill(template, number)

    def instant(self, local: exp.Expr) -> exp.Expr:
        text = fill("strftime(__0, '%Y-%m-%dT%H:%M:%S.%g')", local)
        if self.plan.timezone == "UTC":
            return fill("(__0 || 'Z')", text)
        zone = self.bind(self.plan.timezone)
        utc = fill("timezone('UTC', timezone(__1, __0))", local, zone)
        shift = fill("date_diff('minute', __1, __0)", local, utc)
        template = (
            "(__0 || CASE WHEN __1 < 0 THEN '-' ELSE '+' END"
            " || strftime(CAST('2000-01-01' AS TIMESTAMP) + to_minutes(abs(__1)), '%H:%M'))"
        )
        return fill(template, text, shift)
