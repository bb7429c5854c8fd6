"""A chart as a Vega-Lite specification: what is stored, and drawn by our server or a browser."""

from typing import Any

from autan.charts import saying
from autan.charts.figures import Figures
from autan.charts.frame import SMALL, Frame, Words
from autan.charts.look import look
from autan.charts.measures import said

WIDE, NARROW = 680, 340
EDGE = 16


def spec(
    figures: Figures,
    *,
    theme: str = "page",
    width: int = WIDE,
    brand: str = "",
    framed: bool = False,
    footer: str = "",
) -> dict[str, Any]:
    """``width`` in pixels: below 480 the layout is that of a phone. ``framed`` writes the title,
    the sentence and ``footer`` (source, date, licence) within the picture, for those that leave
    the page. Colours: see ``look``. KeyError for an unknown theme."""
    edge = EDGE if framed else 0
    frame = Frame(look(theme, brand), figures.tongue, max(width, 240) - 2 * edge, edge)
    title, text = saying.title(figures), saying.sentence(figures)
    if framed:
        frame.words = Words(title, text, footer)
    if figures.empty:
        return _nothing(figures, frame, title)
    layers = figures.question.chart.layers(figures, frame)
    frame.axis = _axis(figures)
    return frame.sheet(layers, f"{title}. {text}")


def _axis(figures: Figures) -> str:
    """What the values are, in words, at the top left."""
    if figures.question.chart.name == "figure":
        return ""
    measures = figures.question.y
    unit = measures[0].unit
    if len(measures) == 1:
        return figures.tongue.typeset(measures[0].titled(figures.tongue))
    return unit or said(measures, figures.tongue) if not figures.series else unit


def _nothing(figures: Figures, frame: Frame, title: str) -> dict[str, Any]:
    """A sheet that says that there is nothing: never a blank picture."""
    sentence = saying.sentence(figures)
    frame.height = 60
    written = frame.written([sentence], 0, 20, size=SMALL + 1, colour=frame.look.soft)
    return frame.sheet([written], f"{title}. {sentence}")
