"""The ground of a picture: the sheet, the land, the borders, and the names of towns."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from autan.maps import clip
from autan.maps.clip import Point
from autan.maps.colours import Colours
from autan.maps.geography import Level
from autan.maps.land import Area, Land, Ring
from autan.maps.mercator import Window
from autan.maps.paths import path_of

FONT = "Atkinson Hyperlegible Next, system-ui, sans-serif"
_BORDERS = 8.4
"""From this zoom on, the borders of communes are drawn; before, those of départements."""
_NAMES, _TRIED = 9, 40
"""Names written at most, and towns tried."""
_MARGIN = 4
_SPECK = 4.0
"""Twice the surface, in pixels, of what is too small to be seen."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where all is drawn: ``window`` has one unit a pixel."""

    window: Window
    width: int
    height: int
    colours: Colours
    land: Land
    taken: list[clip.Box]
    """Where no name may be written."""

    @property
    def arcs(self) -> list[list[Point]]:
        """The outlines, no finer than whole pixels."""
        return self.land.thin(self.window.zoom - 1)

    @property
    def box(self) -> clip.Box:
        return -_MARGIN, -_MARGIN, self.width + _MARGIN, self.height + _MARGIN


def land_of(sheet: Sheet) -> str:
    """The land in one piece: the communes that are seen, without what parts them."""
    communes = sheet.land.levels[Level.COMMUNES].values()
    seen = [area.code for area in communes if is_seen(area, sheet.window)]
    path = rings_of(sheet.land.joined(seen), sheet)
    return f'<path fill="{sheet.colours.land}" d="{path}"/>' if path else ""


def borders_of(sheet: Sheet, covered: bool) -> str:
    """White lines: of the communes when there is room for them, else of the départements."""
    land, near = sheet.land, sheet.window.zoom >= _BORDERS
    seen = [area for area in land.levels[Level.COMMUNES].values() if is_seen(area, sheet.window)]
    inside = {str(row["code"]): row["departement"] for row in land.rows if row["kind"] == "commune"}
    strong = _lines(land.between({area.code: inside[area.code] for area in seen}), sheet)
    fine = _lines(land.between({area.code: area.code for area in seen}), sheet) if near else ""
    opening = f'<g fill="none" stroke="{sheet.colours.border}" stroke-linejoin="round">'
    thin = 0.5 if covered else 0.8
    body = f'<path stroke-width="{thin}" d="{fine}"/>' if fine else ""
    body += f'<path stroke-width="1.4" d="{strong}"/>' if strong else ""
    return f"{opening}{body}</g>" if body else ""


def names_of(sheet: Sheet) -> str:
    """The largest towns that are seen, as many as there is room for."""
    taken, out = sheet.taken, []
    towns = (
        area for area in sheet.land.levels[Level.COMMUNES].values() if is_seen(area, sheet.window)
    )
    for area in sorted(towns, key=lambda one: -one.population)[:_TRIED]:
        x, y = sheet.window.local(*area.centre)
        half = len(area.name) * 3.4 + 6
        box = (x - half, y - 12, x + half, y + 12)
        inside = (
            box[0] > 2 and box[2] < sheet.width - 2 and box[1] > 2 and box[3] < sheet.height - 2
        )
        if not inside or any(_meet(box, other) for other in taken):
            continue
        taken.append(box)
        out.append(f'<text x="{round(x)}" y="{round(y) + 4}">{escape(area.name)}</text>')
        if len(out) == _NAMES:
            break
    look = (
        f'font-family="{FONT}" font-size="12" text-anchor="middle" fill="{sheet.colours.ink}" '
        f'stroke="{sheet.colours.halo}" stroke-width="3" paint-order="stroke" '
        'stroke-linejoin="round"'
    )
    return f"<g {look}>{''.join(out)}</g>" if out else ""


def _meet(one: clip.Box, other: clip.Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def rings_of(rings: Iterable[Ring], sheet: Sheet) -> str:
    out, window, box = [], sheet.window, sheet.box
    arcs = sheet.arcs
    for ring in rings:
        points = [window.local(x, y) for x, y in sheet.land.walked(ring, arcs)]
        kept = clip.ring(points, box)
        if len(kept) > 2 and abs(clip.area(kept)) > _SPECK:
            out.append(path_of([(round(x), round(y)) for x, y in kept], "z"))
    return "".join(out)


def _lines(numbers: Iterable[int], sheet: Sheet) -> str:
    arcs, window = sheet.arcs, sheet.window
    out = []
    for number in numbers:
        points = [window.local(x, y) for x, y in arcs[number]]
        for part in clip.line(points, sheet.box):
            out.append(path_of([(round(x), round(y)) for x, y in part]))
    return "".join(out)


def is_seen(area: Area, window: Window) -> bool:
    box = area.extent
    return (
        box.left < window.right
        and box.right > window.left
        and box.top < window.bottom
        and box.bottom > window.top
    )
