"""A table as a page shows it: values in words, columns that sort."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext, ngettext

from autan import schemas
from autan.schemas.standard import Kind
from autan.tabular.fields import PLACES, Field, FieldType
from autan.tabular.schema import TableSchema
from autan.web import typography
from autan.web.parts import Pairs, link

_LONG = 150
_NUMBERS = {FieldType.INTEGER, FieldType.NUMBER}
_TIMES = {FieldType.DATE, FieldType.DATETIME}
_YEARS = ("annee", "année", "year", "millesime", "exercice")


@dataclass(frozen=True, slots=True)
class Column:
    """``kind`` is a class of the stylesheet: n (number), d (date), long, or nothing."""

    name: str
    title: str
    meaning: str
    kind: str
    unit: str = ""
    sort: str = ""
    sorted: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """``folded`` and ``rest`` are the beginning and the end of a long text."""

    text: str | None
    kind: str = ""
    link: str = ""
    folded: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int = 0
    count_words: str = ""
    empty_words: str = ""


@dataclass(frozen=True, slots=True)
class Sorting:
    """The address of the page, its parameters, and the order in force: ``-`` for descending."""

    path: str
    pairs: Pairs
    order: str


def grid(
    schema: TableSchema,
    rows: Iterable[Mapping[str, Any]],
    *,
    caption: str,
    total: int = 0,
    count_words: str = "",
    sorting: Sorting | None = None,
) -> Grid:
    """The rows (a mapping by field name each) as cells; without ``sorting`` nothing sorts.

    Columns without a single value are named under the table instead of filling it with dashes.
    """
    empty = [field for field in schema if "empty" in field.annotations]
    shown = [field for field in schema if field not in empty] or list(schema)
    kinds = {field.name: kind_of(schema, field) for field in shown}
    columns = tuple(_column(field, kinds[field.name], sorting) for field in shown)
    cells = tuple(
        tuple(_cell(row.get(field.name), field, kinds[field.name]) for field in shown)
        for row in rows
    )
    return Grid(caption, columns, cells, total, count_words, _empty_words(empty))


def _empty_words(fields: Sequence[Field]) -> str:
    if not fields:
        return ""
    said = ngettext(
        "Colonne vide, non montrée ici : %(columns)s.",
        "Colonnes vides, non montrées ici : %(columns)s.",
        len(fields),
    )
    return said % {"columns": ", ".join(field.title for field in fields)}


def kind_of(schema: TableSchema, field: Field) -> Kind | None:
    """What the standard says of the field; None for a column of no standard."""
    standard = schemas.find(schema.standard) if schema.standard else None
    known = {one.name: one.kind for one in standard.fields} if standard else {}
    return known.get(field.name)


def _column(field: Field, kind: Kind | None, sorting: Sorting | None) -> Column:
    unit = "€" if kind is Kind.AMOUNT and "euro" not in field.title.lower() else ""
    style = "n" if _is_quantity(field, kind) else "d" if field.type in _TIMES else ""
    if sorting is None or field.type in PLACES:
        return Column(field.name, field.title, field.description, style, unit)
    sorted_ = {field.name: "ascending", f"-{field.name}": "descending"}.get(sorting.order, "")
    order = f"{field.name} desc" if sorted_ == "ascending" else field.name
    kept = [(n, v) for n, v in sorting.pairs if n not in ("order_by", "offset")]
    address = link(sorting.path, [*kept, ("order_by", order)], "tableau")
    return Column(field.name, field.title, field.description, style, unit, address, sorted_)


def _cell(value: Any, field: Field, kind: Kind | None) -> Cell:
    if value is None or value == "":
        return Cell(None)
    if isinstance(value, bool):
        return Cell(gettext("oui") if value else gettext("non"))
    if field.type in _NUMBERS and isinstance(value, int | float):
        return _quantity(value, field, kind)
    if field.type in PLACES and isinstance(value, Mapping):
        return Cell(_place(value))
    if field.type in _TIMES:
        return Cell(typography.short_day(str(value)), "d")
    return _text(str(value))


def _place(value: Mapping[str, Any]) -> str:
    """A point as maps on the web write it (a metre is in the fifth decimal), a shape by its name.

    ``value`` is as the engine gives it: a point {lon, lat} or a GeoJSON feature.
    """
    if "lat" in value:
        return f"{value['lat']:.5f}, {value['lon']:.5f}"
    kind = str((value.get("geometry") or {}).get("type", ""))
    if kind.endswith("Polygon"):
        return gettext("surface")
    if kind.endswith("LineString"):
        return gettext("ligne")
    return gettext("point") if kind == "Point" else gettext("points et formes")


def _quantity(value: float, field: Field, kind: Kind | None) -> Cell:
    if not _is_quantity(field, kind):
        return Cell(str(value), "d")
    if kind is Kind.AMOUNT:
        return Cell(typography.number(value, None if float(value).is_integer() else 2), "n")
    return Cell(typography.number(value), "n")


def _is_quantity(field: Field, kind: Kind | None) -> bool:
    """A year is a number that nobody adds up."""
    if field.type not in _NUMBERS or kind is Kind.YEAR:
        return False
    return not any(word in field.name.lower() for word in _YEARS)


def _text(text: str) -> Cell:
    parts = urlsplit(text) if text.startswith(("http://", "https://")) else None
    if parts and parts.hostname and " " not in text:
        shown = parts.hostname.removeprefix("www.") + ("/…" if len(parts.path) > 1 else "")
        return Cell(shown, link=text)
    if len(text) <= _LONG + 30:
        return Cell(text, "long" if len(text) > 30 else "")
    cut = text.rfind(" ", 0, _LONG)
    cut = cut if cut > _LONG // 2 else _LONG
    return Cell(text, "long", folded=text[:cut], rest=text[cut:])
