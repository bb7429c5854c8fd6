"""The tab of the table: what was asked, what answers, and what the columns hold."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from autan.catalogue.listing import Listing
from autan.query.numbered import ROW_KEY
from autan.query.state import State
from autan.tabular.fields import PLACES, Field, FieldType
from autan.web.datasets import columns, conditions, known
from autan.web.datasets.asking import DEEP, ROWS
from autan.web.datasets.chips import chips
from autan.web.datasets.enhanced import enhanced
from autan.web.datasets.grid import Sorting, grid
from autan.web.datasets.shell import shell
from autan.web.parts import link, pager, whole
from autan.web.standards import spoken
from autan.web.typography import number

SHAPED = 20
"""Rows above which a column's header shows its shape."""

_CATEGORIES = frozenset({FieldType.TEXT, FieldType.BOOLEAN})


def page(
    listing: Listing,
    state: State,
    rows: list[dict[str, Any]],
    total: int,
    seen: known.Known,
    *,
    opened: str = "",
    problem: str = "",
) -> dict[str, object]:
    """``opened`` is the name of the column whose panel is open; ``problem`` why there is no row."""
    listing = replace(listing, schema=spoken(listing.schema))
    path = reverse("dataset", args=[listing.dataset_id])
    fields = columns.shown(state, listing)
    field = listing.schema.find(opened) if opened else None
    return {
        **shell(listing, state, "dataset"),
        **_answer(listing, state, fields, rows, total, seen),
        "problem": problem,
        "chips": chips(listing, state, anchor="tableau"),
        "filters": _filters(listing, state),
        "choice": _choice(listing, state, fields),
        "panel": columns.panel(listing, state, field, seen.best) if field else None,
        "whole_address": link(path, (), "tableau"),
        "deep": total > DEEP,
        "grid": enhanced(listing, state, fields, total),
    }


def _answer(
    listing: Listing,
    state: State,
    fields: list[Field],
    rows: list[dict[str, Any]],
    total: int,
    seen: known.Known,
) -> dict[str, object]:
    path = reverse("dataset", args=[listing.dataset_id])
    limit, offset = whole(state.limit) or ROWS, whole(state.offset)
    sorting = Sorting(
        path,
        state.pairs,
        state.order_by,
        keeps=_keeps(state, fields, seen, path),
        opens=partial(_opening, state, path),
        shapes=_shapes(fields, seen) if listing.version.rows > SHAPED else {},
    )
    return {
        "table": grid(
            replace(listing.schema, fields=tuple(fields)),
            rows,
            caption=gettext("%(title)s, lignes affichées") % {"title": listing.title},
            total=total,
            count_words=count_words(total, listing.version.rows),
            sorting=sorting,
            numbers=tuple(_number(listing, state, row) for row in rows if ROW_KEY in row),
        ),
        "pager": pager(
            path, state.pairs, total=total, limit=limit, offset=offset, anchor="tableau"
        ),
    }


def count_words(total: int, everything: int) -> str:
    """« 12 lignes sur 340 »."""
    if total == everything:
        return ngettext("%(n)s ligne", "%(n)s lignes", total) % {"n": number(total)}
    said = ngettext("%(n)s ligne sur %(all)s", "%(n)s lignes sur %(all)s", total)
    return said % {"n": number(total), "all": number(everything)}


def _number(listing: Listing, state: State, row: dict[str, Any]) -> tuple[str, str]:
    """The number of a row from 1, and the address of its page, which says the version."""
    place = row[ROW_KEY] + 1
    path = reverse("dataset-row", args=[listing.dataset_id, place])
    kept = state.turned(version=str(listing.version.number))
    return number(place), link(path, kept.pairs)


def _opening(state: State, path: str, name: str) -> str:
    return link(path, [*state.pairs, (columns.COLUMN, name)], columns.COLUMN)


def _keeps(
    state: State, fields: list[Field], seen: known.Known, path: str
) -> dict[str, Callable[[Any], str]]:
    """The columns whose values come back: in those a click on a value keeps its rows."""

    def way(field: Field) -> Callable[[Any], str]:
        def keep(value: Any) -> str:
            address, already = columns.refining(state, field, value, path)
            return "" if already else address

        return keep

    bundled = (
        field
        for field in fields
        if field.type in _CATEGORIES and seen.whole and columns.bundles(seen.whole.find(field.name))
    )
    return {field.name: way(field) for field in bundled}


def _shapes(fields: list[Field], seen: known.Known) -> dict[str, object]:
    def of(field: Field) -> object:
        chosen = seen.chosen.find(field.name) if seen.chosen else None
        whole = seen.whole.find(field.name) if seen.whole else None
        return columns.shape(whole, chosen)

    return {field.name: of(field) for field in fields}


def _filters(listing: Listing, state: State) -> dict[str, object]:
    kept = [pair for pair in state.pairs if pair[0] != "offset"]
    return {
        "text": state.q,
        "kept": kept,
        "kept_by_words": [pair for pair in kept if pair[0] != "q"],
        "columns": [field for field in listing.schema if field.type not in PLACES],
        "signs": conditions.SIGNS,
    }


def _choice(listing: Listing, state: State, fields: list[Field]) -> dict[str, object]:
    """The form that chooses the columns."""
    return {
        "kept": [pair for pair in state.pairs if pair[0] not in ("offset", "select")],
        "columns": [(field, field in fields) for field in listing.schema],
        "count": len(fields),
        "all": len(listing.schema.fields),
        "partial": len(fields) < len(listing.schema.fields),
    }
