"""The colours of a map, by day, by night, and on a page that may be either.

Categories take the palette and the signs of the charts (``autan.charts.look``), so that a value
has one colour everywhere. A quantity takes one hue, from what is close to the paper to what is
farthest from it. On a page each colour is a custom property with the light one behind it.
"""

from dataclasses import dataclass

from autan.charts.look import look

SIGNS = ("circle", "square", "triangle", "diamond", "cross", "triangle-down", "star", "ring")
"""One for each colour of the palette; the last is for all the others."""
_BY_DAY = "#d6e4ef #b3cee2 #8fb5d2 #6a9ac0 #477fab #2d6592 #1b4c76 #0f365a #07243f"
_BY_NIGHT = "#26394a #2b4a63 #315d7e #3a7199 #4a87b2 #639ec7 #82b5d8 #a6cde7 #cfe5f4"
_GROUND = {
    "sea": ("#f3f0ea", "#1c1815"),
    "land": ("#e6e1d8", "#302a25"),
    "border": ("#ffffff", "#463e37"),
    "ink": ("#2a221d", "#eeebe5"),
    "halo": ("#f7f5f1", "#241f1b"),
    "none": ("#e6e1d8", "#302a25"),
}


@dataclass(frozen=True, slots=True)
class Colours:
    """Each is ``#rrggbb``, or ``var(--map-…, #rrggbb)`` on a page."""

    sea: str
    land: str
    border: str
    ink: str
    halo: str
    none: str
    paper: str
    others: str
    series: tuple[str, ...]
    ramp: tuple[str, ...]

    def classes(self, count: int) -> tuple[str, ...]:
        """The colours of so many classes, from the weakest, as far apart as they can be."""
        if count < 2:
            return (self.ramp[4],) * count
        first = 1 if count < len(self.ramp) else 0
        step = (len(self.ramp) - 2 - first + 1) / (count - 1)
        return tuple(self.ramp[round(first + step * place)] for place in range(count))


def colours(theme: str = "page", brand: str = "") -> Colours:
    """``theme`` and ``brand`` are those of ``charts.look.look``."""
    chart = look(theme, brand)
    night = theme == "dark"
    ground = {name: pair[night] for name, pair in _GROUND.items()}
    ramp = tuple((_BY_NIGHT if night else _BY_DAY).split())
    if theme == "page":
        ground = {name: f"var(--map-{name},{colour})" for name, colour in ground.items()}
        ramp = tuple(f"var(--map-ramp-{place},{colour})" for place, colour in enumerate(ramp, 1))
    return Colours(**ground, paper=chart.paper, others=chart.others, series=chart.series, ramp=ramp)


def stylesheet() -> str:
    """The custom properties of a page, both themes at once."""
    pairs = [(name, *pair) for name, pair in _GROUND.items()]
    pairs += [
        (f"ramp-{place}", day, night)
        for place, (day, night) in enumerate(
            zip(_BY_DAY.split(), _BY_NIGHT.split(), strict=True), 1
        )
    ]
    lines = (f"  --map-{name}: light-dark({day}, {night});" for name, day, night in pairs)
    return "\n".join((":root {", *lines, "}", ""))
