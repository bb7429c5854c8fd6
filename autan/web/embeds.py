"""What other sites may show of ours: a table, a chart or a map in a frame, a picture in a page.

An embed is a small page of its own: one title, one part, the source and a link to the whole. It
sets no cookie, loads no font and needs no script, so that it costs its host next to nothing. The
same part follows the data, or stays at one version for ever when its address says ``version=``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import TypeVar

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


@dataclass(frozen=True, slots=True)
class Frame:
    """An embed as its author sees it: ``code`` is pasted into another site."""

    address: str
    title: str
    height: int

    @property
    def code(self) -> str:
        """The line of HTML; ``loading=lazy`` costs nothing to who does not scroll so far."""
        said = {"src": self.address, "title": self.title}
        named = " ".join(f'{name}="{escape(value)}"' for name, value in said.items())
        return (
            f'<iframe {named} width="100%" height="{self.height}" '
            'style="border:0" loading="lazy"></iframe>'
        )


def frame(listing: Listing, route: str, pairs: Pairs, *, title: str, height: int = 480) -> Frame:
    """The frame of a route (``embed-table``, ``embed-chart``, ``embed-map``) of a dataset.

    ``pairs`` are the words of its state. Its address is at the home portal, which is the one that
    stays, and in the language of who makes it.
    """
    path = reverse(route, args=[listing.dataset_id])
    return Frame(link(f"{listing.home}{path}", pairs), title, height)


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
    return open_to_all(response)


def source(listing: Listing) -> str:
    """« Commune d’Auch, 12 mars 2026 »: who says it, and of when."""
    facts = {"who": listing.producer.name, "when": day(listing.version.created_at)}
    return gettext("%(who)s, %(when)s") % facts


def open_to_all(response: Answer) -> Answer:
    """Let any site frame or load this answer: see ``security_headers.EMBED``.

    Kept by browsers for some minutes, as a popular article asks for it very often.
    """
    response.embeddable = True  # type: ignore[attr-defined]
    response.headers.setdefault("Cache-Control", f"public, max-age={_MINUTES * 60}")
    return response
