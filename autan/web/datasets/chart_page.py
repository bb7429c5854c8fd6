"""What the tab « Graphique » shows: proposals, or a chart with its settings and its words."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace
from functools import partial

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, override

from autan import charts
from autan.charts.figures import Figures, Whole
from autan.charts.question import Problem as Wrong
from autan.charts.question import Question
from autan.query.state import ChartWords, State
from autan.web import embeds
from autan.web.datasets import chart_controls, sharing
from autan.web.datasets.chart_figures import LONGEST, NARROW, WIDE, Asker, Said, Unsuitable
from autan.web.datasets.chart_pictures import Picture, inline
from autan.web.datasets.chips import chips
from autan.web.datasets.sheet import count_words
from autan.web.parts import Chip, Pairs, Problem, link

SAID = "dire"
"""Word of the form of the title and sentence alone: that it was sent."""


@dataclass(frozen=True, slots=True)
class Proposal:
    title: str
    text: str
    picture: SafeString
    address: str


@dataclass(frozen=True, slots=True)
class Other:
    """Another proposal, beside the chart that is shown."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Field:
    id: str
    name: str
    label: str
    help: str
    value: str
    lines: int
    most: int
    error: str = ""


@dataclass(frozen=True, slots=True)
class File:
    name: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Made:
    """The chart that the address asks. ``as_proposed`` leads back to our own words, "" on them."""

    title: str
    text: str
    pictures: tuple[Picture, ...]
    table: dict[str, object]
    notes: tuple[str, ...]
    files: tuple[File, ...]
    words: tuple[Field, ...]
    kept_by_words: Pairs
    as_proposed: str

    @property
    def data_source(self) -> str:
        return self.pictures[-1].source


@dataclass(frozen=True, slots=True)
class Studio:
    """The context ``studio``. ``said`` is announced when the region is refreshed."""

    state: State
    path: str
    whole: str
    source: str
    colon: str
    chips: list[Chip]
    count_words: str = ""
    said: str = ""
    made: Made | None = None
    proposals: tuple[Proposal, ...] = ()
    others: tuple[Other, ...] = ()
    controls: tuple[chart_controls.Control, ...] = ()
    kept_by_settings: Pairs = ()
    problems: tuple[Problem, ...] = ()
    trouble: str = ""
    share: sharing.Panel | None = None


def studio(request: object, asker: Asker) -> Studio:
    """The whole tab; EngineError or OdsqlError."""
    if asker.unsaid and SAID not in asker.request.GET:
        return _proposing(asker)
    try:
        question = asker.question
    except Unsuitable as wrong:
        return _unsuitable(asker, wrong.problems)
    return _made(asker, question)


def troubled(asker: Asker, problems: list[Problem]) -> Studio:
    """Nothing can be drawn: why, and the way back."""
    trouble = gettext("Le graphique n’a pas pu être dessiné")
    return replace(_empty(asker), problems=tuple(problems), trouble=trouble)


def framed(asker: Asker, figures: Figures) -> dict[str, object]:
    """What the embed shows: the same drawings, the same table."""
    pictures = _pictures(asker, figures, hydrated=False)
    return {
        "text": asker.said(figures).text,
        "pictures": pictures,
        "table": _table(figures),
        "notes": charts.notes(figures),
    }


def unsaid(query: QueryDict) -> tuple[str, ...]:
    """The words that must be said and were left empty."""
    return tuple(name for name in ("title", "text") if not query.get(f"chart.{name}", "").strip())


def _empty(asker: Asker) -> Studio:
    path = reverse("dataset-chart", args=[asker.listing.dataset_id])
    return Studio(
        state=asker.state,
        path=path,
        whole=link(path, replace(asker.state, chart=ChartWords()).pairs),
        source=embeds.source(asker.listing),
        colon=":" if get_language() == "en" else "\u202f:",
        chips=chips(asker.listing, asker.state, "dataset-chart"),
    )


def _proposing(asker: Asker) -> Studio:
    rows, pending = 0, []
    # Each is drawn, by another process, while the figures of the next are asked for.
    with ThreadPoolExecutor(max_workers=1) as beside:
        for question in asker.proposals:
            made = asker.figures(question)
            rows = rows or made.whole.rows
            if not made.empty:
                draw = partial(_proposal, asker, question, made, get_language())
                pending.append(beside.submit(copy_context().run, draw))
    shown = tuple(one.result() for one in pending)
    said = gettext("Propositions de graphiques")
    words = count_words(rows, asker.listing.version.rows)
    return replace(_empty(asker), proposals=shown, count_words=words, said=said)


def _proposal(asker: Asker, question: Question, made: Figures, language: str | None) -> Proposal:
    # The language is the thread's own: neither a context nor a new thread takes it along.
    with override(language):
        said = asker.said(made)
        picture = inline(asker.page_spec(NARROW, made), "narrow", asker.key)
        return Proposal(said.title, said.text, picture.svg, _address(asker, question))


def _address(asker: Asker, question: Question) -> str:
    path = reverse("dataset-chart", args=[asker.listing.dataset_id])
    return link(path, replace(asker.state, chart=charts.words(question)).pairs)


def _unsuitable(asker: Asker, wrong: tuple[Wrong, ...]) -> Studio:
    """The form with what is wrong under each of its lists."""
    words = asker.state.chart
    controls = chart_controls.controls(words, asker.schema, asker.tongue, wrong)
    ids = {one.name: one.id for one in controls}
    return replace(
        troubled(asker, [Problem(one.sentence, ids.get(one.word, "")) for one in wrong]),
        controls=controls,
        kept_by_settings=_kept_by_settings(asker, asker.state),
    )


def _made(asker: Asker, question: Question) -> Studio:
    figures = asker.figures()
    ours = Said(*charts.drafted(figures))
    state = _without_ours(asker.state, ours)
    said = asker.said(figures)
    problems, fields = _fields(asker, said, ours)
    base = _empty(asker)
    pictures = _pictures(asker, figures, hydrated=True)
    made = Made(
        title=said.title,
        text=said.text,
        pictures=pictures,
        table=_table(figures),
        notes=charts.notes(figures),
        files=_files(asker, state),
        words=fields,
        kept_by_words=_kept_by_words(state),
        as_proposed=_as_proposed(asker, base.path, state),
    )
    return replace(
        base,
        state=state,
        made=made,
        count_words=count_words(figures.whole.rows, asker.listing.version.rows),
        said=f"{said.title}. {said.text}",
        controls=chart_controls.controls(charts.words(question), asker.schema, asker.tongue),
        kept_by_settings=_kept_by_settings(asker, state),
        others=_others(asker, question),
        problems=problems,
        trouble=gettext("Il manque des mots") if problems else "",
        share=_share(asker, state, figures, pictures),
    )


def _share(
    asker: Asker, state: State, figures: Figures, pictures: tuple[Picture, ...]
) -> sharing.Panel:
    said = asker.said(figures)
    shared = sharing.Shared(
        page="dataset-chart",
        embed="embed-chart",
        picture="chart-png",
        title=said.title,
        text=said.text,
        room=_room(said, pictures, charts.notes(figures)),
        size=asker.framed_size(figures),
    )
    return sharing.panel(asker.request, asker.listing, state, shared)


_MARGIN, _TURN, _LARGEST = 32, 592, 432
"""Of a frame, in pixels: around its picture, its width from which the wide picture is shown, and
the width that the narrow one does not pass (``picture.css``)."""
_LINES = {320: 36, 560: 66, _TURN: 72, 1000: 120}
"""Letters on a line of the words of a frame, at worst, by its width."""


def _room(said: Said, pictures: tuple[Picture, ...], notes: tuple[str, ...]) -> embeds.Room:
    """What a frame needs: its words, one of its two pictures at its width, the source."""
    narrow, wide = pictures

    def words(width: int) -> int:
        """The height of all the words of a frame of that width."""
        letters = _LINES[width]
        lines = -(-len(said.title) * 1.15 // letters) - (-len(said.text) // letters)
        small = sum(10 - 21 * (-len(note) // letters) for note in notes)
        return round((176 if width < _TURN else 150) + 25 * lines + small)

    def line(picture: Picture, drawn: int, first: int, last: int, most: int = 0) -> embeds.Line:
        """A picture drawn for a width, and words that take less room from the first to the last."""
        slope = picture.height / drawn
        ease = (words(first) - words(last)) / (last - first)
        return embeds.Line(words(first) - _MARGIN * slope + ease * first, slope, most, ease)

    return embeds.Room(
        line(narrow, NARROW, 320, 560, _LARGEST + _MARGIN),
        line(wide, WIDE, _TURN, 1000),
        _TURN,
    )


def _without_ours(state: State, ours: Said) -> State:
    """Words of the address that are ours anyway are not the author's."""
    chart = state.chart
    title = "" if chart.title == ours.title else chart.title
    text = "" if chart.text == ours.text else chart.text
    return replace(state, chart=replace(chart, title=title, text=text))


def _pictures(asker: Asker, figures: Figures, *, hydrated: bool) -> tuple[Picture, ...]:
    path = reverse("chart-json", args=[asker.listing.dataset_id])
    shown = []
    for name, width in (("narrow", NARROW), ("wide", WIDE)):
        pairs = [*asker.state.pairs, ("width", str(width))]
        source = link(path, pairs) if hydrated else ""
        spec = asker.page_spec(width, figures)
        shown.append(inline(spec, name, asker.key, source, leaves=not hydrated))
    return tuple(shown)


def _table(figures: Figures) -> dict[str, object]:
    """Cells with the class of the stylesheet that aligns them."""
    table = charts.table(figures)
    kinds = ["n" if numeric else "" for numeric in table.numeric]
    return {
        "caption": table.caption,
        "head": list(zip(table.head, kinds, strict=True)),
        "rows": [list(zip(row, kinds, strict=True)) for row in table.rows],
    }


def _files(asker: Asker, state: State) -> tuple[File, ...]:
    files = (
        ("chart-svg", "SVG", gettext("image qui s’agrandit sans flou")),
        ("chart-png", "PNG", gettext("image pour un document")),
        ("chart-csv", "CSV", gettext("les valeurs, pour un tableur")),
    )
    return tuple(
        File(name, words, link(reverse(route, args=[asker.listing.dataset_id]), state.pairs))
        for route, name, words in files
    )


def _fields(asker: Asker, said: Said, ours: Said) -> tuple[tuple[Problem, ...], tuple[Field, ...]]:
    """The title and the sentence, which a chart must have; and what is missing of them."""
    query = asker.request.GET
    missing = unsaid(query) if SAID in query else ()
    rows = (
        (
            *("title", "champ-titre", gettext("Titre")),
            gettext("Ce que montre le graphique, en une ligne."),
            2,
        ),
        (
            *("text", "champ-constat", gettext("Constat")),
            gettext("Ce qu’il faut en retenir. Lu à qui ne voit pas l’image."),
            4,
        ),
    )
    problems, fields = [], []
    for name, id_, label, help_, lines in rows:
        error = ""
        if name in missing:
            error = gettext("Écrivez quelques mots, par exemple « %(words)s ».")
            error %= {"words": getattr(ours, name)}
            problems.append(Problem(f"{label}{_colon()} {error}", id_))
        value = "" if error else getattr(said, name)
        fields.append(Field(id_, f"chart.{name}", label, help_, value, lines, LONGEST[name], error))
    return tuple(problems), tuple(fields)


def _colon() -> str:
    return ":" if get_language() == "en" else "\u202f:"


def _others(asker: Asker, question: Question) -> tuple[Other, ...]:
    """Named without asking for their figures."""
    return tuple(
        Other(
            charts.title(Figures(one, Whole(0, 0, ()), tongue=asker.tongue)), _address(asker, one)
        )
        for one in asker.proposals
        if replace(one, title="") != replace(question, title="", text="")
    )


def _kept_by_settings(asker: Asker, state: State) -> Pairs:
    """What the form of the settings carries on: the author's words, not those of a proposal, which
    would say something else than the chart that comes."""
    chart = state.chart
    title = chart.title if _own(asker, chart.title) else ""
    said = ChartWords(title=title, text=chart.text)
    return (*replace(state, chart=said).pairs, (chart_controls.SENT, "1"))


def _kept_by_words(state: State) -> Pairs:
    silent = replace(state.chart, title="", text="")
    return (*replace(state, chart=silent).pairs, (SAID, "1"))


def _as_proposed(asker: Asker, path: str, state: State) -> str:
    chart = state.chart
    if not (_own(asker, chart.title) or chart.text):
        return ""
    return link(path, replace(state, chart=replace(chart, title="", text="")).pairs)


def _own(asker: Asker, title: str) -> bool:
    """Whether the author wrote this title."""
    return bool(title) and title not in {one.title for one in asker.proposals}
