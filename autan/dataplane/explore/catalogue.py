"""``/catalog``: what the portal holds, searched in the same language as the rows."""

from starlette.responses import Response

from autan.catalogue import desk
from autan.catalogue.desk import Found
from autan.dataplane import answers
from autan.dataplane.calls import Call
from autan.dataplane.explore import documents, links, shelf
from autan.dataplane.explore.clauses import RECORDS, plan_of
from autan.dataplane.explore.finding import listing, viewer
from autan.query.plan import Plan

_CHOOSING = ("select", "where", "group_by", "order_by", "refine", "exclude")


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
    if any(call.parameters.all(name) for name in _CHOOSING):
        value = _chosen(call, plan)
    else:
        value = _page(call, _all(call, plan.limit or 0, plan.offset))
    return answers.document(value, call.if_none_match)


def _accept(call: Call) -> None:
    """Parameters of Opendatasoft that change nothing here: there are no application metas."""
    call.parameters.flag("include_app_metas")
    call.parameters.all("lang")
    call.parameters.all("timezone")


def _all(call: Call, limit: int, offset: int = 0) -> Found:
    who = viewer(call)
    return desk.search(who.portal, who, limit=limit, offset=offset)


def _chosen(call: Call, plan: Plan) -> dict[str, object]:
    """The clauses are answered on the small table of the catalogue, then the page is fetched."""
    everything = _all(call, shelf.LARGEST)
    total, rows = shelf.answer(plan, everything.listings)
    if plan.aggregated or call.parameters.joined("select") not in {None, "*"}:
        return {"total_count": total, "results": rows}
    by_id = {found.dataset_id: found for found in everything.listings}
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
