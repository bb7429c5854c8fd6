"""GeoParquet (OGC, 1.0 and 1.1): columns of geometries in WKB, as GeoJSON in degrees.

The file's own metadata say which columns they are, and in which system.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from autan.formats import spatial
from autan.formats.features import Survey, settled
from autan.formats.reader import Request
from autan.tabular.steps import Step

_LONGEST = 4 << 20


def columns(metadata: Mapping[bytes, bytes] | None) -> dict[str, str | None]:
    """The columns of geometries with their system, None where the file does not know it."""
    text = (metadata or {}).get(b"geo", b"")
    try:
        said = json.loads(text) if 0 < len(text) < _LONGEST else {}
    except (ValueError, RecursionError):
        return {}
    listed = said.get("columns") if isinstance(said, dict) else None
    if not isinstance(listed, dict):
        return {}
    return {
        name: _system(column)
        for name, column in listed.items()
        if isinstance(column, dict) and column.get("encoding") == "WKB"
    }


def _system(column: Mapping[str, Any]) -> str | None:
    """Without a word on it, the standard says degrees, the longitude first."""
    crs = column.get("crs", spatial.WGS84)
    if isinstance(crs, dict):
        known = crs.get("id")
        if not isinstance(known, dict):
            return None
        return f"{known.get('authority')}:{known.get('code')}"
    return crs if isinstance(crs, str) else None


def understood(
    request: Request, blocks: Iterable[pa.Array], crs: str | None
) -> tuple[str | None, list[Step]]:
    """The system that the geometries really are in, and what is said of it: ``settled``."""
    seen = Survey()
    for block in blocks:
        found = spatial.extent(block)
        seen.count += len(block) - block.null_count
        if found:
            seen.kinds.add("geometry")
            low, high = found[:2], found[2:]
            seen.box[:2] = map(min, seen.box[:2], low)
            seen.box[2:] = map(max, seen.box[2:], high)
    return settled(request, seen, crs)


def texts(column: pa.Array, system: str | None) -> pa.Array:
    """The geometries as GeoJSON; what is none stays the text of its bytes, in hexadecimal."""
    cells = [None if cell is None else bytes(cell) for cell in column.to_pylist()]
    made = spatial.of_wkb(pa.array(cells, pa.binary()), system)
    pairs = zip(cells, made, strict=True)
    return pa.array(
        [text or (cell.hex() if cell else None) for cell, text in pairs], pa.large_string()
    )
