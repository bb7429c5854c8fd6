"""S2: what we understood of the file, column by column."""

from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from autan import schemas
from autan.pipeline.report import Match, Report, SourceColumn
from autan.publishing import actions
from autan.publishing.models import Draft
from autan.publishing.reads import choices_of, report_of
from autan.tenants.names import of
from autan.web.publish.draft import steps, when_ready
from autan.web.standards import label_of, noun_of, said
from autan.web.typography import day, number

_TYPES = {
    "text": gettext_lazy("texte"),
    "int": gettext_lazy("nombre entier"),
    "double": gettext_lazy("nombre"),
    "boolean": gettext_lazy("oui ou non"),
    "date": gettext_lazy("date"),
    "datetime": gettext_lazy("date et heure"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file. ``state``: sure, unsure, off (outside the standard) or free."""

    header: str
    samples: str
    state: str
    change: str
    field: str = ""
    label: str = ""
    kept: bool = False
    type: str = ""
    id: str = ""


@when_ready
def understood(request: HttpRequest, draft: Draft) -> HttpResponse:
    report = _report(draft)
    if request.method == "POST":
        return _answered(request, draft, report)
    context = {"page": _page(draft, report), "steps": steps(draft, "draft"), "errors": []}
    return render(request, "publish/understood.html", context)


@when_ready
def column(request: HttpRequest, draft: Draft, key: str) -> HttpResponse:
    """What one column of the file means, chosen among the columns of the standard."""
    report = _report(draft)
    source = next((one for one in report.reading.columns if one.key == key), None)
    if source is None or not report.standard:
        raise Http404
    now = next((m.field for m in report.matches if m.header == source.header), "")
    if request.method == "POST":
        _remap(draft, source.header, before=now, after=request.POST.get("champ", ""))
        return redirect("draft", token=draft.token)
    options = [
        {"name": m.field, "label": m.label, "chosen": m.field == now,
         "taken": m.header if m.header and m.field != now else ""}
        for m in report.matches
    ]  # fmt: skip
    page = {"header": source.header, "samples": _samples(source), "options": options,
            "chosen": now, "back": reverse("draft", args=[draft.token])}  # fmt: skip
    return render(request, "publish/column.html", {"page": page, "steps": steps(draft, "draft")})


def _answered(request: HttpRequest, draft: Draft, report: Report) -> HttpResponse:
    """Another standard or another sheet is read at once; the columns' answers lead to S3."""
    form = request.POST
    if "modele" in form:
        actions.choose(draft, standard=form["modele"])
        return redirect("draft", token=draft.token)
    if "feuille" in form:
        actions.choose(draft, reading={"table": form["feuille"]})
        return redirect("draft", token=draft.token)
    mapping = {name[2:]: value for name, value in form.items() if name.startswith("m-")}
    changes: dict[str, object] = {"mapping": mapping} if mapping else {}
    if report.standard:
        changes["kept"] = tuple(form.getlist("garder"))
    else:
        published = set(form.getlist("publier"))
        changes["removed"] = tuple(h for h in form.getlist("vue") if h not in published)
    if any(_differs(draft, name, value) for name, value in changes.items()):
        actions.choose(draft, **changes)
    return redirect("draft-review", token=draft.token)


def _differs(draft: Draft, name: str, value: object) -> bool:
    now = getattr(choices_of(draft), name)
    if isinstance(value, dict):
        return any(now.get(key) != item for key, item in value.items())
    return set(now) != set(value)  # type: ignore[call-overload]


def _remap(draft: Draft, header: str, *, before: str, after: str) -> None:
    mapping = {before: ""} if before else {}
    if after:
        mapping[after] = header
    if mapping and before != after:
        actions.choose(draft, mapping=mapping)


def _page(draft: Draft, report: Report) -> dict[str, object]:
    columns = [_column(draft, report, source) for source in report.reading.columns]
    sure = sum(one.state != "off" for one in columns)
    filled = [
        {"label": m.label, "value": m.constant}
        for m in report.matches
        if m.constant and not m.header
    ]
    code = draft.territory.code if draft.territory else ""
    return {
        "question": _question(report),
        "extent": _extent(report),
        "columns": columns,
        "columns_words": _columns_words(report, len(columns), sure),
        "filled": filled,
        "absent": _absent(report),
        "standards": _standards(report),
        "sheets": _sheets(report),
        "steps_done": [step.sentence for step in report.reading.steps],
        "button": gettext("Oui, continuer"),
        "back": reverse("drop", args=[code]) if code else reverse("publish"),
    }


def _question(report: Report) -> str:
    if not report.standard:
        return gettext("Ce fichier ne suit aucun modèle commun : nous le publierons tel qu’il est.")
    standard = schemas.find(report.standard)
    french = standard.noun[1] if standard else report.standard_label
    # A translation takes the noun alone, « of_noun » being French grammar.
    facts = {"of_noun": of(french), "noun": noun_of(standard) if standard else french}
    return gettext("C’est bien une liste %(of_noun)s ?") % facts


def _extent(report: Report) -> str:
    rows = ngettext("%(n)s ligne", "%(n)s lignes", report.rows) % {"n": number(report.rows)}
    if not report.period:
        return gettext("%(rows)s.") % {"rows": rows}
    first, last = (day(one) for one in report.period)
    if first == last:
        return gettext("%(rows)s, du %(first)s.") % {"rows": rows, "first": first}
    return gettext("%(rows)s, du %(first)s au %(last)s.") % {
        "rows": rows,
        "first": first,
        "last": last,
    }


def _columns_words(report: Report, total: int, sure: int) -> str:
    if not report.standard:
        return gettext(
            "À gauche, vos colonnes avec quelques valeurs. Décochez ce que vous ne voulez "
            "pas publier."
        )
    found = ngettext(
        "%(sure)s colonne reconnue sur %(total)s.",
        "%(sure)s colonnes reconnues sur %(total)s.",
        sure,
    )
    return (
        found % {"sure": sure, "total": total}
        + " "
        + gettext("À gauche, vos mots ; à droite, ce qu’ils veulent dire.")
    )


def _column(draft: Draft, report: Report, source: SourceColumn) -> Column:
    change = reverse("draft-column", args=[draft.token, source.key])
    choices = choices_of(draft)
    match = next((m for m in report.matches if m.header == source.header), None)
    if match is not None:
        return _matched(source, match, change)
    if report.standard:
        kept = source.header in choices.kept
        return Column(source.header, _samples(source), "off", change, kept=kept)
    type_ = next(
        (str(f.get("type", "")) for f in report.fields if f.get("source") == source.header), ""
    )
    shown = str(_TYPES.get(type_, ""))
    kept = source.header not in choices.removed
    return Column(source.header, _samples(source), "free", change, kept=kept, type=shown)


def _matched(source: SourceColumn, match: Match, change: str) -> Column:
    state = "sure" if match.certain else "unsure"
    return Column(
        source.header,
        _samples(source),
        state,
        change,
        match.field,
        match.label,
        id=f"colonne-{source.key}",
    )


def _samples(source: SourceColumn) -> str:
    shown = [
        text if len(text) <= 60 else text[:57].rstrip() + "…"
        for text in source.samples
        if text and text != source.header  # a table that repeats its own titles
    ][:3]
    return " · ".join(shown) or gettext("colonne vide")


def _absent(report: Report) -> str:
    """The columns of the standard that neither the file nor we can fill."""
    missing = [m.label for m in report.matches if not m.header and not m.constant]
    if not missing:
        return ""
    said = gettext("Absent de votre fichier, et laissé vide : %(labels)s.")
    return said % {"labels": ", ".join(missing)}


def _standards(report: Report) -> list[dict[str, object]]:
    known = [
        {"id": one.id, "name": label_of(one), "chosen": one.id == report.standard}
        for one in schemas.standards()
    ]
    free = {
        "id": "",
        "name": gettext("Autre chose : aucun de ces modèles"),
        "chosen": not report.standard,
    }
    return [*known, free]


def _sheets(report: Report) -> list[dict[str, object]]:
    tables = report.reading.tables
    if len(tables) < 2:
        return []
    chosen = report.reading.table
    return [{"name": one.name, "label": one.label, "chosen": one.name == chosen} for one in tables]


def _report(draft: Draft) -> Report:
    report = report_of(draft)
    assert report is not None, "a page of the path is shown once the report is there"
    matches = (replace(match, label=said(match.label)) for match in report.matches)
    return replace(report, matches=tuple(matches))
