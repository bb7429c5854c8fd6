"""Lines: how values move along time, each line named at its end."""

from autan.charts import paths
from autan.charts.asking import Desk
from autan.charts.chart import Chart, Series, Wants, X
from autan.charts.figures import Figures
from autan.charts.frame import Frame, Layer
from autan.charts.groups import grouped
from autan.charts.measures import MOST
from autan.charts.tongue import gettext_noop


def _figures(desk: Desk) -> Figures:
    return grouped(desk, 0, 4)


def _layers(figures: Figures, frame: Frame) -> list[Layer]:
    figures = paths.finished(figures)
    values = [mark.value for mark in figures.marks if mark.value is not None]
    layers, domain = paths.prepared(figures, frame, values)
    count = max(len(figures.series), 1)
    # The first series is drawn last, above the others.
    for series in reversed(range(count)):
        layers += paths.line(figures, frame, series, domain)
    ends = [paths.last_value(figures.of(series)) for series in range(count)]
    return [*layers, *paths.names(figures, frame, ends, domain)]


CHART = Chart(
    name="lines",
    label=gettext_noop("Courbes"),
    use=gettext_noop("Suivre une évolution dans le temps"),
    rank=4,
    wants=Wants(X.TIME, Series.MAY, values=MOST),
    figures=_figures,
    layers=_layers,
)
