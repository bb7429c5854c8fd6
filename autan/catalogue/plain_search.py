"""The search of the database: what answers while there is no index.

It wants every word of the question somewhere in the folded text of a dataset, and knows neither
endings nor near words. What may be chosen and counted is the same as in the index.
"""

from collections.abc import Mapping, Sequence

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.utils import timezone

from autan.access.viewer import Viewer
from autan.catalogue.models import Dataset
from autan.catalogue.seen import open_to
from autan.search.question import AGES, OLDER, Counted, Question
from autan.search.terms import bounds
from autan.search.words import MOST
from autan.tenants.models import Territory
from autan.tenants.names import fold

_COLUMNS = {
    "standard": "standard",
    "theme": "theme",
    "licence": "licence",
    "producer": "organisation__slug",
}
_LEVELS = ("departement", "epci", "commune")
_ORDERS = {
    "relevance": "-modified_at",
    "modified": "-modified_at",
    "published": "-published_at",
    "title": "title",
    "dataset_id": "dataset_id",
    "rows": "-current__rows",
}


def matching(viewer: Viewer, question: Question) -> QuerySet[Dataset]:
    rows = open_to(viewer)
    for facet, values in question.chosen:
        if values:
            rows = rows.filter(**{f"{_COLUMNS[facet]}__in": values})
    if question.places:
        rows = rows.filter(_inside(question.places))
    if question.age:
        rows = rows.filter(_aged(question.age))
    for word in dict.fromkeys(fold(question.text).split()[:MOST]):
        rows = rows.filter(search_text__contains=word)
    return rows


def ordered(rows: QuerySet[Dataset], order: str) -> QuerySet[Dataset]:
    column = _ORDERS[order.removeprefix("-")]
    if order.startswith("-"):
        column = column[1:] if column.startswith("-") else f"-{column}"
    return rows.order_by(column, "pk")


def counts(
    viewer: Viewer, question: Question, facets: Sequence[str]
) -> Mapping[str, tuple[Counted, ...]]:
    """For each facet, what each of its values would leave, as ``Snapshot.counts``."""
    return {name: _counted(matching(viewer, question.without(name)), name) for name in facets}


def _counted(rows: QuerySet[Dataset], facet: str) -> tuple[Counted, ...]:
    if facet == "age":
        ages = [Counted(age, rows.filter(_aged(age)).count()) for age in (*AGES, OLDER)]
        return tuple(one for one in ages if one.count)
    column = _COLUMNS.get(facet) or "code"
    if facet in _LEVELS:
        rows = rows.annotate(code=_code(facet))
    counted = rows.order_by().values_list(column).annotate(n=Count("pk")).order_by("-n", column)
    return tuple(Counted(value, n) for value, n in counted if value)


def _code(level: str) -> Case:
    """The code of the territory if it is of that level, else of the one that it lies in."""
    wider = F(f"territory__{level}__code") if level != Territory.Kind.COMMUNE else Value("")
    return Case(When(territory__kind=level, then=F("territory__code")), default=wider)


def _inside(places: Sequence[str]) -> Q:
    """A territory itself, or what lies in it."""
    found = Q(pk__in=())
    for place in places:
        level, _, code = place.partition(":")
        found |= Q(territory__kind=level, territory__code=code)
        if level != Territory.Kind.COMMUNE:
            found |= Q(**{f"territory__{level}__code": code})
    return found


def _aged(age: str) -> Q:
    since, until = bounds(age, timezone.now())
    young = Q(modified_at__gte=since) if since else Q()
    return young & Q(modified_at__lt=until) if until else young
