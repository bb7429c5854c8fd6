"""Lines and areas along time, with their names at their ends."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from autan.charts.figures import Figures, Mark
from autan.charts.frame import SMALL, TEXT, Frame, Layer
from autan.charts.metrics import cut, width
from autan.charts.places import (
    axis_room,
    dash,
    date_texts,
    dodged,
    extent,
    instant,
    scaled,
    series_colour,
    shape,
    spoken,
    tick_texts,
)

HEIGHT, LOW = 320, 250
_POINTS = 26
_GAP = 16


def finished(figures: Figures) -> Figures:
    """Without the last period while it goes on: a line that dives there tells a fall that is not.

    The table keeps it, and a note says that it is not drawn.
    """
    if figures.until is None or len(figures.keys) < 3:
        return figures
    keys = figures.keys[:-1]
    marks = tuple(mark for mark in figures.marks if mark.key != figures.keys[-1])
    return replace(figures, keys=keys, marks=marks, until=None)


def prepared(
    figures: Figures, frame: Frame, values: Sequence[float]
) -> tuple[list[Layer], list[float]]:
    """The axes for these values, and the ends of their scale."""
    low, high = min(values, default=0), max(values, default=0)
    ticks = extent(values, zero=low <= 0 or low < 0.5 * high or low == high)
    texts = tick_texts(figures, ticks)
    frame.left, frame.below = axis_room(texts, SMALL), 26
    frame.height = LOW if frame.narrow else HEIGHT
    frame.right = _ends_room(figures, frame)
    domain = [ticks[0], ticks[-1]]
    return [*frame.gridlines(ticks, domain, texts), _dates(figures, frame)], domain


def _ends_room(figures: Figures, frame: Frame) -> float:
    if not figures.series or frame.narrow:
        return 14
    most = 0.24 * frame.width
    longest = max(width(key.text, TEXT) for key in figures.series)
    return min(longest, most) + 24


def time(figures: Figures) -> dict[str, Any]:
    """The axis of time, from the first period to the last."""
    days = [instant(key.day) for key in figures.keys if key.day]
    low, high = (days[0], days[-1]) if days else (0, 1)
    if low == high:
        low, high = low - 1, high + 1
    return scaled("t", [low, high])


def _dates(figures: Figures, frame: Frame) -> Layer:
    tongue, grain = figures.tongue, figures.grain
    days = [key.day for key in figures.keys if key.day]
    data = [
        {"t": instant(days[place]), "text": text}
        for place, text in date_texts(days, grain, tongue, frame.inner + 30)
    ]
    y = {"value": frame.height + 15}
    return frame.text(data, x=time(figures), y=y, size=SMALL, colour=frame.look.soft)


def line(figures: Figures, frame: Frame, series: int, domain: list[float]) -> list[Layer]:
    """One line, with its points when they are few enough to be seen."""
    marks = figures.of(series)
    colour = (
        series_colour(figures.series, frame.look, series) if figures.series else frame.look.brand
    )
    data = [
        {"t": instant(mark.key.day), "v": mark.value, "d": spoken(figures, mark)}
        for mark in marks
        if mark.key.day
    ]
    place = {"x": time(figures), "y": scaled("v", domain)}
    path = {
        "data": {"values": [{"t": one["t"], "v": one["v"]} for one in data]},
        "mark": {
            "type": "line",
            "stroke": colour,
            "strokeWidth": 2.5 if series == 0 else 2,
            "strokeDash": dash(series),
            "strokeJoin": "round",
            "invalid": "break-paths-show-domains",
            "aria": False,
        },
        "encoding": place,
    }
    return [path, _points(figures, frame, series, data, place | {"colour": colour})]


def _points(
    figures: Figures,
    frame: Frame,
    series: int,
    data: list[dict[str, Any]],
    place: dict[str, Any],
) -> Layer:
    """Every point of short lines, the last of long ones, where their name is."""
    shown = [one for one in data if one["v"] is not None]
    drawn = len(shown) * max(len(figures.series), 1)
    few = drawn <= _POINTS * 2 and len(figures.keys) <= _POINTS
    return {
        "data": {"values": shown if few else shown[-1:]},
        "mark": {
            "type": "point",
            "shape": shape(series),
            "size": 50 if few else 60,
            "fill": place["colour"],
            "stroke": frame.look.paper,
            "strokeWidth": 1,
            "opacity": 1,
            "ariaRoleDescription": figures.tongue.gettext("point"),
        },
        "encoding": {
            "x": place["x"],
            "y": place["y"],
            "description": {"field": "d", "type": "nominal"},
        },
    }


def names(
    figures: Figures, frame: Frame, heights: Sequence[float], domain: list[float]
) -> list[Layer]:
    """The name of each series at the right of its last value, moved apart where they would touch;
    above the picture, with their marks, where there is no room beside it."""
    if not figures.series:
        return []
    if frame.narrow:
        colours = [series_colour(figures.series, frame.look, n) for n in range(len(figures.series))]
        marks = [
            {"shape": shape(n), "filled": True, "color": colour} for n, colour in enumerate(colours)
        ]
        frame.legend([key.text for key in figures.series], marks)
        return []
    span = (domain[1] - domain[0]) or 1
    wanted = [frame.height * (domain[1] - height) / span for height in heights]
    placed = dodged(wanted, _GAP, 4, frame.height)
    texts = [cut(key.text, TEXT, frame.right - 20) for key in figures.series]
    layers: list[Layer] = []
    for place, (text, y) in enumerate(zip(texts, placed, strict=True)):
        colour = series_colour(figures.series, frame.look, place)
        layers += [
            {
                "data": {"values": [{}]},
                "mark": {
                    "type": "point",
                    "shape": shape(place),
                    "size": 60,
                    "filled": True,
                    "opacity": 1,
                    "color": colour,
                    "aria": False,
                },
                "encoding": {"x": {"value": frame.inner + 12}, "y": {"value": y}},
            },
            frame.written(
                [text], frame.inner + 20, y, size=TEXT, colour=frame.look.ink, baseline="middle"
            ),
        ]
    return layers


def last_value(marks: Sequence[Mark]) -> float:
    return next((mark.value for mark in reversed(marks) if mark.value is not None), 0.0)
