"""Pie: the parts of a whole, five and the others, each with its share beside it."""

import math

from autan.charts.asking import Desk
from autan.charts.chart import Chart, Wants, X
from autan.charts.figures import Figures, Mark, Sort
from autan.charts.frame import TEXT, Frame, Layer
from autan.charts.groups import grouped
from autan.charts.metrics import cut, width
from autan.charts.places import shown, spoken
from autan.charts.tongue import gettext_noop

TOP = 5
_SPACE = 26


def _figures(desk: Desk) -> Figures:
    return grouped(desk, min(TOP, desk.question.top or TOP))


def _layers(figures: Figures, frame: Frame) -> list[Layer]:
    parts = [mark for mark in figures.marks if (mark.value or 0) > 0]
    total = sum(mark.value or 0 for mark in parts) or 1
    radius = 105 if frame.narrow else 125
    entries = _SPACE * len(parts)
    if frame.narrow:
        frame.height = 2 * radius + 18 + entries
        centre, top, left = (frame.inner / 2, float(radius)), 2 * radius + 18.0, 0.0
    else:
        frame.height = max(2 * radius, entries)
        centre, left = (float(radius), frame.height / 2), 2 * radius + 44.0
        top = (frame.height - entries) / 2
    return [
        *_slices(figures, frame, parts, total, radius, centre),
        *_list(figures, frame, parts, total, left, top),
    ]


def _colour(frame: Frame, mark: Mark, place: int) -> str:
    return frame.look.series[place] if mark.key.sort is Sort.VALUE else frame.look.others


def _slices(
    figures: Figures,
    frame: Frame,
    parts: list[Mark],
    total: float,
    radius: float,
    centre: tuple[float, float],
) -> list[Layer]:
    layers: list[Layer] = []
    turned = 0.0
    for place, mark in enumerate(parts):
        end = turned + 2 * math.pi * (mark.value or 0) / total
        slice_ = {
            "type": "arc",
            "theta": round(turned, 4),
            "theta2": round(end, 4),
            "radius": radius,
            "radius2": radius * 0.56,
            "fill": _colour(frame, mark, place),
            "stroke": frame.look.paper,
            "strokeWidth": 1.5,
            "ariaRoleDescription": figures.tongue.gettext("part"),
        }
        said = f"{spoken(figures, mark)} ({figures.tongue.share((mark.value or 0) / total)})"
        layers.append(
            {
                "data": {"values": [{"d": said, "v": mark.value}]},
                "mark": slice_,
                "encoding": {
                    "x": {"value": centre[0]},
                    "y": {"value": centre[1]},
                    "description": {"field": "d", "type": "nominal"},
                },
            }
        )
        turned = end
    return layers


def _list(
    figures: Figures, frame: Frame, parts: list[Mark], total: float, left: float, top: float
) -> list[Layer]:
    """The parts in the order of the clock: colour, name, value and share."""
    layers: list[Layer] = []
    room = frame.inner - left
    for place, mark in enumerate(parts):
        y = top + _SPACE * place + _SPACE / 2
        share = figures.tongue.share((mark.value or 0) / total)
        said = shown(figures, mark)
        values = f"{share}  ·  {said}" if not frame.narrow else share
        taken = width(values, TEXT) + 16
        name = cut(mark.key.text, TEXT, room - 20 - taken)
        layers += [
            {
                "data": {"values": [{}]},
                "mark": {
                    "type": "point",
                    "shape": "square",
                    "size": 110,
                    "filled": True,
                    "opacity": 1,
                    "color": _colour(frame, mark, place),
                    "aria": False,
                },
                "encoding": {"x": {"value": left + 6}, "y": {"value": y}},
            },
            _words(frame, name, left + 20, y, "left"),
            _words(frame, values, frame.inner, y, "right"),
        ]
    return layers


def _words(frame: Frame, text: str, x: float, y: float, align: str) -> Layer:
    return frame.written(
        [text], x, y, size=TEXT, colour=frame.look.ink, baseline="middle", align=align
    )


CHART = Chart(
    name="pie",
    label=gettext_noop("Anneau"),
    use=gettext_noop("Montrer les parts d’un tout, s’il y en a peu"),
    rank=8,
    wants=Wants(X.GROUPS, parts=True),
    figures=_figures,
    layers=_layers,
)
