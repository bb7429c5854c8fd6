"""The whole of a call: parameters and a table in, a ``Plan`` or an ``OdsqlError`` out."""

from functools import reduce

from autan.query.nodes import Condition, both, is_aggregated
from autan.query.odsql import outputs, parser, refine
from autan.query.odsql import params as parameters
from autan.query.odsql.errors import malformed
from autan.query.odsql.meaning import Meaning
from autan.query.odsql.params import QueryParams
from autan.query.plan import Order, Plan
from autan.tabular.schema import TableSchema

MAX_CLAUSE = 100_000
MAX_CLAUSES = 100


def read(params: QueryParams, schema: TableSchema) -> Plan:
    """What is asked of that table. Nothing of it is looked at but its schema."""
    zone, lang = parameters.timezone(params), parameters.lang(params)
    _check_sizes(params)
    groups = outputs.group_by(Meaning(schema, "group_by", _text(params.group_by), zone))
    aliases = {group.key: group.node for group in groups}
    chosen = outputs.select(Meaning(schema, "select", _text(params.select), zone, aliases), groups)
    ordering = Meaning(schema, "order_by", _text(params.order_by), zone)
    order = outputs.order_by(ordering, chosen, groups)
    limit, offset = parameters.window(params, bool(groups))
    _check_order(params, order, limit, bool(groups))
    return Plan(
        schema=schema,
        select=chosen,
        where=_where(params, schema, zone),
        group_by=groups,
        order_by=order,
        limit=limit,
        offset=offset,
        want_total=params.want_total,
        timezone=zone,
        lang=lang,
    )


def _text(given: str | None) -> str:
    return (given or "").strip() and (given or "")


def _where(params: QueryParams, schema: TableSchema, zone: str) -> Condition | None:
    conditions: list[Condition | None] = []
    for text in params.where:
        if text.strip():
            meaning = Meaning(schema, "where", text, zone)
            conditions.append(meaning.condition(parser.condition(text, "where")))
    declaring = Meaning(schema, "facet", "", zone)
    disjunctive = refine.disjunctive_facets(params.facet, declaring)
    refining = Meaning(schema, "refine", "", zone)
    conditions += refine.refined(params.refine, refining, disjunctive)
    conditions += refine.excluded(params.exclude, Meaning(schema, "exclude", "", zone))
    return reduce(both, conditions, None)


def _check_sizes(params: QueryParams) -> None:
    """Refuse what no honest client sends before spending anything on it."""
    single = {
        "select": params.select,
        "group_by": params.group_by,
        "order_by": params.order_by,
    }
    repeated = {
        "where": params.where,
        "refine": params.refine,
        "exclude": params.exclude,
        "facet": params.facet,
    }
    for name, text in single.items():
        repeated[name] = (text or "",)
    for name, texts in repeated.items():
        if len(texts) > MAX_CLAUSES or any(len(text) > MAX_CLAUSE for text in texts):
            raise malformed("the clause is too long.", name)


def _check_order(
    params: QueryParams, order: tuple[Order, ...], limit: int | None, grouped: bool
) -> None:
    """An export by groups sorts by an aggregate only as far as a page of groups may go."""
    most = params.limits.grouped
    sorts = any(is_aggregated(each.node) for each in order)
    if grouped and sorts and (limit is None or limit > most):
        raise malformed(
            f"aggregation function in order by is not supported with a limit > {most}. "
            f"Please remove the order by or set a limit parameter lower than {most + 1}.",
            "order_by",
        )
