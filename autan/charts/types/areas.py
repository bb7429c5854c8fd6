"""Areas: a total along time, and what it is made of."""

from autan.charts import paths
from autan.charts.asking import Desk
from autan.charts.chart import Chart, Series, Wants, X
from autan.charts.figures import Figures, Mark
from autan.charts.frame import Frame, Layer
from autan.charts.groups import grouped
from autan.charts.measures import MOST
from autan.charts.places import instant, scaled, series_colour, spoken
from autan.charts.tongue import gettext_noop


def _figures(desk: Desk) -> Figures:
    return grouped(desk, 0, 5)


def _layers(figures: Figures, frame: Frame) -> list[Layer]:
    figures = paths.finished(figures)
    bands = _bands(figures)
    layers, domain = paths.prepared(figures, frame, _ends(bands))
    for series, band in enumerate(bands):
        layers.append(_area(figures, frame, series, band, domain))
    middles = [(band[-1][1] + band[-1][2]) / 2 if band else 0.0 for band in bands]
    return [*layers, *paths.names(figures, frame, middles, domain)]


def _ends(bands: list[list[tuple[Mark, float, float]]]) -> list[float]:
    """Both sides of every part: an area stands on zero, even one that never moves."""
    return [side for band in bands for _, begin, end in band for side in (begin, end)]


def _bands(figures: Figures) -> list[list[tuple[Mark, float, float]]]:
    """For each series, where its part begins and ends in each period. A negative part is none."""
    floor: dict[str, float] = {}
    bands = []
    for series in range(max(len(figures.series), 1)):
        band = []
        for mark in figures.of(series):
            begin = floor.get(mark.key.text, 0.0)
            floor[mark.key.text] = begin + max(mark.value or 0.0, 0.0)
            band.append((mark, begin, floor[mark.key.text]))
        bands.append(band)
    return bands


def _area(
    figures: Figures,
    frame: Frame,
    series: int,
    band: list[tuple[Mark, float, float]],
    domain: list[float],
) -> Layer:
    colour = (
        series_colour(figures.series, frame.look, series) if figures.series else frame.look.brand
    )
    said = "\u202f; ".join(spoken(figures, mark) for mark, _, _ in (band[:1] + band[-1:]))
    return {
        "data": {
            "values": [
                {"t": instant(mark.key.day), "a": begin, "b": end, "d": said}
                for mark, begin, end in band
                if mark.key.day
            ]
        },
        "mark": {
            "type": "area",
            "fill": colour,
            "fillOpacity": 0.9,
            "line": False,
            "stroke": frame.look.paper,
            "strokeWidth": 0.6,
            "ariaRoleDescription": figures.tongue.gettext("surface"),
        },
        "encoding": {
            "x": paths.time(figures),
            "y": scaled("a", domain),
            "y2": {"field": "b"},
            "description": {"field": "d", "type": "nominal"},
        },
    }


CHART = Chart(
    name="areas",
    label=gettext_noop("Aires"),
    use=gettext_noop("Suivre un total et ce qui le compose"),
    rank=5,
    wants=Wants(X.TIME, Series.MAY, values=MOST, parts=True),
    figures=_figures,
    layers=_layers,
)
