"""What is known of the columns when a page is shown: of all the rows, and of those chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.catalogue.listing import Listing
from autan.engine import profiles
from autan.engine.base import EngineError
from autan.query.state import State
from autan.tabular.profile import TableProfile

QUICK = 1_000_000
"""Rows of a table of which every shape of a selection is asked at once: beyond, one at a time."""

FEW = 12
"""Columns whose shapes are asked at once: nobody sees more of them side by side."""


@dataclass(frozen=True, slots=True)
class Known:
    """``whole`` is None while it is being made; ``chosen`` when every row is shown, or when too
    many rows would have to be looked at for a page to wait for it."""

    whole: TableProfile | None = None
    chosen: TableProfile | None = None

    @property
    def best(self) -> TableProfile | None:
        return self.chosen or self.whole


def whole(listing: Listing) -> TableProfile | None:
    """The profile of the version that is read; a page does without it when the engine is busy."""
    try:
        return profiles.whole(listing.source, listing.grant)
    except EngineError:
        return None


def of(
    listing: Listing, state: State, names: Sequence[str], opened: str, total: int, client: str
) -> Known:
    """For the columns that are shown, and the one that is opened; OdsqlError of the state."""
    everything = whole(listing)
    if everything is None or not state.selects or not total:
        return Known(everything)
    wanted = list(names[:FEW]) if listing.version.rows <= QUICK else []
    wanted += [opened] if opened and opened not in wanted else []
    if not wanted:
        return Known(everything)
    try:
        chosen = profiles.chosen(
            listing.source, listing.grant, state, everything, wanted, client=client
        )
    except EngineError:
        return Known(everything)
    return Known(everything, chosen)
