"""One kind of correction: a change of text that can be counted, shown and undone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True)
class Manner:
    """What was decided for one column as a whole, so that each cell is read in the same way.

    ``month_first``: 12/31/2024 is the only possible order. ``pivot``: two-digit years above it
    belong to the last century; None when two readings exist. ``comma``: a comma is a decimal
    mark. ``dot``: so is a dot. ``percent``: shares are written from 0 to 100.
    ``zero``: four digits of a place have lost their first zero.
    ``words``: other spellings of the allowed values, exactly as they occur in the column.
    ``own``: words which elsewhere mean that there is nothing, and are values of this column.
    ``crs``: the system of positions, "" when it is unknown. ``latitude_first``: the northing comes
    before. ``box``: where a position lies, so that one written the other way is turned.
    ``axis``: the column is one side of the position, ``lon`` or ``lat``.
    """

    month_first: bool = False
    pivot: int | None = None
    comma: bool = True
    dot: bool = True
    percent: bool = False
    zero: bool = True
    words: Mapping[str, str] = field(default_factory=dict)
    own: tuple[str, ...] = ()
    crs: str = "EPSG:4326"
    latitude_first: bool = False
    box: tuple[float, float, float, float] | None = None
    axis: str = ""


@dataclass(frozen=True)
class Mend:
    """``change`` gives the corrected text, or the same text where there is nothing to correct.

    ``one`` and ``many`` are French sentences with ``%(count)s``, ``%(before)s``, ``%(after)s``
    and ``%(column)s``. ``likely`` is a cheap pattern that every text to change matches: the
    change is tried on those alone.
    """

    kind: str
    change: Callable[[pl.Expr, Manner], pl.Expr]
    one: str
    many: str
    likely: str = ""

    def sentence(self, count: int, column: str, before: str, after: str) -> str:
        facts = {
            "count": f"{count:,}".replace(",", "\u202f"),
            "column": column,
            "before": before,
            "after": after,
        }
        return (self.one if count == 1 else self.many) % facts
