"""Bars that lie: one row for each group, its name beside it, or above it where there is no room."""

from typing import Any

from autan.charts.figures import Figures, Key, Mark, Sort
from autan.charts.frame import TEXT, Frame, Layer
from autan.charts.metrics import width, wrapped
from autan.charts.places import (
    banded,
    colour_of,
    literal,
    offset,
    scaled,
    series_colour,
    shown,
    spoken,
)

_NAME = "name"
_SLOT = 17


def rows(figures: Figures, frame: Frame, *, stacked: bool = False) -> list[Layer]:
    """Layers of bars for every mark; ``stacked`` puts those of a group end to end."""
    bars = (
        _end_to_end(figures)
        if stacked
        else [(mark, 0.0, mark.value or 0.0) for mark in figures.marks]
    )
    slots = ["0"] if stacked or not figures.series else [str(n) for n in range(len(figures.series))]
    ends = (
        _ends(figures, bars)
        if stacked
        else [(m, m.value or 0.0) for m in figures.marks if m.value is not None]
    )
    labels = [shown(figures, Mark(mark.key, value)) for mark, value in ends]
    _make_room(figures, frame, slots, labels)
    domain = _domain(
        bars, frame, [width(one, TEXT) for one, (_, v) in zip(labels, ends, strict=True) if v < 0]
    )
    y = banded("k", [key.text for key in figures.keys], 0.22)
    if frame.narrow or len(slots) > 1:
        slots = [_NAME, *slots] if frame.narrow else slots
        shift: dict[str, Any] = {"yOffset": offset("o", slots)}
    else:
        shift = {}
    place = {"y": y, **shift}
    return [
        _bars(figures, frame, bars, domain, place, stacked),
        *_names(figures, frame, y, shift),
        *_values(frame, ends, labels, domain, place, stacked),
        *([] if frame.narrow and not domain[0] else [_baseline(frame, domain)]),
    ]


def _end_to_end(figures: Figures) -> list[tuple[Mark, float, float]]:
    """Where each part begins and ends; negative parts go the other way."""
    found = []
    for key in figures.keys:
        up = down = 0.0
        for mark in figures.at(key):
            value = mark.value or 0.0
            begin = up if value >= 0 else down
            found.append((mark, begin, begin + value))
            up, down = (up + value, down) if value >= 0 else (up, down + value)
    return found


def _ends(figures: Figures, bars: list[tuple[Mark, float, float]]) -> list[tuple[Mark, float]]:
    """The total of each row, written at its end."""
    found = []
    for key in figures.keys:
        mine = [mark for mark, _, _ in bars if mark.key == key]
        if mine:
            found.append((mine[0], sum(mark.value or 0 for mark in mine)))
    return found


def _domain(bars: list[tuple[Mark, float, float]], frame: Frame, left: list[float]) -> list[float]:
    """The ends of the scale; ``left`` are the widths of the negative values."""
    low = min((min(a, b) for _, a, b in bars), default=0)
    high = max((max(a, b) for _, a, b in bars), default=0)
    low, high = min(low, 0), max(high, 0)
    if low == high:
        high = 1
    if low < 0:
        # Room for the values written to the left of bars that go there.
        room = max(left, default=0) + 10
        low -= (high - low) * room / max(frame.inner - room, 40)
    return [low, high]


def _make_room(figures: Figures, frame: Frame, slots: list[str], labels: list[str]) -> None:
    names = [key.text for key in figures.keys]
    frame.right = max((width(label, TEXT) for label in labels), default=0) + 14
    if frame.narrow:
        row = _SLOT * (len(slots) + 1) + 10
    else:
        most = 0.36 * frame.width
        lines = [wrapped(name, TEXT, most, 2) for name in names]
        longest = max((width(line, TEXT) for each in lines for line in each), default=0)
        frame.left = min(longest, most) + 14
        row = max(_SLOT * len(slots) + 12, 40 if any(len(each) > 1 for each in lines) else 28)
    frame.height = row * max(len(names), 1)


def _bars(
    figures: Figures,
    frame: Frame,
    bars: list[tuple[Mark, float, float]],
    domain: list[float],
    place: dict[str, Any],
    stacked: bool,
) -> Layer:
    data = [
        {
            "k": mark.key.text,
            "o": "0" if stacked or not figures.series else str(mark.series),
            "a": begin,
            "b": end,
            "c": colour_of(figures, frame.look, mark),
            "d": spoken(figures, mark),
        }
        for mark, begin, end in bars
        if mark.value is not None
    ]
    mark: dict[str, Any] = {"type": "bar", "ariaRoleDescription": figures.tongue.gettext("barre")}
    if stacked:
        mark |= {"stroke": frame.look.paper, "strokeWidth": 1}
    return {
        "data": {"values": data},
        "mark": mark,
        "encoding": {
            **place,
            "x": scaled("a", domain),
            "x2": {"field": "b"},
            "color": literal("c"),
            "description": {"field": "d", "type": "nominal"},
        },
    }


def _names(figures: Figures, frame: Frame, y: dict[str, Any], shift: dict[str, Any]) -> list[Layer]:
    most = frame.width - 4 if frame.narrow else frame.left - 12
    layers = []
    for quiet in (False, True):
        keys = [key for key in figures.keys if (key.sort is not Sort.VALUE) is quiet]
        texts = [(key, wrapped(key.text, TEXT, most, 1 if frame.narrow else 2)) for key in keys]
        for lines in (1, 2):
            part = [(key, text) for key, text in texts if len(text) == lines]
            if part:
                layers.append(_name_layer(frame, part, lines, y, shift, quiet))
    return layers


def _name_layer(
    frame: Frame,
    part: list[tuple[Key, list[str]]],
    lines: int,
    y: dict[str, Any],
    shift: dict[str, Any],
    quiet: bool,
) -> Layer:
    """Lines of a text go down from the first: two of them begin half a line higher."""
    layer = frame.text(
        [{"k": key.text, "o": _NAME, "text": text} for key, text in part],
        x={"value": -frame.left},
        y=y,
        align="left",
        dy=-8 * (lines - 1),
        colour=frame.look.soft if quiet else "",
    )
    if frame.narrow:
        layer["encoding"] |= shift
    return layer


def _values(
    frame: Frame,
    ends: list[tuple[Mark, float]],
    labels: list[str],
    domain: list[float],
    place: dict[str, Any],
    stacked: bool,
) -> list[Layer]:
    """Values at the ends of the bars, on the side where these go."""
    layers = []
    for negative, align, dx in ((True, "right", -6), (False, "left", 6)):
        part = [
            {"k": mark.key.text, "o": "0" if stacked else str(mark.series), "v": v, "text": label}
            for (mark, v), label in zip(ends, labels, strict=True)
            if (v < 0) is negative
        ]
        if part:
            layer = frame.text(part, x=scaled("v", domain), y=place["y"], align=align, dx=dx)
            layer["encoding"] |= {"yOffset": place["yOffset"]} if "yOffset" in place else {}
            layers.append(layer)
    return layers


def _baseline(frame: Frame, domain: list[float]) -> Layer:
    return {
        "data": {"values": [{"z": 0}]},
        "mark": {"type": "rule", "stroke": frame.look.soft, "strokeWidth": 1, "aria": False},
        "encoding": {
            "x": scaled("z", domain),
            "y": {"value": 0},
            "y2": {"value": frame.height},
        },
    }


def swatches(figures: Figures, frame: Frame) -> None:
    """The legend of bars and areas: squares, in the order of the marks."""
    if figures.series:
        colours = [series_colour(figures.series, frame.look, n) for n in range(len(figures.series))]
        frame.legend(
            [key.text for key in figures.series],
            [{"shape": "square", "filled": True, "color": colour} for colour in colours],
        )
