"""A column seen from above: its shape in the header of the table, and what is known of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from autan import schemas
from autan.catalogue.listing import Listing
from autan.query.state import ChartWords, State, mention, quoted_name
from autan.schemas.standard import Kind
from autan.tabular.fields import PLACES, Field, FieldType
from autan.tabular.profile import Bars, ColumnProfile, TableProfile
from autan.web.datasets.grid import is_quantity
from autan.web.datasets.types import meaning_of, type_of
from autan.web.parts import link
from autan.web.typography import number, short_day

COLUMN = "colonne"
"""The word of the address that opens a column."""

_WIDE, _HIGH = 60, 14
_SHARE = 100
_TIMES = frozenset({FieldType.DATE, FieldType.DATETIME})
_NUMBERS = frozenset({FieldType.INTEGER, FieldType.NUMBER})
_BUNDLE = 100
"""Different values up to which a value says a category: a click on it keeps its rows."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Paths of an SVG of 60 by 14: all the rows, and those that are chosen when some are not."""

    whole: str
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A value or a range with its rows; ``share`` is a width of 1 to 100, ``address`` filters."""

    words: str
    count: int
    share: int
    address: str = ""
    current: bool = False


def shape(whole: ColumnProfile | None, chosen: ColumnProfile | None) -> Shape | None:
    """The little histogram of a column; None when there is nothing to draw.

    The chosen rows are drawn to their own height: a shape is to be compared, not an amount.
    """
    counts = _counts(whole)
    if whole is None or len(counts) < 2:
        return None
    if chosen is None:
        return Shape(_path(counts))
    values = dict(chosen.values)
    same = chosen.bars.counts if chosen.bars else [values.get(v, 0) for v, _ in whole.values]
    return Shape(_path(counts), _path(list(same)) if any(same) else "")


def bundles(profile: ColumnProfile | None) -> bool:
    """Whether the values of the column come back, so that one of them makes a filter."""
    distinct = profile.distinct if profile else None
    return bool(profile and distinct and 1 < distinct <= _BUNDLE and distinct * 2 <= profile.filled)


def panel(
    listing: Listing, state: State, field: Field, profile: TableProfile | None
) -> dict[str, object]:
    """What is known of one column among the chosen rows, and what can be done with it."""
    path = reverse("dataset", args=[listing.dataset_id])
    known = profile.find(field.name) if profile else None
    kind = schemas.kind_of(listing.schema, field.name)
    return {
        "name": field.name,
        "title": field.title,
        "type": type_of(field),
        "meaning": meaning_of(field),
        "facts": list(_facts(field, kind, known, profile.rows)) if profile and known else [],
        "entries": _entries(state, field, known, path) if known else [],
        "unique": bool(known and known.unique and field.type is FieldType.TEXT),
        "places": field.type in PLACES,
        "bounded": field.type in _NUMBERS | _TIMES,
        "example": "01/01/2024" if field.type in _TIMES else "1 000",
        "kept": [pair for pair in state.pairs if pair[0] != "offset"],
        "sorts": [] if field.type in PLACES else _sorts(state, field, path),
        "hide": _hidden(listing, state, field, path),
        "chart": _charted(listing, state, field, kind),
        "close": link(path, state.pairs, "tableau"),
    }


def _counts(profile: ColumnProfile | None) -> list[int]:
    if profile is None:
        return []
    if profile.bars:
        return list(profile.bars.counts)
    return [count for _, count in profile.values] if bundles(profile) else []


def _path(counts: list[int] | tuple[int, ...]) -> str:
    """One rectangle a count; a count that is not nothing is at least one unit high."""
    most, step = max(counts), _WIDE / len(counts)
    drawn = []
    for place, count in enumerate(counts):
        high = max(1.0, count / most * _HIGH) if count else 0.0
        if high:
            drawn.append(f"M{place * step:.4g} {_HIGH}v-{high:.3g}h{step - 1:.3g}v{high:.3g}z")
    return "".join(drawn)


def _facts(
    field: Field, kind: Kind | None, known: ColumnProfile, rows: int
) -> Iterator[tuple[str, str]]:
    share = known.filled / rows * _SHARE if rows else 0
    said = ngettext("%(n)s ligne sur %(all)s", "%(n)s lignes sur %(all)s", known.filled)
    filled = said % {"n": number(known.filled), "all": number(rows)}
    # Nearly all is not all: 99,97 % is never rounded up to a hundred.
    whole = int(share) if share < _SHARE else _SHARE
    yield gettext("Rempli"), f"{filled} ({number(whole)}\u202f%)"
    if known.distinct is not None:
        yield gettext("Valeurs différentes"), number(known.distinct)
    if known.low is None or known.high is None:
        return
    span = gettext("Du plus petit au plus grand") if field.type in _NUMBERS else gettext("Période")
    yield span, f"{_said(field, kind, known.low)} – {_said(field, kind, known.high)}"
    if is_quantity(field, kind):
        for words, value in (
            (gettext("Moyenne"), known.mean),
            (gettext("Médiane"), known.middle),
            (gettext("Total"), known.total if kind in (Kind.AMOUNT, None) else None),
        ):
            if value is not None:
                yield words, _amount(value, kind)


def _amount(value: float, kind: Kind | None) -> str:
    rounded = round(value, 2)
    text = number(rounded, None if float(rounded).is_integer() else 2)
    return f"{text}\u202f€" if kind is Kind.AMOUNT else text


def _said(field: Field, kind: Kind | None, value: float | str) -> str:
    if field.type in _TIMES:
        return short_day(str(value))
    if not is_quantity(field, kind) or isinstance(value, str):
        return str(value)
    return _amount(value, kind)


def _entries(state: State, field: Field, known: ColumnProfile, path: str) -> list[Entry]:
    if known.bars:
        return list(_ranges(state, field, known, known.bars, path))
    most = max((count for _, count in known.values), default=0)
    return [
        Entry(
            _value(value),
            count,
            _width(count, most),
            *refining(state, field, value, path),
        )
        for value, count in known.values
    ]


def _width(count: int, most: int) -> int:
    """Of a bar; what exists is seen."""
    return max(1, round(count / most * _SHARE)) if count else 0


def refining(state: State, field: Field, value: object, path: str) -> tuple[str, bool]:
    """The address of the rows that have this value, and whether they are already those shown."""
    text = str(value).lower() if isinstance(value, bool) else mention(str(value))
    name = quoted_name(field.name)
    wanted = f"{name}:{text}"
    if wanted in state.refine:
        return link(path, state.without("refine", wanted).pairs, "tableau"), True
    others = tuple(one for one in state.refine if not one.startswith(f"{name}:"))
    return link(path, state.turned(refine=(*others, wanted)).pairs, "tableau"), False


def _ranges(
    state: State, field: Field, known: ColumnProfile, bars: Bars, path: str
) -> Iterator[Entry]:
    bounds = (None, *bars.edges, None)
    most = max(bars.counts) or 1
    for (low, high), count in zip(pairwise(bounds), bars.counts, strict=True):
        first, last = low if low is not None else known.low, high
        words = _range_words(field, first, last, known.high)
        conditions = tuple(_conditions(field, low, high))
        address = link(path, state.turned(where=_with(state, conditions)).pairs, "tableau")
        yield Entry(words, count, _width(count, most), address if count else "")


def _range_words(field: Field, low: object, high: object, top: object) -> str:
    """« 100 – 200 », the last one ending with the largest value; days include their last."""
    last = top if high is None else high
    first_words = _bound(field, low)
    timed = field.type in _TIMES and high is not None
    last_words = _day_before(str(last)) if timed else _bound(field, last)
    return first_words if first_words == last_words else f"{first_words} – {last_words}"


def _day_before(text: str) -> str:
    return short_day(date.fromisoformat(text[:10]) - timedelta(1))


def _bound(field: Field, value: object) -> str:
    if field.type in _TIMES:
        return short_day(str(value))
    assert isinstance(value, int | float)
    return number(round(value, 2))


def _conditions(field: Field, low: object, high: object) -> Iterator[str]:
    name = quoted_name(field.name)
    written = {None: ""} | {
        each: f'date"{each}"' if field.type in _TIMES else repr(each) for each in (low, high)
    }
    if low is not None:
        yield f"{name} >= {written[low]}"
    if high is not None:
        yield f"{name} < {written[high]}"


def _with(state: State, conditions: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*state.where, *conditions)))


def _value(value: object) -> str:
    if isinstance(value, bool):
        return gettext("oui") if value else gettext("non")
    return str(value)


def _sorts(state: State, field: Field, path: str) -> list[Mapping[str, object]]:
    words = {
        FieldType.TEXT: (gettext("De A à Z"), gettext("De Z à A")),
        FieldType.DATE: (gettext("Du plus ancien"), gettext("Du plus récent")),
        FieldType.DATETIME: (gettext("Du plus ancien"), gettext("Du plus récent")),
    }.get(field.type, (gettext("Du plus petit"), gettext("Du plus grand")))
    name = quoted_name(field.name)
    orders = (name, f"{name} desc")
    return [
        {
            "words": said,
            "address": link(path, state.turned(order_by=order).pairs, "tableau"),
            "current": state.order_by == order,
        }
        for said, order in zip(words, orders, strict=True)
    ]


def _hidden(listing: Listing, state: State, field: Field, path: str) -> str:
    """The address of the table without this column; "" for the only one."""
    left = [each for each in shown(state, listing) if each.name != field.name]
    if not left:
        return ""
    select = ", ".join(quoted_name(each.name) for each in left)
    return link(path, state.turned(select=select).pairs, "tableau")


def _charted(listing: Listing, state: State, field: Field, kind: Kind | None) -> str:
    """The chart that suits the column, of the same rows; "" for what no chart is made of."""
    if field.type in PLACES or (field.type in _NUMBERS and not is_quantity(field, kind)):
        return ""
    if field.type in _NUMBERS:
        words = ChartWords(type="histogram", x=field.name)
    else:
        type = "lines" if field.type in _TIMES else "bars"
        words = ChartWords(type=type, x=field.name, y="count(*)")
    path = reverse("dataset-chart", args=[listing.dataset_id])
    return link(path, state.turned(chart=words).pairs)


def shown(state: State, listing: Listing) -> list[Field]:
    """The columns that the ``select`` of the address names, in its order; all without one."""
    names = [part.strip().strip("`") for part in state.select.split(",")]
    found = [field for name in names if name and (field := listing.schema.find(name))]
    return list(dict.fromkeys(found)) or list(listing.schema)
