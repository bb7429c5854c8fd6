"""Words made to fit a type of chart, and what each setting offers: the form of the studio."""

from dataclasses import dataclass, replace

from autan.charts.chart import Chart, Series, X
from autan.charts.glance import Profile
from autan.charts.measures import COUNT, FUNCTIONS, Measure, NotAValue, measure, noun, read_measures
from autan.charts.proposals import ranked_groups
from autan.charts.question import GRAINS
from autan.charts.roles import Role, Subject, subjects
from autan.charts.tongue import FRENCH, Tongue
from autan.charts.types import find, types
from autan.query.state import ChartWords, quoted_name
from autan.tabular.schema import TableSchema

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What each select of the form holds, as (value, label); () when the type has no such setting.
    ``top`` tells whether the number of groups may be set."""

    types: Pairs
    x: Pairs
    y: Pairs
    series: Pairs
    orders: Pairs
    grains: Pairs
    top: bool


def suited(words: ChartWords, schema: TableSchema, profile: Profile | None = None) -> ChartWords:
    """The same words, what does not suit their type replaced by the best that the table has.

    For the reader who turns bars into a histogram: the type is what was wanted. Words that already
    suit are never touched; the result may still have problems when the table has nothing to offer.
    """
    chart = find(words.type or "bars")
    if chart is None:
        return words
    profile = profile or Profile()
    known = {name: one for name, one in subjects(schema).items() if not one.empty}
    x = _x(words, chart, known, profile)
    words = replace(words, type=chart.name, x=x)
    words = replace(words, y=_y(words, chart, schema, known))
    words = replace(words, series=_series(words, chart, known, profile))
    if chart.wants.values > 1 and words.series:
        words = replace(words, y=_first(words.y, schema))
    timed = x in known and known[x].role is Role.TIME
    return replace(words, grain=words.grain if timed else "")


def _x(words: ChartWords, chart: Chart, known: dict[str, Subject], profile: Profile) -> str:
    now = known.get(words.x)
    if chart.wants.x is X.NOTHING:
        return ""
    if now is not None and chart.takes_x(now):
        return now.name
    suits = [one for one in known.values() if chart.takes_x(one)]
    if chart.wants.x in (X.GROUPS, X.EITHER):
        suits = [
            one for one in ranked_groups(list(known.values()), profile) if one in suits
        ] or suits
    if chart.wants.x is X.TIME:
        suits.sort(key=lambda one: one.role is not Role.TIME)
    return suits[0].name if suits else words.x


def _y(words: ChartWords, chart: Chart, schema: TableSchema, known: dict[str, Subject]) -> str:
    try:
        now = read_measures(words.y, schema)
    except NotAValue:
        now = ()
    if chart.wants.plain:
        return _plain(now, known, words.x)
    if chart.wants.x is X.NUMBER:
        # A histogram counts: another value would need a reading that nobody has of it.
        return COUNT
    kept = [one for one in now if one.function] or _made_whole(now, schema)
    if chart.wants.parts:
        kept = [one for one in kept if one.additive] or _made_whole(tuple(kept), schema)
    if len({one.unit for one in kept}) > 1 and chart.wants.x is not X.NOTHING:
        kept = kept[:1]
    return ",".join(one.text for one in kept[: chart.wants.values]) or COUNT


def _plain(now: tuple[Measure, ...], known: dict[str, Subject], x: str) -> str:
    """The column behind the value, else another quantity than the first."""
    names = [one.subject.name for one in now if one.subject]
    quantities = [one.name for one in known.values() if one.role is Role.QUANTITY]
    suits = [name for name in names if name in quantities and name != x]
    others = [name for name in quantities if name != x] or quantities
    chosen = (suits or others)[:1]
    return quoted_name(chosen[0]) if chosen else COUNT


def _made_whole(now: tuple[Measure, ...], schema: TableSchema) -> list[Measure]:
    """The totals of the same columns."""
    names = dict.fromkeys(one.subject.name for one in now if one.subject)
    quantities = subjects(schema)
    return [
        measure("sum", name, schema) for name in names if quantities[name].role is Role.QUANTITY
    ]


def _series(words: ChartWords, chart: Chart, known: dict[str, Subject], profile: Profile) -> str:
    wants, now = chart.wants.series, known.get(words.series)
    if wants is Series.NEVER:
        return ""
    if now is not None and chart.takes_series(now) and now.name != words.x:
        return now.name
    if wants is Series.MAY or "," in words.y:
        return ""
    groups = [one for one in ranked_groups(list(known.values()), profile) if one.name != words.x]
    few = [one for one in groups if (facts := profile.of(one.name)) and 2 <= facts.distinct <= 8]
    chosen = (few or groups)[:1]
    return chosen[0].name if chosen else ""


def _first(text: str, schema: TableSchema) -> str:
    try:
        return read_measures(text, schema)[0].text
    except NotAValue:
        return COUNT


# The form


def choices(words: ChartWords, schema: TableSchema, tongue: Tongue = FRENCH) -> Choices:
    """What the form offers for that type, in the reader's language."""
    chart = find(words.type or "bars") or types()[0]
    known = {name: one for name, one in subjects(schema).items() if not one.empty}
    x = tuple(
        (one.name, tongue.gettext(one.field.title)) for one in known.values() if chart.takes_x(one)
    )
    timed = words.x in known and known[words.x].role in (Role.TIME, Role.YEAR)
    grouping = chart.wants.x in (X.GROUPS, X.EITHER) and not timed
    dated = words.x in known and known[words.x].role is Role.TIME and chart.takes_x(known[words.x])
    return Choices(
        types=tuple((one.name, tongue.gettext(one.label)) for one in types()),
        x=x,
        y=_values(chart, schema, known, tongue),
        series=_colours(words, chart, known, tongue),
        orders=_orders(tongue) if grouping else (),
        grains=_grains(tongue) if dated else (),
        top=grouping,
    )


def _values(chart: Chart, schema: TableSchema, known: dict[str, Subject], tongue: Tongue) -> Pairs:
    quantities = [one for one in known.values() if one.role is Role.QUANTITY]
    if chart.wants.plain:
        return tuple((quoted_name(one.name), tongue.gettext(one.field.title)) for one in quantities)
    things = tongue.gettext(noun(schema)[1])
    counted = (COUNT, tongue.gettext("Nombre de %(things)s") % {"things": things})
    if chart.wants.x is X.NUMBER:
        return (counted,)
    functions = FUNCTIONS[:1] if chart.wants.parts else FUNCTIONS
    said = {
        "sum": tongue.gettext("%(column)s : total"),
        "avg": tongue.gettext("%(column)s : moyenne"),
        "median": tongue.gettext("%(column)s : médiane"),
        "min": tongue.gettext("%(column)s : minimum"),
        "max": tongue.gettext("%(column)s : maximum"),
    }
    return (
        counted,
        *(
            (
                f"{name}({quoted_name(one.name)})",
                tongue.typeset(said[name] % {"column": tongue.gettext(one.field.title)}),
            )
            for one in quantities
            for name in functions
        ),
    )


def _colours(words: ChartWords, chart: Chart, known: dict[str, Subject], tongue: Tongue) -> Pairs:
    if chart.wants.series is Series.NEVER:
        return ()
    none = ("", tongue.gettext("Aucune"))
    return (
        none,
        *(
            (one.name, tongue.gettext(one.field.title))
            for one in known.values()
            if chart.takes_series(one) and one.name != words.x
        ),
    )


def _orders(tongue: Tongue) -> Pairs:
    gettext = tongue.gettext
    return (
        ("-y", gettext("Du plus grand au plus petit")),
        ("y", gettext("Du plus petit au plus grand")),
        ("x", gettext("Par nom, de A à Z")),
        ("-x", gettext("Par nom, de Z à A")),
    )


def _grains(tongue: Tongue) -> Pairs:
    gettext = tongue.gettext
    said = {
        "year": gettext("Année"),
        "quarter": gettext("Trimestre"),
        "month": gettext("Mois"),
        "week": gettext("Semaine"),
        "day": gettext("Jour"),
    }
    return (("", gettext("Selon les dates")), *((grain, said[grain]) for grain in GRAINS))
