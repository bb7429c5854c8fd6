"""KML (OGC 12-007) and its zip, KMZ: placemarks, their extended data and their folders."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from autan.formats import features, markup
from autan.formats.features import Feature
from autan.formats.members import unzipped
from autan.formats.packed import extract, files_of
from autan.formats.reader import Found, Reader, Request
from autan.formats.refusals import refusal

_PLAIN = ("name", "description", "address", "phoneNumber", "Snippet")
_MOMENTS = ("when", "begin", "end")
_KMZ = b"PK"
Position = list[float]


def read(request: Request) -> Found:
    """Read the placemarks of a document; see ``Reader.read``."""
    with request.source.open("rb") as file:
        packed = file.read(2) == _KMZ
    if not packed:
        return _read(request, request.source)
    with unzipped(request) as (archive, folder):
        extract(archive, _document(archive), folder / "doc.kml")
        return _read(request, folder / "doc.kml")


READER = Reader(frozenset({"kml", "kmz"}), read)


def _read(request: Request, path: Path) -> Found:
    # What is unpacked weighs more than what came: it is its weight that decides.
    inside = replace(request, source=path)
    return features.write(inside, lambda: _features(path), format="kml", crs="EPSG:4326")


def _document(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """The first document, at the top rather than in a folder: the standard's rule."""
    found = [m for m in files_of(archive) if m.filename.lower().endswith(".kml")]
    if not found:
        raise refusal("damaged")
    return min(found, key=lambda member: member.filename.count("/"))


def _features(path: Path) -> Iterator[Feature]:
    for placemark, folders in markup.elements(path, {"Placemark"}, {"Folder"}):
        cells = dict(_cells(placemark))
        if folders:
            cells["folder"] = " / ".join(folders)
        yield Feature.of(cells, _geometry(placemark))


def _cells(placemark: Element) -> Iterator[tuple[str, str | None]]:
    for name in _PLAIN:
        text = _text(placemark.find(name))
        if text:
            yield name, text
    for name in _MOMENTS:
        text = _text(placemark.find(f".//{name}"))
        if text and placemark.find(".//Track") is None:
            yield name, text
    for data in placemark.iterfind(".//ExtendedData/Data"):
        yield data.get("name") or "data", _text(data.find("value"))
    for data in placemark.iterfind(".//ExtendedData//SimpleData"):
        yield data.get("name") or "data", _text(data)
    for data in placemark.iterfind(".//ExtendedData/*"):
        if data.tag not in ("Data", "SchemaData") and not len(data):
            yield data.tag, _text(data)


def _text(element: Element | None) -> str | None:
    text = "".join(element.itertext()).strip() if element is not None else ""
    return text or None


def _geometry(parent: Element) -> dict[str, Any] | None:
    """The geometry directly in a placemark or a collection; several make a collection."""
    found = [shape for child in parent if (shape := _shape(child)) is not None]
    if len(found) < 2:
        return found[0] if found else None
    kinds = {shape["type"] for shape in found}
    if len(kinds) == 1 and kinds <= {"Point", "LineString", "Polygon"}:
        parts = [shape["coordinates"] for shape in found]
        return {"type": f"Multi{kinds.pop()}", "coordinates": parts}
    return {"type": "GeometryCollection", "geometries": found}


def _shape(element: Element) -> dict[str, Any] | None:
    match element.tag:
        case "Point":
            positions = _positions(element.find("coordinates"))
            return {"type": "Point", "coordinates": positions[0]} if positions else None
        case "LineString" | "LinearRing":
            return _line(_positions(element.find("coordinates")))
        case "Track":
            return _line([_numbers(each.text) for each in element.iterfind("coord")])
        case "Polygon":
            return _polygon(element)
        case "MultiGeometry" | "MultiTrack":
            return _geometry(element)
    return None


def _line(positions: list[Position]) -> dict[str, Any] | None:
    kept = [position for position in positions if position]
    return {"type": "LineString", "coordinates": kept} if len(kept) > 1 else None


def _polygon(element: Element) -> dict[str, Any] | None:
    outer = _positions(element.find("outerBoundaryIs/LinearRing/coordinates"))
    inner = [
        _positions(each.find("coordinates"))
        for each in element.iterfind("innerBoundaryIs/LinearRing")
    ]
    rings = [_closed(ring) for ring in (outer, *inner) if len(ring) > 2]
    return {"type": "Polygon", "coordinates": rings} if rings and len(outer) > 2 else None


def _closed(ring: list[Position]) -> list[Position]:
    return ring if ring[0] == ring[-1] else [*ring, ring[0]]


def _positions(element: Element | None) -> list[Position]:
    """``lon,lat[,height]`` parted by spaces; some tools put spaces after the commas too."""
    text = re.sub(r"\s*,\s*", ",", (element.text or "") if element is not None else "")
    found = (_numbers(part.replace(",", " ")) for part in text.split())
    return [position for position in found if position]


def _numbers(text: str | None) -> Position:
    """Longitude and latitude; heights are left out, nothing on a map wants them."""
    try:
        position = [float(word) for word in islice((text or "").split(), 2)]
    except ValueError:
        return []
    return position if len(position) == 2 else []
