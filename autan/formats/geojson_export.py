"""GeoJSON (RFC 7946): one feature a row, for software that draws maps.

The geometry is the first shape of the row, else its first point; both in WGS 84 as they are kept.
A row without a place is a feature without geometry, which the format foresees.
"""

import json
from collections.abc import Iterator
from typing import Any

from autan.formats.exports import LABELS, Format, Frames, Settled
from autan.formats.jsonl import lines

_OPENING, _CLOSING = b'{"type":"FeatureCollection","features":[', b"]}"


def features(frames: Frames, options: Settled) -> Iterator[bytes]:
    """The collection, piece by piece."""
    opening = _OPENING
    for piece in lines(frames, options):
        made = [_feature(json.loads(line)) for line in piece.splitlines() if line]
        if made:
            yield opening + b",".join(made)
            opening = b","
    yield _CLOSING if opening == b"," else _OPENING + _CLOSING


def _feature(row: dict[str, Any]) -> bytes:
    place = next((name for name in row if _is_shape(row[name])), None)
    place = place or next((name for name in row if _is_point(row[name])), None)
    geometry = _geometry(row.pop(place)) if place else None
    feature = {"type": "Feature", "geometry": geometry, "properties": row}
    return json.dumps(feature, ensure_ascii=False, separators=(",", ":")).encode()


def _is_shape(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") == "Feature"


def _is_point(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"lon", "lat"}


def _geometry(value: dict[str, Any]) -> Any:
    if _is_shape(value):
        return value["geometry"]
    return {"type": "Point", "coordinates": [value["lon"], value["lat"]]}


FORMAT = Format(
    "geojson", "GeoJSON", "geojson", "application/geo+json; charset=utf-8", features, (LABELS,)
)
