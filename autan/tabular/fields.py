"""What a column is."""

from dataclasses import dataclass, field
from enum import StrEnum


class FieldType(StrEnum):
    """The types that a published column can have, in the words of the Explore API."""

    TEXT = "text"
    INTEGER = "int"
    NUMBER = "double"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    # A struct of two doubles, lon and lat, in WGS 84 (EPSG:4326).
    GEO_POINT = "geo_point_2d"
    # The text of a GeoJSON geometry (RFC 7946), in WGS 84.
    GEO_SHAPE = "geo_shape"


# Places have no order and no equality worth the name: they are shown, counted and exported.
PLACES = frozenset({FieldType.GEO_POINT, FieldType.GEO_SHAPE})


@dataclass(frozen=True, slots=True)
class Field:
    """A published column.

    ``name`` is what programs use: the standard's exact name, or a lower-case word made from the
    header. ``label`` is what people read. ``source`` is the header in the file it came from.
    """

    name: str
    type: FieldType
    label: str = ""
    description: str = ""
    source: str = ""
    annotations: frozenset[str] = field(default_factory=frozenset)

    @property
    def title(self) -> str:
        return self.label or self.name
