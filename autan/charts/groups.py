"""The figures of groups: along categories or along time, alone or separated by a second column."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from autan.charts import grains
from autan.charts.asking import Desk, Row, among
from autan.charts.figures import Figures, Key, Mark, Sort
from autan.charts.roles import Role, Subject
from autan.query.nodes import Aggregate, And, Column, Condition, EqualRanges, Value
from autan.query.plan import Order
from autan.tabular.fields import FieldType

SERIES = 7
"""Colours at most, with the one of the others: eight can be told apart."""

COUNTED = 1000
"""Groups counted at most: the exact number of more would cost as much as finding the largest."""

_YEARS = 60
_DAYS = 12_000
"""Days gathered here rather than by the engine: dates as they are make groups much faster."""

_CELLS = 40_000
"""The same by the values of a second column: more of them would take longer to hand over."""


@dataclass(frozen=True, slots=True)
class Along:
    """The groups of the first column: raw value, key, and values over all series of each."""

    raws: tuple[object, ...]
    keys: tuple[Key, ...]
    values: tuple[tuple[float | None, ...], ...]
    groups: int
    folded: int
    grain: str = ""
    until: date | None = None


def grouped(desk: Desk, top: int, most: int = SERIES) -> Figures:
    """Groups of the first column, ``top`` of them unless asked otherwise; by the second column if
    there is one, of which ``most`` are told apart."""
    along = _over_time(desk) if desk.question.timed else _categories(desk, desk.question.top or top)
    if desk.question.series is not None:
        return _separated(desk, along, desk.question.series, most)
    series = tuple(Key(one.words(desk.tongue)) for one in desk.y) if len(desk.y) > 1 else ()
    marks = [
        Mark(key, value, place)
        for place in range(len(desk.y))
        for key, value in zip(along.keys, (each[place] for each in along.values), strict=True)
    ]
    return _figures(desk, along, marks, series)


def _figures(
    desk: Desk, along: Along, marks: Iterable[Mark], series: tuple[Key, ...] = ()
) -> Figures:
    return desk.figures(
        along.keys,
        marks,
        series,
        groups=along.groups,
        folded=along.folded,
        grain=along.grain,
        until=along.until,
    )


# Categories


def _categories(desk: Desk, top: int) -> Along:
    """The largest groups, then those that say nothing, then the others if parts make a whole."""
    column = Column(desk.x.name, desk.x.field.type)
    order = (Order(desk.y[0].node, descending=True),)
    rows, _ = desk.rows({"x": column}, [one.node for one in desk.y], order=order, limit=COUNTED)
    groups = len(rows)
    known = [row for row in rows if row["x"] not in (None, "")]
    empty = [row for row in rows if row["x"] in (None, "")]
    # A single one left over is drawn: its place would say « Autres (1) ».
    shown = known if len(known) <= top + 1 else known[:top]
    rest = groups - len(shown) - len(empty)
    raws: list[object] = [row["x"] for row in (*shown, *empty)]
    values = [_values(desk, row) for row in (*shown, *empty)]
    keys = [desk.key(desk.x, raw) for raw in raws]
    keys, values, raws = _ordered(desk, keys, values, raws)
    if rest and desk.question.additive:
        keys.append(desk.others(rest if groups < COUNTED else None))
        values.append(_remainder(desk.whole.values, values))
        raws.append(_Others)
    return Along(tuple(raws), _unlike(keys), tuple(values), groups, rest)


class _Others:
    """The raw value of what is gathered: no cell of a table is this."""


def _values(desk: Desk, row: Row) -> tuple[float | None, ...]:
    return tuple(row.get(f"v{place}") for place in range(len(desk.y)))


def _remainder(
    whole: tuple[float | None, ...], parts: list[tuple[float | None, ...]]
) -> tuple[float | None, ...]:
    """What the whole has beyond its parts, without the dust of floating point."""
    sums = (sum(part[place] or 0 for part in parts) for place in range(len(whole)))
    return tuple(
        None if total is None else _dusted(total, total - known)
        for total, known in zip(whole, sums, strict=True)
    )


def _dusted(total: float, rest: float) -> float:
    return 0.0 if abs(rest) < 1e-9 * max(abs(total), 1) else rest


def _are_years(keys: list[Key], raws: list[object]) -> bool:
    """Texts that are all years: « 2017 », as a file says when a gift was paid."""
    told = [str(raw) for key, raw in zip(keys, raws, strict=True) if key.sort is Sort.VALUE]
    return len(told) > 1 and all(_YEAR.fullmatch(one) for one in told)


_YEAR = re.compile(r"(?:19|20)\d\d")


def _ordered(
    desk: Desk,
    keys: list[Key],
    values: list[tuple[float | None, ...]],
    raws: list[object],
) -> tuple[list[Key], list[tuple[float | None, ...]], list[object]]:
    """As the reader asked, else the largest first, but years as they came; the empty ones last
    whatever the order."""
    order = desk.question.order or ("x" if _are_years(keys, raws) else "-y")
    if order == "-y":
        return keys, values, raws
    triples = list(zip(keys, values, raws, strict=True))
    named = order.endswith("x")
    triples.sort(
        key=(lambda one: _natural(one[2])) if named else (lambda one: (0, one[1][0] or 0, "")),
        reverse=order.startswith("-"),
    )
    triples.sort(key=lambda one: one[0].sort is not Sort.VALUE)
    return ([t[0] for t in triples], [t[1] for t in triples], [t[2] for t in triples])


def _natural(raw: object) -> tuple[int, float, str]:
    """Numbers by their size, then texts whatever their case."""
    if isinstance(raw, int | float):
        return (0, raw, "")
    return (1, 0.0, str(raw).casefold())


def _unlike(keys: list[Key]) -> tuple[Key, ...]:
    """Texts that differ: two groups that show the same would be drawn as one."""
    seen: dict[str, int] = {}
    found: list[Key] = []
    for key in keys:
        seen[key.text] = seen.get(key.text, 0) + 1
        times = seen[key.text]
        found.append(key if times == 1 else replace(key, text=f"{key.text} ({times})"))
    return tuple(found)


# Time


def _over_time(desk: Desk) -> Along:
    if desk.x.role is Role.YEAR:
        return _years(desk)
    low, high = grains.read_day(desk.whole.low), grains.read_day(desk.whole.high)
    if low is None or high is None:
        return Along((), (), (), 0, 0)
    grain = grains.suited(low, high, desk.question.grain)
    found = _periods(desk, low, high, grain)
    days = grains.periods(low, high, grain)
    if len(days) >= grains.MOST:
        # Dates of another age (0024, 9999): only the periods that hold something are drawn.
        days = [day for day in found if day is not None]
    keys = tuple(Key(desk.tongue.period(day, grain), day=day) for day in days)
    values = tuple(_values_at(desk, found.get(day)) for day in days)
    until = high if _unfinished(found, days, grain) else None
    return Along(tuple(days), keys, values, len(days), 0, grain, until)


def _periods(desk: Desk, low: date, high: date, grain: str) -> dict[date | None, Row]:
    """The values of each period that holds something, and its ``last`` day, by its first day."""
    column = Column(desk.x.name, desk.x.field.type)
    nodes = [one.node for one in desk.y]
    if _by_days(desk, low, high):
        rows, _ = desk.rows({"x": column}, nodes, limit=_DAYS + 1)
        return _gathered(rows, len(nodes), grain)
    bucket = EqualRanges(column, 1, grains.UNITS[grain])
    last = Aggregate("max", (column,), column.type)
    rows, _ = desk.rows({"x": bucket}, [*nodes, last], order=(Order(bucket),), limit=grains.MOST)
    return {
        grains.read_day(row["x"]): row | {"last": grains.read_day(row[f"v{len(nodes)}"])}
        for row in rows
    }


def _by_days(desk: Desk, low: date, high: date) -> bool:
    plain = desk.x.field.type is FieldType.DATE
    return plain and desk.question.additive and (high - low).days < _DAYS


def _gathered(rows: list[Row], values: int, grain: str) -> dict[date | None, Row]:
    """Days into their periods; totals add up, empty ones stay empty."""
    found: dict[date | None, Row] = {}
    for row in rows:
        day = grains.read_day(row["x"])
        if day is None:
            continue
        into = found.setdefault(grains.start(day, grain), {"last": day})
        into["last"] = max(into["last"], day)
        for place in range(values):
            value = row[f"v{place}"]
            if value is not None:
                into[f"v{place}"] = (into.get(f"v{place}") or 0) + value
    return found


def _unfinished(found: dict[date | None, Row], days: list[date], grain: str) -> bool:
    """Whether the last period stops well before the others do: its bar is then no fall.

    Grants that are voted every June do not make an unfinished year of the last one.
    """
    if grain == "day" or len(days) < 2:
        return False
    length = (grains.after(days[-1], grain) - days[-1]).days
    reached = {
        day: (row["last"] - day).days + 1
        for day, row in found.items()
        if day is not None and row.get("last") is not None
    }
    earlier = [part for day, part in reached.items() if day != days[-1]]
    usual = median(earlier) if earlier else length
    at: int = reached.get(days[-1], length)
    return bool(at < min(0.9 * length, usual - 0.15 * length))


def _years(desk: Desk) -> Along:
    column = Column(desk.x.name, desk.x.field.type)
    rows, groups = desk.rows(
        {"x": column},
        [one.node for one in desk.y],
        order=(Order(column, descending=True),),
        limit=_YEARS,
        total=True,
    )
    found = {_year(row["x"]): row for row in reversed(rows)}
    found.pop(None, None)
    years = sorted(year for year in found if year is not None)
    if years and years[-1] - years[0] < _YEARS:
        years = list(range(years[0], years[-1] + 1))
    keys = tuple(Key(str(year), day=date(year, 1, 1)) for year in years)
    values = tuple(_values_at(desk, found.get(year)) for year in years)
    return Along(tuple(years), keys, values, len(years), max(groups - len(rows), 0), "year")


def _year(raw: object) -> int | None:
    """A year of the calendar, else None: 0 and 20245 are mistakes that no axis could hold."""
    if isinstance(raw, int | float) and 1 <= raw <= 9999 and float(raw).is_integer():
        return int(raw)
    return None


def _values_at(desk: Desk, row: Row | None) -> tuple[float | None, ...]:
    """Nothing counted in a period is zero; the mean of nothing is a gap."""
    if row is not None:
        return _values(desk, row)
    return tuple(0.0 if one.additive else None for one in desk.y)


# A second column


def _separated(desk: Desk, along: Along, by: Subject, most: int) -> Figures:
    """The figures by the values of another column: the largest of them, and the others."""
    column = Column(by.name, by.field.type)
    measure = desk.y[0]
    order = (Order(measure.node, descending=True),)
    rows, _ = desk.rows({"s": column}, [measure.node], order=order, limit=COUNTED)
    groups = len(rows)
    shown = rows if groups <= most + 1 else rows[:most]
    if by.role is Role.YEAR:
        shown = sorted(shown, key=lambda row: _natural(row["s"]))
    raws = [row["s"] for row in shown]
    keys = list(_unlike([desk.key(by, raw) for raw in raws]))
    cells = _cells(desk, along, by, raws)
    marks = [
        Mark(key, cells.get((place, number), 0.0 if measure.additive else None), number)
        for number in range(len(keys))
        for place, key in enumerate(along.keys)
        if along.raws[place] is not _Others
    ]
    marks = _with_the_others(desk, along, marks, [row["v0"] for row in shown])
    if groups > len(keys) and measure.additive:
        keys.append(desk.others(groups - len(keys) if groups < COUNTED else None))
        marks += _beyond(along, marks, len(keys) - 1)
    return _figures(desk, along, marks, tuple(keys))


def _cells(
    desk: Desk, along: Along, by: Subject, raws: list[object]
) -> dict[tuple[int, int], float | None]:
    """Value by place along the chart and number of the series."""
    x: Value = Column(desk.x.name, desk.x.field.type)
    asked = among(by, raws)
    wanted: Condition
    low, high = grains.read_day(desk.whole.low), grains.read_day(desk.whole.high)
    days = (high - low).days + 1 if low and high and along.grain else 0
    if low and high and days * len(raws) < _CELLS and _by_days(desk, low, high):
        return _cells_of_days(desk, along, by, raws, days)
    if along.grain and desk.x.role is Role.TIME:
        x = EqualRanges(x, 1, grains.UNITS[along.grain])
        wanted = asked
    else:
        places_of = [raw for raw in along.raws if raw is not _Others]
        wanted = And((asked, among(desk.x, places_of)))
    column = Column(by.name, by.field.type)
    most = max(len(along.raws), 1) * max(len(raws), 1)
    rows, _ = desk.rows({"x": x, "s": column}, [desk.y[0].node], limit=most, where=wanted)
    where = {_same(raw): place for place, raw in enumerate(along.raws)}
    which = {_same(raw): number for number, raw in enumerate(raws)}
    found: dict[tuple[int, int], float | None] = {}
    for row in rows:
        raw = grains.read_day(row["x"]) if isinstance(x, EqualRanges) else row["x"]
        place, number = where.get(_same(raw)), which.get(_same(row["s"]))
        if place is not None and number is not None:
            found[place, number] = row["v0"]
    return found


def _cells_of_days(
    desk: Desk, along: Along, by: Subject, raws: list[object], days: int
) -> dict[tuple[int, int], float | None]:
    """The same, day by day, gathered here into the periods."""
    keys: dict[str, Value] = {
        "x": Column(desk.x.name, desk.x.field.type),
        "s": Column(by.name, by.field.type),
    }
    most = (days + 1) * max(len(raws), 1)
    rows, _ = desk.rows(keys, [desk.y[0].node], limit=most, where=among(by, raws))
    where = {raw: place for place, raw in enumerate(along.raws)}
    which = {_same(raw): number for number, raw in enumerate(raws)}
    found: dict[tuple[int, int], float | None] = {}
    for row in rows:
        day = grains.read_day(row["x"])
        place = where.get(grains.start(day, along.grain)) if day else None
        number = which.get(_same(row["s"]))
        if place is None or number is None:
            continue
        known, value = found.get((place, number)), row["v0"]
        found[place, number] = known if value is None else (known or 0) + value
    return found


def _same(raw: object) -> object:
    """1 and 1.0 are the same year; True is no number."""
    return ("bool", raw) if isinstance(raw, bool) else raw


def _with_the_others(
    desk: Desk, along: Along, marks: list[Mark], totals: list[float | None]
) -> list[Mark]:
    """With, for each series, what lies in the groups that are not drawn one by one."""
    key = next((k for k in along.keys if k.sort is Sort.OTHERS), None)
    if key is None:
        return marks
    rest = []
    for number, total in enumerate(totals):
        known = sum(mark.value or 0 for mark in marks if mark.series == number)
        rest.append(Mark(key, _dusted(total or 0, (total or 0) - known), number))
    return [*marks, *rest]


def _beyond(along: Along, marks: list[Mark], number: int) -> list[Mark]:
    """For each place, what lies in the series that are not drawn one by one."""
    found = []
    for key, values in zip(along.keys, along.values, strict=True):
        total = values[0] or 0
        known = sum(mark.value or 0 for mark in marks if mark.key == key)
        found.append(Mark(key, _dusted(total, total - known), number))
    return found
