"""S5: the code sent to the official address."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from autan.errors import AutanError
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
    errors: list[Problem] = []
    try:
        if "envoyer" in request.POST:
            actions.send_code(draft, request.POST["envoyer"], client=_client(request))
            return redirect("draft-identity", token=draft.token)
        if "code" in request.POST:
            person = actions.confirm_code(draft, request.POST["code"])
            keep = request.session.get("drafts", [])
            login(request, person, backend=_BACKEND)
            request.session["drafts"] = keep
            return publish_now(request, draft)
    except AutanError as error:
        errors = [problem(error, "code")]
    context = {"page": _page(draft), "steps": steps(draft, "draft-identity"), "errors": errors}
    return render(request, "publish/identity.html", context, status=422 if errors else 200)


def _page(draft: Draft) -> dict[str, object]:
    report = reads.report_of(draft)
    assert report is not None
    sent = _waiting_code(draft)
    return {
        "sent": sent is not None,
        "email": sent.email if sent else "",
        "addresses": reads.addresses_for(draft),
        "button": button(report),
        "mails": reverse("demo-mails"),
        "back": reverse("draft-preview", args=[draft.token]),
    }


def _waiting_code(draft: Draft) -> Code | None:
    alive = draft.codes.filter(used_at=None, expires_at__gt=timezone.now())
    return alive.order_by("-pk").first()


def _client(request: HttpRequest) -> str:
    return request.META.get("REMOTE_ADDR", "")
