"""The page of all datasets: words, facets, rows."""

from collections.abc import Iterable

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from autan import schemas
from autan.access.viewer import Viewer
from autan.catalogue import reads
from autan.web.datasets.rows import row
from autan.web.parts import Chip, link, pager
from autan.web.standards import label_of

_LIMIT = 20
# What the address says -> the filter of the catalogue.
_WORDS = {"modele": "standard", "producteur": "organisation", "territoire": "territory"}
Values = Iterable[tuple[str, str, int]]


def page(viewer: Viewer, query: QueryDict) -> dict[str, object]:
    text = query.get("q", "").strip()[:200]
    chosen = {name: query[name] for name in _WORDS if query.get(name)}
    offset = int(query["offset"]) if query.get("offset", "").isdecimal() else 0
    filters = {_WORDS[name]: value for name, value in chosen.items()}
    found = reads.search(viewer, text, filters, limit=_LIMIT, offset=offset)
    path, pairs = reverse("search"), (("q", text), *chosen.items())
    return {
        "text": text,
        "kept": tuple(chosen.items()),
        "total": found.total,
        "rows": [row(one) for one in found.listings],
        "facets": _facets(viewer, text, chosen),
        "chips": _chips(viewer, text, chosen),
        "pager": pager(path, pairs, total=found.total, limit=_LIMIT, offset=offset),
    }


def _facets(viewer: Viewer, text: str, chosen: dict[str, str]) -> list[dict[str, object]]:
    """Each facet counts what its own values would leave, the other choices being kept."""
    labels = {one.id: label_of(one) for one in schemas.standards()}
    standards = [
        (one.value, labels.get(one.value, one.value), one.count)
        for one in reads.standards(viewer, text, _others("modele", chosen))
        if one.value
    ]
    producers = [
        (one.value, one.label, one.count)
        for one in reads.organisations(viewer, text, _others("producteur", chosen))
    ]
    named = (
        ("modele", gettext("Modèle commun"), standards),
        ("producteur", gettext("Producteur"), producers[:12]),
    )
    return [
        {"title": title, "values": _values(name, values, text, chosen)}
        for name, title, values in named
        if values
    ]


def _others(name: str, chosen: dict[str, str]) -> dict[str, str]:
    """The filters of the catalogue that are chosen, but for that one."""
    return {_WORDS[other]: value for other, value in chosen.items() if other != name}


def _values(
    name: str, values: Values, text: str, chosen: dict[str, str]
) -> list[dict[str, object]]:
    """A chosen value leads back to the list without it."""
    listed = []
    for value, label, count in values:
        on = chosen.get(name) == value
        pairs = {**chosen, name: "" if on else value}
        address = link(reverse("search"), [("q", text), *pairs.items()])
        listed.append({"name": label, "count": count, "chosen": on, "address": address})
    return listed


def _chips(viewer: Viewer, text: str, chosen: dict[str, str]) -> list[Chip]:
    known = {one.id: label_of(one) for one in schemas.standards()}
    known |= {one.value: one.label for one in reads.organisations(viewer)}
    known |= (
        {one.code: one.name for one in reads.territories(viewer)} if "territoire" in chosen else {}
    )
    chips = [Chip(f"«\u202f{text}\u202f»", link(reverse("search"), chosen.items()))] if text else []
    for name, value in chosen.items():
        rest = [("q", text), *((n, v) for n, v in chosen.items() if n != name)]
        chips.append(Chip(known.get(value, value), link(reverse("search"), rest)))
    return chips
