"""A chart as a part of a page, as a table, as a file."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from django.utils.safestring import SafeString, mark_safe

from autan import charts, drawing
from autan.charts.figures import Figures
from autan.charts.look import look
from autan.web.datasets.chart_letters import fitted

SCALE = 2
"""Points of a PNG for one of the screen."""

_SHAPES = frozenset({"svg", "g", "path", "text", "tspan", "line", "rect", "circle"})
# What draws. Not what says (roles and labels: the figure and its table do), nor what may act.
_ATTRIBUTES = frozenset({
    "width", "height", "viewBox", "transform", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy",
    "r", "rx", "ry", "dx", "dy", "opacity", "fill", "fill-opacity", "fill-rule", "stroke",
    "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "text-anchor", "font-size", "font-weight",
    "font-style", "dominant-baseline", "textLength", "lengthAdjust",
})  # fmt: skip
_PLACES = frozenset({"d", "transform", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy"})
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|")
"""Where spreadsheets begin to compute, or to call another program (DDE)."""
_NUMBER = re.compile(r"-?\d+\.\d+")


@dataclass(frozen=True, slots=True)
class Picture:
    """``name`` is the class that shows it at its width; ``source`` what draws it again."""

    name: str
    svg: SafeString
    height: int
    source: str = ""


def inline(
    spec: dict[str, Any], name: str, version: str, source: str = "", *, leaves: bool = False
) -> Picture:
    """The drawing within the page, of a version of the data; ``leaves``: without our font."""
    drawn = drawing.svg(spec, key=version)
    root = ElementTree.fromstring(fitted(drawn) if leaves else drawn)  # noqa: S314 - our own worker's
    text = "".join(_written(root))
    # Only elements and attributes of the two lists above, every value escaped.
    return Picture(name, mark_safe(text), int(float(root.get("height", "0"))), source)  # noqa: S308


def _written(node: ElementTree.Element) -> Iterator[str]:
    tag = node.tag.rpartition("}")[2]
    if tag not in _SHAPES or _draws_nothing(node, tag):
        return
    attributes = dict(_kept(node))
    bare = tag == "g" and not attributes
    inside = escape(node.text or "") if tag in ("text", "tspan") else ""
    children = (piece for child in node for piece in _written(child))
    if bare:
        yield from children
        return
    yield f"<{tag}"
    yield from (f" {name}={quoteattr(value)}" for name, value in attributes.items())
    yield f">{inside}"
    yield from children
    yield f"</{tag}>"


def _kept(node: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for name, value in node.attrib.items():
        if name in _ATTRIBUTES and value != "translate(0,0)":
            yield name, _NUMBER.sub(_shorter, value) if name in _PLACES else value


def _shorter(found: re.Match[str]) -> str:
    """A tenth of a pixel is seen by nobody."""
    return f"{float(found.group()):.1f}".removesuffix(".0")


def _draws_nothing(node: ElementTree.Element, tag: str) -> bool:
    """The frames of groups that have no colour, and labels that found no room."""
    if node.get("display") == "none" or (tag == "text" and node.get("opacity") == "0"):
        return True
    framing = node.get("class") in ("background", "foreground")
    return framing and "fill" not in node.attrib and "stroke" not in node.attrib


def as_png(spec: dict[str, Any], version: str, theme: str) -> bytes:
    """In points, on the paper of its theme: where it goes, nobody knows what is behind."""
    return drawing.png(spec, SCALE, key=version, paper=look(theme).paper)


def compiled(spec: dict[str, Any]) -> bytes:
    return json.dumps(drawing.vega(spec), ensure_ascii=False, separators=(",", ":")).encode()


def as_csv(figures: Figures) -> bytes:
    """The values as they are, under the titles of the columns; with the mark that Excel expects.

    It is made for spreadsheets, which would run a text that begins as a formula does: that text
    comes after an apostrophe, by which they know a text. Numbers stay numbers.
    """
    table = charts.table(figures)
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerows([_as_text(value) for value in row] for row in (table.head, *table.raw))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _as_text(cell: object) -> object:
    if isinstance(cell, str) and cell.lstrip().startswith(_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell
