"""Histogram: how many rows in each range of a quantity, between round bounds."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from autan.charts import bins
from autan.charts.asking import Desk
from autan.charts.chart import Chart, Wants, X
from autan.charts.figures import Figures, Key, Mark
from autan.charts.frame import SMALL, Frame, Layer
from autan.charts.metrics import width
from autan.charts.places import axis_room, extent, literal, spoken, thinned, tick_texts
from autan.charts.tongue import Tongue, gettext_noop
from autan.query.nodes import Aggregate, Column, Comparison, Constant, EqualRanges
from autan.tabular.fields import FieldType

HEIGHT, LOW = 300, 230
_APART = 70
_EXACT, _NEARLY = 500_000, 0.98
_RANGES = 2_100
_ROWS = Aggregate("count", (), FieldType.INTEGER)


def _figures(desk: Desk) -> Figures:
    low, high = desk.whole.low, desk.whole.high
    if not isinstance(low, int | float) or not isinstance(high, int | float):
        return desk.figures((), ())
    fine = _finely(desk, float(low), float(high)) if desk.whole.placed > _EXACT else None
    middle, most = _middle(desk) if fine is None else (None, fine.most(desk.whole.placed))
    whole = desk.x.field.type is FieldType.INTEGER
    bounds = bins.bounds(float(low), float(high), most, whole)
    counted = fine.joined(bounds) if fine is not None and desk.y[0].additive else None
    marks = [
        Mark(Key(_between(desk.tongue, at, until, desk.x.unit)), value, at=at, until=until)
        for at, until, value in counted or _counted(desk, bounds)
    ]
    known = replace(desk.whole, middle=middle)
    return desk.figures([mark.key for mark in marks], marks, whole=known, groups=len(marks))


def _middle(desk: Desk) -> tuple[float | None, float | None]:
    """The median and the 98th centile."""
    nodes = [
        Aggregate("percentile", (_column(desk), Constant(part, FieldType.NUMBER)), FieldType.NUMBER)
        for part in (0.5, _NEARLY)
    ]
    rows, _ = desk.rows({}, nodes, limit=1)
    return (rows[0]["v0"], rows[0]["v1"]) if rows else (None, None)


def _column(desk: Desk) -> Column:
    return Column(desk.x.name, desk.x.field.type)


@dataclass(frozen=True, slots=True)
class _Fine:
    """A very large table counted once, in narrow ranges that the drawn ones are made of.

    ``counts`` are rows and value by the number of the range: it holds what lies from so many
    ``width`` on.
    """

    width: float
    high: float
    counts: Mapping[int, tuple[int, float]]

    def most(self, placed: int) -> float:
        """Under what nearly all lie, within a range: counting is many times cheaper than sorting,
        and this only decides where the last column opens."""
        met = 0
        for place, (rows, _) in sorted(self.counts.items()):
            met += rows
            if met >= _NEARLY * placed:
                return (place + 1) * self.width
        return self.high

    def joined(
        self, bounds: list[float | None]
    ) -> list[tuple[float, float | None, float | None]] | None:
        """As ``_counted``; None when the drawn ranges are not made of whole narrow ones."""
        closed = [bound for bound in bounds if bound is not None]
        parts = (closed[1] - closed[0]) / self.width
        # Under 1, 0.3 is not three times 0.1 to a machine.
        if self.width < 1 or not parts.is_integer():
            return None
        found: dict[int, float] = {}
        for place, (_, value) in self.counts.items():
            column = min(place // int(parts), round(closed[-1] / self.width) // int(parts))
            found[column] = found.get(column, 0.0) + value
        first = round(closed[0] / self.width) // int(parts)
        ends = pairwise(closed) if bounds[-1] is not None else pairwise(bounds)
        return [
            (float(at or 0), until, found.get(first + place, 0.0))
            for place, (at, until) in enumerate(ends)
        ]


def _finely(desk: Desk, low: float, high: float) -> _Fine:
    """Ranges of a power of ten, 200 to 2,000 of them."""
    rough = (high - low) / 200
    width = 10.0 ** math.floor(math.log10(rough)) if rough > 0 else 1.0
    width = max(1.0, width) if desk.x.field.type is FieldType.INTEGER else width
    ranges = EqualRanges(_column(desk), width)
    node = desk.y[0].node
    rows, _ = desk.rows({"x": ranges}, dict.fromkeys((_ROWS, node)), limit=_RANGES)
    last = "v0" if node == _ROWS else "v1"
    counts = {
        round(bins.lower(row["x"], 0.0) / width): (row["v0"], float(row[last] or 0))
        for row in rows
        if row["x"] is not None
    }
    return _Fine(width, high, counts)


def _counted(
    desk: Desk, bounds: list[float | None]
) -> Iterator[tuple[float, float | None, float | None]]:
    """Low bound, high bound and value of each range, those that hold nothing too."""
    closed = [bound for bound in bounds if bound is not None]
    width = closed[1] - closed[0]
    ranges = EqualRanges(_column(desk), width)
    within = Comparison("<", _column(desk), Constant(closed[-1], FieldType.NUMBER))
    rows, _ = desk.rows({"x": ranges}, [desk.y[0].node], limit=len(bounds) + 2, where=within)
    found = {round(bins.lower(row["x"], 0.0) / width): row["v0"] for row in rows}
    nothing = 0.0 if desk.y[0].additive else None
    for at, until in pairwise(closed):
        yield at, until, found.get(round(at / width), nothing)
    if bounds[-1] is None:
        beyond = Comparison(">=", _column(desk), Constant(closed[-1], FieldType.NUMBER))
        rows, _ = desk.rows({}, [desk.y[0].node], limit=1, where=beyond)
        yield closed[-1], None, rows[0]["v0"] if rows else nothing


def _between(tongue: Tongue, at: float, until: float | None, unit: str) -> str:
    unit = tongue.gettext(unit) if unit else ""
    if until is None:
        return tongue.gettext("%(low)s et plus") % {"low": tongue.amount(at, unit)}
    said = tongue.gettext("de %(low)s à moins de %(high)s")
    return said % {"low": tongue.amount(at), "high": tongue.amount(until, unit)}


def _layers(figures: Figures, frame: Frame) -> list[Layer]:
    ticks = extent([mark.value or 0 for mark in figures.marks])
    texts = tick_texts(figures, ticks)
    frame.left, frame.right = axis_room(texts, SMALL), 14
    frame.height, frame.below = (LOW if frame.narrow else HEIGHT), 44
    domain = [ticks[0], ticks[-1]]
    each = frame.inner / max(len(figures.marks), 1)
    span = (domain[1] - domain[0]) or 1
    bars = {
        "data": {
            "values": [
                {
                    "n": place,
                    "v": mark.value,
                    "d": spoken(figures, mark),
                    # An open range is wider than the others: its column compares with none.
                    "c": frame.look.brand if mark.until is not None else frame.look.others,
                }
                for place, mark in enumerate(figures.marks)
            ]
        },
        "mark": {
            "type": "rect",
            "ariaRoleDescription": figures.tongue.gettext("barre"),
        },
        "encoding": {
            "x": {"field": "x0", "type": "quantitative", "scale": None, "axis": None},
            "x2": {"field": "x1"},
            "y": {"field": "y0", "type": "quantitative", "scale": None, "axis": None},
            "y2": {"field": "y1"},
            "color": literal("c"),
            "description": {"field": "d", "type": "nominal"},
        },
    }
    for one in bars["data"]["values"]:  # type: ignore[index]
        one["x0"] = round(one["n"] * each + 0.5, 1)
        one["x1"] = round((one["n"] + 1) * each - 0.5, 1)
        one["y0"] = round(frame.height * (1 - (one["v"] - domain[0]) / span), 1)
        one["y1"] = round(frame.height * (1 + domain[0] / span), 1)
    return [*frame.gridlines(ticks, domain, texts), bars, *_edges(figures, frame, each)]


def _edges(figures: Figures, frame: Frame, each: float) -> list[Layer]:
    """The bounds under the limits of the columns, then what they measure."""
    tongue = figures.tongue
    edges = [mark.at or 0.0 for mark in figures.marks]
    last = figures.marks[-1].until if figures.marks else None
    texts = [tongue.amount(edge) for edge in (*edges, *([last] if last is not None else []))]
    if figures.marks and last is None:
        texts[-1] = f"{texts[-1]} +"
    kept = thinned([width(text, SMALL) for text in texts], frame.inner)
    if last is None and texts and len(texts) - 1 not in kept:
        # An open end must be seen to be open.
        kept = [place for place in kept if (len(texts) - 1 - place) * each > _APART]
        kept.append(len(texts) - 1)
    data = [{"x": round(place * each, 1), "text": texts[place]} for place in kept]
    x = {"field": "x", "type": "quantitative", "scale": None, "axis": None}
    written = frame.text(
        data, x=x, y={"value": frame.height + 13}, size=SMALL, colour=frame.look.soft
    )
    subject = figures.question.x
    assert subject is not None
    name = subject.words(tongue)
    unit = f" ({tongue.gettext(subject.unit)})" if subject.unit else ""
    under = frame.written(
        [f"{name}{unit}"],
        frame.inner,
        frame.height + 26,
        size=SMALL,
        colour=frame.look.soft,
        align="right",
    )
    return [written, under]


CHART = Chart(
    name="histogram",
    label=gettext_noop("Histogramme"),
    use=gettext_noop("Voir comment une quantité se répartit"),
    rank=7,
    wants=Wants(X.NUMBER),
    figures=_figures,
    layers=_layers,
)
