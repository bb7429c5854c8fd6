"""GeoJSON (RFC 7946 and the older form with ``crs``): collections, single features, one a line.

Features are taken one at a time by ``json_stream``, so that memory depends on the largest of them
and not on the file. Numbers keep the digits that the file wrote.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from autan.formats import features
from autan.formats.features import GEOMETRIES, Feature
from autan.formats.json_stream import JsonStream
from autan.formats.nested import text_of
from autan.formats.reader import Found, Reader, Request
from autan.formats.refusals import refusal
from autan.tabular.steps import Step

_EDGE = 1 << 16
_CODE = re.compile(r"EPSG\W{1,3}(?:[\d.]*:)?(\d{4,6})$", re.IGNORECASE)


def read(request: Request) -> Found:
    """Read the features of a file; see ``Reader.read``."""
    try:
        return _read(request, _codec(request.source))
    except UnicodeDecodeError:
        found = _in_old_letters(request)
    sentence = "Les accents étaient écrits à l’ancienne façon de Windows\u202f: lus comme tels."
    step = Step("encoding", sentence, reason="Lus autrement, ils n’auraient pas eu de sens.")
    return replace(found, steps=(step, *found.steps))


READER = Reader(frozenset({"geojson"}), read)


def _in_old_letters(request: Request) -> Found:
    try:
        return _read(request, "cp1252")
    except UnicodeDecodeError as error:
        raise refusal("damaged") from error


def _codec(path: Path) -> str:
    with path.open("rb") as file:
        return "utf-16" if file.read(2) in (b"\xff\xfe", b"\xfe\xff") else "utf-8"


def _read(request: Request, codec: str) -> Found:
    found = features.write(
        request,
        lambda: _features(request.source, codec),
        format="geojson",
        crs=_crs(request.source, codec),
    )
    return replace(found, encoding=codec)


def _features(path: Path, codec: str) -> Iterator[Feature]:
    with JsonStream(path, codec) as stream:
        while stream.peek():
            yield from _top(stream)


def _top(stream: JsonStream) -> Iterator[Feature]:
    """One value at the top: a collection, streamed, or anything smaller."""
    if stream.peek() == "[":
        yield from _elements(stream)
        return
    held: dict[str, Any] = {}
    for name in stream.members():
        if name == "features" and stream.peek() == "[":
            yield from _elements(stream)
        else:
            held[name] = stream.value()
    if held.get("type") != "FeatureCollection":
        yield from _feature(held)


def _elements(stream: JsonStream) -> Iterator[Feature]:
    for _ in stream.items():
        yield from _feature(stream.value())


def _feature(value: Any) -> Iterator[Feature]:
    if not isinstance(value, dict):
        return
    if value.get("type") in GEOMETRIES:
        yield Feature.of({}, value)
        return
    properties = value.get("properties")
    own = properties if isinstance(properties, dict) else {}
    known = {"id": value["id"], **own} if "id" in value and "id" not in own else own
    cells = {name: text_of(cell) for name, cell in known.items()}
    yield Feature.of(cells, value.get("geometry"))


def _crs(path: Path, codec: str) -> str | None:
    """What the file says of its coordinates: the old member ``crs``, before or after the rest."""
    for text in _edges(path, codec):
        for match in re.finditer(r'"crs"\s*:\s*', text):
            with suppress(json.JSONDecodeError, RecursionError):
                said, _ = json.JSONDecoder().raw_decode(text, match.end())
                return _code(said)
    return None


def _edges(path: Path, codec: str) -> Iterator[str]:
    with path.open("rb") as file:
        yield file.read(_EDGE).decode(codec, "replace")
        file.seek(max(0, path.stat().st_size - _EDGE))
        yield file.read().decode(codec, "replace")


def _code(said: Any) -> str | None:
    name = said.get("properties") if isinstance(said, dict) else said
    name = name.get("name") or name.get("code") if isinstance(name, dict) else name
    text = str(name or "")
    if "CRS84" in text:
        return "OGC:CRS84"
    found = _CODE.search(text) or re.fullmatch(r"()?(\d{4,6})", text)
    return f"EPSG:{found.groups()[-1]}" if found else None
