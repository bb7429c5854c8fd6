"""Three charts worth looking at, for a table that nobody has said anything about.

A standard says which questions people have about it; else the columns do: what can be added up,
along what, since when.
"""

from collections.abc import Iterator
from dataclasses import replace

from autan.charts import grains
from autan.charts.defaults import BY_STANDARD
from autan.charts.glance import Profile
from autan.charts.measures import COUNT
from autan.charts.question import Question, question
from autan.charts.roles import Role, Subject, subjects
from autan.charts.tongue import FRENCH, Tongue
from autan.query.state import ChartWords, quoted_name
from autan.tabular.schema import TableSchema

MOST = 3


def propose(schema: TableSchema, profile: Profile, tongue: Tongue = FRENCH) -> tuple[Question, ...]:
    """Three titled questions, the best first; fewer only for a table with nothing to tell apart."""
    found: list[Question] = []
    for title, words in (
        *_usual(schema, tongue),
        *(("", one) for one in _guessed(schema, profile)),
    ):
        asked = question(words, schema, tongue)
        if isinstance(asked, Question) and _is_one_period(asked, profile):
            asked = replace(asked, grain="")
        if not isinstance(asked, Question) or not _worthwhile(asked, profile):
            continue
        if all(_shape(asked) != _shape(one) for one in found):
            found.append(replace(asked, title=tongue.typeset(title)))
        if len(found) == MOST:
            break
    return tuple(found)


def _usual(schema: TableSchema, tongue: Tongue) -> Iterator[tuple[str, ChartWords]]:
    for title, words in BY_STANDARD.get(schema.standard or "", ()):
        yield tongue.gettext(title), words


def _shape(asked: Question) -> tuple[object, ...]:
    return (asked.chart.name, asked.x and asked.x.name, tuple(one.text for one in asked.y))


def _is_one_period(asked: Question, profile: Profile) -> bool:
    """Whether a chart along time would draw one bar, or one point."""
    facts = profile.of(asked.x.name) if asked.x and asked.x.role is Role.TIME else None
    low, high = (grains.read_day(end) for end in (facts.low, facts.high)) if facts else (None, None)
    if low is None or high is None:
        return False
    grain = grains.suited(low, high, asked.grain)
    return grains.start(low, grain) == grains.start(high, grain)


def _worthwhile(asked: Question, profile: Profile) -> bool:
    """Not of a column that is empty, or that says the same everywhere; not along one period."""
    if _is_one_period(asked, profile):
        return False
    for subject in (asked.x, asked.series):
        facts = profile.of(subject.name) if subject else None
        if subject is not None and subject.empty:
            return False
        if facts is not None and profile.rows > 1 and facts.distinct < 2:
            return False
        if facts is not None and facts.filled < 0.2 * profile.rows:
            return False
    values = [profile.of(one.subject.name) for one in asked.y if one.subject]
    return all(one is None or one.filled for one in values)


# Without a standard


def _guessed(schema: TableSchema, profile: Profile) -> Iterator[ChartWords]:
    """Best first: a ranking, a time, a spread; then whatever can still be drawn."""
    known = [one for one in subjects(schema).values() if not one.empty]
    quantities = sorted(
        (one for one in known if one.role is Role.QUANTITY), key=lambda one: one.unit != "€"
    )
    groups = ranked_groups(known, profile)
    times = [one for one in known if one.role in (Role.TIME, Role.YEAR)]
    values = [f"sum({quoted_name(one.name)})" for one in quantities[:2]] or [COUNT]
    few = [one for one in groups if _distinct(one, profile) <= 8]
    if groups:
        yield ChartWords(type="bars", x=groups[0].name, y=values[0])
    for time in times[:2]:
        chart = "bars" if time.role is Role.YEAR else "lines"
        yield ChartWords(type=chart, x=time.name, y=values[0])
    if groups and few and few[0] is not groups[0]:
        yield ChartWords(type="stacked", x=groups[0].name, y=values[0], series=few[0].name)
    for quantity in quantities[:1]:
        yield ChartWords(type="histogram", x=quantity.name, y=COUNT)
    for group in groups[1:3]:
        yield ChartWords(type="bars", x=group.name, y=COUNT)
    if groups:
        yield ChartWords(type="bars", x=groups[0].name, y=COUNT)
    yield from _last_resorts(known, values[0])


def _last_resorts(known: list[Subject], value: str) -> Iterator[ChartWords]:
    yield ChartWords(type="figure", y=value)
    yield ChartWords(type="figure", y=COUNT)
    for one in known:
        if one.role is not Role.PLACE:
            yield ChartWords(type="figure", y=f"count(distinct {quoted_name(one.name)})")
            if one.role in (Role.LABEL, Role.CODE):
                yield ChartWords(type="bars", x=one.name, y=COUNT)


def _distinct(subject: Subject, profile: Profile) -> int:
    facts = profile.of(subject.name)
    return facts.distinct if facts else 1000


def ranked_groups(known: list[Subject], profile: Profile) -> list[Subject]:
    """Columns that make groups, those that make 3 to 30 first; texts that never repeat are none."""

    def rank(one: Subject) -> tuple[int, int]:
        facts = profile.of(one.name)
        if facts is None or not facts.filled:
            return (1, 0)
        repeats = facts.distinct <= max(0.6 * facts.filled, 3)
        suits = 3 <= facts.distinct <= 30
        return (
            0 if suits and repeats else 1 if repeats else 3,
            0 if one.role is Role.CATEGORY else 1,
        )

    named = [one for one in known if one.role in (Role.CATEGORY, Role.LABEL)]
    coded = [one for one in known if one.role is Role.CODE and rank(one)[0] == 0]
    ranked = sorted((*named, *coded), key=lambda one: (rank(one), one.role is Role.CODE))
    return [one for one in ranked if rank(one)[0] < 3] or named
