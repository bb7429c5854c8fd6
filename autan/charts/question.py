"""A chart as the address asks for it, checked against the table; and back into words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from autan.charts.measures import Measure, NotAValue, read_measures
from autan.charts.problems import REASONS
from autan.charts.roles import Role, Subject, subjects
from autan.charts.tongue import FRENCH, Tongue
from autan.query.state import ChartWords
from autan.tabular.schema import TableSchema

if TYPE_CHECKING:
    from autan.charts.chart import Chart

GRAINS = ("year", "quarter", "month", "week", "day")
ORDERS = ("-y", "y", "x", "-x")
TOP = 40
"""Groups drawn at most: a longer list is a table."""


@dataclass(frozen=True, slots=True)
class Question:
    """``order``, ``top`` (0) and ``grain`` empty mean that the chart decides, from the data.

    ``title`` and ``text`` are the author's own, "" as long as ours serve.
    """

    chart: "Chart"
    schema: TableSchema
    x: Subject | None
    y: tuple[Measure, ...]
    series: Subject | None = None
    order: str = ""
    top: int = 0
    grain: str = ""
    title: str = ""
    text: str = ""

    @property
    def timed(self) -> bool:
        return self.x is not None and self.x.role in (Role.TIME, Role.YEAR)

    @property
    def additive(self) -> bool:
        return all(one.additive for one in self.y)


@dataclass(frozen=True, slots=True)
class Problem:
    """``word`` is the name in the address (``chart.y``), so that a page can lead to the field."""

    word: str
    sentence: str


def question(
    words: ChartWords, schema: TableSchema, tongue: Tongue = FRENCH
) -> Question | tuple[Problem, ...]:
    """What the words ask of that table, or all that is wrong with them, in the reader's language.

    Without a type it is bars, without a value the number of rows.
    """
    from autan.charts.types import find

    problems: list[Problem] = []
    chart = find(words.type or "bars")
    if chart is None:
        return (_problem("chart", "no-type", tongue),)
    known = subjects(schema)
    x = _subject("chart.x", words.x, known, problems, tongue)
    series = _subject("chart.series", words.series, known, problems, tongue)
    y = _values(words.y, schema, problems, tongue)
    asked = Question(chart, schema, x, y, series, title=words.title, text=words.text)
    asked = _settled(asked, words, problems, tongue)
    if not problems:
        problems += [
            _problem(word, reason, tongue, **_facts(asked)) for word, reason in chart.wrong(asked)
        ]
    return tuple(problems) or asked


def words(question: Question) -> ChartWords:
    """The words of the address for it; ``question`` reads them back."""
    return ChartWords(
        type=question.chart.name,
        x=question.x.name if question.x else "",
        y=",".join(one.text for one in question.y),
        series=question.series.name if question.series else "",
        order=question.order,
        top=str(question.top or ""),
        grain=question.grain,
        title=question.title,
        text=question.text,
    )


def _settled(
    asked: Question, words: ChartWords, problems: list[Problem], tongue: Tongue
) -> Question:
    if words.order and words.order not in ORDERS:
        problems.append(_problem("chart.order", "no-order", tongue))
    if words.grain and words.grain not in GRAINS:
        problems.append(_problem("chart.grain", "no-grain", tongue))
    top = words.top
    if top and not (top.isascii() and top.isdigit() and len(top) < 4 and 1 <= int(top) <= TOP):
        problems.append(_problem("chart.top", "no-top", tongue, most=str(TOP)))
        top = ""
    return replace(asked, order=words.order, top=int(top or 0), grain=words.grain)


def _subject(
    word: str, name: str, known: dict[str, Subject], problems: list[Problem], tongue: Tongue
) -> Subject | None:
    found = known.get(name)
    if name and found is None:
        problems.append(_problem(word, "no-column", tongue, column=name[:80]))
    return found


def _values(
    text: str, schema: TableSchema, problems: list[Problem], tongue: Tongue
) -> tuple[Measure, ...]:
    try:
        return read_measures(text, schema)
    except NotAValue as wrong:
        problems.append(_problem("chart.y", wrong.reason, tongue, **wrong.facts))
        return ()


def _facts(asked: Question) -> Mapping[str, str]:
    return {
        "x": asked.x.field.title if asked.x else "",
        "series": asked.series.field.title if asked.series else "",
    }


def _problem(word: str, reason: str, tongue: Tongue, **facts: str) -> Problem:
    sentence = tongue.gettext(REASONS[reason])
    return Problem(word, tongue.typeset(sentence % facts))
