"""« C’est un document, pas un tableau »: the facts of an act, typed beside the document itself."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from autan.errors import AutanError
from autan.publishing import acts, reads
from autan.publishing.models import Act, Draft
from autan.schemas.actes import HEADINGS, SUBJECTS
from autan.web.parts import Problem
from autan.web.publish.draft import steps, with_draft
from autan.web.troubles import in_words
from autan.web.typography import size

_WRONG = {
    "number": gettext_lazy("Écrivez son numéro, par exemple 2026-012."),
    "day": gettext_lazy("Écrivez le jour de la séance, par exemple 12/01/2026."),
    "subject": gettext_lazy("Choisissez la matière dans la liste, par exemple 7.5 subventions."),
    "object": gettext_lazy("Écrivez l’objet, par exemple « Tarifs de la cantine »."),
}
_READ = "relu"


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of the form, with what was typed and what is wrong with it."""

    id: str
    value: str
    error: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document and the fields of its facts."""

    uid: str
    file_name: str
    weight: str
    number: Fact
    day: Fact
    subject: Fact
    object: Fact


@with_draft
def act(request: HttpRequest, draft: Draft) -> HttpResponse:
    if draft.status == Draft.Status.PUBLISHED:
        return redirect("draft-done", token=draft.token)
    if draft.territory is None:
        return redirect("draft-whose", token=draft.token)
    try:
        found = acts.acts_of(draft)
    except AutanError as error:
        return _page(request, draft, [], [Problem(in_words(error))])
    if not found:
        return redirect("draft", token=draft.token)
    if request.method == "POST":
        return _answered(request, draft, found)
    return _page(request, draft, found, [])


def _answered(request: HttpRequest, draft: Draft, found: list[Act]) -> HttpResponse:
    """What was typed is kept whatever the button; one leads on, the others come back here."""
    for one in found:
        acts.keep(one, **{name: _typed(request.POST, one, name) for name in acts.FACTS})
    try:
        if "retirer" in request.POST:
            acts.remove(draft, request.POST["retirer"])
        elif request.FILES.getlist("fichiers"):
            acts.add(draft, request.FILES.getlist("fichiers"))
        else:
            return _settled(request, draft, found)
    except AutanError as error:
        said = in_words(error)
        return _page(request, draft, found, [Problem(said, "fichiers")])
    return redirect("draft-act", token=draft.token)


def _settled(request: HttpRequest, draft: Draft, found: list[Act]) -> HttpResponse:
    problems = [
        Problem(_where(found, one, str(_WRONG[name])), f"{name}-{one.uid}")
        for one in found
        for name in acts.wrong(one)
    ]
    if _READ not in request.POST:
        said = gettext("Relisez ce que chacun pourra lire, puis cochez la case.")
        problems.append(Problem(said, _READ))
    if problems:
        return _page(request, draft, found, problems)
    acts.settle(draft)
    return redirect("draft-review", token=draft.token)


def _where(found: list[Act], one: Act, said: str) -> str:
    return f"{one.file_name} : {said}" if len(found) > 1 else said


def _typed(form: QueryDict, one: Act, name: str) -> str:
    limit = Act._meta.get_field(name).max_length
    return form.get(f"{name}-{one.uid}", getattr(one, name)).strip()[:limit]


def _page(
    request: HttpRequest, draft: Draft, found: list[Act], problems: list[Problem]
) -> HttpResponse:
    profile = reads.profile_of(draft)
    said = {one.field: one.words for one in problems}
    code = draft.territory.code if draft.territory else ""
    page = {
        "sheets": [_sheet(one, said) for one in found],
        "subjects": _subjects(),
        "producer": profile.name,
        "siret": profile.siret or "",
        "read": request.POST.get(_READ) == "1",
        "read_error": said.get(_READ, ""),
        "files_error": said.get("fichiers", ""),
        "other": reverse("drop", args=[code]) if code else reverse("publish"),
    }
    context = {"page": page, "steps": steps(draft, "draft"), "errors": problems}
    return render(request, "publish/act.html", context, status=422 if problems else 200)


def _sheet(one: Act, said: dict[str, str]) -> Sheet:
    facts = {
        name: Fact(f"{name}-{one.uid}", getattr(one, name), said.get(f"{name}-{one.uid}", ""))
        for name in acts.FACTS
    }
    return Sheet(one.uid, one.file_name, size(one.bytes), **facts)


def _subjects() -> list[dict[str, object]]:
    """The national list of subjects, by heading."""
    return [
        {
            "name": f"{number}. {heading}",
            "subjects": [
                {"code": code, "name": f"{code} {subject.partition('/')[2]}"}
                for code, subject in SUBJECTS.items()
                if code.startswith(f"{number}.")
            ],
        }
        for number, heading in enumerate(HEADINGS, start=1)
    ]
