"""One horizontal bar: each piece as long as its share, numbered as the list of names below."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from autan.charts.tongue import Tongue
from autan.web.places.subsidies import Part
from autan.web.typography import euros

# Of the width of the bar on a wide screen: what a letter takes, and the number before the name.
_LETTER, _START = 0.92, 4.5
_NUMBERED = 3.2


@dataclass(frozen=True, slots=True)
class Piece:
    """``start`` and ``width`` in percent; ``number`` and ``label`` are "" where they do not fit.

    Lengths of SVG are written with a point in every language.
    """

    start: str
    width: str
    number: str
    label: str
    name: str
    amount: str
    share: str
    address: str
    rest: bool


def bar(parts: Iterable[Part]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    start = 0.0
    for rank, part in enumerate(parts, 1):
        width = 100 * part.share
        pieces.append(_piece(rank, part, start, width))
        start += width
    return tuple(pieces)


def _piece(rank: int, part: Part, start: float, width: float) -> Piece:
    numbered = width >= _NUMBERED and not part.rest
    named = numbered and width >= _START + _LETTER * len(part.name)
    return Piece(
        start=f"{start:.2f}",
        width=f"{width:.2f}",
        number=str(rank) if numbered else "",
        label=part.name if named else "",
        name=part.name,
        amount=euros(round(part.amount)),
        share=Tongue(get_language() or "fr").share(part.share),
        address=part.address,
        rest=part.rest,
    )
