"""What each column of a table may do on a map: be a category, be measured, name a place."""

from autan import schemas
from autan.maps.geography import Geography, level_of
from autan.query.state import quoted_name
from autan.schemas.names import listed
from autan.schemas.naming import naming
from autan.schemas.standard import Kind
from autan.tabular.fields import PLACES, Field, FieldType
from autan.tabular.schema import TableSchema

NUMBERS = frozenset({FieldType.INTEGER, FieldType.NUMBER})
GROUPABLE = frozenset({FieldType.TEXT, FieldType.BOOLEAN})
COUNT = "count(*)"
_POPUP = 6
"""Columns that are told of a place, unless the words say which."""


def categories(schema: TableSchema) -> tuple[Field, ...]:
    """The fields whose values may be categories, the likeliest first: what names each row, which
    makes as many categories as there are rows, after the others."""
    found = [
        field for field in schema if field.type in GROUPABLE and "empty" not in field.annotations
    ]
    named = {field.name for group in naming(schema)[:1] for field in group}
    ranked = sorted(found, key=lambda one: (not _is_choice(one, schema), one.name in named))
    return tuple(field for field in ranked if not _is_identifier(field, schema))


def values(schema: TableSchema) -> tuple[tuple[str, str, Field | None], ...]:
    """What circles and colours may show: ODSQL, the name of the aggregate, and its field."""
    found: list[tuple[str, str, Field | None]] = [(COUNT, "count", None)]
    for field in quantities(schema):
        name = quoted_name(field.name)
        found += [(f"{verb}({name})", verb, field) for verb in ("sum", "avg", "max")]
    return tuple(found)


def quantities(schema: TableSchema) -> tuple[Field, ...]:
    """The columns of numbers that measure something: neither codes, years nor degrees."""
    return tuple(
        field
        for field in schema
        if field.type in NUMBERS
        and "empty" not in field.annotations
        and not _is_identifier(field, schema)
    )


def usual_popup(schema: TableSchema, geography: Geography) -> tuple[Field, ...]:
    """What names a place first, then what there is: no identifier, no coordinate, and nothing that
    says who publishes, which is the same on every row."""
    said = [
        field
        for field in schema
        if "empty" not in field.annotations
        and field.type not in PLACES
        and field not in geography.fields
        and field.name.casefold() not in _METRES
        and not _is_of_producer(field, schema)
    ]
    shown = [field for field in said if not _is_identifier(field, schema)]
    if not any(field.type is FieldType.TEXT for field in shown):
        # A code is better than no name at all.
        shown = [*(field for field in said if field.type is FieldType.TEXT), *shown]
    groups = naming(schema)
    first = tuple(field for field in (groups[0] if groups else ()) if field in said)
    order = {group[-1].name: rank for rank, group in enumerate(groups)}
    rest = [field for field in shown if field not in first]
    rest.sort(key=lambda field: order.get(field.name, len(order)))
    return (*first, *rest)[:_POPUP]


def _is_of_producer(field: Field, schema: TableSchema) -> bool:
    known = schemas.field_of(schema, field.name)
    return known is not None and bool(known.profile)


_NEVER = frozenset(
    {
        *(Kind.CODE, Kind.SIRET, Kind.SIREN, Kind.RNA, Kind.INSEE, Kind.POSTCODE, Kind.UUID),
        *(Kind.DEGREES, Kind.YEAR, Kind.URL, Kind.EMAIL, Kind.PHONE, Kind.LIST),
    }
)
_METRES = listed("x y coord_x coord_y coordx coordy")
"""Positions on a plane: surveyors' words, which tell nobody where a place is."""
_IDENTIFIERS = listed(
    """
    id uid gid fid ogc_fid objectid code siret siren insee lat lon lng long latitude longitude x y
    annee année year cp postcode code_postal codepostal numero num
    """
)


def _is_identifier(field: Field, schema: TableSchema) -> bool:
    kind = schemas.kind_of(schema, field.name)
    if kind is not None:
        return kind in _NEVER
    parts = field.name.casefold().replace("-", "_").split("_")
    coded = bool({field.name.casefold(), parts[0], parts[-1]} & _IDENTIFIERS)
    return coded or level_of(field, schema) is not None


def _is_choice(field: Field, schema: TableSchema) -> bool:
    kind = schemas.kind_of(schema, field.name)
    words = ("type", "categorie", "theme", "nature", "statut", "etat", "famille", "classe")
    named = any(word in field.name.casefold() for word in words)
    return kind is Kind.CHOICE or field.type is FieldType.BOOLEAN or named
