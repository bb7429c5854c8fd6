"""Stacked bars: what each group is made of, end to end."""

from autan.charts.asking import Desk
from autan.charts.chart import Chart, Series, Wants, X
from autan.charts.columns import columns
from autan.charts.figures import Figures
from autan.charts.frame import Frame, Layer
from autan.charts.groups import grouped
from autan.charts.measures import MOST
from autan.charts.rows import rows, swatches
from autan.charts.tongue import gettext_noop

TOP = 10


def _figures(desk: Desk) -> Figures:
    return grouped(desk, TOP)


def _layers(figures: Figures, frame: Frame) -> list[Layer]:
    swatches(figures, frame)
    if figures.question.timed:
        return columns(figures, frame, stacked=True)
    return rows(figures, frame, stacked=True)


CHART = Chart(
    name="stacked",
    label=gettext_noop("Barres empilées"),
    use=gettext_noop("Montrer de quoi chaque groupe est fait"),
    rank=3,
    wants=Wants(X.EITHER, Series.MUST, values=MOST, parts=True),
    figures=_figures,
    layers=_layers,
)
