"""GPX 1.0 and 1.1 (topografix.com/GPX): points, routes and tracks, each a table of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from autan.formats import features, markup
from autan.formats.features import Feature
from autan.formats.members import choice
from autan.formats.reader import Found, Reader, Request
from autan.formats.refusals import refusal
from autan.tabular.steps import Glimpse

_TABLES = {"trk": "Traces", "rte": "Itinéraires", "wpt": "Points"}
_INSIDE = frozenset({"rtept", "trkseg", "extensions", "link"})


def read(request: Request) -> Found:
    """Read the points, the routes or the tracks of a file; see ``Reader.read``."""
    counts = {tag: sum(1 for _ in _features(request.source, tag)) for tag in _TABLES}
    ranked = sorted((tag for tag in _TABLES if counts[tag]), key=lambda tag: -counts[tag])
    if not ranked:
        raise refusal("no-rows")
    glimpses = {tag: Glimpse(tag, _TABLES[tag], rows=counts[tag]) for tag in ranked}
    tag, tables, steps = choice(request, {each: _TABLES[each] for each in ranked}, glimpses)
    return features.write(
        request,
        lambda: _features(request.source, tag),
        format="gpx",
        crs="EPSG:4326",
        tables=tables,
        table=tag if tables else None,
        steps=steps,
    )


READER = Reader(frozenset({"gpx"}), read)


def _features(path: Path, tag: str) -> Iterator[Feature]:
    for element, _ in markup.elements(path, {tag}):
        yield Feature.of(dict(_cells(element)), _geometry(element))


def _cells(element: Element) -> Iterator[tuple[str, str | None]]:
    for child in element:
        if child.tag not in _INSIDE and (child.text or "").strip():
            yield child.tag, (child.text or "").strip()
    link = element.find("link")
    if link is not None and link.get("href"):
        yield "link", link.get("href")
    for child in element.iterfind("extensions//*"):
        if not len(child) and (child.text or "").strip():
            yield child.tag, (child.text or "").strip()


def _geometry(element: Element) -> dict[str, Any] | None:
    if element.tag == "wpt":
        position = _position(element)
        return {"type": "Point", "coordinates": position} if position else None
    parts = [element] if element.tag == "rte" else element.findall("trkseg")
    tag = "rtept" if element.tag == "rte" else "trkpt"
    lines = [_line(part, tag) for part in parts]
    kept = [line for line in lines if len(line) > 1]
    if len(kept) == 1:
        return {"type": "LineString", "coordinates": kept[0]}
    return {"type": "MultiLineString", "coordinates": kept} if kept else None


def _line(part: Element, tag: str) -> list[list[float]]:
    found = (_position(point) for point in part.iterfind(tag))
    return [position for position in found if position]


def _position(point: Element) -> list[float]:
    try:
        return [float(point.get("lon", "")), float(point.get("lat", ""))]
    except ValueError:
        return []
