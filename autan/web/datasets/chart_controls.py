"""The form that settles a chart: lists of what this table allows, and what becomes of the answers.

It is a GET form of the words of the address. What is sent is made to suit before it is shown: who
turns a curve by month into a pie keeps what a pie can show, and is not told off.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext

from autan import charts
from autan.charts import Profile, Tongue
from autan.charts.chart import X
from autan.charts.measures import NotAValue, read_measures
from autan.charts.question import Problem
from autan.query.state import ChartWords
from autan.tabular.schema import TableSchema
from autan.web.parts import whole

SENT, ALSO = "regler", "et"
"""Words of the form alone: that it was sent, and further values beside the first."""

_TOPS = ("5", "8", "12", "20", "40")
Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    words: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Control:
    """A list to choose in; ``error`` is what is wrong with what was asked."""

    id: str
    name: str
    label: str
    options: tuple[Option, ...]
    error: str = ""


def sent(query: QueryDict, words: ChartWords, schema: TableSchema, profile: Profile) -> ChartWords:
    """The words that the form leads to, made to suit their type."""
    values = dict.fromkeys(one for one in (words.y, *query.getlist(ALSO)) if one)
    return charts.suited(replace(words, y=",".join(values)), schema, profile)


def controls(
    words: ChartWords, schema: TableSchema, tongue: Tongue, problems: Iterable[Problem] = ()
) -> tuple[Control, ...]:
    """The lists that mean something for this type of chart, in reading order."""
    wrong = {one.word: one.sentence for one in problems}
    # One answer only is no question.
    rows = [row for row in _rows(words, schema, tongue) if len(row[2]) > 1]
    return tuple(
        Control(_id(name, place), name, label, options, wrong.get(name, ""))
        for place, (name, label, options) in enumerate(rows)
    )


def _id(name: str, place: int) -> str:
    """The same from one page to the next, so that the focus finds its list again."""
    return f"champ-{ALSO}-{place}" if name == ALSO else f"champ-{name.replace('.', '-')}"


def _rows(
    words: ChartWords, schema: TableSchema, tongue: Tongue
) -> Iterator[tuple[str, str, tuple[Option, ...]]]:
    may = charts.choices(words, schema, tongue)
    first, *more = _values(words.y, schema)
    best = gettext("au mieux")
    yield "chart", gettext("Forme"), _options(may.types, words.type)
    yield "chart.x", _along(words), _options(may.x, words.x)
    yield "chart.y", gettext("Valeur"), _options(may.y, first)
    for one in _beside(words, first, more):
        others = [pair for pair in may.y if pair[0] != first]
        yield ALSO, gettext("Et aussi"), _options(others, one, gettext("rien"))
    if not more:
        yield "chart.series", gettext("Couleurs par"), _options(may.series, words.series)
    yield "chart.grain", gettext("Regrouper par"), _options(may.grains, words.grain)
    yield "chart.order", gettext("Dans l’ordre"), _options(may.orders, words.order, best)
    if may.top:
        yield (
            "chart.top",
            gettext("Combien en montrer"),
            _options(_tops(words.top), words.top, best),
        )


def _along(words: ChartWords) -> str:
    chart = charts.find(words.type or "bars")
    wanted = chart.wants.x if chart else X.GROUPS
    said = {X.TIME: gettext("Au fil de"), X.NUMBER: gettext("Valeurs de")}
    return said.get(wanted, gettext("Pour chaque"))


def _values(text: str, schema: TableSchema) -> list[str]:
    """The values one by one; what cannot be read stays whole, for its problem to be seen."""
    try:
        return [one.text for one in read_measures(text, schema)]
    except NotAValue:
        return [text]


def _beside(words: ChartWords, first: str, more: list[str]) -> list[str]:
    """The further values, and one more list as long as the chart takes another."""
    chart = charts.find(words.type or "bars")
    if chart is None or chart.wants.values == 1 or words.series or not first:
        return []
    room = len(more) + 1 < min(chart.wants.values, 4)
    return [*more, *([""] if room else [])]


def _options(pairs: Pairs, chosen: str, nothing: str = "") -> tuple[Option, ...]:
    found = tuple(Option(value, words, value == chosen) for value, words in pairs)
    if not found or not nothing:
        return found
    return (Option("", nothing, not chosen), *found)


def _tops(chosen: str) -> Pairs:
    numbers = sorted({*_TOPS, *([chosen] if whole(chosen) else [])}, key=int)
    said = gettext("les %(n)s premiers")
    return [(one, said % {"n": one}) for one in numbers]
