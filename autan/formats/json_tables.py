"""Which tables a JSON document holds, found in one passage that keeps a few samples only.

Shapes, whatever program wrote them: a list of records, a list of lists, one list for each
column, one record for each key, or records one after the other (JSON lines).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from autan.formats import json_inner
from autan.formats.json_inner import Inner
from autan.formats.json_stream import JsonStream
from autan.formats.nested import flat, is_plain
from autan.schemas.names import listed

# Deeper lists belong to the records that hold them.
DEEPEST = 6
_KEPT = 60
_KEPT_BYTES = 4 << 20
_MEMBERS = 200
_WEIGHED_FIELDS = 12
_MINOR = 0.4

# Names that programs give to what they carry, and to what they say about it.
_CARGO = listed(
    "data donnees items liste lignes marche marches records results resultats rows value"
)
_TALK = listed("columns facets fields index links messages meta parameters schema sort vars")
_NAMED_BY = listed("colonnes columns entetes fields header headers")


@dataclass(frozen=True)
class Table:
    """``path`` leads to it from the top; ``shape``: records, rows, columns, keyed or values.

    ``count`` is None where nobody counted. ``sample`` holds the first records or rows as they
    are. ``labels`` are names that the document gives to the columns of ``rows``. ``inner``: the
    rows are those of a list that each record holds.
    """

    path: tuple[str, ...]
    shape: str
    count: int | None
    sample: tuple[Any, ...] = ()
    labels: tuple[str, ...] = ()
    inner: Inner | None = None

    @property
    def name(self) -> str:
        return ".".join((*self.path, *([self.inner.key] if self.inner else [])))

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns seen in the sample."""
        if self.labels:
            return self.labels
        seen: dict[str, None] = {}
        for item in self.sample:
            if isinstance(item, dict):
                seen.update(dict.fromkeys(flat(item)))
            elif isinstance(item, list):
                seen.update(dict.fromkeys(f"Colonne {i + 1}" for i in range(len(item))))
        return tuple(seen) or ("valeur",)

    @property
    def is_talk(self) -> bool:
        """Does its name say that it describes the document?"""
        return bool(self.path) and self.path[-1].lower() in _TALK

    @property
    def weight(self) -> float:
        """How much it looks like what the file is about."""
        count: float = 1_000_000 if self.count is None else self.count
        fields = len(self.fields)
        if self.inner:
            # What the outer records say is only repeated; where they say more, they are the rows.
            fields = len(self.inner.own)
            count *= 1 if fields > len(self.inner.outer) else _MINOR
            count *= 1 if self.count is not None else self.inner.times
        weight = float(count * min(fields, _WEIGHED_FIELDS))
        last = self.path[-1].lower() if self.path else ""
        weight *= 3.0 if last in _CARGO else 0.05 if self.is_talk else 1.0
        return weight / 20 if self.shape == "values" else weight


@dataclass
class _Node:
    """What was seen of one value. ``sign`` is "[", "{" or "" for a plain value."""

    path: tuple[str, ...]
    sign: str = ""
    count: int | None = 0
    value: Any = None
    items: list[Any] = field(default_factory=list)
    members: "list[_Node]" = field(default_factory=list)


def survey(path: Path, codec: str) -> tuple[Table, ...]:
    """Every table of the document, those that look like its subject first."""
    with JsonStream(path, codec) as stream:
        top = _look(stream, (), DEEPEST)
        if stream.peek():
            # A further value follows: lines of records, of which this one is the first.
            return _likeliest(_with_inner(_sequence(path, codec)))
    found = _likeliest(inner for table in _tables(top) for inner in _with_inner(table))
    if found or top.sign != "{":
        # What a document says about itself is no choice to offer beside what it carries.
        return tuple(one for one in found if one is found[0] or not one.is_talk)
    return (Table((), "single", 1, (_shown(top),)),) if top.count else ()


def _likeliest(tables: Iterable[Table]) -> tuple[Table, ...]:
    return tuple(sorted(tables, key=lambda table: -table.weight))


def _with_inner(table: Table) -> Iterator[Table]:
    """The table, and the one that its records hold."""
    yield table
    if table.shape not in ("records", "lines"):
        return
    inner = json_inner.find(table.sample, table.path[-1] if table.path else "")
    if inner:
        rows = (row for one in table.sample if isinstance(one, dict) for row in inner.opened(one))
        count = None
        if table.count is not None and table.count <= len(table.sample):
            sample = tuple(rows)
            count = len(sample)
        else:
            sample = tuple(islice(rows, _KEPT))
        yield replace(table, count=count, sample=sample, inner=inner)


def _sequence(path: Path, codec: str) -> Table:
    sample: list[Any] = []
    with JsonStream(path, codec) as stream:
        while stream.peek() and len(sample) < _KEPT and stream.read < _KEPT_BYTES:
            sample.append(stream.value())
            if stream.peek() == ",":
                stream.take(",")
    lists = sum(isinstance(item, list) for item in sample)
    return Table((), "row lines" if lists * 2 > len(sample) else "lines", None, tuple(sample))


def _look(stream: JsonStream, path: tuple[str, ...], depth: int) -> _Node:
    sign = stream.peek()
    if sign == "[":
        return _list(stream, path)
    if sign == "{" and depth:
        return _object(stream, path, depth)
    value = stream.value()
    return _Node(path, value=value[:200] if isinstance(value, str) else value)


def _list(stream: JsonStream, path: tuple[str, ...]) -> _Node:
    node = _Node(path, "[")
    start = stream.read
    for _ in stream.items():
        item = stream.value()
        assert node.count is not None
        node.count += 1
        near = len(node.items) < _KEPT and stream.read - start < _KEPT_BYTES
        # The first one in any case: without it a vast record would be no table at all.
        if near or not node.items:
            node.items.append(item)
        elif not path:
            # A list at the very top is the only table: nothing more to learn from counting it.
            node.count = None
            stream.abandon()
            return node
    return node


def _object(stream: JsonStream, path: tuple[str, ...], depth: int) -> _Node:
    node = _Node(path, "{")
    for key in stream.members():
        assert node.count is not None
        node.count += 1
        if len(node.members) < _MEMBERS:
            node.members.append(_look(stream, (*path, key), depth - 1))
        else:
            stream.skip(depth)
    return node


def _tables(node: _Node) -> Iterator[Table]:
    if node.sign == "[":
        yield from _of_list(node)
    if node.sign != "{":
        return
    lists = [m for m in node.members if m.sign == "["]
    columns = [m for m in lists if m.items and all(map(is_plain, m.items))]
    if _same_length(columns) and columns == lists and len(columns) * 2 >= len(node.members):
        sample = zip(*(m.items for m in columns), strict=False)
        names = tuple(m.path[-1] for m in columns)
        yield Table(node.path, "columns", columns[0].count, tuple(map(list, sample)), names)
        return
    if keyed := _keyed(node):
        yield keyed
        return
    for member in node.members:
        for table in _tables(member):
            if table.shape == "rows" and len(table.path) == len(node.path) + 1:
                width = max(map(len, table.sample))
                yield Table(table.path, "rows", table.count, table.sample, _named(node, width))
            else:
                yield table


def _of_list(node: _Node) -> Iterator[Table]:
    if not node.items:
        return
    sample = tuple(node.items)
    records = sum(isinstance(item, dict) for item in sample)
    lists = sum(isinstance(item, list) for item in sample)
    if records * 2 >= len(sample):
        yield Table(node.path, "records", node.count, sample)
    elif lists * 2 >= len(sample):
        rows = tuple(item if isinstance(item, list) else [item] for item in sample)
        yield Table(node.path, "rows", node.count, rows)
    elif len(sample) > 1:
        yield Table(node.path, "values", node.count, tuple({"valeur": item} for item in sample))


def _same_length(columns: Sequence[_Node]) -> bool:
    return len(columns) > 1 and len({column.count for column in columns}) == 1


def _keyed(node: _Node) -> Table | None:
    """One record for each key, or, as pandas writes, one object of numbered cells by column."""
    inner = [m for m in node.members if m.sign == "{" and m.members]
    if len(inner) < 2 or len(inner) * 5 < len(node.members) * 4:
        return None
    keys = [{m.path[-1] for m in one.members} for one in inner]
    alike = sum(len(keys[0] & some) * 2 >= len(keys[0] | some) for some in keys)
    if alike * 5 < len(keys) * 4 or (len(inner) == 2 and keys[0] != keys[1]):
        return None
    if all(key.isdigit() for some in keys for key in some):
        return _numbered(node, inner)
    sample = tuple(_shown(one) for one in inner[:_KEPT])
    return Table(node.path, "keyed", node.count, sample)


def _numbered(node: _Node, inner: list[_Node]) -> Table | None:
    if any(m.sign for one in inner for m in one.members) or not _same_length(inner):
        return None
    sample = zip(*([m.value for m in one.members[:_KEPT]] for one in inner), strict=False)
    names = tuple(one.path[-1] for one in inner)
    return Table(node.path, "columns", inner[0].count, tuple(map(list, sample)), names)


def _shown(node: _Node) -> Any:
    """The value again, as far as it was kept."""
    if node.sign == "{":
        return {member.path[-1]: _shown(member) for member in node.members}
    return node.items if node.sign == "[" else node.value


def _named(node: _Node, width: int) -> tuple[str, ...]:
    """Names of columns that the document lists beside the rows."""
    for member in node.members:
        if member.sign == "[" and member.path[-1].lower() in _NAMED_BY and member.count == width:
            names = [_name(item) for item in member.items]
            if all(names):
                return tuple(names)
    return ()


def _name(item: Any) -> str:
    if isinstance(item, dict):
        known = (item.get(key) for key in ("label", "name", "title", "fieldName", "id"))
        item = next((value for value in known if isinstance(value, str)), None)
    return item if isinstance(item, str) else ""
