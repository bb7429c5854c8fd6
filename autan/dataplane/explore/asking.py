"""What of a catalogue's clauses the search index answers by itself.

Words, themes, publishers and the usual orders are the index's; the other conditions are left to
the small table of the catalogue (``shelf``), which then looks at the datasets that are left.
"""

from dataclasses import dataclass, replace

from autan.catalogue.desk import Question
from autan.query.nodes import And, Column, Comparison, Condition, Constant, OneOf, Words
from autan.query.plan import Order, Plan

_TEMPLATE = "default."
_FACETS = {"theme": "theme", "publisher": "publisher"}
# A field, and whether it is sorted downwards -> the order of a question.
_ORDERS = {
    ("modified", True): "modified",
    ("modified", False): "-modified",
    ("records_count", True): "rows",
    ("records_count", False): "-rows",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """``question`` is for the index; ``plan`` is what it leaves to be answered on its results.

    ``publishers`` are names, one of which is enough; none when nothing is said of them. ``whole``:
    nothing is left but the page.
    """

    question: Question
    publishers: tuple[str, ...]
    plan: Plan
    whole: bool


def split(plan: Plan, most: int) -> Asked:
    """A plan on the catalogue, in two. ``most`` datasets at most are looked at by the table."""
    words: list[str] = []
    chosen: dict[str, tuple[str, ...]] = {}
    rest: list[Condition] = []
    for condition in _conjuncts(plan.where):
        name, values = _facet(condition)
        if isinstance(condition, Words) and condition.of is None:
            words += condition.words
        elif name and name not in chosen:
            chosen[name] = values
        else:
            rest.append(condition)
    order = _order(plan.order_by)
    publishers = chosen.pop("publisher", ())
    question = Question(" ".join(words), tuple(chosen.items()), limit=most, near=False)
    left = replace(plan, where=And(tuple(rest)) if rest else None)
    whole = not rest and not plan.aggregated and order is not None
    if whole:
        paged = replace(question, limit=plan.limit or 0, offset=plan.offset)
        question = replace(paged, order=order or "relevance")
    return Asked(question, publishers, left, whole)


def _conjuncts(where: Condition | None) -> tuple[Condition, ...]:
    if where is None:
        return ()
    if isinstance(where, And):
        return tuple(each for item in where.items for each in _conjuncts(item))
    return (where,)


def _facet(condition: Condition) -> tuple[str, tuple[str, ...]]:
    """The facet and the values that a condition asks for; "" for another sort of condition."""
    match condition:
        case Comparison("=", Column(name), Constant(str(value))):
            return _FACETS.get(_plain(name), ""), (value,)
        case OneOf(Column(name), values) if all(isinstance(one.value, str) for one in values):
            return _FACETS.get(_plain(name), ""), tuple(str(one.value) for one in values)
    return "", ()


def _order(orders: tuple[Order, ...]) -> str | None:
    """The order of a question; None for one that the index does not have."""
    if not orders:
        return "relevance"
    first = orders[0]
    if len(orders) > 1 or not isinstance(first.node, Column):
        return None
    return _ORDERS.get((_plain(first.node.name), first.descending))


def _plain(name: str) -> str:
    return name.removeprefix(_TEMPLATE)
