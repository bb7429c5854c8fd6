"""The table of a state in somebody's page: its first rows, the source, a link to the whole."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from autan.catalogue.listing import Listing
from autan.query.state import State
from autan.web import embeds
from autan.web.datasets import columns
from autan.web.datasets.answering import answered
from autan.web.datasets.chips import chips
from autan.web.datasets.finding import found, state_of
from autan.web.datasets.grid import grid
from autan.web.datasets.sheet import count_words
from autan.web.parts import whole
from autan.web.standards import spoken
from autan.web.typography import number

ROWS, COLUMNS = 15, 12
"""What a frame holds: more would be neither light nor read."""


@require_safe
def table(request: HttpRequest, dataset_id: str) -> HttpResponse:
    state = state_of(request)
    listing = found(request, dataset_id, state)
    limit = whole(state.limit, ROWS)
    rows, total, problem = answered(
        request, state.turned(limit=str(min(max(limit, 1), ROWS)), offset=state.offset), listing
    )
    return embeds.embedded(
        request,
        "embed/table.html",
        listing,
        state,
        title=listing.title,
        whole="dataset",
        page=_page(listing, state, rows, total, problem),
        status=400 if problem else 200,
    )


def _page(
    listing: Listing, state: State, rows: list[dict[str, Any]], total: int, problem: str
) -> dict[str, object]:
    listing = replace(listing, schema=spoken(listing.schema))
    fields = columns.shown(state, listing)
    shown = replace(listing.schema, fields=tuple(fields[:COLUMNS]))
    return {
        "problem": problem,
        "filters": [chip.words for chip in chips(listing, state)],
        "table": grid(shown, rows, caption=listing.title, total=total),
        "words": _words(len(rows), total, listing.version.rows),
        "left_out": _left_out(len(fields) - COLUMNS),
    }


def _words(here: int, total: int, everything: int) -> str:
    if here >= total:
        return count_words(total, everything)
    said = ngettext("%(n)s ligne montrée sur %(all)s", "%(n)s lignes montrées sur %(all)s", here)
    return said % {"n": number(here), "all": number(total)}


def _left_out(count: int) -> str:
    if count <= 0:
        return ""
    said = ngettext("%(n)s autre colonne", "%(n)s autres colonnes", count)
    return gettext("et %(columns)s dans le tableau entier") % {"columns": said % {"n": count}}
