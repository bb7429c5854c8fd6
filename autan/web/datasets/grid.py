"""A table as a page shows it: values in words, columns that sort and open, cells that filter."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from itertools import zip_longest
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext, ngettext

from autan import schemas
from autan.query.state import quoted_name
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
    """``kind`` is a class of the stylesheet: n (number), d (date), long, or nothing.

    ``opens`` is the address of what is known of the column; ``shape`` its little histogram.
    """

    name: str
    title: str
    meaning: str
    kind: str
    unit: str = ""
    sort: str = ""
    sorted: str = ""
    opens: str = ""
    shape: object = None


@dataclass(frozen=True, slots=True)
class Cell:
    """``folded`` and ``rest`` are the beginning and the end of a long text.

    ``keeps`` is the address of the rows that have the same value.
    """

    text: str | None
    kind: str = ""
    link: str = ""
    folded: str = ""
    rest: str = ""
    keeps: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """``numbers`` are the number and the address of each row, when rows have pages."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int = 0
    count_words: str = ""
    empty_words: str = ""
    numbers: tuple[tuple[str, str], ...] = ()

    @property
    def lines(self) -> Iterator[tuple[tuple[str, str] | None, tuple[Cell, ...]]]:
        """Each row after its number and address."""
        return zip_longest(self.numbers, self.rows)


@dataclass(frozen=True, slots=True)
class Sorting:
    """The address of the page, its parameters, and its ``order_by``.

    ``keeps`` gives, for the columns whose values come back, the address that keeps the rows of a
    value; ``opens`` the address that opens a column; ``shapes`` their little histograms.
    """

    path: str
    pairs: Pairs
    order: str
    keeps: Mapping[str, Callable[[Any], str]] = attribute(default_factory=dict)
    opens: Callable[[str], str] | None = None
    shapes: Mapping[str, object] = attribute(default_factory=dict)


def grid(
    schema: TableSchema,
    rows: Iterable[Mapping[str, Any]],
    *,
    caption: str,
    total: int = 0,
    count_words: str = "",
    sorting: Sorting | None = None,
    numbers: tuple[tuple[str, str], ...] = (),
) -> Grid:
    """The rows (a mapping by field name each) as cells; without ``sorting`` nothing sorts.

    Columns without a single value are named under the table instead of filling it with dashes.
    """
    empty = [field for field in schema if "empty" in field.annotations]
    shown = [field for field in schema if field not in empty] or list(schema)
    kinds = {field.name: schemas.kind_of(schema, field.name) for field in shown}
    columns = tuple(_column(field, kinds[field.name], sorting) for field in shown)
    keeps = sorting.keeps if sorting else {}
    cells = tuple(
        tuple(
            _kept(cell(row.get(field.name), field, kinds[field.name]), row, field, keeps)
            for field in shown
        )
        for row in rows
    )
    return Grid(caption, columns, cells, total, count_words, _empty_words(empty), numbers)


def _kept(
    shown: Cell, row: Mapping[str, Any], field: Field, keeps: Mapping[str, Callable[[Any], str]]
) -> Cell:
    way = keeps.get(field.name)
    if way is None or shown.text is None or shown.link or shown.folded:
        return shown
    return replace(shown, keeps=way(row[field.name]))


def _empty_words(fields: Sequence[Field]) -> str:
    if not fields:
        return ""
    said = ngettext(
        "Colonne vide, non montrée ici : %(columns)s.",
        "Colonnes vides, non montrées ici : %(columns)s.",
        len(fields),
    )
    return said % {"columns": ", ".join(field.title for field in fields)}


def _column(field: Field, kind: Kind | None, sorting: Sorting | None) -> Column:
    unit = "€" if kind is Kind.AMOUNT and "euro" not in field.title.lower() else ""
    style = "n" if is_quantity(field, kind) else "d" if field.type in _TIMES else ""
    plain = Column(field.name, field.title, field.description, style, unit)
    if sorting is None:
        return plain
    opens = sorting.opens(field.name) if sorting.opens else ""
    plain = replace(plain, opens=opens, shape=sorting.shapes.get(field.name))
    if field.type in PLACES:
        return plain
    name = quoted_name(field.name)
    orders = {name: "ascending", f"{name} asc": "ascending", f"{name} desc": "descending"}
    sorted_ = orders.get(sorting.order, "")
    order = f"{name} desc" if sorted_ == "ascending" else name
    kept = [(n, v) for n, v in sorting.pairs if n not in ("order_by", "offset")]
    address = link(sorting.path, [*kept, ("order_by", order)], "tableau")
    return replace(plain, sort=address, sorted=sorted_)


def cell(value: Any, field: Field, kind: Kind | None) -> Cell:
    """A value as people write it."""
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
    if not is_quantity(field, kind):
        return Cell(str(value), "d")
    if kind is Kind.AMOUNT:
        return Cell(typography.number(value, None if float(value).is_integer() else 2), "n")
    return Cell(typography.number(value), "n")


def is_quantity(field: Field, kind: Kind | None) -> bool:
    """Whether the number counts or measures: a year is a number that nobody adds up."""
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
