"""« Ajouter une couche »: the datasets of the portal that a map can show, found or proposed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from autan.access.viewer import Viewer
from autan.catalogue import reads
from autan.catalogue.listing import Listing
from autan.maps.geography import Ground, geographies
from autan.query.state import LAYERS, State
from autan.web.datasets.mapping_words import added
from autan.web.parts import link
from autan.web.typography import number

WORDS = "ajouter"
SHOWN = 6
_LOOKED_AT = 80


@dataclass(frozen=True, slots=True)
class Candidate:
    name: str
    title: str
    says: str
    address: str


@dataclass(frozen=True, slots=True)
class Adding:
    """``full`` says why nothing more can be added; ``none`` that nothing was found."""

    words: str
    results: tuple[Candidate, ...]
    none: str = ""
    full: str = ""


def adding(viewer: Viewer, listing: Listing, state: State, path: str, words: str) -> Adding:
    """What may join the map of ``listing``: what was searched for, else its neighbours."""
    if len(state.layers) >= LAYERS:
        said = gettext("Cette carte a toutes les couches qu’elle peut montrer : retirez-en une.")
        return Adding(words, (), full=said)
    kept = {listing.dataset_id, *(layer.dataset_id for layer in state.layers)}
    found = _found(viewer, words) if words else _near(viewer, listing)
    shown = [one for one in found if one.dataset_id not in kept and geographies(one.schema)]
    results = tuple(_candidate(one, state, path) for one in shown[:SHOWN])
    return Adding(words, results, _none(words))


def _found(viewer: Viewer, words: str) -> Iterable[Listing]:
    return reads.search(viewer, words, order="relevance", limit=_LOOKED_AT).listings


def _near(viewer: Viewer, listing: Listing) -> Iterable[Listing]:
    """Those of the same place above, then of the same département; true places before codes."""

    def far(one: Listing) -> tuple[bool, ...]:
        grounds = geographies(one.schema)
        return (
            bool(grounds) and grounds[0].ground is Ground.TERRITORY,
            one.place.code != listing.place.code,
            one.place.around != listing.place.around,
        )

    return sorted(reads.latest(viewer, _LOOKED_AT), key=far)


def _candidate(listing: Listing, state: State, path: str) -> Candidate:
    rows = listing.version.rows
    said = ngettext("%(who)s, %(n)s ligne", "%(who)s, %(n)s lignes", rows)
    return Candidate(
        listing.dataset_id,
        listing.title,
        said % {"who": listing.producer.name, "n": number(rows)},
        link(path, added(state, listing.dataset_id).pairs),
    )


def _none(words: str) -> str:
    if words:
        return gettext(
            "Aucune donnée qui ait une place sur une carte ne répond à ces mots. "
            "Essayez un mot plus court, ou un nom de commune."
        )
    return gettext("Aucune autre donnée du portail n’a de place sur une carte.")
