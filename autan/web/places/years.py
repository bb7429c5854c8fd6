"""Years: which one a page speaks of, and what must not be counted twice in it."""

from collections.abc import Iterable

from django.utils import timezone

from autan.catalogue.listing import Listing


def whole(years: Iterable[int]) -> int:
    """The last year that is over, else the one in course when it is alone; 0 for none."""
    known = sorted(years)
    over = [year for year in known if year < timezone.localdate().year]
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
