"""The page of a row: every field in full with its meaning, at an address that does not move."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from autan import schemas
from autan.catalogue.listing import Listing
from autan.engine.pool import engine
from autan.query.numbered import only
from autan.query.odsql import Limits, read
from autan.query.state import MapWords, State
from autan.schemas.naming import called, naming
from autan.schemas.standard import Kind
from autan.tabular.fields import PLACES, Field
from autan.web.datasets import columns, known
from autan.web.datasets.grid import cell
from autan.web.datasets.shell import of_the, shell
from autan.web.datasets.types import meaning_of
from autan.web.parts import link
from autan.web.standards import spoken
from autan.web.typography import number

_ANY = Limits(max_limit=None, max_window=None)
_CLOSE = 16
_TITLE = 140


def found(listing: Listing, place: int, client: str) -> dict[str, Any] | None:
    """The row of that place, counted from 1 in its version; None if there is none."""
    if not 1 <= place <= listing.version.rows:
        return None
    plan = read(State().params(_ANY, limit=1, want_total=False), listing.schema)
    answer = engine().answer(
        only(plan, place - 1), listing.grant, source=listing.source, client=client
    )
    return next(iter(answer.rows()), None)


def page(listing: Listing, state: State, place: int, row: Mapping[str, Any]) -> dict[str, object]:
    listing = replace(listing, schema=spoken(listing.schema))
    path = reverse("dataset", args=[listing.dataset_id])
    profile = known.whole(listing)
    bundled = {one.name for one in profile or () if columns.bundles(one)}
    return {
        **shell(listing, state, "dataset-row"),
        "row": {
            "number": number(place),
            "title": title_of(listing, row, place),
            "version": of_the(listing),
            "fields": [
                _field(listing, state, one, row, path if one.name in bundled else "")
                for one in listing.schema
            ],
            "permanent": _address(listing, State(version=str(listing.version.number)), place, True),
            "before": _address(listing, state, place - 1) if place > 1 else "",
            "after": _address(listing, state, place + 1) if place < listing.version.rows else "",
            "table": link(path, state.pairs, "tableau"),
        },
    }


def title_of(listing: Listing, row: Mapping[str, Any], place: int) -> str:
    """What the row is called: the text that tells it best from the others, else its number."""
    for group in naming(listing.schema, known.whole(listing)):
        text = called(group, row)
        if len(text) > 1 and not _belongs_to_producer(text, listing):
            return text if len(text) <= _TITLE else text[: _TITLE - 1].rsplit(" ", 1)[0] + "…"
    return gettext("Ligne %(n)s") % {"n": number(place)}


def _belongs_to_producer(value: str, listing: Listing) -> bool:
    """The name of the collectivité is on each of its rows: it tells none of them apart."""
    said = value.casefold()
    return said in (listing.producer.name.casefold(), listing.place.name.casefold())


def _address(listing: Listing, state: State, place: int, whole: bool = False) -> str:
    path = reverse("dataset-row", args=[listing.dataset_id, place])
    return link(f"{listing.home}{path}" if whole else path, state.pairs)


def _field(
    listing: Listing,
    state: State,
    field: Field,
    row: Mapping[str, Any],
    path: str,
) -> Mapping[str, object]:
    """``path`` is that of the table when a value of this column makes a filter, else ""."""
    value, kind = row.get(field.name), schemas.kind_of(listing.schema, field.name)
    shown = cell(value, field, kind)
    text = shown.text if not (shown.folded or shown.link) else str(value)
    unit = "\u202f€" if kind is Kind.AMOUNT and shown.text else ""
    return {
        "title": field.title,
        "name": field.name,
        "meaning": meaning_of(field),
        "text": f"{text}{unit}" if text is not None else None,
        "link": shown.link,
        "same": _same(state, field, value, path),
        "map": _on_the_map(listing, state, field, value),
    }


def _same(state: State, field: Field, value: Any, path: str) -> str:
    """The address of the rows with the same value; "" where that would say nothing."""
    if not path or value in (None, ""):
        return ""
    return columns.refining(State(version=state.version), field, value, path)[0]


def _on_the_map(listing: Listing, state: State, field: Field, value: Any) -> str:
    """The map of the dataset around the place of this row."""
    if field.type not in PLACES or not isinstance(value, Mapping) or "lat" not in value:
        return ""
    view = f"{_CLOSE}/{value['lat']:.5f}/{value['lon']:.5f}"
    path = reverse("dataset-map", args=[listing.dataset_id])
    return link(path, replace(state, map=MapWords(view=view)).pairs)
