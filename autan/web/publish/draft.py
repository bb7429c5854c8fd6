"""What every page of the publishing path does first: open the link, let the work go on."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from autan.access.decide import Action, Level, State, Subject, decide
from autan.people.actions import hold_draft
from autan.publishing import actions, acts, reads
from autan.publishing.models import Draft
from autan.web.troubles import words

Page = Callable[..., HttpResponse]

_STEPS = (
    ("draft", gettext_lazy("Vos colonnes")),
    ("draft-review", gettext_lazy("À relire")),
    ("draft-preview", gettext_lazy("Aperçu")),
    ("draft-identity", gettext_lazy("C’est vous ?")),
)
_OF_ACTS = ("draft-act", gettext_lazy("Le document"))
_DOING = {
    "understand": gettext_lazy("Nous lisons votre fichier"),
    "read": gettext_lazy("Nous lisons votre fichier"),
    "prepare": gettext_lazy("Nous cherchons ce qu’il contient"),
    "materialise": gettext_lazy("Nous publions"),
}


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    address: str
    current: bool


def with_draft(page: Page) -> Page:
    """Give the page the draft of the secret link; 404 if this portal has none."""

    @wraps(page)
    def opened(request: HttpRequest, token: str, **rest: str) -> HttpResponse:
        draft = reads.draft_for(token, request.portal)
        if draft is None:
            raise Http404
        hold_draft(session=request.session, token=token)
        if not request.session.session_key:
            # A first visit, or a session that is no more: the viewer is read from the new one.
            request.session.create()
        viewer = request.viewer
        subject = Subject(State.DRAFT, Level.NON_PUBLIC, draft=token)
        if not decide(viewer, Action.EDIT, subject).allowed:
            raise Http404
        response = page(request, draft, **rest)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return opened


def when_ready(page: Page) -> Page:
    """Show the page once the file is read and prepared; wait, or say why it cannot be."""

    @wraps(page)
    def ready(request: HttpRequest, draft: Draft, **rest: str) -> HttpResponse:
        if draft.status == Draft.Status.PUBLISHED:
            return redirect("draft-done", token=draft.token)
        if not reads.is_fresh(draft):
            draft = actions.ensure_fresh(draft, wait=_patience(request))
        if not reads.is_fresh(draft):
            return waiting(request, draft)
        if draft.status == Draft.Status.PUBLISHED:
            return redirect("draft-done", token=draft.token)
        if acts.is_document(draft):
            return redirect("draft-act", token=draft.token)
        if draft.status == Draft.Status.FAILED or draft.report is None:
            return failed(request, draft)
        return page(request, draft, **rest)

    return with_draft(ready)


def waiting(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Honest progress: a page that asks again, by script or by itself. 202: not done yet."""
    progress = draft.progress or {}
    page = {
        "headline": _DOING.get(progress.get("step", "read"), _DOING["read"]),
        "percent": round(100 * progress.get("done", 0)),
        "file_name": draft.file_name,
    }
    return render(request, "publish/waiting.html", {"page": page}, status=202)


def failed(request: HttpRequest, draft: Draft) -> HttpResponse:
    error = reads.failure_of(draft)
    sentence, kept, remedy = (
        words(error) if error else (gettext("Ce fichier ne se lit pas"), "", "")
    )
    code = draft.territory.code if draft.territory else ""
    page = {
        "sentence": sentence,
        "kept": kept,
        "remedy": remedy,
        "file_name": draft.file_name,
        "read_otherwise": bool(reads.choices_of(draft).reading),
        "again": reverse("draft-again", args=[draft.token]),
        "other": reverse("drop", args=[code]) if code else reverse("publish"),
    }
    return render(request, "publish/failed.html", {"page": page}, status=422)


def steps(draft: Draft, current: str) -> list[Step]:
    """The path, with links back to what was already seen."""
    here = [name for name, _ in _STEPS].index(current)
    first = _OF_ACTS if acts.reads_acts(draft) else _STEPS[0]
    return [
        Step(str(title), reverse(name, args=[draft.token]) if n < here else "", n == here)
        for n, (name, title) in enumerate((first, *_STEPS[1:]))
    ]


def _patience(request: HttpRequest) -> float:
    """A script that asks every second is not kept waiting."""
    return 0.3 if request.headers.get("X-Autan-Poll") else 2.5
