"""Grouped bars: side by side within each group, one for each series or value."""

from autan.charts.asking import Desk
from autan.charts.chart import Chart, Series, Wants, X
from autan.charts.columns import columns
from autan.charts.figures import Figures
from autan.charts.frame import Frame, Layer
from autan.charts.groups import grouped
from autan.charts.measures import MOST
from autan.charts.rows import rows, swatches
from autan.charts.tongue import gettext_noop

TOP, SERIES = 6, 4


def _figures(desk: Desk) -> Figures:
    return grouped(desk, TOP, SERIES)


def _layers(figures: Figures, frame: Frame) -> list[Layer]:
    swatches(figures, frame)
    return columns(figures, frame) if figures.question.timed else rows(figures, frame)


CHART = Chart(
    name="grouped",
    label=gettext_noop("Barres groupées"),
    use=gettext_noop("Comparer, dans chaque groupe, quelques valeurs"),
    rank=2,
    wants=Wants(X.EITHER, Series.MUST, values=MOST),
    figures=_figures,
    layers=_layers,
)
