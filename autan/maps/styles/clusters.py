"""Clusters: neighbours together in one circle that says how many they are."""

from autan.charts.tongue import gettext_noop
from autan.maps.geography import Ground
from autan.maps.style import Grain, Style

STYLE = Style(
    name="clusters",
    title=gettext_noop("Regroupements"),
    sentence=gettext_noop("Les lieux proches sont réunis, avec leur nombre."),
    rank=2,
    grounds=(Ground.POINT, Ground.SHAPE),
    grain=Grain.CELL,
    cells=8,
    apart=15,
)
