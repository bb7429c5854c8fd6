"""Which columns say where things are, whatever their form: a geometry, or two columns of metres."""

import re
from collections.abc import Sequence

from autan.schemas.evidence import Column, share
from autan.schemas.names import listed, squash, words
from autan.schemas.standard import Kind

_POINT = re.compile(r"(?is)\s*\{.*\"type\"\s*:\s*\"point\".*|\s*(?:srid=\d+;)?\s*point\s*\(.*")
_EAST = listed("x xl93 coordx xcoord xlambert xlambert93 abscisse easting xrgf93 xcc")
_NORTH = listed("y yl93 coordy ycoord ylambert ylambert93 ordonnee northing yrgf93 ycc")
_SURELY = 0.9


def located(columns: Sequence[Column]) -> frozenset[str]:
    """The keys of a column of points, or of two columns of metres; none when nothing is sure."""
    points = {column.key for column in columns if point(column)}
    return frozenset(points) if points else frozenset(metres(columns))


def sides(columns: Sequence[Column]) -> tuple[str, ...]:
    """The keys of the columns that hold the longitude and the latitude, the same twice for a column
    of points; empty when there is none, or several."""
    points = [column.key for column in columns if point(column)]
    return (points[0], points[0]) if len(points) == 1 else metres(columns)


def point(column: Column) -> bool:
    """Is every value a point, as GeoJSON or WKT writes it?"""
    filled = [value for value in column.values[:50] if value.strip()]
    return bool(filled) and all(_POINT.match(value) for value in filled)


def metres(columns: Sequence[Column]) -> tuple[str, ...]:
    """The keys of the two columns of projected coordinates, east then north; empty without."""
    east = [column for column in columns if _axis(column.header, _EAST) and _numbers(column)]
    north = [column for column in columns if _axis(column.header, _NORTH) and _numbers(column)]
    return (east[0].key, north[0].key) if len(east) == len(north) == 1 else ()


def _axis(header: str, known: frozenset[str]) -> bool:
    return squash(header) in known or any(word in known for word in words(header))


def _numbers(column: Column) -> bool:
    return (share(Kind.NUMBER, column.values) or 0.0) >= _SURELY
