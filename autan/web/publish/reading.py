"""How the file was read: what was done, what can be undone, and which of its tables is read.

Every answer is one button of a plain form; the file is then read again in the other way.
"""

from dataclasses import dataclass, replace

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop, ngettext

from autan.pipeline.report import Report
from autan.publishing import actions, otherwise
from autan.publishing.models import Draft
from autan.publishing.reads import choices_of
from autan.tabular.steps import DONE, UNDONE, Glimpse, Step
from autan.web.typography import number

TABLE = "table"
# More than these are a list to choose from, not a row of buttons.
_BUTTONS = 3
_HEADERS = 6
# The words of ``steps.UNDO``, made where nobody speaks English.
_SAID = (gettext_noop("Garder"), gettext_noop("Annuler"))
_PREFIX = "lecture-"


@dataclass(frozen=True, slots=True)
class Way:
    """One of the readings of a step: ``words`` on its button, ``chosen`` if it is in force."""

    value: str
    words: str
    chosen: bool
    preview: otherwise.Preview | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A step as the page shows it. ``undone``: not done, ``by_you`` if the person said so."""

    id: str
    name: str
    sentence: str
    reason: str
    count: str
    examples: tuple[str, ...]
    ways: tuple[Way, ...]
    undone: bool = False
    by_you: bool = False

    @property
    def others(self) -> tuple[Way, ...]:
        return tuple(way for way in self.ways if not way.chosen)

    @property
    def many(self) -> bool:
        return len(self.ways) > _BUTTONS


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """One of the tables of the file, small enough to be compared with the others."""

    name: str
    label: str
    headers: tuple[str, ...]
    first: tuple[str, ...]
    more: str
    rows: str
    chosen: bool


def page(draft: Draft, report: Report) -> dict[str, object]:
    """``questions`` to look at, ``steps`` done quietly, ``tables`` to choose from."""
    answered = choices_of(draft).reading
    shown = [step for step in report.reading.steps if not _is_choice_of_table(step, report)]
    open_ones = [step for step in shown if step.asked and step.kind not in answered]
    quiet = [step for step in shown if step not in open_ones]
    return {
        "questions": [_question(draft, report, step) for step in open_ones],
        "steps_done": [_done(step, step.kind in answered) for step in quiet],
        "steps_words": _steps_words(len(quiet)),
        "tables": _tables(report),
        "table_asked": any(
            step.kind == TABLE and step.asked and TABLE not in answered
            for step in report.reading.steps
        ),
    }


def answer(draft: Draft, form: QueryDict) -> HttpResponse | None:
    """Keep what was answered to a step and come back to it; None if the form is another one's."""
    given = next((name for name in form if name.startswith(_PREFIX)), None)
    if given is None:
        return None
    kind = given.removeprefix(_PREFIX)
    actions.choose(draft, reading={kind: form[given]})
    address = reverse("draft", args=[draft.token])
    if kind == TABLE:
        return redirect(address)
    return redirect(f"{address}?lecture=1#etape-{kind}")


def _is_choice_of_table(step: Step, report: Report) -> bool:
    return step.kind == TABLE and len(report.reading.tables) > 1


def _question(draft: Draft, report: Report, step: Step) -> Done:
    """A step of which two readings stand, with what each of them gives."""
    seen = otherwise.previews(draft, report, step)
    ways = tuple(
        Way(value, _words(words), value == step.chosen, seen.get(value))
        for value, words in step.options
    )
    return _shown(step, tuple(sorted(ways, key=lambda way: not way.chosen)))


def _done(step: Step, is_answered: bool) -> Done:
    ways = tuple(Way(value, _words(words), value == step.chosen) for value, words in step.options)
    return replace(_shown(step, ways), by_you=is_answered and step.chosen == UNDONE)


def _shown(step: Step, ways: tuple[Way, ...]) -> Done:
    return Done(
        id=f"etape-{step.kind}",
        name=f"{_PREFIX}{step.kind}",
        sentence=step.sentence,
        reason=step.reason,
        count=_count(step),
        examples=step.examples[:2],
        ways=_plain(step, ways),
        undone=step.chosen == UNDONE,
    )


def _plain(step: Step, ways: tuple[Way, ...]) -> tuple[Way, ...]:
    """« Garder » says nothing once a step was undone: doing it is then « Refaire »."""
    if {way.value for way in ways} != {DONE, UNDONE} or step.chosen != UNDONE:
        return ways
    keep, redo = gettext(_SAID[0]), gettext("Refaire")
    return tuple(
        Way(way.value, redo, way.chosen, way.preview) if way.words == keep else way for way in ways
    )


def _words(text: str) -> str:
    return gettext(text) if text else ""


def _count(step: Step) -> str:
    """The count in figures, unless the sentence tells it already."""
    shown = number(step.count)
    if step.count < 2 or shown in step.sentence or str(step.count) in step.sentence:
        return ""
    return gettext("%(n)s fois") % {"n": shown}


def _steps_words(count: int) -> str:
    said = ngettext(
        "Comment nous l’avons lu : %(n)s étape", "Comment nous l’avons lu : %(n)s étapes", count
    )
    return said % {"n": number(count)}


def _tables(report: Report) -> list[Thumbnail]:
    tables = report.reading.tables
    if len(tables) < 2:
        return []
    return [_thumbnail(one, one.name == report.reading.table) for one in tables]


def _thumbnail(one: Glimpse, chosen: bool) -> Thumbnail:
    hidden = len(one.headers) - _HEADERS
    more = ngettext("et %(n)s autre colonne", "et %(n)s autres colonnes", hidden)
    rows = ngettext("%(n)s ligne", "%(n)s lignes", one.rows or 0)
    return Thumbnail(
        one.name,
        one.label,
        one.headers[:_HEADERS],
        (*one.first, *("",) * len(one.headers))[: min(len(one.headers), _HEADERS)],
        more % {"n": number(hidden)} if hidden > 0 else "",
        rows % {"n": number(one.rows)} if one.rows is not None else "",
        chosen,
    )
