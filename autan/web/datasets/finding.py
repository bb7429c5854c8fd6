"""The dataset that an address names, for who asks."""

from django.http import Http404, HttpRequest

from autan.catalogue import reads, versions
from autan.catalogue.listing import Listing
from autan.query.state import State


def state_of(request: HttpRequest) -> State:
    """What the address says, in the words that every view of a dataset shares."""
    lists = request.GET.lists()
    return State.read((name, value) for name, values in lists for value in values)


def found(request: HttpRequest, dataset_id: str, state: State | None = None) -> Listing:
    """The dataset of that identifier or ``uid``, as it is or as the ``version`` of the state was.

    Http404 for what one may not see or is not.
    """
    listing = reads.dataset(dataset_id, request.viewer)
    if listing and state and state.version:
        listing = versions.at(listing, state.version)
    if listing is None:
        raise Http404
    return listing
