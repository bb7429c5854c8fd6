"""An SVG made fit for our pages: nothing that a strict policy refuses, nothing said in English."""

import re
from typing import Any

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(r"<[^<>]*>")
_STARTING = re.compile(r"<svg\b")
_NUMBERS = re.compile(r' (?:d|transform|x|y|x2|y2|width|height|viewBox|r)="[^"]*"')
_LONG = re.compile(r"(\d\.\d\d)\d+")

_CIRCLE = re.compile(
    r'<path ([^>]*?)transform="translate\(([-\d.]+),([-\d.]+)\)" '
    r'd="M([\d.]+),0A\4,\4,0,1,1,-\4,0A\4,\4,0,1,1,\4,0"'
)
# In this order. The words « rect mark container » and « visualization » are the library's own,
# that no option translates; empty backgrounds and classes of its stylesheet serve nobody here.
_DROPPED = tuple(
    re.compile(pattern)
    for pattern in (
        r'^<path class="(?:background|foreground)" aria-hidden="true"[^>]*/>$',
        r' aria-roledescription="(?:[a-z]+ mark container|visualization|title|axis|legend)"',
        r' class="(?:mark-|role-|root|marks)[^"]*"',
        r' (?:opacity="1"|font-weight="normal"|stroke-dasharray=""|version="1.1")',
        r' xmlns:xlink="[^"]*"',
    )
)


def drawable(value: Any) -> Any:
    """The same specification without the characters that XML cannot hold: half of a pair, controls.

    One of them in a label, or in an address, would end the drawing process.
    """
    if isinstance(value, str):
        return _UNWRITABLE.sub("", value)
    if isinstance(value, dict):
        return {drawable(name): drawable(inside) for name, inside in value.items()}
    return [drawable(inside) for inside in value] if isinstance(value, list) else value


def tidy(picture: str) -> str:
    """The same picture, about a third lighter. Only what stands between < and > is touched, so
    that no word of the data can be taken for a piece of drawing."""
    tidied = _TAG.sub(lambda found: _tag(found[0]), picture)
    return _STARTING.sub('<svg class="chart"', tidied, count=1)


def _tag(tag: str) -> str:
    for rule in _DROPPED:
        tag = rule.sub("", tag)
    tag = _NUMBERS.sub(lambda found: _LONG.sub(r"\1", found[0]), tag)
    return _CIRCLE.sub(r'<circle \1cx="\2" cy="\3" r="\4"', tag)
