"""The outlines that the package carries, read once: what maps call the land."""

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

from autan.maps.land import Land

_DATA = Path(__file__).parent / "data"
_NOTHING: dict[str, Any] = {"objects": {"communes": {"geometries": []}}, "arcs": []}


@cache
def land() -> Land:
    """The outlines of the package's territory; of nothing when they are not installed."""
    shapes, rows = _DATA / "contours.json.gz", _DATA / "occitanie.json.gz"
    if not (shapes.is_file() and rows.is_file()):
        return Land(_NOTHING, ())
    told = json.loads(gzip.decompress(rows.read_bytes()))
    lines = [dict(zip(told["columns"], row, strict=True)) for row in told["rows"]]
    return Land(json.loads(gzip.decompress(shapes.read_bytes())), lines)
