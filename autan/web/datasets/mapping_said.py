"""What a map says in words: its title, the sentence under it, its legends."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from autan.maps.figures import Figures
from autan.maps.legend import Entry
from autan.maps.signs import sign
from autan.query.nodes import Aggregate, Column
from autan.web.datasets.mapping_stack import Shown, Stack
from autan.web.typography import number

LONGEST = {"title": 160, "text": 400}
"""Characters that an author may say."""
_SIZE = 6.5


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of a legend; ``drawing`` is its sign."""

    drawing: SafeString
    label: str
    count: str


@dataclass(frozen=True, slots=True)
class Legend:
    title: str
    says: str
    problem: str
    lines: tuple[Line, ...]
    note: str
    is_sized: bool


def title(stack: Stack) -> str:
    """The author's, else what is measured and of what, or the name of the data."""
    said = stack.state.map.title[: LONGEST["title"]]
    if said:
        return said
    main = stack.main
    measured = _subject(main)
    if not measured:
        return main.title
    facts = {"measured": measured, "title": main.title}
    return gettext("%(measured)s – %(title)s") % facts


def _subject(shown: Shown) -> str:
    """What is measured, by the name of its column when it is a total."""
    of = shown.figures.sketch.of if shown.figures else None
    match of:
        case Aggregate("sum", (Column(name),)):
            field = shown.figures.sketch.schema.find(name) if shown.figures else None
            return field.title if field else shown.measured
    return shown.measured


def text(stack: Stack) -> str:
    """The author's, else what one sees first."""
    return stack.state.map.text[: LONGEST["text"]] or _constat(stack)


def legends(stack: Stack) -> tuple[Legend, ...]:
    """One for each layer, the last on top first, as on the map."""
    return tuple(_legend(one) for one in reversed(stack.layers))


def missing(found: Figures) -> str:
    """How many rows are nowhere; "" when all have a place."""
    lost = found.total - found.located
    if lost <= 0:
        return ""
    said = ngettext(
        "%(n)s ligne n’a pas de place connue : elle n’est pas sur la carte.",
        "%(n)s lignes n’ont pas de place connue : elles ne sont pas sur la carte.",
        lost,
    )
    return said % {"n": number(lost)}


def count_words(found: Figures) -> str:
    """« 43 lieux », « 12 territoires »."""
    if found.joined is not None:
        count = len(found.joined)
        said = ngettext("%(n)s territoire", "%(n)s territoires", count)
    else:
        count = found.located
        said = ngettext("%(n)s lieu", "%(n)s lieux", count)
    return said % {"n": number(count)}


def amount(value: float | None) -> str:
    """A value of a territory, to the hundredth."""
    return number(None if value is None else round(value, 2))


def _constat(stack: Stack) -> str:
    sentences = [_layer_words(one) for one in stack.drawn]
    return " ".join(sentences)


def _layer_words(shown: Shown) -> str:
    found = shown.figures
    assert found is not None
    if found.joined is not None:
        return _greatest(shown, found)
    counted = count_words(found)
    facts = {"title": shown.title, "count": counted}
    if shown.rank:
        return gettext("%(title)s : %(count)s.") % facts
    singled = [one for one in found.categories if one.value is not None]
    if len(singled) < 2:
        return f"{counted}."
    first = shown.entries[0]
    facts |= {"value": first.label, "n": number(singled[0].count)}
    return gettext("%(count)s, le plus souvent « %(value)s » (%(n)s).") % facts


def _greatest(shown: Shown, found: Figures) -> str:
    valued = [one for one in (found.joined or {}).values() if one.value is not None]
    if not valued:
        return gettext("%(title)s : aucune valeur.") % {"title": shown.title}
    top = max(valued, key=lambda one: one.value or 0)
    facts = {
        "title": shown.title,
        "place": top.area.name,
        "value": amount(top.value),
        "count": count_words(found),
    }
    if shown.rank:
        said = gettext("%(title)s : le plus grand nombre est celui de %(place)s (%(value)s).")
    else:
        said = gettext("%(count)s ; le plus grand nombre est celui de %(place)s (%(value)s).")
    return said % facts


def _legend(shown: Shown) -> Legend:
    found = shown.figures
    note = missing(found) if found else ""
    says = ""
    if found is not None and found.sketch.by is not None:
        says = found.sketch.by.title
    elif shown.measured:
        says = shown.measured
    sized = any(one.count is None for one in shown.entries)
    lines = tuple(_line(one, found) for one in shown.entries)
    return Legend(shown.title, says, shown.problem, lines, note, sized)


def _line(entry: Entry, found: Figures | None) -> Line:
    counted = "" if entry.count is None else number(entry.count)
    plain = found is not None and found.sketch.kind == "points" and found.sketch.by is None
    label = gettext("Lieux") if plain else entry.label
    return Line(drawing(entry), label, counted)


def drawing(entry: Entry) -> SafeString:
    """The sign of an entry as it is on the map, in the colours of the page."""
    if entry.sign == "area":
        return format_html(
            '<svg viewBox="0 0 30 24" width="30" height="24" aria-hidden="true">'
            '<rect x="2" y="3" width="26" height="18" rx="2" fill="{}"/></svg>',
            entry.page,
        )
    if entry.count is None:
        side = 2 * entry.radius + 2
        return format_html(
            '<svg viewBox="{0} {0} {1} {1}" width="{1}" height="{1}" aria-hidden="true">'
            '<circle r="{2}" fill="{3}" fill-opacity=".72"/></svg>',
            *(f"{-side / 2:g}", f"{side:g}", f"{entry.radius:g}", entry.page),
        )
    hollow = entry.sign == "ring"
    return format_html(
        '<svg viewBox="-15 -12 30 24" width="30" height="24" aria-hidden="true">'
        '<path d="{}" fill="{}" stroke="{}" stroke-width="1.6"/></svg>',
        sign(entry.sign, _SIZE),
        "none" if hollow else entry.page,
        entry.page if hollow else "none",
    )
