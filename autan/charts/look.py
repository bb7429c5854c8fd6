"""The colours of a chart, for paper by day, paper by night, and a page that may be either.

On a page every colour is a custom property with the light one behind it, so that one picture
serves both themes; ``front/styles/parts/marks.css`` sets them. A picture that leaves the page
carries its colours.

The palette is made of colours that stay apart under the three deficiencies of colour vision
(Machado, Oliveira and Fernandes, 2009), each at least 3:1 on its paper; a test measures both.
Colour never stands alone: shapes and dashes go with it, and labels are beside the marks.
"""

from dataclasses import dataclass, replace

FONT = "Atkinson Hyperlegible Next, system-ui, sans-serif"
THEMES = ("light", "dark", "page")
DASHES: tuple[tuple[int, ...], ...] = (
    *((), (6, 3), (2, 2), (9, 3, 2, 3)),
    *((4, 2), (1, 3), (12, 3), (6, 2, 1, 2, 1, 2)),
)
SHAPES = (
    *("circle", "square", "triangle-up", "diamond"),
    *("cross", "triangle-down", "triangle-right", "triangle-left"),
)


@dataclass(frozen=True, slots=True)
class Look:
    """Each is ``#rrggbb``, or ``var(--chart-…, #rrggbb)`` on a page. ``series`` begins with
    the portal's colour; ``others`` is for what is not singled out; ``paper`` parts what touches."""

    ink: str
    soft: str
    line: str
    paper: str
    others: str
    series: tuple[str, ...]

    @property
    def brand(self) -> str:
        return self.series[0]


_BY_DAY = "#2a5f8f #c16902 #028a77 #6a000b #ac7dbd #725500 #003d4f #7f62d5"
_BY_NIGHT = "#7fb2dd #c4641f #a6ecab #e08a90 #f6d6fb #e8b93c #4a7580 #7879e3"
_LIGHT = Look("#2a221d", "#5f564e", "#dedad3", "#ffffff", "#877f76", tuple(_BY_DAY.split()))
_DARK = Look("#eeebe5", "#b5b0a9", "#403933", "#251f1a", "#8f877e", tuple(_BY_NIGHT.split()))
_NEAR = 110.0


def look(theme: str = "page", brand: str = "") -> Look:
    """``theme`` is of ``THEMES``; ``brand`` is the portal's colour, already readable on that paper
    (on a page, the light one: the dark one is the page's to say). KeyError for another theme."""
    whole = {"light": _LIGHT, "dark": _DARK, "page": _LIGHT}[theme]
    usual, *others = whole.series
    brand = brand or usual
    # What looks like the portal's own colour comes last; ours takes its place if it may.
    rest = [*enumerate(others, start=2), (len(whole.series) + 1, usual)]
    rest.sort(key=lambda one: _distance(brand, one[1]) < _NEAR)
    series = [(1, brand), *rest][: len(whole.series)]
    if theme != "page":
        return replace(whole, series=tuple(colour for _, colour in series))
    single = {name: f"var(--chart-{name},{getattr(whole, name)})" for name in _NAMES}
    return replace(whole, **single, series=tuple(f"var(--chart-{n},{c})" for n, c in series))


_NAMES = ("ink", "soft", "line", "paper", "others")


def _distance(one: str, other: str) -> float:
    """How unlike two colours look, 0 to 765: the "redmean" approximation."""
    a, b = ([int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in (one, other))
    mean = (a[0] + b[0]) / 2
    weights = (2 + mean / 256, 4.0, 2 + (255 - mean) / 256)
    parts = zip(weights, a, b, strict=True)
    return float(sum(weight * (p - q) ** 2 for weight, p, q in parts) ** 0.5)


def stylesheet() -> str:
    """The custom properties, both themes at once; the portal's own colour comes first."""
    pairs = [(name, getattr(_LIGHT, name), getattr(_DARK, name)) for name in _NAMES]
    days, nights = ((*one.series[1:], one.series[0]) for one in (_LIGHT, _DARK))
    pairs += [
        (str(n), day, night) for n, (day, night) in enumerate(zip(days, nights, strict=True), 2)
    ]
    lines = [f"  --chart-{name}: light-dark({day}, {night});" for name, day, night in pairs]
    usual = f"light-dark({_LIGHT.brand}, {_DARK.brand})"
    return "\n".join((":root {", f"  --chart-1: var(--brand-ui, {usual});", *lines, "}", ""))
