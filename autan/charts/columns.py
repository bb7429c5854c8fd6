"""Bars that stand, along time: hairlines behind, a few dates below, one column for each period."""

from typing import Any

from autan.charts.figures import Figures, Mark
from autan.charts.frame import SMALL, Frame, Layer
from autan.charts.places import (
    axis_room,
    banded,
    colour_of,
    date_texts,
    extent,
    literal,
    offset,
    scaled,
    spoken,
    tick_texts,
)

HEIGHT, LOW = 300, 230
_WRITTEN = 14


def columns(figures: Figures, frame: Frame, *, stacked: bool = False) -> list[Layer]:
    """Layers of columns for every mark, with their axes."""
    ends = _stacked(figures) if stacked else [(m, 0.0, m.value or 0.0) for m in figures.marks]
    ticks = extent([end for _, _, end in ends])
    texts = tick_texts(figures, ticks)
    frame.left, frame.right = axis_room(texts, SMALL), 4
    frame.height, frame.below = (LOW if frame.narrow else HEIGHT), 24
    domain = [ticks[0], ticks[-1]]
    x = banded("k", [key.text for key in figures.keys], 0.2 if len(figures.keys) < 60 else 0.05)
    side = not stacked and len(figures.series) > 1
    layers = [*frame.gridlines(ticks, domain, texts)]
    layers.append(_columns(figures, frame, ends, domain, x, stacked, side))
    layers.append(period_texts(figures, frame, x))
    return layers


def _stacked(figures: Figures) -> list[tuple[Mark, float, float]]:
    found = []
    for key in figures.keys:
        up = down = 0.0
        for mark in figures.at(key):
            value = mark.value or 0.0
            begin = up if value >= 0 else down
            found.append((mark, begin, begin + value))
            up, down = (up + value, down) if value >= 0 else (up, down + value)
    return found


def _columns(
    figures: Figures,
    frame: Frame,
    ends: list[tuple[Mark, float, float]],
    domain: list[float],
    x: dict[str, Any],
    stacked: bool,
    side: bool,
) -> Layer:
    mark: dict[str, Any] = {"type": "bar", "ariaRoleDescription": figures.tongue.gettext("barre")}
    if stacked:
        mark |= {"stroke": frame.look.paper, "strokeWidth": 0.7}
    shift = {"xOffset": offset("o", [str(n) for n in range(len(figures.series))])} if side else {}
    return {
        "data": {"values": _data(figures, frame, ends)},
        "mark": mark,
        "encoding": {
            "x": x,
            **shift,
            "y": scaled("a", domain),
            "y2": {"field": "b"},
            "color": literal("c"),
            # A period that is not over is paler: its column is no fall.
            "opacity": {"field": "p", "type": "quantitative", "scale": None, "legend": None},
            "description": {"field": "d", "type": "nominal"},
        },
    }


def _data(
    figures: Figures, frame: Frame, ends: list[tuple[Mark, float, float]]
) -> list[dict[str, Any]]:
    last = figures.keys[-1] if figures.until else None
    return [
        {
            "k": mark.key.text,
            "o": str(mark.series),
            "a": begin,
            "b": end,
            "c": colour_of(figures, frame.look, mark),
            "d": spoken(figures, mark),
            "p": 0.5 if mark.key == last else 1,
        }
        for mark, begin, end in ends
        if mark.value is not None
    ]


def period_texts(figures: Figures, frame: Frame, x: dict[str, Any]) -> Layer:
    """As many dates under the columns as may stand without touching."""
    days = [key.day for key in figures.keys if key.day]
    data = [
        {"k": figures.keys[place].text, "text": text}
        for place, text in date_texts(days, figures.grain, figures.tongue, frame.inner)
    ]
    return frame.text(data, x=x, y={"value": frame.height + 13}, size=SMALL, colour=frame.look.soft)
