"""The outlines that the package carries: the communes of its territory, as maps draw them.

``tools/territories.py`` makes both files, one of shapes and one of names and codes.
"""

import gzip
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from autan.maps.land import Land

_DATA = Path(__file__).parent / "tenants" / "data"
_NOTHING: dict[str, Any] = {"objects": {"communes": {"geometries": []}}, "arcs": []}


@cache
def land() -> Land:
    """The territory with its levels; of nothing when one of the files is not installed."""
    shapes, names = _DATA / "contours.json.gz", _DATA / "occitanie.json.gz"
    if not (shapes.is_file() and names.is_file()):
        return Land(_NOTHING, ())
    told = json.loads(gzip.decompress(names.read_bytes()))
    rows = [dict(zip(told["columns"], row, strict=True)) for row in told["rows"]]
    return Land(topology(), rows)


def topology() -> Mapping[str, Any]:
    """The shapes alone, as TopoJSON; of nothing when they are not installed. Read at each call."""
    shapes = _DATA / "contours.json.gz"
    if not shapes.is_file():
        return _NOTHING
    found: dict[str, Any] = json.loads(gzip.decompress(shapes.read_bytes()))
    return found
