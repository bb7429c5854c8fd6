"""What other sites may show of ours: a table, a chart or a map in a frame, a picture in a page.

An embed is a small page of its own: one title, one part, the source and a link to the whole. It
sets no cookie, loads no font and needs no script, so that it costs its host next to nothing. The
same part follows the data, or stays at one version for ever when its address says ``version=``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import NamedTuple, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from autan.catalogue.listing import Listing
from autan.query.state import State
from autan.web.parts import Pairs, link
from autan.web.typography import day

THEME = "theme"
"""The word of the address by which a site asks for ``light`` or ``dark``, whatever the reader's."""

_THEMES = ("light", "dark")
_MINUTES = 5
Answer = TypeVar("Answer", bound=HttpResponseBase)


class Line(NamedTuple):
    """A height that follows a width: ``pixels``, and a ``share`` of each pixel of width, up to
    ``most`` of them when it is not 0; less the ``ease`` of each, as words take fewer lines."""

    pixels: float
    share: float = 0.0
    most: int = 0
    ease: float = 0.0

    def at(self, width: float) -> int:
        grown = min(width, self.most) if self.most else width
        return round(self.pixels + self.share * grown - self.ease * width)

    @property
    def css(self) -> str:
        width = f"min(100cqw, {self.most}px)" if self.most else "100cqw"
        grown = f" + {width} * {self.share:.3f}" if self.share else ""
        eased = f" - 100cqw * {self.ease:.3f}" if self.ease else ""
        return f"{self.pixels:.0f}px{grown}{eased}"


@dataclass(frozen=True, slots=True)
class Room:
    """The height that a frame needs: ``narrow`` below the width ``turn``, ``wide`` from there on.

    A host sets a height without knowing the width it will have: the code says both, and the
    browser of the reader chooses, without a script.
    """

    narrow: Line
    wide: Line
    turn: int = 0

    def at(self, width: float) -> int:
        return max(self.narrow.at(width) if width < self.turn else 0, self.wide.at(width))

    @property
    def css(self) -> str:
        """Below ``turn``, the middle is beyond every height; from there on, below every one."""
        if not self.turn:
            return f"calc({self.wide.css})"
        return f"clamp({self.wide.css}, ({self.turn}px - 100cqw) * 999, {self.narrow.css})"


def plain(height: int) -> Room:
    """The same height at every width."""
    return Room(Line(height), Line(height))


_USUAL = 560
"""The width, in pixels, of the column of an article."""


@dataclass(frozen=True, slots=True)
class Frame:
    """An embed as its author sees it: ``code`` is pasted into another site."""

    address: str
    title: str
    room: Room

    @property
    def code(self) -> str:
        """The line of HTML; ``loading=lazy`` costs nothing to who does not scroll so far.

        Where a site takes the styles away, the plain height that is left suits an article.
        """
        said = {"src": self.address, "title": self.title}
        named = " ".join(f'{name}="{escape(value)}"' for name, value in said.items())
        return (
            f'<div style="container-type:inline-size"><iframe {named} width="100%" '
            f'height="{self.room.at(_USUAL)}" style="border:0;height:{self.room.css}" '
            'loading="lazy"></iframe></div>'
        )


def frame(listing: Listing, route: str, pairs: Pairs, *, title: str, room: Room) -> Frame:
    """The frame of a route (``embed-table``, ``embed-chart``, ``embed-map``) of a dataset.

    ``pairs`` are the words of its state. Its address is at the home portal, which is the one that
    stays, and in the language of who makes it.
    """
    path = reverse(route, args=[listing.dataset_id])
    return Frame(link(f"{listing.home}{path}", pairs), title, room)


def embedded(
    request: HttpRequest,
    template: str,
    listing: Listing,
    state: State,
    *,
    title: str,
    whole: str,
    page: Mapping[str, object],
    status: int = 200,
) -> HttpResponse:
    """A page of the template, which extends ``embed/base.html``, that any site may frame.

    ``title`` is its only heading; ``whole`` the route of the page that shows more of the same
    state; ``page`` what the template itself needs. It gets ``page``, ``embed``.
    """
    path = reverse(whole, args=[listing.dataset_id])
    asked = request.GET.get(THEME, "")
    facts = {
        "title": title,
        "theme": asked if asked in _THEMES else "",
        "whole": link(f"{listing.home}{path}", state.pairs),
        "source": source(listing),
        "licence": {"name": listing.licence.short, "address": listing.licence.url},
    }
    response = render(request, template, {"page": page, "embed": facts}, status=status)
    return open_to_all(request, response)


def source(listing: Listing) -> str:
    """« Commune d’Auch, 12 mars 2026 »: who says it, and of when."""
    facts = {"who": listing.producer.name, "when": day(listing.version.created_at)}
    return gettext("%(who)s, %(when)s") % facts


def open_to_all(request: HttpRequest, response: Answer) -> Answer:
    """Let any site frame or load this answer: see ``security_headers.EMBED``.

    Kept for some minutes, as a popular article asks for it very often; never what somebody who
    has signed in was shown, which may hold what is not for everybody.
    """
    response.embeddable = True  # type: ignore[attr-defined]
    known = request.viewer.person is not None  # type: ignore[attr-defined]
    kept = "private, no-store" if known else f"public, max-age={_MINUTES * 60}"
    response.headers.setdefault("Cache-Control", kept)
    return response
