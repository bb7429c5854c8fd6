"""Key figure: one number, or a few, written large with what they count."""

from autan.charts.asking import Desk
from autan.charts.chart import Chart, Wants, X
from autan.charts.figures import Figures, Key, Mark
from autan.charts.frame import Frame, Layer
from autan.charts.measures import Measure
from autan.charts.metrics import width, wrapped
from autan.charts.places import spoken
from autan.charts.tongue import Tongue, gettext_noop

_LARGE, _WORDS = 54, 15


def _figures(desk: Desk) -> Figures:
    marks = [
        Mark(Key(measure.words(desk.tongue)), value, place)
        for place, (measure, value) in enumerate(zip(desk.y, desk.whole.values, strict=True))
    ]
    keys = [mark.key for mark in marks]
    return desk.figures(keys, marks, groups=len(marks))


def _layers(figures: Figures, frame: Frame) -> list[Layer]:
    abreast = 1 if frame.narrow else min(len(figures.marks), 3)
    room = frame.inner / max(abreast, 1) - 16
    tall = 94
    layers: list[Layer] = []
    for place, mark in enumerate(figures.marks):
        x, y = (place % abreast) * (room + 16), (place // abreast) * tall
        layers += _number(figures, frame, mark, x, y + 4, room)
    frame.height = tall * -(-len(figures.marks) // max(abreast, 1))
    return layers


def _number(
    figures: Figures, frame: Frame, mark: Mark, x: float, y: float, room: float
) -> list[Layer]:
    measure = figures.question.y[mark.series]
    text = _said(measure, mark.value, figures.tongue)
    size = min(_LARGE, int(_LARGE * room / max(width(text, _LARGE, bold=True), 1)))
    number = frame.written(
        [text], x, y, size=size, colour=frame.look.brand, fontWeight="bold", aria=True
    )
    number["data"] = {"values": [{"d": spoken(figures, mark)}]}
    number["encoding"]["description"] = {"field": "d", "type": "nominal"}
    lines = wrapped(_under(measure, mark, figures.tongue), _WORDS, room, 2)
    words = frame.written(lines, x, y + size * 1.12, size=_WORDS, colour=frame.look.soft)
    return [number, words]


def _said(measure: Measure, value: float | None, tongue: Tongue) -> str:
    return tongue.amount(value, tongue.gettext(measure.unit) if measure.unit else "")


def _under(measure: Measure, mark: Mark, tongue: Tongue) -> str:
    if measure.subject is None:
        return tongue.thing(measure.noun, mark.value or 0)
    return measure.words(tongue)


CHART = Chart(
    name="figure",
    label=gettext_noop("Chiffre clé"),
    use=gettext_noop("Écrire un nombre en grand"),
    rank=9,
    wants=Wants(X.NOTHING, values=6),
    figures=_figures,
    layers=_layers,
)
