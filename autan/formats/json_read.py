"""Tables written as JSON, in any of the shapes of ``json_tables``, and as JSON lines.

Two passages: the first finds the tables and keeps samples, the second writes the one that is
wanted. Neither holds more than one record.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from autan.formats import columnar, decp, header, json_tables, tree_tables
from autan.formats.header import Header
from autan.formats.json_stream import JsonStream
from autan.formats.json_tables import Table
from autan.formats.nested import Record, text_of
from autan.formats.reader import Found, Reader, Request
from autan.formats.record_table import MOST_COLUMNS
from autan.formats.refusals import refusal
from autan.tabular.steps import Step


def read(request: Request) -> Found:
    """Read a table of a JSON document; see ``Reader.read``."""
    codec = _codec(request.source)
    try:
        return replace(_read(request, codec), encoding=codec)
    except UnicodeDecodeError:
        found = replace(_old(request), encoding="cp1252")
    step = Step(
        "encoding",
        "Les accents de ce fichier sont écrits à l’ancienne façon de Windows.",
        reason="Lus autrement, ils auraient donné des signes sans suite.",
    )
    return replace(found, steps=(step, *found.steps))


READER = Reader(frozenset({"json", "jsonl"}), read)


def _old(request: Request) -> Found:
    try:
        return _read(request, "cp1252")
    except UnicodeDecodeError as error:
        raise refusal("damaged") from error


def _codec(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if start[1:2] == b"\0":
        return "utf-16-le"
    return "utf-16-be" if start[:1] == b"\0" else "utf-8"


def _read(request: Request, codec: str) -> Found:
    tables = json_tables.survey(request.source, codec)
    if not tables:
        raise refusal("empty")
    essential = [table for table in tables if decp.is_one(table.sample)]
    if essential:
        return decp.read(request, lambda: _all(request, codec, essential))
    choice = tree_tables.choose(tables, request)
    found = _table(request, codec, tables[choice.index])
    kind = "jsonl" if "lines" in tables[choice.index].shape else "json"
    steps = (*choice.steps, *found.steps)
    return replace(found, format=kind, table=choice.name, tables=choice.tables, steps=steps)


def _all(request: Request, codec: str, tables: list[Table]) -> Iterator[Record]:
    for table in tables:
        yield from _records(request, codec, table)


def _table(request: Request, codec: str, table: Table) -> Found:
    if table.shape == "columns":
        with JsonStream(request.source, codec) as stream:
            _go(stream, table.path)
            contents = columnar.write(stream, table.labels, request.target)
        return Found(Header(None, 0, table.labels, 1.0), None, contents)
    if table.shape in ("rows", "row lines"):
        return _rows(request, codec, table)
    return tree_tables.write(request, lambda: _records(request, codec, table))


def _rows(request: Request, codec: str, table: Table) -> Found:
    """A list of lists: their names stand beside them, in the first of them, or nowhere."""
    head = Header(None, 0, table.labels)
    if max(map(len, table.sample), default=0) > MOST_COLUMNS:
        raise refusal("wide")
    if not table.labels:
        head = header.find([[text_of(c) for c in row] for row in table.sample], request.known)
    names = header.unique(head.labels)
    found = tree_tables.write(
        request, lambda: _named(request, codec, table, names, head.first), nested=False, first=names
    )
    known = dict(zip(names, head.labels, strict=True))
    labels = tuple(known.get(label, "") for label in found.header.labels)
    row = None if head.row is None else head.row + 1
    return replace(found, header=replace(head, labels=labels), header_row=row)


def _named(
    request: Request, codec: str, table: Table, names: list[str], first: int
) -> Iterator[Record]:
    more = list(names)
    for number, values in enumerate(_values(request, codec, table)):
        if number < first:
            continue
        row = values if isinstance(values, list) else [values]
        while len(row) > len(more):
            more.append(f"Colonne {len(more) + 1}")
        yield dict(zip(more, row, strict=False))


def _records(request: Request, codec: str, table: Table) -> Iterator[Record]:
    for value in _values(request, codec, table):
        record = value if isinstance(value, dict) else {"valeur": value}
        if table.inner:
            yield from table.inner.opened(record)
        else:
            yield record


def _values(request: Request, codec: str, table: Table) -> Iterator[Any]:
    size = max(1, request.source.stat().st_size)
    with JsonStream(request.source, codec) as stream:
        for number, value in enumerate(_in_turn(stream, table)):
            if number % 5000 == 0:
                request.progress(min(1.0, stream.read / size))
            yield value


def _in_turn(stream: JsonStream, table: Table) -> Iterator[Any]:
    if table.shape == "single":
        yield stream.value()
        return
    if "lines" in table.shape:
        while stream.peek():
            yield stream.value()
            if stream.peek() == ",":
                stream.take(",")
        return
    _go(stream, table.path)
    if table.shape == "keyed":
        for key in stream.members():
            value = stream.value()
            yield {"clé": key, **(value if isinstance(value, dict) else {"valeur": value})}
        return
    for _ in stream.items():
        yield stream.value()


def _go(stream: JsonStream, path: tuple[str, ...]) -> None:
    """Bring the head before the value that ``path`` leads to."""
    for wanted in path:
        for key in stream.members():
            if key == wanted:
                break
            stream.skip(json_tables.DEEPEST)
        else:
            raise refusal("damaged")
