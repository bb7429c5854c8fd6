"""Encodings and shared pieces of drawing: scales, colours of marks, words for the ear."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from autan.charts import bins
from autan.charts.figures import Figures, Key, Mark, Sort
from autan.charts.look import DASHES, SHAPES, Look
from autan.charts.metrics import width
from autan.charts.tongue import Tongue

Encoding = dict[str, Any]


def scaled(field: str, domain: Sequence[float]) -> Encoding:
    """A quantity on a scale whose ends are ours."""
    scale = {"domain": list(domain), "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def banded(field: str, domain: Sequence[str], inner: float = 0.25) -> Encoding:
    """Names in the order given, each with its band."""
    scale = {"domain": list(domain), "paddingInner": inner, "paddingOuter": inner / 2}
    return {"field": field, "type": "nominal", "scale": scale, "sort": None, "axis": None}


def offset(field: str, domain: Sequence[str]) -> Encoding:
    return {"field": field, "type": "nominal", "scale": {"domain": list(domain)}, "sort": None}


def literal(field: str) -> Encoding:
    """Colours as they are in the data."""
    return {"field": field, "type": "nominal", "scale": None, "legend": None}


def spoken(figures: Figures, mark: Mark) -> str:
    """A mark for the ear: « Judo club : 1 200 € », with its series between when there are some."""
    colon = ": " if figures.tongue.english else "\u202f: "
    measure = figures.question.y[mark.series if len(figures.question.y) > 1 else 0]
    said = "–" if mark.value is None else measure.counted(mark.value, figures.tongue)
    names = [mark.key.text, *([figures.series[mark.series].text] if figures.series else [])]
    return f"{', '.join(names)}{colon}{said}"


def shown(figures: Figures, mark: Mark) -> str:
    """A value beside its mark, with its unit."""
    unit = figures.measure.unit
    return figures.tongue.amount(mark.value, figures.tongue.gettext(unit) if unit else "")


def tick_texts(figures: Figures, ticks: Sequence[float]) -> list[str]:
    """Values of an axis without their unit, which its title says."""
    return [figures.tongue.amount(tick) for tick in ticks]


def colour_of(figures: Figures, look: Look, mark: Mark) -> str:
    """The series' colour; grey for what is not singled out."""
    if figures.series:
        return series_colour(figures.series, look, mark.series)
    return look.brand if mark.key.sort is Sort.VALUE else look.others


def series_colour(series: Sequence[Key], look: Look, place: int) -> str:
    return (
        look.series[place % len(look.series)] if series[place].sort is Sort.VALUE else look.others
    )


def dash(place: int) -> list[int]:
    return list(DASHES[place % len(DASHES)])


def shape(place: int) -> str:
    return SHAPES[place % len(SHAPES)]


def extent(values: Sequence[float], parts: int = 5, *, zero: bool = True) -> list[float]:
    """Ticks that hold all the values, and zero: a bar that does not start there lies."""
    low, high = min(values, default=0), max(values, default=0)
    low, high = (min(low, 0), max(high, 0)) if zero else (low, high)
    return bins.ticks(low, high, parts)


def axis_room(texts: Sequence[str], size: float) -> float:
    """The room to the left for the values of an axis."""
    return max((width(text, size) for text in texts), default=0) + 14


def instant(day: date) -> int:
    """Milliseconds since 1970 at that midnight, as drawing libraries count time."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def dodged(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The same heights, in their order, ``gap`` apart at least, within bounds if they fit."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    found = [0.0] * len(wanted)
    floor = low
    for place in order:
        found[place] = max(wanted[place], floor)
        floor = found[place] + gap
    ceiling = high
    for place in reversed(order):
        found[place] = max(min(found[place], ceiling), low)
        ceiling = found[place] - gap
    return found


def date_texts(
    days: Sequence[date], grain: str, tongue: Tongue, room: float
) -> list[tuple[int, str]]:
    """Which periods are named under the axis, and how: over several years, at each new year."""
    if not days:
        return []
    years = [n for n, day in enumerate(days) if n == 0 or day.year != days[n - 1].year]
    if grain != "year" and len(years) > 2:
        # A first year that begins at its end would touch the next.
        starts = years[1:] if days[0].timetuple().tm_yday > 30 else years
        texts = [str(days[n].year) for n in starts]
        share = room * (len(days) - starts[0]) / len(days)
        kept = thinned([width(text, 12) for text in texts], share)
        return [(starts[place], texts[place]) for place in kept]
    texts = [tongue.mark(day, grain) for day in days]
    kept = thinned([width(text, 12) for text in texts], room)
    return [(place, texts[place]) for place in kept]


def thinned(widths: Sequence[float], room: float) -> list[int]:
    """Which of evenly spaced labels are written so that none touches its neighbour."""
    count = len(widths)
    if not count:
        return []
    each = room / count
    every = max(1, -(-int(max(widths) + 10) // max(int(each), 1)))
    return list(range(0, count, every))
