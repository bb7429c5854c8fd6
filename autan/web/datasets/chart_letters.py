"""The words of a picture that leaves, at the widths for which they were placed.

An SVG in a page of another site has no font of ours: another one, often wider, would push words
out of the picture. Each says how long it is, and the browser fits it.
https://www.w3.org/TR/SVG2/text.html#TextElementTextLengthAttribute
"""

import re
from html import unescape

from autan.charts.metrics import width

_TEXT = re.compile(
    r'<text\b(?P<look>[^<>]*?font-size="(?P<size>[\d.]+)(?:px)?"[^<>]*)>'
    r"(?P<inside>[^<>]+|(?:<tspan[^<>]*>[^<>]*</tspan>)+)</text>"
)
_LINE = re.compile(r"<tspan([^<>]*)>([^<>]*)</tspan>")
_BOLD = re.compile(r'font-weight="(?:bold|[6-9]00)"')
_SHORT = 4
"""Letters up to which another font makes no difference."""


def fitted(svg: str) -> str:
    """The same picture, whose words keep their widths whatever the font."""
    return _TEXT.sub(_fitted, svg)


def _fitted(found: re.Match[str]) -> str:
    look, size, inside = found["look"], float(found["size"]), found["inside"]
    bold = bool(_BOLD.search(look))
    if not inside.startswith("<"):
        return f"<text{look}{_length(inside, size, bold)}>{inside}</text>"
    lines = _LINE.sub(
        lambda one: f"<tspan{one[1]}{_length(one[2], size, bold)}>{one[2]}</tspan>", inside
    )
    return f"<text{look}>{lines}</text>"


def _length(written: str, size: float, bold: bool) -> str:
    """The attributes that hold some words to their width."""
    said = unescape(written)
    if len(said) < _SHORT:
        return ""
    return f' textLength="{width(said, size, bold=bold):.0f}" lengthAdjust="spacingAndGlyphs"'
