"""S3: what is to be decided, what was corrected, what is good to know."""

import re
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from autan.pipeline.report import Finding, Personal, Repair, Report
from autan.publishing import actions
from autan.publishing.acts import reads_acts
from autan.publishing.models import Draft
from autan.publishing.reads import choices_of, report_of
from autan.web.parts import Problem
from autan.web.publish.draft import steps, when_ready
from autan.web.standards import said as standard_words
from autan.web.typography import number

_SHOWN = 30
_EXAMPLE = 160
_BREAKS = re.compile(r"(?:_x00[01][0-9A-Fa-f]_|[\x00-\x1f\x7f\u2028\u2029])+")
# The mildest first: what is lost grows down the list.
_ANSWERS = ("mask", "rows", "remove", "public")


@when_ready
def review(request: HttpRequest, draft: Draft) -> HttpResponse:
    report = report_of(draft)
    assert report is not None
    if is_empty(draft, report):
        return redirect("draft-preview", token=draft.token)
    errors: list[Problem] = []
    if request.method == "POST":
        _keep_answers(draft, report, request.POST)
        if "suite" not in request.POST:
            return _undo(draft, request.POST)
        errors = _unanswered(draft, report)
        if not errors:
            return redirect("draft-preview", token=draft.token)
    context = {
        "page": _page(draft, report),
        "steps": steps(draft, "draft-review"),
        "errors": errors,
    }
    return render(request, "publish/review.html", context, status=422 if errors else 200)


def is_empty(draft: Draft, report: Report) -> bool:
    """Is there nothing to read again? Remarks on facts just typed would say nothing new."""
    remarks = report.findings and not reads_acts(draft)
    return not (report.personal or report.repairs or remarks)


def _keep_answers(draft: Draft, report: Report, form: QueryDict) -> None:
    given = {one.column: form.get(f"p-{n}", "") for n, one in enumerate(report.personal)}
    known = choices_of(draft).personal
    new = {
        column: answer for column, answer in given.items() if answer and known.get(column) != answer
    }
    if new:
        actions.choose(draft, personal=new)


def _undo(draft: Draft, form: QueryDict) -> HttpResponse:
    """Undo a correction, or make it again; the reader comes back to the same card."""
    undone = set(choices_of(draft).undone)
    key = form.get("annuler") or form.get("refaire") or ""
    if "annuler" in form:
        undone.add(key)
    else:
        undone.discard(key)
    actions.choose(draft, undone=tuple(sorted(undone)))
    address = reverse("draft-review", args=[draft.token])
    return redirect(f"{address}#correction-{key}")


def _unanswered(draft: Draft, report: Report) -> list[Problem]:
    answers = choices_of(draft).personal
    return [
        Problem(
            gettext("« %(column)s » : dites ce qu’il faut faire de ces noms.")
            % {"column": one.column},
            f"personnel-{n}",
        )
        for n, one in enumerate(report.personal)
        if one.blocking and not answers.get(one.column)
    ]


def _page(draft: Draft, report: Report) -> dict[str, object]:
    made = sum(one.accepted for one in report.repairs)
    findings = sorted(_grouped(report), key=lambda one: one.level == "info")
    hidden = len(findings) - _SHOWN
    headers = {one.header for one in report.reading.columns}
    return {
        "summary": _summary(report, made),
        "personal": [_personal(draft, n, one) for n, one in enumerate(report.personal)],
        "repairs": [_repair(one) for one in report.repairs],
        "findings": [_finding(n, one, headers) for n, one in enumerate(findings[:_SHOWN])],
        "more_findings": _more(hidden) if hidden > 0 else "",
        "button": _button(made),
        "back": reverse("draft", args=[draft.token]),
    }


def _summary(report: Report, made: int) -> str:
    if any(one.blocking and one.answer is None for one in report.personal):
        return gettext("Une chose demande votre avis avant de publier.")
    if made:
        said = ngettext(
            "Nous avons fait %(n)s correction. Rien ne vous oblige à la garder.",
            "Nous avons fait %(n)s corrections. Rien ne vous oblige à les garder.",
            made,
        )
        return said % {"n": number(made)}
    return gettext("Rien à corriger. Quelques remarques, pour information.")


def _button(made: int) -> str:
    if not made:
        return gettext("Voir l’aperçu")
    said = ngettext("Accepter la correction", "Accepter les %(n)s corrections", made)
    return said % {"n": number(made)}


def _personal(draft: Draft, index: int, item: Personal) -> dict[str, object]:
    chosen = choices_of(draft).personal.get(item.column, item.answer)
    shown = ", ".join(str(row) for row in item.rows[:10])
    return {
        "id": f"personnel-{index}",
        "number": index,
        "sentence": item.sentence,
        "rows": gettext("Lignes d’Excel : %(rows)s") % {"rows": shown} if shown else "",
        "options": [
            {"value": answer, "words": _answer(answer, item.kind), "chosen": answer == chosen}
            for answer in _ANSWERS
            if answer in item.answers
        ],
    }


def _answer(answer: str, kind: str) -> str:
    if answer == "public" and kind == "person-row":
        return gettext("C’est une information publique : publier")
    return {
        "mask": gettext("Masquer le nom"),
        "rows": gettext("Ne pas publier ces lignes"),
        "remove": gettext("Ne pas publier cette colonne"),
        "public": gettext("C’est un nom public : publier"),
    }[answer]


def _repair(item: Repair) -> dict[str, object]:
    pairs = item.examples or ((item.before, item.after),)
    whole = item.kind.endswith("-rows")
    return {
        "id": f"correction-{item.id}",
        "key": item.id,
        "sentence": item.sentence,
        "accepted": item.accepted,
        "examples": [
            {"before": _cut(_marked(before, after)), "after": _cut(after)}
            for before, after in dict.fromkeys(pairs[:2])
            if before or after
        ],
        "gone": gettext("rien : la ligne est retirée") if whole else gettext("case vide"),
    }


def _marked(before: str, after: str) -> str:
    """What nobody sees in a text, with the marks of a word processor: « · » and « ¶ »."""
    text = _BREAKS.sub("¶", before)
    if not after or text.strip() != after:
        return text
    start, end = text[: -len(text.lstrip())], text[len(text.rstrip()) :]
    return "·" * len(start) + text.strip() + "·" * len(end)


def _cut(text: str) -> str:
    return text if len(text) <= _EXAMPLE else text[:_EXAMPLE].rsplit(" ", 1)[0] + "…"


def _grouped(report: Report) -> list[Finding]:
    """The findings, those of the columns that the file does not have made into one."""
    absent = [one for one in report.findings if one.code == "required-missing"]
    if len(absent) < 2:
        return list(report.findings)
    labels = {match.field: standard_words(match.label) for match in report.matches}
    named = ", ".join(f"« {labels.get(one.column or '', one.column)} »" for one in absent)
    said = gettext(
        "Le modèle commun demande aussi : %(columns)s. Votre fichier n’a pas ces colonnes."
    )
    first = replace(absent[0], message=said % {"columns": named}, column=None)
    return [first, *(one for one in report.findings if one.code != "required-missing")]


def _finding(index: int, item: Finding, headers: set[str]) -> dict[str, str]:
    where = []
    if item.column in headers and item.column not in item.message:
        where.append(gettext("Colonne « %(column)s »") % {"column": item.column})
    if item.row and str(item.row) not in item.message:
        said = (
            gettext("ligne %(row)s")
            if item.count == 1
            else gettext("première fois : ligne %(row)s")
        )
        where.append(said % {"row": item.row})
    return {"id": f"remarque-{index}", "message": item.message, "where": ", ".join(where)}


def _more(hidden: int) -> str:
    said = ngettext("Et %(n)s autre remarque.", "Et %(n)s autres remarques.", hidden)
    return said % {"n": number(hidden)}
