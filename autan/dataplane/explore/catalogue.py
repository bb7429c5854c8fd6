"""``/catalog``: what the portal holds, searched in the same language as the rows."""

from starlette.responses import Response

from autan.catalogue import desk
from autan.catalogue.desk import Found
from autan.dataplane import answers
from autan.dataplane.calls import Call
from autan.dataplane.explore import documents, links, shelf
from autan.dataplane.explore.asking import split
from autan.dataplane.explore.clauses import RECORDS, plan_of
from autan.dataplane.explore.finding import listing, viewer
from autan.query.plan import Plan


def root(call: Call) -> Response:
    """``/api/explore/v2.1``: where to go on from."""
    viewer(call)
    return _links(links.link("catalog", links.address(call, "catalog")))


def source(call: Call) -> Response:
    """``/catalog``: what it offers."""
    viewer(call)
    return _links(links.link("datasets", links.address(call, "catalog", "datasets")))


def dataset(call: Call) -> Response:
    """``/catalog/datasets/{id}``"""
    _accept(call)
    found = listing(call)
    linked = call.parameters.flag("include_links")
    return answers.document(
        {**(_around(call, found.dataset_id) if linked else {}), **documents.dataset(found)},
        call.if_none_match,
    )


def datasets(call: Call) -> Response:
    """``/catalog/datasets``: whole datasets, or what ``select`` and ``group_by`` ask of them."""
    _accept(call)
    plan = plan_of(call.parameters, shelf.SCHEMA, RECORDS)
    return answers.document(_chosen(call, plan), call.if_none_match)


def _accept(call: Call) -> None:
    """Parameters of Opendatasoft that change nothing here: there are no application metas."""
    call.parameters.flag("include_app_metas")
    call.parameters.all("lang")
    call.parameters.all("timezone")


def _chosen(call: Call, plan: Plan) -> dict[str, object]:
    """The index answers what it can; the rest is answered on the small table of what it found."""
    who = viewer(call)
    asked = split(plan, shelf.LARGEST)
    found = desk.ask(who.portal, who, asked.question, asked.publishers)
    plainly = call.parameters.joined("select") in {None, "*"} and not plan.aggregated
    if asked.whole and plainly:
        return _page(call, Found(found.total, found.listings))
    total, rows = shelf.answer(asked.plan, found.listings)
    if not plainly:
        return {"total_count": total, "results": rows}
    by_id = {one.dataset_id: one for one in found.listings}
    kept = tuple(by_id[str(row["dataset_id"])] for row in rows)
    return _page(call, Found(total, kept))


def _page(call: Call, found: Found) -> dict[str, object]:
    linked = call.parameters.flag("include_links")
    results = [
        {**(_around(call, one.dataset_id) if linked else {}), **documents.dataset(one)}
        for one in found.listings
    ]
    return {"total_count": found.total, "results": results}


def _around(call: Call, dataset_id: str) -> dict[str, object]:
    parts = ("records", "exports")
    hrefs = [links.link(part, links.dataset(call, dataset_id, part)) for part in parts]
    return {"_links": [links.link("self", links.dataset(call, dataset_id)), *hrefs]}


def _links(*found: dict[str, str]) -> Response:
    return answers.document({"links": list(found)})
