"""Proportional circles: the surface of each says a quantity."""

from autan.charts.tongue import gettext_noop
from autan.maps.geography import Ground
from autan.maps.style import Grain, Style

STYLE = Style(
    name="circles",
    title=gettext_noop("Cercles proportionnels"),
    sentence=gettext_noop("La surface de chaque cercle dit une quantité."),
    rank=4,
    grounds=(Ground.POINT, Ground.SHAPE, Ground.TERRITORY),
    grain=Grain.CELL,
    cells=18,
    apart=14,
    wants_value=True,
)
