"""What the address of the search says, and back.

``q``, ``modele``, ``theme``, ``producteur``, ``licence`` (each may be there several times: one of
its values is enough), ``territoire`` (a code, with all that lies in it), ``fraicheur``, ``tri``,
``offset``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse

from autan.catalogue.search_entries import place_term
from autan.search.question import AGES, OLDER, Question
from autan.tenants.models import Territory
from autan.tenants.reads import find_territory
from autan.web.parts import link

LIMIT = 20
SEVERAL: Mapping[str, str] = {
    "theme": "theme",
    "producteur": "producer",
    "modele": "standard",
    "licence": "licence",
}
"""The words of the address that choose among the values of a facet."""
ORDERS: Mapping[str, str] = {
    "fraicheur": "modified",
    "titre": "title",
    "taille": "rows",
}
_LONGEST = 200
_MOST = 10
_DEEPEST = 10_000


@dataclass(frozen=True, slots=True)
class Searched:
    """The words of the address, as they are. ``chosen`` pairs a word of ``SEVERAL`` with a value;
    ``order`` is a key of ``ORDERS``, "" for what fits best."""

    text: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    place: str = ""
    age: str = ""
    order: str = ""
    offset: int = 0

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The parameters of the page, in a constant order."""
        return (
            ("q", self.text),
            ("territoire", self.place),
            *self.chosen,
            ("fraicheur", self.age),
            ("tri", self.order),
            ("offset", str(self.offset or "")),
        )

    @property
    def narrows(self) -> bool:
        """Whether anything but words is asked."""
        return bool(self.chosen or self.place or self.age)

    @property
    def address(self) -> str:
        return link(reverse("search"), self.pairs)

    def turned(self, **changes: object) -> "Searched":
        """The same with some words changed, from the first page."""
        return replace(self, **{"offset": 0, **changes})  # type: ignore[arg-type]

    def toggled(self, name: str, value: str) -> "Searched":
        """With a value that was not chosen, without one that was."""
        pair = (name, value)
        kept = tuple(one for one in self.chosen if one != pair)
        return self.turned(chosen=kept if pair in self.chosen else (*kept, pair))

    def question(self, place: Territory | None) -> Question:
        """``place`` is the territory that the address names."""
        facets: dict[str, tuple[str, ...]] = {}
        for name, value in self.chosen:
            facets[SEVERAL[name]] = (*facets.get(SEVERAL[name], ()), value)
        order = ORDERS.get(self.order, "relevance")
        places = (place_term(place),) if place else ()
        return Question(
            self.text, tuple(facets.items()), places, self.age, order, LIMIT, self.offset
        )


def searched(query: QueryDict) -> Searched:
    """What an address says; words that are unknown are left out."""
    offset = query.get("offset", "")
    return Searched(
        text=query.get("q", "").replace("\0", "").strip()[:_LONGEST],
        chosen=tuple(
            dict.fromkeys(
                (name, value)
                for name in SEVERAL
                for value in query.getlist(name)[:_MOST]
                if value and "\0" not in value
            )
        ),
        place=query.get("territoire", "").replace("\0", "").strip()[:9],
        age=age if (age := query.get("fraicheur", "")) in {*AGES, OLDER} else "",
        order=order if (order := query.get("tri", "")) in ORDERS else "",
        offset=min(int(offset), _DEEPEST) if offset.isdecimal() and len(offset) < 9 else 0,
    )


def place_of(asked: Searched) -> Territory | None:
    """The territory that the address names; None for none, or one that does not exist."""
    return find_territory(asked.place) if asked.place else None
