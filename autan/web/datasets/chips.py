"""The filters in force, each as a sentence that can be taken back."""

from django.urls import reverse
from django.utils.translation import gettext

from autan.catalogue.listing import Listing
from autan.query.state import State
from autan.web.datasets import conditions
from autan.web.parts import Chip, link


def chips(listing: Listing, state: State, route: str = "dataset", anchor: str = "") -> list[Chip]:
    """One a filter; ``route`` is the page of the dataset that is shown again without it."""
    path = reverse(route, args=[listing.dataset_id])
    schema = listing.schema
    named = [("q", state.q, f"«\u202f{state.q}\u202f»")] if state.q else []
    named += [("where", one, conditions.sentence(schema, one)) for one in state.where]
    named += [("refine", one, conditions.refinement(schema, one)) for one in state.refine]
    named += [("exclude", one, _except(listing, one)) for one in state.exclude]
    return [
        Chip(said, link(path, state.without(name, value).pairs, anchor))
        for name, value, said in named
    ]


def _except(listing: Listing, one: str) -> str:
    said = gettext("sauf %(filter)s")
    return said % {"filter": conditions.refinement(listing.schema, one)}
