"""Choropleth: the stronger the colour of a territory, the greater its value."""

from autan.charts.tongue import gettext_noop
from autan.maps.geography import Ground
from autan.maps.style import Grain, Style

STYLE = Style(
    name="choropleth",
    title=gettext_noop("Aplats de couleur"),
    sentence=gettext_noop("Plus la couleur est soutenue, plus la valeur est grande."),
    rank=5,
    grounds=(Ground.TERRITORY, Ground.SHAPE),
    grain=Grain.ROW,
    cells=64,
    apart=15,
    wants_value=True,
    has_classes=True,
)
