"""A map that leaves the portal: its title, its sentence, its picture, its legend and its source.

The same picture, with around it what a reader elsewhere needs in order to trust it.
"""

from collections.abc import Sequence
from html import escape
from itertools import accumulate

from autan.charts.look import Look, look
from autan.charts.tongue import FRENCH, Tongue
from autan.maps.colours import colours
from autan.maps.ground import FONT, Sheet
from autan.maps.land import Land
from autan.maps.legend import Entry, legend, measured
from autan.maps.mercator import View
from autan.maps.picture import Layer, drawn
from autan.maps.signs import sign

WIDTH = 1000
_MARGIN, _LINE, _SHARE = 28, 24, 0.62
_LETTER = 0.53
"""The width of a letter, on average, in shares of the size of the type."""


def poster(
    layers: Sequence[Layer],
    view: View,
    land: Land,
    *,
    title: str,
    text: str = "",
    source: str = "",
    theme: str = "light",
    brand: str = "",
    width: int = WIDTH,
    tongue: Tongue = FRENCH,
) -> str:
    """An SVG that stands alone: its colours are in it. ``theme`` is ``light`` or ``dark``."""
    inner, high = width - 2 * _MARGIN, round((width - 2 * _MARGIN) * _SHARE)
    look_ = look(theme, brand)
    body, top = _heading(title, text, inner, look_)
    window = view.window(inner, high)
    sheet = Sheet(window, inner, high, land, colours(theme, brand), [])
    body.append(
        f'<svg x="{_MARGIN}" y="{top}" width="{inner}" height="{high}" '
        f'viewBox="0 0 {inner} {high}">{drawn(layers, view, sheet)}</svg>'
    )
    top += high + 14
    for rank, layer in enumerate(layers):
        lines, top = _legend(layer, rank, top, inner, theme, tongue, brand)
        body += lines
    for line in folded(source, inner, 14):
        top += 20
        body.append(_text(_MARGIN, top, line, 14, look_.soft))
    high = top + _MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{high}" '
        f'viewBox="0 0 {width} {high}" role="img" aria-label="{escape(title)}">'
        f'<rect width="{width}" height="{high}" fill="{look_.paper}"/>{"".join(body)}</svg>'
    )


def _heading(title: str, text: str, width: int, look_: Look) -> tuple[list[str], int]:
    """The title and the sentence, and where the picture begins."""
    body, top = [], _MARGIN
    for words, size, weight, ink in ((title, 24, 700, look_.ink), (text, 17, 400, look_.soft)):
        for line in folded(words, width, size * (1.15 if weight > 400 else 1)):
            top += round(size * 1.3)
            body.append(_text(_MARGIN, top, line, size, ink, weight))
    return body, top + 16


def folded(text: str, width: float, size: float) -> list[str]:
    """A text in lines of at most so many pixels, cut between words."""
    most = max(int(width / (size * _LETTER)), 1)
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        elif word:
            lines.append(word)
    return lines


def _legend(
    layer: Layer, rank: int, top: int, width: int, theme: str, tongue: Tongue, brand: str
) -> tuple[list[str], int]:
    """The lines of a layer's legend, side by side as far as there is room, and where they end."""
    found, out = layer.figures, []
    ink, soft = look(theme).ink, look(theme).soft
    name = " – ".join(filter(None, (found.sketch.words.title, measured(found, tongue))))
    if name:
        top += _LINE
        out.append(_text(_MARGIN, top, name, 15, ink, 700))
    entries = legend(found, tongue, rank, brand)
    sizes = [_wide(entry, tongue) for entry in entries]
    if sum(sizes) <= width:
        lefts = [0, *accumulate(sizes[:-1])]
        rows = [(entry, left, 0) for entry, left in zip(entries, lefts, strict=True)]
    else:
        across = max(1, width // max(sizes))
        rows = [
            (entry, number % across * (width // across), number // across)
            for number, entry in enumerate(entries)
        ]
    tall = max([_LINE, *(round(2 * entry.radius + 6) for entry in entries)])
    for entry, left, row in rows:
        middle = top + tall * row + tall // 2 + 6
        colour = entry.dark if theme == "dark" else entry.light
        out.append(_sign(entry, _MARGIN + left + _room(entry) / 2, middle, colour, theme))
        said = _MARGIN + left + _room(entry) + 8
        out.append(
            _text(round(said), middle + 5, entry.label, 15, ink, extra=_count(entry, soft, tongue))
        )
    return out, top + tall * (1 + max((row for *_, row in rows), default=-1)) + 10


def _sign(entry: Entry, x: float, y: float, colour: str, theme: str) -> str:
    if entry.sign == "area":
        return f'<rect x="{x - 9:g}" y="{y - 7:g}" width="18" height="14" fill="{colour}"/>'
    path = sign(entry.sign, max(entry.radius, 5))
    paint = (
        f'fill="{look(theme).paper}" stroke="{colour}" stroke-width="1.6"'
        if entry.sign == "ring"
        else f'fill="{colour}"'
    )
    return f'<path transform="translate({x:g} {y:g})" {paint} d="{path}"/>'


def _room(entry: Entry) -> float:
    return max(20.0, 2 * entry.radius)


def _wide(entry: Entry, tongue: Tongue) -> int:
    counted = f" ({tongue.number(entry.count)})" if entry.count is not None else ""
    return round(_room(entry) + 8 + (len(entry.label) + len(counted)) * 15 * _LETTER + 24)


def _count(entry: Entry, soft: str, tongue: Tongue) -> str:
    if entry.count is None:
        return ""
    return f'<tspan fill="{soft}"> ({tongue.number(entry.count)})</tspan>'


def _text(
    x: int, y: int, text: str, size: int, ink: str, weight: int = 400, extra: str = ""
) -> str:
    return (
        f'<text x="{x}" y="{y}" font-family="{FONT}" font-size="{size}" font-weight="{weight}" '
        f'fill="{ink}">{escape(text)}{extra}</text>'
    )
