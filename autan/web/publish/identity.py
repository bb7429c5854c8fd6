"""S5: the code sent to the official address."""

from collections.abc import Callable

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from autan.errors import AutanError
from autan.people.models import Person
from autan.people.reads import DRAFTS
from autan.publishing import actions, reads
from autan.publishing.models import Code, Draft
from autan.web.parts import Problem
from autan.web.publish.draft import steps, when_ready
from autan.web.publish.preview import button, problem, publish_now

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@when_ready
def identity(request: HttpRequest, draft: Draft) -> HttpResponse:
    if draft.territory is None:
        return redirect("draft-whose", token=draft.token)
    report = reads.report_of(draft)
    assert report is not None
    page = {
        "purpose": gettext(
            "Pour publier au nom de la collectivité, nous envoyons un code à son adresse "
            "officielle."
        ),
        "button": button(report),
        "back": reverse("draft-preview", args=[draft.token]),
        "back_words": gettext("Revenir à l’aperçu"),
        "steps": steps(draft, "draft-identity"),
    }
    return prove(request, draft, page, then=publish_now)


def prove(
    request: HttpRequest,
    draft: Draft,
    page: dict[str, object],
    *,
    then: Callable[[HttpRequest, Draft], HttpResponse],
) -> HttpResponse:
    """Ask for the code of the official address; once it is right, sign in and go on to ``then``.

    ``page``: ``purpose``, ``button``, ``back``, ``back_words`` and ``steps``.
    """
    errors: list[Problem] = []
    try:
        if "envoyer" in request.POST:
            actions.send_code(draft, request.POST["envoyer"], client=_client(request))
            return redirect(request.path)
        if "code" in request.POST:
            _sign_in(request, actions.confirm_code(draft, request.POST["code"]))
            return then(request, draft)
    except AutanError as error:
        errors = [problem(error, "code")]
    context = {"page": {**_codes(draft), **page}, "steps": page["steps"], "errors": errors}
    return render(request, "publish/identity.html", context, status=422 if errors else 200)


def _sign_in(request: HttpRequest, person: Person) -> None:
    keep = request.session.get(DRAFTS, [])
    login(request, person, backend=_BACKEND)
    request.session[DRAFTS] = keep


def _codes(draft: Draft) -> dict[str, object]:
    sent = _waiting_code(draft)
    return {
        "sent": sent is not None,
        "email": sent.email if sent else "",
        "addresses": reads.addresses_for(draft),
        "mails": reverse("demo-mails"),
    }


def _waiting_code(draft: Draft) -> Code | None:
    alive = draft.codes.filter(used_at=None, expires_at__gt=timezone.now())
    return alive.order_by("-pk").first()


def _client(request: HttpRequest) -> str:
    return request.META.get("REMOTE_ADDR", "")
