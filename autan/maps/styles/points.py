"""Points: a sign at each place, or the shape itself."""

from autan.charts.tongue import gettext_noop
from autan.maps.geography import Ground
from autan.maps.style import Grain, Style

STYLE = Style(
    name="points",
    title=gettext_noop("Points"),
    sentence=gettext_noop("Un signe à chaque lieu."),
    rank=1,
    grounds=(Ground.POINT, Ground.SHAPE),
    grain=Grain.ROW,
    cells=96,
    apart=15,
)
