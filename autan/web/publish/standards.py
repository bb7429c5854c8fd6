"""« C’est plutôt… »: the choice of a common model among all of them, with or without scripts.

The likely ones first, then those that every commune publishes, then the others by theme; one
field searches them all.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from autan import schemas
from autan.pipeline.report import Report
from autan.publishing import actions, reads
from autan.publishing.models import Draft
from autan.schemas.standard import Standard
from autan.tenants.names import fold
from autan.web.publish.draft import steps, when_ready
from autan.web.standards import label_of, said

_LIKELY = 3


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    name: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """Models of one theme. ``open``: shown unfolded."""

    name: str
    options: tuple[Option, ...]
    open: bool = False


@when_ready
def standard(request: HttpRequest, draft: Draft) -> HttpResponse:
    report = reads.report_of(draft)
    assert report is not None
    known = {one.id for one in schemas.standards()}
    wanted = request.POST.get("modele")
    if wanted is not None and (wanted == "" or wanted in known):
        if wanted != (report.standard or ""):
            actions.choose(draft, standard=wanted)
        return redirect("draft", token=draft.token)
    text = request.GET.get("q", "").strip()[:80]
    context = {"page": _page(draft, report, text), "steps": steps(draft, "draft"), "errors": []}
    return render(request, "publish/standard.html", context)


def likely(report: Report) -> list[Option]:
    """The next best models that the file may follow, for whoever sees that ours is wrong."""
    named = [schemas.find(one[0]) for one in report.alternatives]
    return [option(one, report) for one in named if one is not None and one.id != report.standard][
        :_LIKELY
    ]


def option(one: Standard, report: Report) -> Option:
    return Option(one.id, _name(one), said(one.description), one.id == report.standard)


def _page(draft: Draft, report: Report, text: str) -> dict[str, object]:
    shelves = _shelves(report, text)
    return {
        "text": text,
        "shelves": shelves,
        "found": sum(len(shelf.options) for shelf in shelves),
        "free": not report.standard,
        "back": reverse("draft", args=[draft.token]),
    }


def _shelves(report: Report, text: str) -> list[Shelf]:
    words = fold(text).split()
    found = [one for one in schemas.standards() if _holds(one, words)]
    first = [one for one in found if one.family != "registry"]
    likely_ones = () if words else likely(report)
    shelves = [
        Shelf(gettext("Les plus probables pour ce fichier"), tuple(likely_ones), open=True),
        Shelf(
            gettext("Ce que publie toute collectivité"),
            tuple(option(one, report) for one in first),
            open=True,
        ),
    ]
    themes = sorted(
        {one.theme for one in found if one.family == "registry"},
        key=lambda theme: (not theme, fold(theme)),
    )
    for theme in themes:
        options = [option(o, report) for o in found if o.family == "registry" and o.theme == theme]
        options.sort(key=lambda one: fold(one.name))
        unfolded = bool(words) or any(one.chosen for one in options)
        shelves.append(Shelf(said(theme) or gettext("Autres"), tuple(options), unfolded))
    return [shelf for shelf in shelves if shelf.options]


def _name(one: Standard) -> str:
    """The label, with the version where two of the same label live side by side."""
    twins = [other for other in schemas.standards() if other.label == one.label]
    return f"{label_of(one)} {one.version}" if len(twins) > 1 and one.version else label_of(one)


def _holds(one: Standard, words: list[str]) -> bool:
    text = fold(
        " ".join((one.label, one.title, *one.noun, one.description, one.theme, *one.keywords))
    )
    return all(word in text for word in words)
