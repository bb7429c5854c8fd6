"""From positions to the pixels of a picture: outlines as paths of SVG."""

from collections.abc import Iterable
from dataclasses import dataclass

from autan.maps import clip
from autan.maps.clip import Point
from autan.maps.land import Area, Land, Ring
from autan.maps.mercator import Window
from autan.maps.paths import path_of

_MARGIN = 4
"""Pixels beyond the picture, so that no border is drawn where it was cut."""
SPECK = 4.0
"""Twice the surface, in pixels, of what is too small to be seen."""


@dataclass(frozen=True, slots=True)
class Pen:
    """``window`` has one unit a pixel; the picture is ``width`` pixels by ``height``."""

    window: Window
    width: int
    height: int
    land: Land

    @property
    def arcs(self) -> list[list[Point]]:
        """The outlines in positions, no finer than whole pixels."""
        return self.land.thin(self.window.zoom - 1)

    @property
    def box(self) -> clip.Box:
        """What is drawn, in pixels."""
        return -_MARGIN, -_MARGIN, self.width + _MARGIN, self.height + _MARGIN

    def sees(self, area: Area) -> bool:
        """Whether the box of an area meets the picture."""
        box, window = area.extent, self.window
        return (
            box.left < window.right
            and box.right > window.left
            and box.top < window.bottom
            and box.bottom > window.top
        )

    def at(self, position: Point) -> tuple[int, int]:
        """The pixel of a position."""
        x, y = self.window.local(*position)
        return round(x), round(y)

    def rings(self, rings: Iterable[Ring], least: float = SPECK) -> str:
        """The path of some rings; ``least`` is twice the surface of the smallest that is drawn."""
        out, window, box, arcs = [], self.window, self.box, self.arcs
        for ring in rings:
            points = [window.local(x, y) for x, y in self.land.walked(ring, arcs)]
            kept = clip.ring(points, box)
            if len(kept) > 2 and abs(clip.area(kept)) > least:
                out.append(path_of([(round(x), round(y)) for x, y in kept], "z"))
        return "".join(out)

    def lines(self, numbers: Iterable[int]) -> str:
        """The path of some arcs, by their numbers."""
        out, window, box, arcs = [], self.window, self.box, self.arcs
        for number in numbers:
            points = [window.local(x, y) for x, y in arcs[number]]
            for part in clip.line(points, box):
                out.append(path_of([(round(x), round(y)) for x, y in part]))
        return "".join(out)
