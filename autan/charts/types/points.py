"""Points: two quantities against each other; beyond some hundreds, circles that count them."""

from typing import Any

from autan.charts import bins
from autan.charts.asking import Desk, filled
from autan.charts.chart import Chart, Series, Wants, X
from autan.charts.figures import Figures, Key, Mark
from autan.charts.frame import SMALL, Frame, Layer
from autan.charts.metrics import width
from autan.charts.places import axis_room, extent, literal, scaled, series_colour, shape, tick_texts
from autan.charts.roles import Role
from autan.charts.tongue import gettext_noop
from autan.query.nodes import Aggregate, And, Column, EqualRanges, Value
from autan.tabular.fields import FieldType

MOST = 300
_ACROSS, _UP, _SERIES = 22, 13, 6
HEIGHT, LOW = 380, 300


def _figures(desk: Desk) -> Figures:
    y = desk.y[0]
    assert y.subject is not None
    both = And((filled(desk.x), filled(y.subject)))
    across, up = _node(desk.x.name, desk), _node(y.subject.name, desk)
    counted = [
        Aggregate("count", (), FieldType.INTEGER),
        *(Aggregate(name, (up,), up.type) for name in ("min", "max")),
        *(Aggregate(name, (across,), across.type) for name in ("min", "max")),
    ]
    found, _ = desk.rows({}, counted, limit=1, where=both)
    extents = [found[0].get(f"v{n}") if found else None for n in range(5)]
    number = int(extents[0] or 0)
    if not number:
        return desk.figures((), ())
    if number <= MOST:
        return _each(desk, across, up, both)
    return _cells(desk, across, up, both, [float(one or 0) for one in extents])


def _node(name: str, desk: Desk) -> Column:
    field = desk.question.schema.find(name)
    assert field is not None
    return Column(field.name, field.type)


def _each(desk: Desk, across: Column, up: Column, both: And) -> Figures:
    columns: dict[str, Value] = {"x": across, "y": up}
    label = next((s for s in _labels(desk) if s.name not in (across.name, up.name)), None)
    by = desk.question.series
    if label is not None:
        columns["label"] = Column(label.name, label.type)
    if by is not None:
        columns["s"] = Column(by.name, by.field.type)
    rows = desk.plain(columns, MOST, both)
    names = [desk.key(by, row["s"]) for row in rows] if by is not None else []
    often = {key: sum(1 for one in names if one == key) for key in names}
    ranked = sorted(often, key=lambda key: -often[key])
    kept = ranked if len(ranked) <= _SERIES + 1 else ranked[:_SERIES]
    series = (*kept, *([desk.others(len(ranked) - len(kept))] if len(ranked) > len(kept) else []))
    marks = []
    for place, row in enumerate(rows):
        number = kept.index(names[place]) if names and names[place] in kept else len(kept)
        key = Key(" ".join(str(row.get("label") or "").split()))
        marks.append(Mark(key, row["y"], number if names else 0, at=float(row["x"])))
    return desk.figures((), marks, tuple(series) if by is not None else (), groups=len(marks))


def _labels(desk: Desk) -> list[Column]:
    """Columns that may name a point."""
    from autan.charts.roles import subjects

    known = subjects(desk.question.schema).values()
    return [Column(s.name, s.field.type) for s in known if s.role is Role.LABEL and not s.empty]


def _cells(desk: Desk, across: Column, up: Column, both: And, extents: list[float]) -> Figures:
    """How many rows in each cell of a grid of round steps."""
    number, low, high, left, right = extents
    wide = _step(right - left, _ACROSS, across)
    tall = _step(high - low, _UP, up)
    keys: dict[str, Value] = {"x": EqualRanges(across, wide), "y": EqualRanges(up, tall)}
    counted = [Aggregate("count", (), FieldType.INTEGER)]
    rows, _ = desk.rows(keys, counted, limit=(_ACROSS + 2) * (_UP + 2) * 2, where=both)
    marks = []
    for row in rows:
        x, y = bins.lower(row["x"], left), bins.lower(row["y"], low)
        marks.append(Mark(Key(""), row["v0"], at=x + wide / 2, across=y + tall / 2))
    return desk.figures((), marks, groups=int(number), cells=True)


def _step(span: float, parts: int, column: Column) -> float:
    found = bins.step(span, parts)
    return max(1.0, found) if column.type is FieldType.INTEGER else found


def _layers(figures: Figures, frame: Frame) -> list[Layer]:
    heights = [(m.across if figures.cells else m.value) or 0.0 for m in figures.marks]
    widths = [mark.at or 0.0 for mark in figures.marks]
    up = extent(heights, zero=min(heights, default=0) >= 0 and _begins_low(heights))
    across = extent(widths, 4 if frame.narrow else 6, zero=_begins_low(widths))
    texts = tick_texts(figures, up)
    frame.left, frame.right = axis_room(texts, SMALL), 22
    frame.height, frame.below = (LOW if frame.narrow else HEIGHT), 46
    if figures.series:
        count = len(figures.series)
        frame.legend(
            [key.text for key in figures.series],
            [
                {
                    "shape": shape(n),
                    "filled": True,
                    "color": series_colour(figures.series, frame.look, n),
                }
                for n in range(count)
            ],
        )
    x, y = scaled("x", [across[0], across[-1]]), scaled("y", [up[0], up[-1]])
    marks = _circles(figures, frame, x, y) if figures.cells else _points(figures, frame, x, y)
    return [
        *frame.gridlines(up, [up[0], up[-1]], texts),
        *marks,
        *_below(figures, frame, across, x),
    ]


def _begins_low(values: list[float]) -> bool:
    """Whether zero is near enough to be shown for nothing."""
    low, high = min(values, default=0), max(values, default=0)
    return low <= 0 or low < 0.4 * high


def _points(figures: Figures, frame: Frame, x: dict[str, Any], y: dict[str, Any]) -> list[Layer]:
    layers: list[Layer] = []
    for number in range(max(len(figures.series), 1)):
        colour = (
            series_colour(figures.series, frame.look, number)
            if figures.series
            else frame.look.brand
        )
        data = [
            {"x": mark.at, "y": mark.value, "d": _spoken(figures, mark)}
            for mark in figures.of(number)
        ]
        layers.append(
            {
                "data": {"values": data},
                "mark": {
                    "type": "point",
                    "shape": shape(number),
                    "filled": True,
                    "size": 55,
                    "color": colour,
                    "opacity": 0.75,
                    "ariaRoleDescription": figures.tongue.gettext("point"),
                },
                "encoding": {"x": x, "y": y, "description": {"field": "d", "type": "nominal"}},
            }
        )
    return layers


def _circles(figures: Figures, frame: Frame, x: dict[str, Any], y: dict[str, Any]) -> list[Layer]:
    most = max((mark.value or 0 for mark in figures.marks), default=1) or 1
    largest = 240 if frame.narrow else 520
    data = [
        {
            "x": mark.at,
            "y": mark.across,
            "z": round(max(largest * (mark.value or 0) / most, 14), 1),
            "d": _spoken(figures, mark),
            "c": frame.look.brand,
        }
        for mark in figures.marks
    ]
    return [
        {
            "data": {"values": data},
            "mark": {
                "type": "circle",
                "opacity": 0.8,
                "ariaRoleDescription": figures.tongue.gettext("cercle"),
            },
            "encoding": {
                "x": x,
                "y": y,
                "size": {"field": "z", "type": "quantitative", "scale": None, "legend": None},
                "color": literal("c"),
                "description": {"field": "d", "type": "nominal"},
            },
        }
    ]


def _spoken(figures: Figures, mark: Mark) -> str:
    """« Judo club : Membres 120, Montant 1 200 € »."""
    tongue, subject, y = figures.tongue, figures.question.x, figures.measure
    assert subject is not None
    height = mark.across if figures.cells else mark.value
    said = ", ".join(
        f"{words} {tongue.amount(value, tongue.gettext(unit) if unit else '')}"
        for words, value, unit in (
            (subject.words(tongue), mark.at, subject.unit),
            (y.words(tongue), height, y.unit),
        )
    )
    if figures.cells:
        rows = tongue.ngettext(
            "%(n)s ligne vers %(where)s", "%(n)s lignes vers %(where)s", int(mark.value or 0)
        )
        return rows % {"n": tongue.number(mark.value or 0), "where": said}
    colon = ": " if tongue.english else "\u202f: "
    return f"{mark.key.text}{colon}{said}" if mark.key.text else said


def _below(figures: Figures, frame: Frame, ticks: list[float], x: dict[str, Any]) -> list[Layer]:
    subject = figures.question.x
    assert subject is not None
    tongue = figures.tongue
    texts = tick_texts(figures, ticks)
    every = 2 if max(width(text, SMALL) for text in texts) + 8 > frame.inner / len(ticks) else 1
    data = [
        {"x": tick, "text": text} for tick, text in zip(ticks[::every], texts[::every], strict=True)
    ]
    unit = f" ({tongue.gettext(subject.unit)})" if subject.unit else ""
    return [
        frame.text(data, x=x, y={"value": frame.height + 15}, size=SMALL, colour=frame.look.soft),
        frame.written(
            [f"{subject.words(tongue)}{unit}"],
            frame.inner,
            frame.height + 28,
            size=SMALL,
            colour=frame.look.soft,
            align="right",
        ),
    ]


CHART = Chart(
    name="points",
    label=gettext_noop("Points"),
    use=gettext_noop("Chercher un lien entre deux quantités"),
    rank=6,
    wants=Wants(X.NUMBER, Series.MAY, plain=True),
    figures=_figures,
    layers=_layers,
)
