"""The tab of the history: each version with what changed, readable as it was."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from autan.access.decide import Action, decide
from autan.catalogue import versions
from autan.catalogue.listing import Listing, subject
from autan.catalogue.models import Dataset
from autan.catalogue.versions import Step
from autan.query.state import State
from autan.web.datasets import records
from autan.web.datasets.shell import shell
from autan.web.parts import link
from autan.web.typography import number

CLOSING = "fermer"
"""The field of the form that closes a version: its number."""


def page(
    request: HttpRequest, listing: Listing, state: State, current: Listing
) -> dict[str, object]:
    """``current`` is the listing of the version in force, which says what may be seen."""
    manages = may_close(request, current)
    steps = versions.history(current)
    return {
        **shell(listing, state, "dataset-history"),
        "steps": [_told(current, listing, one, manages) for one in steps],
        "closing": manages,
        "lock": current.lock_version,
    }


def may_close(request: HttpRequest, listing: Listing) -> bool:
    """Only who acts for the organisation; strangers are not even asked who they are."""
    dataset = Dataset.objects.select_related("organisation").get(pk=listing.pk)
    return decide(request.viewer, Action.EDIT, subject(dataset)).allowed


def _told(current: Listing, shown: Listing, step: Step, manages: bool) -> Mapping[str, object]:
    number_ = step.version.number
    in_force = number_ == current.in_force
    state = State(version="" if in_force else str(number_))
    path = reverse("dataset", args=[current.dataset_id])
    return {
        "number": number_,
        "date": step.version.created_at,
        "in_force": in_force,
        "shown": number_ == shown.version.number,
        "readable": step.readable,
        "closed": step.closed,
        "changes": list(changes(step)),
        "rows": step.version.rows,
        "address": link(path, state.pairs) if step.readable else "",
        "file": records.export(current, state, "csv").removeprefix(current.home)
        if step.readable
        else "",
        "may_close": manages and not in_force and not step.closed,
    }


def changes(step: Step) -> list[str]:
    """In words; a version that cannot be read says no more than that it was."""
    if not step.readable:
        return []
    if step.rows is None:
        return [gettext("Première publication.")]
    return [*_rows(step.rows), *_columns(step)]


def _rows(difference: int) -> list[str]:
    if not difference:
        return [gettext("Autant de lignes qu’avant.")]
    if difference > 0:
        said = ngettext("%(n)s ligne de plus.", "%(n)s lignes de plus.", difference)
    else:
        said = ngettext("%(n)s ligne de moins.", "%(n)s lignes de moins.", -difference)
    return [said % {"n": number(abs(difference))}]


def _columns(step: Step) -> list[str]:
    told = []
    if step.added:
        said = ngettext(
            "Colonne ajoutée : %(names)s.", "Colonnes ajoutées : %(names)s.", len(step.added)
        )
        told.append(said % {"names": ", ".join(step.added)})
    if step.removed:
        said = ngettext("%(n)s colonne retirée.", "%(n)s colonnes retirées.", step.removed)
        told.append(said % {"n": number(step.removed)})
    return told
