"""S0 and S1: for whom, and the file."""

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from autan import env
from autan.errors import AutanError
from autan.publishing import actions, acts, reads
from autan.publishing.models import Draft
from autan.tenants.models import Portal, Territory
from autan.tenants.reads import find_territory, inside_of, suggest_territories
from autan.web.parts import Problem
from autan.web.publish.draft import with_draft
from autan.web.troubles import in_words

_KINDS = {
    Territory.Kind.REGION: gettext_lazy("région"),
    Territory.Kind.DEPARTEMENT: gettext_lazy("département"),
    Territory.Kind.EPCI: gettext_lazy("intercommunalité"),
    Territory.Kind.COMMUNE: gettext_lazy("commune"),
}


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    code: str
    name: str
    where: str
    address: str


@require_safe
def place(request: HttpRequest) -> HttpResponse:
    """S0: the commune, unless the address says it already."""
    text = request.GET.get("commune", "").strip()
    found = _named(request.portal, text)
    if len(found) == 1:
        return redirect("drop", code=found[0].code)
    errors = [_unknown(text)] if text and not found else []
    page = {"text": text, "places": [_choice(one) for one in found]}
    return render(request, "publish/place.html", {"page": page, "errors": errors})


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Names for the browser's list of suggestions, as a JSON array: « Noé (31399) »."""
    found = suggest_territories(request.portal, request.GET.get("q", "")[:80])
    return JsonResponse([f"{one.name} ({one.code})" for one in found], safe=False)


def drop(request: HttpRequest, code: str) -> HttpResponse:
    """S1: the file."""
    territory = _inside(request.portal, code)
    if territory is None:
        raise Http404
    problems: list[Problem] = []
    if request.method == "POST":
        uploads = request.FILES.getlist("fichier")
        if not uploads:
            said = gettext("Choisissez un fichier, par exemple deliberations.xlsx.")
            problems = [Problem(said, "fichier")]
        else:
            try:
                return _received(request, territory, uploads)
            except AutanError as error:
                problems = [Problem(in_words(error), "fichier")]
    megabytes = env.number("AUTAN_MAX_UPLOAD_MB", 2048)
    page = {
        "place": territory.name,
        "action": reverse("drop", args=[code]),
        "largest": megabytes << 20,
        "too_big": _too_big(megabytes),
    }
    context = {"page": page, "errors": problems}
    return render(request, "publish/drop.html", context, status=422 if problems else 200)


def _received(
    request: HttpRequest, territory: Territory, uploads: list[UploadedFile]
) -> HttpResponse:
    """A draft of the file; several are documents, each an act of the same draft."""
    first, *others = uploads
    draft = actions.receive(
        upload=first, file_name=first.name or "", portal=request.portal, territory=territory
    )
    if not others:
        return redirect("draft", token=draft.token)
    acts.gather(draft, others)
    return redirect("draft-act", token=draft.token)


def _too_big(megabytes: int) -> str:
    """What the script says before it sends in vain; the server says the same."""
    said = gettext("Ce fichier dépasse %(megabytes)d Mo, la taille que ce portail accepte.")
    remedy = gettext("Partagez-le en plusieurs fichiers, par exemple un par année.")
    return f"{said % {'megabytes': megabytes}} {remedy}"


@with_draft
def whose(request: HttpRequest, draft: Draft) -> HttpResponse:
    """For whom, when the file came first (a draft of the command line, an old link)."""
    text = (request.POST.get("code") or request.POST.get("commune") or "").strip()
    found = _named(request.portal, text)
    if len(found) == 1:
        actions.choose(draft, territory=found[0])
        return redirect("draft", token=draft.token)
    errors = [_unknown(text)] if text and not found else []
    page = {"text": text, "places": [_choice(one) for one in found]}
    return render(request, "publish/whose.html", {"page": page, "errors": errors})


@require_POST
@with_draft
def again(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Read the file once more: the failure may have been ours, or that of a reading they chose."""
    answers = reads.choices_of(draft).reading if "lecture" in request.POST else {}
    actions.choose(draft, reading=dict.fromkeys(answers))
    return redirect("draft", token=draft.token)


def _named(portal: Portal, text: str) -> list[Territory]:
    """The territory of a code, of « Noé (31399) », of a whole name; else those that begin so."""
    if not text:
        return []
    code = text.rpartition("(")[2].rstrip(")") if text.endswith(")") else text
    exact = _inside(portal, code)
    if exact is not None:
        return [exact]
    found = suggest_territories(portal, text)
    same = [one for one in found if one.name.casefold() == text.casefold()]
    return same if len(same) == 1 else found


def _inside(portal: Portal, code: str) -> Territory | None:
    """The territory of that code, if the portal's perimeter holds it."""
    territory = find_territory(code)
    if territory is None or not inside_of(portal.perimeter).filter(pk=territory.pk).exists():
        return None
    return territory


def _choice(territory: Territory) -> PlaceChoice:
    around = territory.departement.name if territory.departement else ""
    kind = str(_KINDS[territory.kind])
    where = f"{kind}, {around}" if around and around != territory.name else kind
    return PlaceChoice(
        territory.code, territory.name, where, reverse("drop", args=[territory.code])
    )


def _unknown(text: str) -> Problem:
    sentence = gettext(
        "Nous ne trouvons pas « %(text)s » dans ce territoire. Essayez le code INSEE, par "
        "exemple 31399."
    )
    return Problem(sentence % {"text": text}, "commune")
