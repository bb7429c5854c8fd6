"""The page of all datasets: words, facets, rows that can be judged."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from autan.catalogue import searching
from autan.catalogue.searching import Results
from autan.tenants.models import Territory
from autan.web.datasets.facets import facets, labels, wanted
from autan.web.datasets.rows import Row, row
from autan.web.datasets.searched import LIMIT, SEVERAL, Searched, place_of, searched
from autan.web.parts import Chip, Crumb, pager
from autan.web.places.sought import sought
from autan.web.typography import quoted

_SORTS = {
    "": gettext_lazy("Pertinence"),
    "fraicheur": gettext_lazy("Fraîcheur"),
    "titre": gettext_lazy("Titre"),
    "taille": gettext_lazy("Taille"),
}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    asked = searched(request.GET)
    place = place_of(asked)
    question = asked.question(place)
    if asked.place and place is None:
        question = asked.question(Territory(kind="nowhere", code=asked.place))
    found = searching.ask(request.viewer, question, wanted(request.portal, place))
    page = {
        "text": asked.text,
        "kept": [pair for pair in asked.pairs if pair[0] not in {"q", "offset"} and pair[1]],
        "total": found.total,
        "place": sought(request.portal, asked.text, place),
        "rows": _rows(found),
        "facets": facets(found.facets, asked, request.portal, place),
        "filters": len(asked.chosen) + bool(asked.place) + bool(asked.age),
        "chips": _chips(asked, place),
        "sorts": _sorts(asked) if found.total > 1 else [],
        "near": found.written if found.instead_of else "",
        "proposed": found.proposed,
        "proposal": asked.turned(text=found.proposed).address if found.proposed else "",
        "wider": _wider(request, asked) if not found.total and asked.narrows else None,
        "pager": pager(
            reverse("search"), asked.pairs, total=found.total, limit=LIMIT, offset=asked.offset
        ),
    }
    context = {"page": page, "crumbs": [Crumb(gettext("Données"))]}
    return render(request, "datasets/search.html", context)


def _rows(found: Results) -> list[Row]:
    published = searching.rhythm(one.pk for one in found.listings)
    return [row(one, found.words, published.get(one.pk, ())) for one in found.listings]


def _wider(request: HttpRequest, asked: Searched) -> dict[str, object] | None:
    """The same words without the choices, when they leave something."""
    plain = Searched(text=asked.text)
    total = searching.ask(request.viewer, plain.question(None)).total
    return {"address": plain.address, "total": total} if total else None


def _sorts(asked: Searched) -> list[dict[str, object]]:
    """Without words nothing fits better than the rest: the latest come first."""
    names = [name for name in _SORTS if name or asked.text]
    current = asked.order or ("" if asked.text else "fraicheur")
    return [
        {
            "name": str(_SORTS[name]),
            "address": asked.turned(order=name).address,
            "current": name == current,
        }
        for name in names
    ]


def _chips(asked: Searched, place: Territory | None) -> list[Chip]:
    chips = []
    if asked.text:
        chips.append(Chip(quoted(asked.text), asked.turned(text="").address))
    if asked.place:
        name = place.name if place else asked.place
        chips.append(Chip(name, asked.turned(place="").address))
    for name, facet in SEVERAL.items():
        values = [value for other, value in asked.chosen if other == name]
        chips += _named(asked, name, values, labels(facet, values) if values else {})
    if asked.age:
        chips.append(Chip(labels("age", ())[asked.age], asked.turned(age="").address))
    return chips


def _named(
    asked: Searched, name: str, values: Sequence[str], known: Mapping[str, str]
) -> list[Chip]:
    return [Chip(known.get(value, value), asked.toggled(name, value).address) for value in values]
