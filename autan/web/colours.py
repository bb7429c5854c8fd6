"""From the one colour of a portal, all the colours that its pages need, readable by computation.

A colour is kept in hue and moved in lightness until the contrast asked by WCAG 2.2 (1.4.3: 4.5 for
text, 1.4.11: 3 for borders and marks) is reached on the paper of each theme. OKLCH after
Björn Ottosson's definition; contrast after WCAG's relative luminance.
"""

import math
from dataclasses import dataclass
from functools import cache

TEXT, MARK = 4.5, 3.0
# The papers of front/styles/tokens.css: the worst of the grounds on which a colour may stand.
LIGHT_GROUNDS = ("#f1ece3", "#ffffff")
DARK_GROUNDS = ("#30281f", "#16100c")
# Between the luminances where black and white read as well as one another.
_MIDDLE = 0.18
_STEP = 0.002


@dataclass(frozen=True, slots=True)
class Theme:
    """One token for each use; each is (light, dark) as ``#rrggbb``."""

    brand: tuple[str, str]
    on_brand: tuple[str, str]
    brand_text: tuple[str, str]
    brand_ui: tuple[str, str]
    brand_tint: tuple[str, str]

    def as_css(self) -> str:
        """A stylesheet that sets the custom properties, for both themes at once."""
        pairs = ((name, getattr(self, name)) for name in self.__slots__)
        rules = (f"--{n.replace('_', '-')}:light-dark({a},{b})" for n, (a, b) in pairs)
        return ":root{" + ";".join(rules) + "}"


@cache
def theme(colour: str) -> Theme:
    """All tokens for a colour written ``#rrggbb``."""
    return Theme(
        brand=(colour, colour),
        on_brand=(_on(colour), _on(colour)),
        brand_text=(reach(colour, LIGHT_GROUNDS, TEXT), reach(colour, DARK_GROUNDS, TEXT)),
        brand_ui=(reach(colour, LIGHT_GROUNDS, MARK), reach(colour, DARK_GROUNDS, MARK)),
        brand_tint=(_tint(colour, 0.962, 0.026), _tint(colour, 0.265, 0.024)),
    )


def reach(colour: str, grounds: tuple[str, ...], ratio: float) -> str:
    """The nearest shade of that hue with at least ``ratio`` against every ground.

    The grounds of a theme are all light or all dark: contrast grows the further one goes from
    them, so that the nearest lightness is found by halving.
    """
    worst = _worst(grounds)
    if contrast(colour, worst) >= ratio:
        return colour
    near, chroma, hue = to_oklch(colour)
    far = 0.0 if _luminance(worst) > _MIDDLE else 1.0
    while abs(near - far) > _STEP:
        half = (near + far) / 2
        if contrast(from_oklch(half, chroma, hue), worst) >= ratio:
            far = half
        else:
            near = half
    return from_oklch(far, chroma, hue)


@cache
def _worst(grounds: tuple[str, ...]) -> str:
    """Of light grounds the darkest, of dark ones the lightest: the one that leaves least room."""
    by_light = sorted(grounds, key=_luminance)
    return by_light[0] if _luminance(by_light[0]) > _MIDDLE else by_light[-1]


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio, from 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def to_oklch(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_linear(part) for part in _parts(colour))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The colour in sRGB; its chroma is reduced until it fits."""
    if not _fits(_rgb(lightness, chroma, hue)):
        fitting, too_much = 0.0, chroma
        while too_much - fitting > _STEP:
            half = (fitting + too_much) / 2
            if _fits(_rgb(lightness, half, hue)):
                fitting = half
            else:
                too_much = half
        chroma = fitting
    parts = (round(255 * _curve(min(max(p, 0.0), 1.0))) for p in _rgb(lightness, chroma, hue))
    return "#" + "".join(f"{part:02x}" for part in parts)


def _rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _fits(rgb: tuple[float, float, float]) -> bool:
    return all(-0.0005 <= part <= 1.0005 for part in rgb)


def _tint(colour: str, lightness: float, chroma: float) -> str:
    _, own, hue = to_oklch(colour)
    return from_oklch(lightness, min(own, chroma), hue)


def _on(colour: str) -> str:
    """White or our ink upon a band of that colour; else black, where neither reaches 4.5."""
    best = max(("#ffffff", "#1b1510"), key=lambda ink: contrast(colour, ink))
    return best if contrast(colour, best) >= TEXT else "#000000"


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _linear(part: float) -> float:
    """sRGB's curve undone."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _curve(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
