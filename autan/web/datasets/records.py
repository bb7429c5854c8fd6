"""The addresses of the data API for what a page shows."""

from autan.catalogue.listing import Listing
from autan.query.state import State
from autan.web.parts import Pairs, link

API = "/api/explore/v2.1/catalog/datasets/"


def records(listing: Listing, state: State, more: Pairs = ()) -> str:
    """The rows of a state, at the home portal."""
    return link(f"{listing.home}{API}{listing.dataset_id}/records", (*state.rows_pairs, *more))


def export(listing: Listing, state: State, name: str, more: Pairs = ()) -> str:
    """The file of a state in a format."""
    path = f"{listing.home}{API}{listing.dataset_id}/exports/{name}"
    return link(path, (*state.rows_pairs, *more))
