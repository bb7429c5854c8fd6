"""S4: the public page before it is public, and the button that publishes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from autan import schemas
from autan.catalogue.licences import licence
from autan.errors import AutanError, Refused
from autan.pipeline.report import Report
from autan.publishing import actions, acts, reads
from autan.publishing.models import Draft
from autan.tabular.schema import TableSchema
from autan.web.datasets.grid import grid
from autan.web.parts import Problem
from autan.web.publish.draft import steps, waiting, when_ready
from autan.web.publish.review import is_empty
from autan.web.standards import noun_of, spoken
from autan.web.troubles import in_words
from autan.web.typography import number

_SAMPLE = 8


@when_ready
def preview(request: HttpRequest, draft: Draft) -> HttpResponse:
    report = reads.report_of(draft)
    assert report is not None
    errors: list[Problem] = []
    if "mots" in request.POST:
        form = request.POST
        actions.choose(
            draft, title=form["titre"].strip()[:200], description=form["description"].strip()
        )
        return redirect("draft-preview", token=draft.token)
    if "publier" in request.POST and report.publishable:
        return publish_now(request, draft)
    failure = reads.failure_of(draft)
    if failure:
        errors = [Problem(in_words(failure))]
    elif not report.publishable:
        errors = [_unpublishable(report)]
    context = {
        "page": _page(draft, report),
        "steps": steps(draft, "draft-preview"),
        "errors": errors,
    }
    return render(request, "publish/preview.html", context)


def _unpublishable(report: Report) -> Problem:
    if report.rows > 0:
        return Problem(gettext("Une question attend votre réponse à l’étape « À relire »."))
    return Problem(
        gettext(
            "Il ne reste aucune ligne à publier : annulez une correction à l’étape "
            "« À relire », ou déposez un autre fichier."
        )
    )


def publish_now(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Publish if we know who it is; else ask, the code being on its way already."""
    if draft.territory is None:
        return redirect("draft-whose", token=draft.token)
    if draft.confirmed_by is None and request.user.is_authenticated:
        _confirm_member(request, draft)
    if draft.confirmed_by is None:
        return redirect("draft-identity", token=draft.token)
    draft = actions.publish_soon(draft)
    if not reads.is_fresh(draft):
        return waiting(request, draft)
    published = draft.status == Draft.Status.PUBLISHED
    return redirect("draft-done" if published else "draft-preview", token=draft.token)


def button(report: Report) -> str:
    """« Publier 209 délibérations »: the result, in the standard's own noun."""
    standard = schemas.find(report.standard)
    if standard is None:
        said = ngettext("Publier %(n)s ligne", "Publier %(n)s lignes", report.rows)
        return said % {"n": number(report.rows)}
    facts = {"n": number(report.rows), "noun": noun_of(standard, report.rows)}
    return gettext("Publier %(n)s %(noun)s") % facts


def _confirm_member(request: HttpRequest, draft: Draft) -> None:
    try:
        actions.confirm_person(draft, request.user)
    except Refused:
        return  # somebody of another organisation: the code decides
    draft.refresh_from_db()


def _page(draft: Draft, report: Report) -> dict[str, object]:
    choices = reads.choices_of(draft)
    schema = TableSchema.from_json({"standard": report.standard, "fields": list(report.fields)})
    shown = report.sample[:_SAMPLE]
    return {
        "title": choices.title or report.title,
        "sentence": choices.description or report.description,
        "producer": reads.profile_of(draft).name,
        "row_count": report.rows,
        "licence": licence(choices.licence).short,
        "table": grid(spoken(schema), shown, caption=gettext("Les premières lignes")),
        "button": button(report),
        "confirmed": draft.confirmed_by is not None,
        "joins": _joins(draft),
        "documents": acts.documents(draft),
        "back": reverse(_before(draft, report), args=[draft.token]),
    }


def _joins(draft: Draft) -> str:
    """To what the rows are added, when they join those that are public already."""
    dataset = acts.joins(draft)
    if dataset is None or dataset.current is None:
        return ""
    said = ngettext(
        "S’ajoute à la ligne déjà publiée de « %(title)s ».",
        "S’ajoute aux %(n)s lignes déjà publiées de « %(title)s ».",
        dataset.current.rows,
    )
    return said % {"n": number(dataset.current.rows), "title": dataset.title}


def _before(draft: Draft, report: Report) -> str:
    """The page that the reader comes from: « À relire » is skipped when it is empty."""
    if not is_empty(draft, report):
        return "draft-review"
    return "draft-act" if acts.reads_acts(draft) else "draft"


def problem(error: AutanError, field: str = "") -> Problem:
    return Problem(in_words(error), field)
