"""The ground of a picture: the sheet, the land, the borders, the names of towns, the corners."""

from dataclasses import dataclass
from html import escape

from autan.maps import clip
from autan.maps.clip import Point
from autan.maps.colours import Colours
from autan.maps.corner import inset, middle, scale
from autan.maps.geography import Level
from autan.maps.land import Area
from autan.maps.pen import Pen

FONT = "Atkinson Hyperlegible Next, system-ui, sans-serif"
_BORDERS = 8.4
"""From this zoom on, the borders of communes are drawn; before, those of départements."""
_NAMES, _TRIED = 9, 40
"""Names written at most, and towns tried."""
_MOVES = (0, -20, 20, -38, 38)
"""Pixels up or down by which a name may leave the middle of its town."""
_INSET = 104
"""The side, in pixels, of the picture of the département."""


@dataclass(frozen=True, slots=True)
class Sheet(Pen):
    """Where all is drawn."""

    colours: Colours
    taken: list[clip.Box]
    """Where no name may be written."""


def land_of(sheet: Sheet) -> str:
    """The land in one piece: the communes that are seen, without what parts them."""
    communes = sheet.land.levels[Level.COMMUNES].values()
    path = sheet.rings(sheet.land.joined([area.code for area in communes if sheet.sees(area)]))
    return f'<path fill="{sheet.colours.land}" d="{path}"/>' if path else ""


def borders_of(sheet: Sheet, covered: bool) -> str:
    """White lines: of the communes when there is room for them, else of the départements."""
    land, near = sheet.land, sheet.window.zoom >= _BORDERS
    seen = [area for area in land.levels[Level.COMMUNES].values() if sheet.sees(area)]
    inside = {str(row["code"]): row["departement"] for row in land.rows if row["kind"] == "commune"}
    strong = sheet.lines(land.between({area.code: inside[area.code] for area in seen}))
    fine = sheet.lines(land.between({area.code: area.code for area in seen})) if near else ""
    opening = f'<g fill="none" stroke="{sheet.colours.border}" stroke-linejoin="round">'
    thin = 0.5 if covered else 0.8
    body = f'<path stroke-width="{thin}" d="{fine}"/>' if fine else ""
    body += f'<path stroke-width="1.4" d="{strong}"/>' if strong else ""
    return f"{opening}{body}</g>" if body else ""


def names_of(sheet: Sheet) -> str:
    """The largest towns that are seen, as many as there is room for."""
    out: list[str] = []
    towns = (area for area in sheet.land.levels[Level.COMMUNES].values() if sheet.sees(area))
    here = middle(sheet.land, sheet.window)
    for area in sorted(towns, key=lambda one: (one != here, -one.population))[:_TRIED]:
        place = _room(area, sheet, area == here)
        if place is None:
            continue
        x, y = place
        out.append(f'<text x="{round(x)}" y="{round(y) + 4}">{escape(area.name)}</text>')
        if len(out) == _NAMES:
            break
    look = (
        f'font-family="{FONT}" font-size="12" text-anchor="middle" fill="{sheet.colours.ink}" '
        f'stroke="{sheet.colours.halo}" stroke-width="3" paint-order="stroke" '
        'stroke-linejoin="round"'
    )
    return f"<g {look}>{''.join(out)}</g>" if out else ""


def _room(area: Area, sheet: Sheet, is_here: bool) -> Point | None:
    """Where a name is written: on its town, else just above or below, where nothing else is; that
    of the town in the middle of the picture, which is all around, at worst in the corner."""
    x, y = sheet.window.local(*area.centre)
    half = len(area.name) * 3.4 + 6
    places = [(x, y + move) for move in _MOVES]
    for x_, y_ in (*places, *(((half + 8, 18),) if is_here else ())):
        box = (x_ - half, y_ - 12, x_ + half, y_ + 12)
        inside = box[0] > 2 and box[2] < sheet.width - 2
        inside = inside and box[1] > 2 and box[3] < sheet.height - 2
        if inside and not any(_meet(box, other) for other in sheet.taken):
            sheet.taken.append(box)
            return x_, y_
    return None


def corners_of(sheet: Sheet) -> str:
    """A scale at the left; at the right, where this is in the département."""
    look_ = sheet.colours
    wide, words = scale(sheet.window, sheet.width / 6)
    y = sheet.height - 12
    sheet.taken.append((0, y - 26, wide + 24, sheet.height))
    text = f'font-family="{FONT}" font-size="11" fill="{look_.ink}"'
    halo = f'stroke="{look_.halo}" stroke-width="3" paint-order="stroke" stroke-linejoin="round"'
    bar = (
        f'<path d="M12 {y - 5}v5h{wide}v-5" fill="none" stroke="{look_.halo}" stroke-width="4"/>'
        f'<path d="M12 {y - 5}v5h{wide}v-5" fill="none" stroke="{look_.ink}"/>'
        f'<text x="12" y="{y - 9}" {text} {halo}>{words}</text>'
    )
    size = round(min(_INSET, sheet.width / 5))
    found = inset(middle(sheet.land, sheet.window), sheet, size)
    if found is None:
        return bar
    land, frame, name = found
    left = sheet.width - size - 10
    boxes = [(left, top, left + size, top + size) for top in (10, sheet.height - size - 10)]
    # Where it hides the fewest signs; above rather than below, where a button may be.
    box = min(boxes, key=lambda one: sum(_meet(one, other) for other in sheet.taken))
    top = box[1]
    sheet.taken.append(box)
    named = f'<text x="{size / 2:g}" y="{size - 5}" text-anchor="middle" {text} {halo}>'
    return (
        f'{bar}<g transform="translate({left} {top})">'
        f'<rect width="{size}" height="{size}" rx="4" fill="{look_.sea}" stroke="{look_.border}"/>'
        f'<path fill="{look_.land}" stroke="{look_.border}" d="{land}"/>'
        f'<path fill="{look_.series[0]}" stroke="{look_.paper}" d="{frame}"/>'
        f"{named}{escape(name)}</text></g>"
    )


def _meet(one: clip.Box, other: clip.Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
