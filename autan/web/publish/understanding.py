"""S2: what we understood of the file, column by column.

What is sure is told quietly; what is not is asked, with the file's own values; what the model
does not know is left aside, visibly. Going on without touching anything keeps the likeliest.
"""

from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from autan import schemas
from autan.pipeline.report import Match, Report, SourceColumn
from autan.publishing import actions
from autan.publishing.acts import reads_acts
from autan.publishing.models import Draft
from autan.publishing.reads import choices_of, report_of
from autan.tenants.names import of
from autan.web.publish import reading, standards
from autan.web.publish.draft import steps, when_ready
from autan.web.standards import noun_of, said
from autan.web.typography import day, number

_TYPES = {
    "text": gettext_lazy("texte"),
    "int": gettext_lazy("nombre entier"),
    "double": gettext_lazy("nombre"),
    "boolean": gettext_lazy("oui ou non"),
    "date": gettext_lazy("date"),
    "datetime": gettext_lazy("date et heure"),
    "geo_point_2d": gettext_lazy("point sur une carte"),
    "geo_shape": gettext_lazy("forme sur une carte"),
}
_OTHER = "autre"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file. ``state``: sure, unsure, off (outside the standard) or free."""

    key: str
    header: str
    samples: str
    state: str
    change: str
    field: str = ""
    label: str = ""
    reason: str = ""
    kept: bool = False
    type: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """What we add to every row. ``sure`` ones are told, the others are asked in a field."""

    field: str
    label: str
    value: str
    reason: str
    sure: bool


@when_ready
def understood(request: HttpRequest, draft: Draft) -> HttpResponse:
    if reads_acts(draft):
        return redirect("draft-act", token=draft.token)
    report = _report(draft)
    if request.method == "POST":
        read_again = reading.answer(draft, request.POST)
        return read_again or _answered(request.POST, draft, report)
    page = {**_page(draft, report), **reading.page(draft, report)}
    page["unfolded"] = "lecture" in request.GET
    context = {"page": page, "steps": steps(draft, "draft"), "errors": []}
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


def _answered(form: QueryDict, draft: Draft, report: Report) -> HttpResponse:
    """The columns' answers lead to S3."""
    changes: dict[str, object] = {}
    if mapping := _mapped(form, report):
        changes["mapping"] = mapping
    if facts := {name[2:]: form[name].strip() for name in form if name.startswith("c-")}:
        changes["constants"] = {name: value or None for name, value in facts.items()}
    if report.standard:
        changes["kept"] = tuple(form.getlist("garder"))
    else:
        published = set(form.getlist("publier"))
        changes["removed"] = tuple(h for h in form.getlist("vue") if h not in published)
    if any(_differs(draft, name, value) for name, value in changes.items()):
        actions.choose(draft, **changes)
    return redirect("draft-review", token=draft.token)


def _mapped(form: QueryDict, report: Report) -> dict[str, str]:
    """The columns that were asked about: ``s-`` and the key of each gives its field."""
    headers = {one.key: one.header for one in report.reading.columns}
    asked = {m.header: m.field for m in report.matches if m.header and not m.certain}
    mapping: dict[str, str] = {}
    for key, header in headers.items():
        if f"s-{key}" not in form or header not in asked:
            continue
        said_ = form[f"s-{key}"]
        field = form.get(f"{_OTHER}-{key}", "") if said_ == _OTHER else said_
        if field != asked[header]:
            mapping.setdefault(asked[header], "")
        if field:
            mapping[field] = header
    return mapping


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
    facts = [
        Fact(m.field, m.label, m.constant, m.reason, m.certain)
        for m in report.matches
        if m.constant and not m.header
    ]
    unsure = [one for one in columns if one.state == "unsure"]
    code = draft.territory.code if draft.territory else ""
    return {
        "question": _question(report),
        "extent": _extent(report),
        "unsure": unsure,
        "unsure_facts": [one for one in facts if not one.sure],
        "sure": [one for one in columns if one.state == "sure"],
        "off": [one for one in columns if one.state == "off"],
        "free": [one for one in columns if one.state == "free"],
        "fields": _fields(report),
        "columns_words": _columns_words(report, columns),
        "filled": [one for one in facts if one.sure],
        "absent": _absent(report),
        "likely": standards.likely(report),
        "standard": report.standard or "",
        "button": gettext("Continuer") if not report.standard else gettext("Oui, continuer"),
        "back": reverse("drop", args=[code]) if code else reverse("publish"),
    }


def _fields(report: Report) -> list[dict[str, str]]:
    """The columns of the standard for a list, those that nothing fills first."""
    free = [m for m in report.matches if not m.header and not m.constant]
    taken = [m for m in report.matches if m not in free]
    return [{"name": m.field, "label": m.label, "taken": ""} for m in free] + [
        {"name": m.field, "label": m.label, "taken": m.header or m.constant or ""} for m in taken
    ]


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


def _columns_words(report: Report, columns: list[Column]) -> str:
    if not report.standard:
        return gettext(
            "À gauche, vos colonnes avec quelques valeurs. Décochez ce que vous ne voulez "
            "pas publier."
        )
    known = sum(one.state != "off" for one in columns)
    found = ngettext(
        "%(sure)s colonne reconnue sur %(total)s.",
        "%(sure)s colonnes reconnues sur %(total)s.",
        known,
    )
    return (
        found % {"sure": known, "total": len(columns)}
        + " "
        + gettext("À gauche, vos mots ; à droite, ce qu’ils veulent dire.")
    )


def _column(draft: Draft, report: Report, source: SourceColumn) -> Column:
    change = reverse("draft-column", args=[draft.token, source.key])
    shown = Column(source.key, source.header, _samples(source), "off", change)
    match = next((m for m in report.matches if m.header == source.header), None)
    choices = choices_of(draft)
    if match is not None:
        return _matched(shown, match)
    if report.standard:
        return replace(shown, kept=source.header in choices.kept)
    type_ = next(
        (str(f.get("type", "")) for f in report.fields if f.get("source") == source.header), ""
    )
    kept = source.header not in choices.removed
    return replace(shown, state="free", kept=kept, type=str(_TYPES.get(type_, "")))


def _matched(shown: Column, match: Match) -> Column:
    state = "sure" if match.certain else "unsure"
    return replace(shown, state=state, field=match.field, label=match.label, reason=match.reason)


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


def _report(draft: Draft) -> Report:
    report = report_of(draft)
    assert report is not None, "a page of the path is shown once the report is there"
    matches = (replace(match, label=said(match.label)) for match in report.matches)
    return replace(report, matches=tuple(matches))
