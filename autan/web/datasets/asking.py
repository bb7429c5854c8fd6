"""The address of a table page, in the words of the Explore API, turned into one question."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from autan.access.grant import Grant
from autan.engine.base import Source
from autan.engine.pool import engine
from autan.query.odsql import QueryParams, read
from autan.web.datasets.conditions import condition, mention

ROWS = 20
_MANY = ("where", "refine", "exclude")
_ONE = ("order_by", "limit", "offset")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address says. ``words`` is the search field of the page (``q``)."""

    words: str
    where: tuple[str, ...]
    refine: tuple[str, ...]
    exclude: tuple[str, ...]
    order_by: str
    limit: str
    offset: str

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The parameters of the page, in a constant order, to be written in its links."""
        several = [(name, value) for name in _MANY for value in getattr(self, name)]
        return (("q", self.words), *several, *((name, getattr(self, name)) for name in _ONE))

    @property
    def filters(self) -> tuple[tuple[str, str], ...]:
        """The same selection for an API or an export: the words become a condition."""
        words = [("where", mention(self.words))] if self.words else []
        several = [(name, value) for name in _MANY for value in getattr(self, name)]
        return (*words, *several, ("order_by", self.order_by))

    @property
    def sort(self) -> str:
        """The field that sorts, with ``-`` for descending; "" if it is no plain field."""
        name, _, direction = self.order_by.partition(" ")
        return f"-{name}" if direction.strip().lower() == "desc" else name

    def without(self, name: str, value: str = "") -> tuple[tuple[str, str], ...]:
        kept = (pair for pair in self.pairs if pair != (name, value) and pair[0] != "offset")
        return tuple(kept)


def asked(query: QueryDict) -> Asked:
    return Asked(
        words=query.get("q", "").strip()[:200],
        where=tuple(filter(None, query.getlist("where"))),
        refine=tuple(filter(None, query.getlist("refine"))),
        exclude=tuple(filter(None, query.getlist("exclude"))),
        order_by=query.get("order_by", ""),
        limit=query.get("limit", ""),
        offset=query.get("offset", ""),
    )


def added(query: QueryDict, source: Source) -> Asked | None:
    """The address once the small form above the table was sent; None if it was not."""
    if "colonne" not in query:
        return None
    before = asked(query)
    new = condition(
        source.schema, query["colonne"], query.get("signe", ""), query.get("valeur", "")
    )
    where = before.where if not new or new in before.where else (*before.where, new)
    return Asked(
        before.words, where, before.refine, before.exclude, before.order_by, before.limit, ""
    )


def rows(
    question: Asked, grant: Grant, source: Source, client: str
) -> tuple[list[dict[str, Any]], int]:
    """One page of rows and how many there are in all; OdsqlError or EngineError."""
    words = (mention(question.words),) if question.words else ()
    params = QueryParams(
        where=(*words, *question.where),
        refine=question.refine,
        exclude=question.exclude,
        order_by=question.order_by or None,
        limit=question.limit or ROWS,
        offset=question.offset or 0,
        timezone="Europe/Paris",
    )
    plan = read(params, source.schema)
    answer = engine().answer(plan, grant, source=source, client=client)
    found = answer.rows()
    return found, answer.total if answer.total is not None else len(found)
