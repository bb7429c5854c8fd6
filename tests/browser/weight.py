"""What a first visit brings over the network, in kilobytes and in requests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Page, Response

from tests.browser.everywhere import Place

REQUESTS, DOCUMENT_AND_STYLE, SCRIPT, FONT = 15, 30, 20, 35


@dataclass
class Weight:
    """``kilobytes`` as they travelled, headers included, by kind of file; ``bodies`` without."""

    kilobytes: dict[str, float] = field(default_factory=dict)
    bodies: float = 0.0
    requests: int = 0

    def add(self, answer: Response) -> None:
        sizes, kind = answer.request.sizes(), answer.request.resource_type
        octets = sizes["responseBodySize"] + sizes["responseHeadersSize"]
        self.kilobytes[kind] = self.kilobytes.get(kind, 0.0) + octets / 1000
        self.requests += 1
        if "favicon" not in answer.url:
            self.bodies += sizes["responseBodySize"] / 1000

    def beyond(self, place: Place) -> list[str]:
        """What is more than the page may weigh (frontend.md, 5)."""
        one = self.kilobytes
        measured = (
            ("all", sum(one.values()), place.budget),
            ("requests", self.requests, REQUESTS),
            ("font", one.get("font", 0), 0 if place.framed else FONT),
            ("script", one.get("script", 0), 5 if place.framed else SCRIPT),
            ("page and style", one.get("document", 0) + one.get("stylesheet", 0), place.page),
        )
        return [
            f"{name}: {found:.1f}, not {most}" for name, found, most in measured if found > most
        ]


@contextmanager
def weighed(page: Page) -> Iterator[Weight]:
    """What comes while the block runs; complete once it is left."""
    weight = Weight()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    yield weight
    for answer in answers:
        weight.add(answer)
