"""Where the rows of a table are: its points, its shapes, or the codes of French territories."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from autan import schemas
from autan.schemas.names import listed, squash, words
from autan.schemas.standard import Kind
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema


class Ground(StrEnum):
    """What says where a row is."""

    POINT = "point"
    SHAPE = "shape"
    TERRITORY = "territory"


class Level(StrEnum):
    """The outlines that a code joins; the value is the name of their base layer."""

    COMMUNES = "communes"
    EPCI = "epci"
    DEPARTEMENTS = "departements"


@dataclass(frozen=True, slots=True)
class Geography:
    """``level`` is None but for territories. Points in two columns of degrees have their longitude
    in ``field`` and their latitude in ``latitude``."""

    ground: Ground
    field: Field
    level: Level | None = None
    latitude: Field | None = None

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns that say where a row is."""
        return (self.field, self.latitude) if self.latitude else (self.field,)


_CODES = frozenset({FieldType.TEXT, FieldType.INTEGER})
_COMMUNE = listed(
    "insee codeinsee inseecode codecommune communecode codecom comcode codgeo depcom inseecom "
    "cominsee communeinsee inseecommune codeinseecommune codecommuneinsee codegeographique"
)
_EPCI = listed("epci codeepci epcicode sirenepci epcisiren codesirenepci idepci")
_DEPARTEMENT = listed(
    "dep dept departement codedep codedept codedepartement depcode departementcode numdep "
    "numerodepartement inseedep codeinseedepartement"
)
_LONGITUDE = listed("lon long lng longitude xlong xlon xlongitude longx")
_LATITUDE = listed("lat latitude ylat ylatitude laty")
_WIDTHS = {Level.COMMUNES: 5, Level.EPCI: 9, Level.DEPARTEMENTS: 2}


def geographies(schema: TableSchema) -> tuple[Geography, ...]:
    """Everything that says where the rows of a table are, the most precise first."""
    kinds = ((FieldType.GEO_POINT, Ground.POINT), (FieldType.GEO_SHAPE, Ground.SHAPE))
    places = [
        Geography(ground, field)
        for kind, ground in kinds
        for field in schema
        if field.type is kind and "empty" not in field.annotations
    ]
    numbers = {field.name: field for field in schema if field.type is FieldType.NUMBER}
    places += [
        Geography(Ground.POINT, numbers[lon], latitude=numbers[lat])
        for lon, lat in degrees_columns(numbers)
        if not {"empty"} & (numbers[lon].annotations | numbers[lat].annotations)
    ]
    codes = ((field, level_of(field, schema)) for field in schema)
    coded = [Geography(Ground.TERRITORY, field, level) for field, level in codes if level]
    places.sort(key=lambda one: one.ground is not Ground.POINT)
    return (*places, *sorted(coded, key=lambda one: list(Level).index(one.level or Level.EPCI)))


def degrees_columns(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The columns of numbers that go by two, a longitude and a latitude, by their names alone:
    ``EQUIP_LONG`` and ``EQUIP_LAT``, ``lon`` and ``lat``. Never x and y, which may be metres."""
    sides: tuple[dict[tuple[str, ...], str], ...] = ({}, {})
    for name in names:
        parts = words(name)
        for side, known in zip(sides, (_LONGITUDE, _LATITUDE), strict=True):
            stem = tuple(part for part in parts if part not in known)
            if len(stem) < len(parts):
                side.setdefault(stem, name)
    east, north = sides
    return tuple((name, north[stem]) for stem, name in east.items() if stem in north)


def level_of(field: Field, schema: TableSchema) -> Level | None:
    """The level of which a column holds the codes, by its meaning in its standard or its name."""
    if field.type not in _CODES or "empty" in field.annotations:
        return None
    if schemas.kind_of(schema, field.name) is Kind.INSEE:
        return Level.COMMUNES
    names = {squash(field.name), squash(field.source)} - {""}
    if names & _COMMUNE or "insee" in words(field.name):
        return Level.COMMUNES
    if names & _EPCI:
        return Level.EPCI
    return Level.DEPARTEMENTS if names & _DEPARTEMENT else None


def code(value: object, level: Level) -> str:
    """The code of a cell as the outlines have it: a leading zero that a number lost is back."""
    text = str(value).strip().upper()
    return text.zfill(_WIDTHS[level]) if text.isdigit() else text
