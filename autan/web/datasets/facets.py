"""The facets beside a search: each value with what it would leave, as links."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from autan import schemas
from autan.catalogue.licences import LICENCES
from autan.search.question import AGES, OLDER, Counted
from autan.tenants.models import Organisation, Portal, Territory
from autan.web.datasets.searched import SEVERAL, Searched
from autan.web.standards import label_of, said

Counts = Mapping[str, tuple[Counted, ...]]
FACETS = ("theme", "producer", "standard", "licence", "age")
SHOWN, MOST = 6, 60
_KIND = Territory.Kind
# What lies just inside a territory.
NEXT: Mapping[str, str] = {
    _KIND.REGION: "departement",
    _KIND.DEPARTEMENT: "epci",
    _KIND.EPCI: "commune",
}
_AGES: Mapping[str, Promise] = {
    "mois": gettext_lazy("Moins d’un mois"),
    "semestre": gettext_lazy("Moins de six mois"),
    "an": gettext_lazy("Moins d’un an"),
    OLDER: gettext_lazy("Plus ancien"),
}


@dataclass(frozen=True, slots=True)
class Value:
    """``address`` chooses the value, or gives it up if it is ``chosen``. ``depth`` is its level in
    the tree of the territory; ``count`` is None for what lies around the place chosen."""

    name: str
    address: str
    count: int | None
    chosen: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    title: str
    values: tuple[Value, ...]
    more: tuple[Value, ...] = ()


def wanted(portal: Portal, place: Territory | None) -> tuple[str, ...]:
    """The facets to count: those of the page, and the level that lies inside the place."""
    inside = NEXT.get((place or portal.perimeter).kind)
    return (*FACETS, inside) if inside else FACETS


def facets(counts: Counts, asked: Searched, portal: Portal, place: Territory | None) -> list[Facet]:
    titles = {
        "theme": gettext("Thème"),
        "producteur": gettext("Producteur"),
        "modele": gettext("Modèle commun"),
        "licence": gettext("Licence"),
    }
    several = [
        _several(name, title, counts.get(SEVERAL[name], ()), asked)
        for name, title in titles.items()
    ]
    all_of_them = [_territory(counts, asked, portal, place), *several[:3], _ages(counts, asked)]
    # A licence that all have tells nothing.
    all_of_them += [one for one in several[3:] if len(one.values) > 1 or _chosen(asked, "licence")]
    return [one for one in all_of_them if one.values]


def labels(facet: str, values: Iterable[str]) -> Mapping[str, str]:
    """The values of a facet as people read them; those that nothing names are absent."""
    keys = list(values)
    if facet == "producer":
        return dict(Organisation.objects.filter(slug__in=keys).values_list("slug", "name"))
    if facet in {"departement", "epci", "commune"}:
        return dict(Territory.objects.filter(kind=facet, code__in=keys).values_list("code", "name"))
    if facet == "standard":
        return {one.id: label_of(one) for one in schemas.standards() if one.id in keys}
    if facet == "licence":
        return {key: one.short for key, one in LICENCES.items()}
    if facet == "age":
        return {key: str(label) for key, label in _AGES.items()}
    return {key: said(key) for key in keys}


def _several(name: str, title: str, counted: Sequence[Counted], asked: Searched) -> Facet:
    kept = {value for other, value in asked.chosen if other == name}
    known = {one.value: one.count for one in counted}
    # What is chosen stays in sight, even when it leaves nothing.
    ordered = [*sorted(kept, key=lambda value: -known.get(value, 0))]
    ordered += [one.value for one in counted if one.value not in kept][:MOST]
    named = labels(SEVERAL[name], ordered)
    values = [
        Value(
            named.get(value, value),
            asked.toggled(name, value).address,
            known.get(value, 0),
            value in kept,
        )
        for value in ordered
    ]
    return _cut(title, values)


def _cut(title: str, values: Sequence[Value]) -> Facet:
    """The first ones, and the others behind « Voir les autres » if that hides more than one."""
    if len(values) <= SHOWN + 1:
        return Facet(title, tuple(values))
    return Facet(title, tuple(values[:SHOWN]), tuple(values[SHOWN:]))


def _ages(counts: Counts, asked: Searched) -> Facet:
    known = {one.value: one.count for one in counts.get("age", ())}
    values = [
        Value(
            str(_AGES[age]),
            asked.turned(age="" if asked.age == age else age).address,
            known.get(age, 0),
            asked.age == age,
        )
        for age in (*AGES, OLDER)
        if known.get(age) or asked.age == age
    ]
    return Facet(gettext("Fraîcheur"), tuple(values))


def _territory(counts: Counts, asked: Searched, portal: Portal, place: Territory | None) -> Facet:
    """The way down to the place chosen, then what lies in it."""
    path = _path(portal, place)
    above = [
        Value(
            one.name,
            asked.turned(place="" if depth == 0 else one.code).address,
            None,
            one == (place or portal.perimeter),
            depth,
        )
        for depth, one in enumerate(path)
    ]
    inside = NEXT.get((place or portal.perimeter).kind, "")
    counted = counts.get(inside, ())[:MOST]
    named = labels(inside, [one.value for one in counted]) if counted else {}
    below = [
        Value(
            named[one.value],
            asked.turned(place=one.value).address,
            one.count,
            depth=len(path),
        )
        for one in counted
        if one.value in named
    ]
    if not place and not below:
        return Facet(gettext("Territoire"), ())
    cut = _cut("", below)
    return Facet(gettext("Territoire"), (*above, *cut.values), cut.more)


def _path(portal: Portal, place: Territory | None) -> list[Territory]:
    """From the portal's perimeter down to the place, both included."""
    top = portal.perimeter
    if place is None or place == top:
        return [top]
    around = (place.region_id, place.departement_id, place.epci_id)
    wider = Territory.objects.filter(pk__in=[key for key in around if key])
    levels = list(_KIND.values)
    between = [one for one in wider if levels.index(one.kind) > levels.index(top.kind)]
    return [top, *sorted(between, key=lambda one: levels.index(one.kind)), place]


def _chosen(asked: Searched, name: str) -> bool:
    return any(other == name for other, _ in asked.chosen)
