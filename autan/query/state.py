"""What an address says of a dataset: the one state behind every view of it.

Filters, sort, columns, search, chart, map and version live in the query string, in the words of the
Explore API where it has them (``where``, ``refine``, ``exclude``, ``select``, ``order_by``,
``limit``, ``offset``) and in ours where it has none. The same string drives the table, the chart,
the map, the downloads, the API call, the embed and the print, with and without scripts.

Reading never fails: a word that is not known is left out, and what the words are worth is settled
by those who use them, against the columns of the table. ``State.read(state.pairs) == state``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from autan.query.odsql.params import Limits, QueryParams

Pairs = tuple[tuple[str, str], ...]

_MANY = ("where", "refine", "exclude")
_ONE = ("select", "order_by", "limit", "offset", "version")
LAYERS = 12
"""Layers of one map: beyond, nobody can tell them apart."""


@dataclass(frozen=True, slots=True)
class ChartWords:
    """``chart`` and ``chart.*``. ``y`` holds values of ODSQL, ``sum(montant)``; the rest is plain.

    ``type`` is the name of a chart; ``x`` and ``series`` are fields; ``order`` is ``y``, ``x`` or
    one of them after ``-``; ``top`` a number; ``grain`` a unit of time; ``title`` and ``text`` are
    what the author says of the chart.
    """

    type: str = ""
    x: str = ""
    y: str = ""
    series: str = ""
    order: str = ""
    top: str = ""
    grain: str = ""
    title: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class MapWords:
    """``map`` and ``map.*``: how a dataset is drawn as a layer, and what is looked at.

    ``style`` is the name of a style; ``of`` a value of ODSQL; ``by`` the field of the categories;
    ``popup`` fields between commas; ``view`` is ``zoom/latitude/longitude``.
    """

    style: str = ""
    of: str = ""
    by: str = ""
    classes: str = ""
    method: str = ""
    popup: str = ""
    view: str = ""
    title: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """``q`` are the words of the search field; every text is as the address has it, "" if absent.

    ``layers`` are further datasets on the map; their own states hold no layers.
    """

    q: str = ""
    where: tuple[str, ...] = ()
    refine: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    select: str = ""
    order_by: str = ""
    limit: str = ""
    offset: str = ""
    version: str = ""
    chart: ChartWords = field(default_factory=ChartWords)
    map: MapWords = field(default_factory=MapWords)
    layers: "tuple[Layer, ...]" = ()

    @classmethod
    def read(cls, pairs: Iterable[tuple[str, str]]) -> "State":
        """The state that an address says; of a word that is there twice, the last counts."""
        given = [(name, value) for name, value in pairs if value.strip()]
        one = dict(given)
        said: dict[str, Any] = {name: _several(given, name) for name in _MANY}
        said |= {name: one.get(name, "").strip() for name in ("q", *_ONE)}
        return cls(
            **said,
            chart=ChartWords(**_group("chart", "type", ChartWords, one)),
            map=MapWords(**_group("map", "style", MapWords, one)),
            layers=tuple(map(Layer.read, _several(given, "layer")[:LAYERS])),
        )

    @classmethod
    def parse(cls, query: str) -> "State":
        """The state of a query string."""
        return cls.read(parse_qsl(query, errors="replace"))

    @property
    def pairs(self) -> Pairs:
        """The words of the address, in a constant order."""
        return tuple((name, value) for name, value in self._pairs() if value)

    @property
    def query(self) -> str:
        """The query string; "" when there is nothing to say."""
        return urlencode(self.pairs)

    @property
    def selection(self) -> "State":
        """Which rows, of which version: what a chart, a map or an export starts from."""
        kept = {name: getattr(self, name) for name in ("q", "version", *_MANY)}
        return State(**kept)

    @property
    def selects(self) -> bool:
        """Whether some rows are left out."""
        return bool(self.q or self.where or self.refine or self.exclude)

    @property
    def rows_pairs(self) -> Pairs:
        """The same rows, order and columns in the words that the Explore API reads."""
        words = [("where", mention(self.q))] if self.q else []
        several = [(name, value) for name in _MANY for value in getattr(self, name)]
        single = [(name, getattr(self, name)) for name in ("select", "order_by", "version")]
        return tuple((name, value) for name, value in (*words, *several, *single) if value)

    @property
    def sort(self) -> str:
        """The field that sorts, after ``-`` for descending; as written if it is no plain field."""
        name, _, direction = self.order_by.partition(" ")
        return f"-{name}" if direction.strip().lower() == "desc" else name

    def turned(self, **changes: Any) -> "State":
        """The same with some words changed; a change of rows or of order leads to the first page.

        Changes are those of the dataclass: ``turned(where=(…,), chart=ChartWords(…))``.
        """
        if "offset" not in changes and set(changes) & {"q", "order_by", "limit", *_MANY}:
            changes["offset"] = ""
        return replace(self, **changes)

    def without(self, name: str, value: str = "") -> "State":
        """The same without one filter (``without("where", "vote = 1")``) or one word."""
        if name in _MANY:
            left = tuple(one for one in getattr(self, name) if one != value)
            return self.turned(**{name: left})
        return self.turned(**{name: ""})

    def params(self, limits: Limits | None = None, **clauses: Any) -> QueryParams:
        """The clauses for ``odsql.read``; ``clauses`` replace those of the address.

        Times are those of metropolitan France, as on every page.
        """
        words = (mention(self.q),) if self.q else ()
        asked: dict[str, Any] = {
            "where": (*words, *self.where),
            "refine": self.refine,
            "exclude": self.exclude,
            "select": self.select or None,
            "order_by": self.order_by or None,
            "limit": self.limit or None,
            "offset": self.offset or None,
            "timezone": "Europe/Paris",
            "limits": limits or Limits(),
        }
        return QueryParams(**{**asked, **clauses})

    def _pairs(self) -> Iterator[tuple[str, str]]:
        yield "q", self.q
        yield from ((name, value) for name in _MANY for value in getattr(self, name))
        yield from ((name, getattr(self, name)) for name in _ONE)
        yield from _said("chart", self.chart)
        yield from _said("map", self.map)
        yield from (("layer", layer.text) for layer in self.layers)


@dataclass(frozen=True, slots=True)
class Layer:
    """Another dataset on the same map, with its own filters and style.

    In the address: ``layer=DATASET_ID?`` and the query string of its state.
    """

    dataset_id: str
    state: State = field(default_factory=State)

    @classmethod
    def read(cls, text: str) -> "Layer":
        dataset_id, _, query = text.partition("?")
        # A layer of a layer would make an address that has no end.
        return cls(dataset_id.strip(), replace(State.parse(query), layers=()))

    @property
    def text(self) -> str:
        query = self.state.query
        return f"{self.dataset_id}?{query}" if query else self.dataset_id


def mention(text: str) -> str:
    """The ``where`` that finds words anywhere in a row."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def quoted_name(name: str) -> str:
    """The name of a field as ODSQL writes it: between backquotes unless it is a plain word."""
    return name if re.fullmatch(r"[^\W\d]\w*", name) else f"`{name}`"


def _several(given: list[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    """The different values of a word, in order: the same filter twice is the same filter."""
    return tuple(dict.fromkeys(value.strip() for name, value in given if name == wanted))


def _group(prefix: str, first: str, kind: type, one: dict[str, str]) -> dict[str, str]:
    names = {each.name: f"{prefix}.{each.name}" for each in fields(kind)} | {first: prefix}
    return {name: one.get(word, "").strip() for name, word in names.items()}


def _said(prefix: str, words: "ChartWords | MapWords") -> Iterator[tuple[str, str]]:
    first, *rest = fields(words)
    yield prefix, getattr(words, first.name)
    yield from ((f"{prefix}.{each.name}", getattr(words, each.name)) for each in rest)
