"""The addresses that answers give to one another, as this client reaches the portal."""

from urllib.parse import quote, urlencode

from autan.dataplane.calls import Call

BASE = "/api/explore/v2.1"


def address(call: Call, *segments: str) -> str:
    """``https://HOST/api/explore/v2.1/catalog/datasets/…``"""
    return "/".join((call.root + BASE, *(quote(segment, safe="") for segment in segments)))


def dataset(call: Call, dataset_id: str, *segments: str) -> str:
    return address(call, "catalog", "datasets", dataset_id, *segments)


def link(rel: str, href: str) -> dict[str, str]:
    return {"href": href, "rel": rel}


def pages(call: Call, href: str, *, total: int, limit: int, offset: int) -> list[dict[str, str]]:
    """``self first last next`` of a list, parameters sorted as Opendatasoft sorts them."""
    size = max(limit, 1)
    last = max(total - 1, 0) // size * size
    numbered = {"self": offset, "first": 0, "last": last}
    if offset + size < total:
        numbered["next"] = offset + size
    return [link(rel, _page(call, href, limit, start)) for rel, start in numbered.items()]


def _page(call: Call, href: str, limit: int, offset: int) -> str:
    kept = [pair for pair in call.parameters.pairs if pair[0] not in {"limit", "offset"}]
    return f"{href}?{urlencode(sorted([*kept, ('limit', str(limit)), ('offset', str(offset))]))}"
