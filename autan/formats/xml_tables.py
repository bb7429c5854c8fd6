"""Which lists of records an XML document holds, and the records of one of them, in a stream."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autan.formats.refusals import refusal
from autan.formats.xml_stream import MOST_LETTERS, XmlStream, local

_MOST_PATHS = 20_000
_WEIGHED_FIELDS = 12
_INNER = 0.1


@dataclass
class Place:
    """A path from the root: how many elements are there, and what they have.

    ``many`` is true when one parent held several of them.
    """

    name: str
    path: tuple[str, ...] = ()
    count: int = 0
    many: bool = False
    attributes: set[str] = field(default_factory=set)
    children: "dict[str, Place]" = field(default_factory=dict)

    @property
    def is_record(self) -> bool:
        return bool(self.children or self.attributes)

    def leaves(self, prefix: str = "") -> Iterator[str]:
        """The names of the columns that its elements make, roughly."""
        for name in sorted(self.attributes):
            yield prefix + name
        for child in self.children.values():
            if child.is_record and not child.many:
                yield from child.leaves(f"{prefix}{child.name}.")
            else:
                yield prefix + child.name


@dataclass(frozen=True)
class Table:
    """The elements of one path, as records. ``inner``: they lie within larger records."""

    place: Place
    sample: tuple[Any, ...]
    inner: bool = False

    @property
    def name(self) -> str:
        return self.place.name

    @property
    def count(self) -> int:
        return self.place.count

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.place.leaves()))

    @property
    def weight(self) -> float:
        weight = self.count * min(len(self.fields), _WEIGHED_FIELDS)
        return weight * (_INNER if self.inner else 1.0)


def survey(path: Path, codec: str | None) -> Place:
    """The root of the document with every path under it."""
    top = Place("")
    stack: list[tuple[Place, dict[str, int]]] = [(top, {})]
    paths = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal paths
        parent, seen = stack[-1]
        place = parent.children.get(name)
        if place is None:
            paths += 1
            if paths > _MOST_PATHS:
                raise refusal("wide")
            place = parent.children[name] = Place(name, (*parent.path, name))
        place.count += 1
        seen[name] = seen.get(name, 0) + 1
        if seen[name] == 2:
            place.many = True
        if attributes:
            place.attributes.update(map(local, attributes))
        stack.append((place, {}))

    def end(_: str) -> None:
        stack.pop()

    for _ in XmlStream(path, codec, start, end):
        pass
    return next(iter(top.children.values()))


def tables(root: Place, path: Path, codec: str | None) -> list[Table]:
    """The lists of records, those that look like the subject of the file first."""
    found = list(_lists(root, False))
    if not found:
        found = [(place, False) for place in _words(root)]
    if not found:
        alone = _alone(root)
        found = [(alone, False)] if alone else []
    found.sort(key=lambda one: -Table(one[0], (), one[1]).weight)
    return [
        Table(place, tuple(first(records(root, place, path, codec), 2)), inner)
        for place, inner in found[:20]
    ]


def first(stream: Iterator[Any], count: int) -> Iterator[Any]:
    for _, value in zip(range(count), stream, strict=False):
        yield value


def _lists(place: Place, inner: bool) -> Iterator[tuple[Place, bool]]:
    chosen = place.many and place.is_record
    if chosen:
        yield place, inner
    for child in place.children.values():
        yield from _lists(child, inner or chosen)


def _words(place: Place) -> Iterator[Place]:
    """Elements repeated without anything in them but words, where that is all there is."""
    if place.many:
        yield place
    if len(place.children) == 1:
        for child in place.children.values():
            yield from _words(child)


def _alone(place: Place) -> Place | None:
    """The element that holds plain values, in a document that repeats nothing."""
    while len(place.children) == 1 and next(iter(place.children.values())).is_record:
        place = next(iter(place.children.values()))
    return place if place.is_record else None


def records(
    root: Place,
    wanted: Place,
    path: Path,
    codec: str | None,
    progress: Callable[[int], None] = lambda read: None,
) -> Iterator[dict[str, Any]]:
    """The elements at ``wanted`` as nested records: an element repeated anywhere is a list."""
    builder = _Builder(root, wanted)
    for read in XmlStream(path, codec, builder.start, builder.end, builder.text):
        yield from builder.taken()
        progress(read)


class _Builder:
    """Gathers the elements of one path. ``_open``: place, members and words of each one open."""

    def __init__(self, root: Place, wanted: Place) -> None:
        self._wanted = wanted
        self._at: list[Place] = [Place("", children={root.name: root})]
        self._open: list[tuple[Place, dict[str, Any], list[str]]] = []
        self._ready: deque[dict[str, Any]] = deque()
        self._letters = 0

    def taken(self) -> Iterator[dict[str, Any]]:
        while self._ready:
            yield self._ready.popleft()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        place = self._at[-1].children[name]
        self._at.append(place)
        if self._open or place is self._wanted:
            members = {local(key): value for key, value in attributes.items()}
            self._open.append((place, members, []))

    def text(self, words: str) -> None:
        if self._open:
            self._open[-1][2].append(words)
            self._letters += len(words)
            if self._letters > MOST_LETTERS:
                raise refusal("long-record")

    def end(self, name: str) -> None:
        self._at.pop()
        if not self._open:
            return
        place, members, parts = self._open.pop()
        words = "".join(parts).strip()
        if not self._open:
            if words:
                members[name] = [words, members[name]] if name in members else words
            self._ready.append(members or {name: words})
            self._letters = 0
            return
        value: Any = words
        if members:
            value = {**members, "": words} if words else members
        _join(self._open[-1][1], name, value, place.many and place.is_record)


def _join(members: dict[str, Any], name: str, value: Any, many: bool) -> None:
    if name in members:
        held = members[name]
        members[name] = [*held, value] if isinstance(held, list) else [held, value]
    else:
        members[name] = [value] if many else value
