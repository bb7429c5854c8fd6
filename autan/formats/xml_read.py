"""Tables written as XML: the budget of a collectivity (TOTEM), its contracts (DECP), or any
document that repeats an element; each repetition is then a row."""

from collections.abc import Iterator
from dataclasses import replace

from autan.formats import decp, totem, tree_tables, xml_tables, xml_workbook
from autan.formats.nested import Record
from autan.formats.reader import Found, Reader, Request
from autan.formats.refusals import refusal
from autan.formats.xml_stream import WrongLetters, codec_of
from autan.formats.xml_tables import Place, Table
from autan.tabular.steps import Step


def read(request: Request) -> Found:
    """Read a table of an XML document; see ``Reader.read``."""
    codec = codec_of(request.source)
    try:
        return replace(_read(request, codec), encoding="cp1252" if codec else "utf-8")
    except WrongLetters:
        found = replace(_read(request, "windows-1252"), encoding="cp1252")
    step = Step(
        "encoding",
        "Les accents de ce fichier sont écrits à l’ancienne façon de Windows.",
        reason="Le fichier en annonce une autre, qui n’est pas la sienne.",
    )
    return replace(found, steps=(step, *found.steps))


READER = Reader(frozenset({"xml"}), read)


def _read(request: Request, codec: str | None) -> Found:
    root = xml_tables.survey(request.source, codec)
    if totem.is_one(root):
        return totem.read(request, codec)
    if xml_workbook.is_one(root):
        return xml_workbook.read(request, codec)
    tables = xml_tables.tables(root, request.source, codec)
    if not tables:
        raise refusal("empty")
    contracts = [table for table in tables if decp.is_one(table.sample)]
    if contracts:
        return decp.read(request, lambda: _all(request, codec, root, contracts))
    choice = tree_tables.choose(tables, request)
    wanted = tables[choice.index].place
    found = tree_tables.write(request, lambda: _records(request, codec, root, wanted))
    return replace(
        found, table=choice.name, tables=choice.tables, steps=(*choice.steps, *found.steps)
    )


def _all(request: Request, codec: str | None, root: Place, tables: list[Table]) -> Iterator[Record]:
    for table in tables:
        yield from _records(request, codec, root, table.place)


def _records(request: Request, codec: str | None, root: Place, wanted: Place) -> Iterator[Record]:
    size = max(1, request.source.stat().st_size)
    return xml_tables.records(
        root, wanted, request.source, codec, lambda read: request.progress(min(1.0, read / size))
    )
