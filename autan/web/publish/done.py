"""S6: it is public; here is the page, and the way back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from autan import schemas
from autan.access.decide import Action, decide
from autan.catalogue import reads as catalogue
from autan.catalogue.listing import subject
from autan.catalogue.models import Dataset
from autan.publishing import actions, reads
from autan.publishing.models import Draft
from autan.web.publish.draft import with_draft
from autan.web.publish.identity import prove
from autan.web.standards import noun_of
from autan.web.typography import day


@with_draft
def done(request: HttpRequest, draft: Draft) -> HttpResponse:
    dataset = reads.dataset_of(draft)
    if draft.status != Draft.Status.PUBLISHED or dataset is None:
        return redirect("draft", token=draft.token)
    page = _page(request, draft, dataset)
    return render(request, "publish/done.html", {"page": page})


@with_draft
def withdraw(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Take the dataset off; only who acts for its organisation may.

    Who came back by the link long after proves it again with a code, then presses the button.
    """
    dataset = reads.dataset_of(draft)
    if dataset is None or dataset.state != Dataset.State.PUBLISHED:
        return redirect("draft-done", token=draft.token)
    if not _may_withdraw(request, dataset):
        return _ask_who(request, draft)
    if request.method == "POST":
        actions.withdraw(dataset, actor=request.user.email, reason="asked by the publisher")
    return redirect("draft-done", token=draft.token)


def _ask_who(request: HttpRequest, draft: Draft) -> HttpResponse:
    page = {
        "purpose": gettext(
            "Pour retirer au nom de la collectivité, nous envoyons un code à son adresse "
            "officielle."
        ),
        "button": gettext("Continuer"),
        "back": reverse("draft-done", args=[draft.token]),
        "back_words": gettext("Revenir sans retirer"),
        "steps": (),
    }
    return prove(
        request, draft, page, then=lambda _, known: redirect("draft-done", token=known.token)
    )


def _page(request: HttpRequest, draft: Draft, dataset: Dataset) -> dict[str, object]:
    listing = catalogue.dataset(dataset.dataset_id, request.viewer)
    address = reverse("dataset", args=[dataset.dataset_id])
    at = timezone.localtime(draft.touched_at)
    when = gettext("C’est public depuis le %(day)s à %(hour)s h %(minute)s.")
    return {
        "withdrawn": dataset.state != Dataset.State.PUBLISHED,
        "title": dataset.title,
        "headline": _headline(draft, dataset),
        "when": when % {"day": day(at), "hour": at.hour, "minute": f"{at.minute:02d}"},
        "address": f"{listing.home}{address}" if listing else request.build_absolute_uri(address),
        "may_withdraw": _may_withdraw(request, dataset),
        "withdraw": reverse("draft-withdraw", args=[draft.token]),
    }


def _headline(draft: Draft, dataset: Dataset) -> str:
    """« Noé a ouvert ses délibérations », or the title when there is no noun for it."""
    standard = schemas.find(dataset.standard)
    place = draft.territory.name if draft.territory else ""
    if standard and place:
        return gettext("%(place)s a ouvert ses %(noun)s") % {
            "place": place,
            "noun": noun_of(standard),
        }
    return gettext("%(place)s a ouvert « %(title)s »") % {"place": place, "title": dataset.title}


def _may_withdraw(request: HttpRequest, dataset: Dataset) -> bool:
    return decide(request.viewer, Action.WITHDRAW, subject(dataset)).allowed
