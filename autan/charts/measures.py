"""The values of a chart: an aggregate of ODSQL, read against the table, and how it is said."""

from collections.abc import Mapping
from dataclasses import dataclass

from autan import schemas
from autan.charts.roles import NUMBERS, Role, Subject, lowered, subjects
from autan.charts.tongue import Tongue, gettext_noop
from autan.query.nodes import Aggregate, Column, Value
from autan.query.odsql import OdsqlError, QueryParams, read
from autan.query.state import quoted_name
from autan.tabular.schema import TableSchema

COUNT = "count(*)"
MOST = 6
"""Values drawn side by side: beyond, nobody follows them."""

LINE = (gettext_noop("ligne"), gettext_noop("lignes"))
FUNCTIONS = ("sum", "avg", "median", "min", "max")


class NotAValue(Exception):
    """The text is no value that a chart can draw. ``reason`` is a key of ``problems.REASONS``."""

    def __init__(self, reason: str, **facts: str) -> None:
        super().__init__(reason)
        self.reason, self.facts = reason, facts


@dataclass(frozen=True, slots=True)
class Measure:
    """``text`` is its ODSQL; ``function`` "" is the plain column, for points."""

    text: str
    node: Value
    function: str
    subject: Subject | None = None
    noun: tuple[str, str] = LINE

    @property
    def additive(self) -> bool:
        """Whether the parts make the whole: a total and a number of rows do, a mean does not."""
        distinct = isinstance(self.node, Aggregate) and self.node.distinct
        return self.function in ("count", "sum") and not distinct

    @property
    def unit(self) -> str:
        return self.subject.unit if self.subject and self.function != "count" else ""

    def words(self, tongue: Tongue) -> str:
        """What it is, at the head of an axis or of a title: « Montant », « Nombre de marchés »."""
        gettext = tongue.gettext
        if self.subject is None:
            return gettext("Nombre de %(things)s") % {"things": gettext(self.noun[1])}
        name = self.subject.words(tongue)
        said: Mapping[str, str] = {
            "count": gettext("Nombre de valeurs : %(name)s"),
            "avg": gettext("%(name)s en moyenne"),
            "median": gettext("%(name)s (médiane)"),
            "min": gettext("%(name)s (minimum)"),
            "max": gettext("%(name)s (maximum)"),
            "percentile": gettext("%(name)s (centile)"),
        }
        if self.function == "count" and not self.additive:
            words = gettext("Nombre de valeurs différentes : %(name)s")
            return words % {"name": self.subject.inside(tongue)}
        if self.function == "count":
            name = self.subject.inside(tongue)
        return said.get(self.function, "%(name)s") % {"name": name}

    def titled(self, tongue: Tongue) -> str:
        """The same with its unit: « Montant, en € »."""
        words = self.words(tongue)
        if not self.unit:
            return words
        return tongue.gettext("%(measure)s, en %(unit)s") % {
            "measure": words,
            "unit": tongue.gettext(self.unit),
        }

    def counted(self, value: float, tongue: Tongue) -> str:
        """A value in a sentence: « 1 200 € », « 58 délibérations »."""
        unit = tongue.gettext(self.unit) if self.unit else ""
        if self.function != "count" or self.subject is not None:
            return tongue.amount(value, unit)
        return f"{tongue.number(value)}\u00a0{tongue.thing(self.noun, value)}"


def read_measures(text: str, schema: TableSchema) -> tuple[Measure, ...]:
    """The values that the text asks for, each once; NotAValue."""
    try:
        outputs = read(QueryParams(select=text or COUNT), schema).select
    except OdsqlError:
        raise NotAValue("unread") from None
    if not outputs or any(output.implied for output in outputs):
        raise NotAValue("unread")
    known = subjects(schema)
    nodes = dict.fromkeys(output.node for output in outputs)
    return tuple(_measure(node, known, noun(schema)) for node in list(nodes)[:MOST])


def measure(function: str, name: str, schema: TableSchema) -> Measure:
    """``sum`` of a column that there is, for proposals and lists of choices."""
    text = f"{function}({quoted_name(name)})" if function else quoted_name(name)
    return read_measures(text, schema)[0]


def noun(schema: TableSchema) -> tuple[str, str]:
    """What a row is, singular and plural: « marché », « marchés »."""
    standard = schemas.find(schema.standard)
    return standard.noun if standard and standard.family != "registry" else LINE


def _measure(node: Value, known: dict[str, Subject], noun: tuple[str, str]) -> Measure:
    match node:
        case Aggregate("count", ()):
            return Measure(COUNT, node, "count", None, noun)
        case Aggregate(function, (Column(name), *rest), _, distinct):
            subject = known[name]
            _refuse(function, subject)
            inside = f"distinct {quoted_name(name)}" if distinct else quoted_name(name)
            more = "".join(f", {_percent(one)}" for one in rest)
            return Measure(f"{function}({inside}{more})", node, function, subject, noun)
        case Column(name):
            return Measure(quoted_name(name), node, "", known[name], noun)
    raise NotAValue("unread")


def _percent(node: Value) -> str:
    return f"{100 * getattr(node, 'value', 0.5):g}"


def _refuse(function: str, subject: Subject) -> None:
    """What nobody adds up: years, codes, coordinates; and what is drawn as a number must be one."""
    if function == "count":
        return
    if subject.field.type not in NUMBERS:
        raise NotAValue("no-number", column=subject.field.title)
    if subject.role is not Role.QUANTITY and function not in ("min", "max"):
        raise NotAValue("no-quantity", column=subject.field.title)


def said(measures: tuple[Measure, ...], tongue: Tongue) -> str:
    """Several values in one title: « Votes pour, votes contre »."""
    first, *rest = (one.words(tongue) for one in measures)
    return ", ".join((first, *(lowered(words) for words in rest)))
