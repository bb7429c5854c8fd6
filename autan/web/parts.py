"""Small parts that several pages show."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

Pairs = Iterable[tuple[str, str]]
_DIGITS = 9
"""Of a number in an address: what is longer counts nothing of ours."""


def whole(text: str, otherwise: int = 0) -> int:
    """The whole number that an address says; ``otherwise`` for what is none of ours.

    Python refuses to read some thousands of digits, and reads those of every script.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else otherwise


@dataclass(frozen=True, slots=True)
class Crumb:
    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, in words, and the address of the page without it."""

    words: str
    without: str


@dataclass(frozen=True, slots=True)
class PageLink:
    number: int
    address: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    pages: tuple[PageLink, ...]
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence of an error summary; ``field`` is the id of what it speaks of."""

    words: str
    field: str = ""


def link(path: str, pairs: Pairs, anchor: str = "") -> str:
    """``path`` with the parameters that are not empty."""
    query = urlencode([(name, value) for name, value in pairs if value != ""])
    return f"{path}{'?' if query else ''}{query}{f'#{anchor}' if anchor else ''}"


def pager(
    path: str, pairs: Pairs, *, total: int, limit: int, offset: int, anchor: str = ""
) -> Pager:
    """The first, the last and those around the current page; ``offset`` is the address's word."""
    kept = [(name, value) for name, value in pairs if name != "offset"]
    # The Explore API reads no further than this.
    last = max(1, -(-min(total, 10_000) // limit))
    current = min(offset // limit + 1, last)

    def address(number: int) -> str:
        shift = str((number - 1) * limit) if number > 1 else ""
        return link(path, [*kept, ("offset", shift)], anchor)

    shown = sorted({1, last, *range(max(1, current - 1), min(last, current + 1) + 1)})
    pages: list[PageLink] = []
    for number in shown:
        if pages and number - pages[-1].number > 1:
            pages.append(PageLink(0))
        pages.append(PageLink(number, address(number), number == current))
    return Pager(
        tuple(pages),
        address(current - 1) if current > 1 else "",
        address(current + 1) if current < last else "",
    )
