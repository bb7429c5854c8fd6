"""Pictures of Vega-Lite specifications: SVG for pages, PNG to take away, Vega for the browser.

One warm process draws for everybody of this process: it can be killed, has no network and no
secret. What it drew is kept on disk by the hash of the specification, so that it is drawn once.
"""

import json
from hashlib import sha256
from typing import Any

from autan.drawing.errors import DrawingBusy, DrawingFailed
from autan.drawing.hand import painter, shut_down
from autan.drawing.kept import Kept
from autan.drawing.slim import slim
from autan.drawing.tidy import drawable, tidy

__all__ = [
    "DrawingBusy",
    "DrawingFailed",
    "get_ready",
    "png",
    "shut_down",
    "svg",
    "svg_to_png",
    "vega",
]

# Raised when the same specification gives another picture: fonts, library, tidying.
_EDITION = "3"


def get_ready() -> None:
    """Start the process that draws, which takes the better part of a second."""
    painter().get_ready()


def svg(spec: dict[str, Any], key: str = "") -> str:
    """An SVG that may stand in a page: no style, no identifier, no word that we did not write.

    ``key`` is the hash of the version of the data, for whoever wants pictures to end with it.
    Raises DrawingBusy or DrawingFailed.
    """
    return _kept("svg", spec, key).decode()


def png(spec: dict[str, Any], scale: float = 2, key: str = "", paper: str = "") -> bytes:
    """A PNG of ``scale`` dots per pixel, on ``paper`` (``#rrggbb``), transparent without it.

    The colours must be those of a theme: custom properties mean nothing outside a page.
    """
    sheet = spec | ({"background": paper} if paper else {})
    return svg_to_png(_kept("svg", sheet, key).decode(), scale)


def svg_to_png(picture: str, scale: float = 2) -> bytes:
    """A PNG of any SVG that we made, of charts and of maps."""
    question = {"kind": "png", "svg": picture, "scale": scale}
    return _answered(question)


def vega(spec: dict[str, Any]) -> dict[str, Any]:
    """The specification compiled for the browser, which then needs no Vega-Lite."""
    compiled: dict[str, Any] = json.loads(_kept("vega", spec, ""))
    return compiled


def _kept(kind: str, spec: dict[str, Any], key: str) -> bytes:
    return _answered({"kind": kind, "spec": spec, "key": key})


def _answered(question: dict[str, Any]) -> bytes:
    """From the disk, else drawn and kept."""
    question = drawable(question)
    text = json.dumps([_EDITION, question], sort_keys=True, ensure_ascii=False)
    name = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    shelf = Kept.usual()
    known = shelf.get(name)
    if known is not None:
        return known
    drawn = painter().draw(question)
    if question["kind"] == "svg":
        drawn = tidy(drawn.decode()).encode()
    elif question["kind"] == "png":
        drawn = slim(drawn)
    shelf.put(name, drawn)
    return drawn
