"""Moving the picture of a map with links: nearer, farther, to the four sides, and all of it."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext

from autan.maps.figures import HEIGHT, WIDTH
from autan.maps.mercator import STEEPEST, View, degrees
from autan.query.state import State
from autan.web.parts import link

NEAREST, FARTHEST = 18.0, 3.0
_STEP = 0.4
"""How far a side link goes, in shares of the picture."""


@dataclass(frozen=True, slots=True)
class Move:
    name: str
    words: str
    address: str


def moves(path: str, state: State, view: View) -> list[Move]:
    """The links, in reading order; those that lead nowhere new are left out."""
    named = [
        ("in", gettext("Rapprocher"), zoomed(view, 1)),
        ("out", gettext("Éloigner"), zoomed(view, -1)),
        ("west", gettext("Vers l’ouest"), shifted(view, -_STEP, 0)),
        ("north", gettext("Vers le nord"), shifted(view, 0, -_STEP)),
        ("south", gettext("Vers le sud"), shifted(view, 0, _STEP)),
        ("east", gettext("Vers l’est"), shifted(view, _STEP, 0)),
    ]
    made = [Move(name, words, _to(path, state, to.text)) for name, words, to in named if to != view]
    return [*made, Move("whole", gettext("Tout voir"), _to(path, state, ""))]


def zoomed(view: View, by: float) -> View:
    return replace(view, zoom=min(max(view.zoom + by, FARTHEST), NEAREST))


def shifted(view: View, east: float, south: float) -> View:
    """The view moved by shares of the picture; it stays on the map."""
    window = view.window(WIDTH, HEIGHT)
    x = window.left + window.width * (0.5 + east)
    y = window.top + window.height * (0.5 + south)
    lon, lat = degrees(x, y)
    return View(view.zoom, min(max(lat, -STEEPEST), STEEPEST), min(max(lon, -180), 180))


def _to(path: str, state: State, view: str) -> str:
    return link(path, state.turned(map=replace(state.map, view=view)).pairs)
