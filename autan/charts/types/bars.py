"""Bars: one length for each group. They lie along categories and stand along time."""

from autan.charts.asking import Desk
from autan.charts.chart import Chart, Wants, X
from autan.charts.columns import columns
from autan.charts.figures import Figures
from autan.charts.frame import Frame, Layer
from autan.charts.groups import grouped
from autan.charts.rows import rows
from autan.charts.tongue import gettext_noop

TOP = 12


def _figures(desk: Desk) -> Figures:
    return grouped(desk, TOP)


def _layers(figures: Figures, frame: Frame) -> list[Layer]:
    return columns(figures, frame) if figures.question.timed else rows(figures, frame)


CHART = Chart(
    name="bars",
    label=gettext_noop("Barres"),
    use=gettext_noop("Comparer des groupes entre eux"),
    rank=1,
    wants=Wants(X.EITHER),
    figures=_figures,
    layers=_layers,
)
