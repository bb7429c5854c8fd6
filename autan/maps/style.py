"""What a style of map is. Each is declared by a module of ``autan.maps.styles``."""

from dataclasses import dataclass
from enum import StrEnum

from autan import plugs
from autan.maps.geography import Ground


class Grain(StrEnum):
    """What one sign of a layer stands for."""

    ROW = "row"
    """A row, as long as they are not too many; then the rows of a cell."""
    CELL = "cell"
    """All the rows of a cell of a grid, or of a territory."""


@dataclass(frozen=True, slots=True)
class Style:
    """``title`` and ``sentence`` are French, to be translated where they are shown.

    ``grounds``: what it can draw, the preferred first. ``cells``: how many cells are across a
    tile of 512 pixels when rows are drawn together; from the zoom ``apart`` on, cells are so
    small that rows are only together where they truly are. ``rank`` orders the list.
    """

    name: str
    title: str
    sentence: str
    rank: int
    grounds: tuple[Ground, ...]
    grain: Grain
    cells: int
    apart: int
    wants_value: bool = False
    wants_category: bool = False
    has_classes: bool = False


def styles() -> tuple[Style, ...]:
    """Every style, in the order in which they are proposed."""
    found = plugs.collect("autan.maps.styles", "STYLE")
    return tuple(sorted((one for one in found if isinstance(one, Style)), key=lambda one: one.rank))


def style(name: str) -> Style | None:
    """The style of that name."""
    return next((one for one in styles() if one.name == name), None)
