"""The hand of one viewer on one dataset: what a chart or a map asks, within the grant."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from autan.engine.base import Source
from autan.engine.pool import engine

if TYPE_CHECKING:
    from autan.access.grant import Grant
    from autan.maps.mercator import Window
    from autan.query.plan import Plan


@dataclass(frozen=True, slots=True)
class Reader:
    """``client`` names who asks, as for ``Engine``."""

    grant: "Grant"
    source: Source
    client: str = ""

    def run(self, plan: "Plan") -> tuple[list[dict[str, Any]], int | None]:
        """The rows of a plan, and how many there are before its limit if it asks."""
        answer = engine().answer(plan, self.grant, source=self.source, client=self.client)
        return answer.rows(), answer.total

    def tile(self, plans: "Sequence[Plan]", window: "Window") -> bytes:
        """A vector tile of the first plan whose rows are not too many."""
        return engine().tile(
            plans, self.grant, source=self.source, window=window, client=self.client
        )
