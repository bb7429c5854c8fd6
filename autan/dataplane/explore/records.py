"""``/records``: a page of rows, or of groups."""

import json

from starlette.responses import Response

from autan.catalogue.desk import Listing
from autan.dataplane import answers
from autan.dataplane.calls import Call
from autan.dataplane.explore import links
from autan.dataplane.explore.clauses import RECORDS, plan_of
from autan.dataplane.explore.finding import listing, traits
from autan.engine.base import Answer
from autan.engine.pool import engine
from autan.query.plan import Plan


def records(call: Call) -> Response:
    """``{"total_count", "results"}``; every selected key is in each row, null when empty."""
    found = listing(call)
    plan = plan_of(call.parameters, found.schema, RECORDS)
    linked = call.parameters.flag("include_links")
    call.parameters.flag("include_app_metas")
    tagged = answers.Tagged(
        call.if_none_match, "records", *traits(found, plan), linked and call.root
    )
    if tagged.fresh:
        return tagged.unchanged()
    answer = engine().answer(plan, found.grant, source=found.source, client=call.client)
    body = _linked(call, found, plan, answer) if linked else _plain(answer)
    return answers.ready(body, tagged.headers)


def _plain(answer: Answer) -> bytes:
    """The rows were encoded in the worker: they are wrapped, never decoded."""
    if answer.total is None:
        return b'{"results":' + answer.body + b"}"
    return b'{"total_count":%d,"results":' % answer.total + answer.body + b"}"


def _linked(call: Call, found: Listing, plan: Plan, answer: Answer) -> bytes:
    one = links.dataset(call, found.dataset_id)
    around = [links.link("dataset", one), links.link("catalog", links.address(call, "catalog"))]
    rows = [{"_links": around, **row} for row in json.loads(answer.body)]
    total = answer.total if answer.total is not None else plan.offset + len(rows)
    href = links.dataset(call, found.dataset_id, "records")
    paged = links.pages(call, href, total=total, limit=plan.limit or 0, offset=plan.offset)
    head = {"_links": [*paged, *around]}
    counted = {} if answer.total is None else {"total_count": answer.total}
    return answers.encoded({**head, **counted, "results": rows})
