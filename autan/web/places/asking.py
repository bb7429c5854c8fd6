"""One small question to one dataset, for the sentences of a place's page."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, TypeVar, cast

from autan.catalogue.listing import Listing
from autan.engine.pool import engine
from autan.kept import Kept
from autan.query.numbered import numbered
from autan.query.odsql import Limits, QueryParams, read

T = TypeVar("T")
Row = dict[str, Any]

# A page of a large département asks thousands of datasets: what there is no time for is said not
# to be counted, and is counted when the page is asked for again.
SECONDS = 3.0
# As many datasets as a town has: they are always read, however slow the machine is.
ALWAYS = 16
_LIMITS = Limits(max_limit=5000, max_window=None)
_MOST = 20_000


@dataclass
class Reading:
    """What one page may spend on its questions. ``left`` are the datasets that had no answer."""

    client: str = ""
    until: float = field(default_factory=lambda: monotonic() + SECONDS)
    left: set[int] = field(default_factory=set)
    read: int = 0

    def ask(self, listing: Listing) -> "Asked | None":
        """The dataset, to be asked something; None when there is no time for it any more."""
        self.read += 1
        if self.read > ALWAYS and monotonic() > self.until:
            self.left.add(listing.pk)
            return None
        return Asked(listing, self.client)

    def digest(self, listing: Listing, what: str, make: Callable[["Asked"], T]) -> T | None:
        """What ``make`` says of a dataset, made once for a version and a grant; None: no time."""
        key = (
            *(listing.grant.portal, listing.grant.fingerprint()),
            *(listing.version.sha256, listing.dataset_id, what),
        )
        known = _KEPT.get(key)
        if known is not None:
            return cast(T, known)
        asked = self.ask(listing)
        if asked is None:
            return None
        made = make(asked)
        _KEPT.put(key, made)
        return made


@dataclass(frozen=True, slots=True)
class Asked:
    """A dataset that answers questions, within its grant."""

    listing: Listing
    client: str = ""

    def has(self, *names: str) -> bool:
        """Whether all these columns are there for who asks."""
        seen = self.listing.schema.without(self.listing.grant.hidden).names
        return all(name in seen for name in names)

    def these(self, *names: str) -> str:
        """Those of the columns that are there, as a ``select``."""
        return ", ".join(name for name in names if self.has(name))

    def rows(self, **clauses: Any) -> list[Row]:
        """The rows of one ODSQL question; EngineError when it gets none."""
        return self.counted(**clauses)[0]

    def counted(self, **clauses: Any) -> tuple[list[Row], int]:
        """The same, each row under its number (``ROW_KEY``, from 0), and how many are selected."""
        asked = {"limit": -1, "timezone": "Europe/Paris", "limits": _LIMITS, **clauses}
        plan = numbered(read(QueryParams(**asked), self.listing.schema))
        listing = self.listing
        answer = engine().answer(plan, listing.grant, source=listing.source, client=self.client)
        rows = answer.rows()
        return rows, len(rows) if answer.total is None else answer.total


# The digests of the versions that were read last. They never change: nothing goes stale.
_KEPT: Kept[Hashable, object] = Kept(most=_MOST)


def forget() -> None:
    """For tests: make every digest again."""
    _KEPT.clear()
