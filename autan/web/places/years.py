"""Years: which one a page speaks of, and what must not be counted twice in it."""

from collections.abc import Mapping

from django.utils import timezone

from autan.catalogue.listing import Listing

# A file of 2012 often ends with the first days of 2013: a year that has less than this part of the
# one before was not wholly told.
_PART = 0.25


def whole(years: Mapping[int, int]) -> int:
    """The last year that is over and wholly told, else the one in course; 0 for none.

    ``years`` are how many rows each has.
    """
    known = sorted(years)
    over = [year for year in known if year < timezone.localdate().year]
    if len(over) > 1 and years[over[-1]] < _PART * years[over[-2]]:
        return over[-2]
    return over[-1] if over else known[-1] if known else 0


class Once:
    """A year of a producer counts once, in the freshest of its datasets that has it.

    A town that publishes « Subventions 2025 », then « Subventions 2020-2025 », has not given
    twice. Datasets are shown to it in the order of their freshness.
    """

    def __init__(self) -> None:
        self._seen: dict[tuple[int, int], int] = {}

    def new(self, listing: Listing, year: int | None) -> bool:
        if year is None:
            return False
        key = (listing.producer.pk, year)
        return self._seen.setdefault(key, listing.pk) == listing.pk
