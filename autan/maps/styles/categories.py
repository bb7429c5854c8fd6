"""Categories: a shape and a colour for each value of a column."""

from autan.charts.tongue import gettext_noop
from autan.maps.geography import Ground
from autan.maps.style import Grain, Style

STYLE = Style(
    name="categories",
    title=gettext_noop("Catégories"),
    sentence=gettext_noop("Une forme et une couleur pour chaque valeur d’une colonne."),
    rank=3,
    grounds=(Ground.POINT, Ground.SHAPE),
    grain=Grain.ROW,
    cells=64,
    apart=15,
    wants_category=True,
)
