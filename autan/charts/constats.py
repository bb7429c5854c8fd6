"""The sentence that says what a chart shows: the first, the share, the trend, in figures.

Written from the figures alone, so that it is true of them; the author may write another.
"""

from autan.charts.figures import Figures, Key, Mark, Sort
from autan.charts.roles import lowered, raised


def constat(figures: Figures) -> str:
    """One or two sentences in the reader's language."""
    if figures.empty:
        return figures.tongue.gettext("Aucune ligne ne correspond : il n’y a rien à montrer.")
    name = figures.question.chart.name
    if name == "figure":
        return _figure(figures)
    if name == "points":
        return _points(figures)
    if name == "histogram":
        return _histogram(figures)
    said = _over_time(figures) if figures.question.timed else _ranking(figures)
    return " ".join(part for part in said if part)


def _value(figures: Figures, value: float | None) -> str:
    return figures.measure.counted(value or 0, figures.tongue)


def _totals(figures: Figures) -> list[Mark]:
    """One mark for each key: the sum of its series, when parts make a whole."""
    if not figures.series:
        return [mark for mark in figures.marks if mark.value is not None]
    found = []
    for key in figures.keys:
        values = [mark.value for mark in figures.at(key) if mark.value is not None]
        if values:
            found.append(Mark(key, sum(values)))
    return found


# Groups


def _ranking(figures: Figures) -> list[str]:
    if figures.series and not figures.question.additive:
        return [_widest(figures)]
    known = [mark for mark in _totals(figures) if mark.key.sort is Sort.VALUE]
    ranked = sorted(known, key=lambda mark: -(mark.value or 0))
    if not ranked:
        return [_widest(figures)]
    total = figures.whole.values[0] if figures.question.additive and not _several(figures) else None
    return [_leader(figures, ranked, total), _three(figures, ranked, total)]


def _several(figures: Figures) -> bool:
    return len(figures.question.y) > 1


def _leader(figures: Figures, ranked: list[Mark], total: float | None) -> str:
    gettext = figures.tongue.gettext
    first, last = ranked[0], ranked[-1]
    facts = {
        "first": raised(first.key.text),
        "value": _value(figures, first.value),
        "last": last.key.text,
        "least": _value(figures, last.value),
    }
    if total and total > 0 and all((mark.value or 0) >= 0 for mark in figures.marks):
        words = gettext(
            "%(first)s arrive en tête : %(value)s, soit %(share)s du total (%(total)s)."
        )
        share = figures.tongue.share((first.value or 0) / total)
        return words % (facts | {"share": share, "total": _value(figures, total)})
    if len(ranked) == 1:
        return gettext("%(first)s : %(value)s.") % facts
    if figures.folded:
        return gettext("%(first)s arrive en tête : %(value)s.") % facts
    return (
        gettext("%(first)s arrive en tête : %(value)s ; %(last)s est au plus bas : %(least)s.")
        % facts
    )


def _three(figures: Figures, ranked: list[Mark], total: float | None) -> str:
    if not total or total <= 0 or len(ranked) < 5:
        return ""
    three = sum(mark.value or 0 for mark in ranked[:3]) / total
    if any((mark.value or 0) < 0 for mark in figures.marks):
        return ""
    words = figures.tongue.gettext("Les trois premiers en réunissent %(share)s.")
    return words % {"share": figures.tongue.share(three)}


def _widest(figures: Figures) -> str:
    """The highest mark, when parts make no whole."""
    top = max(
        figures.marks, key=lambda mark: mark.value if mark.value is not None else float("-inf")
    )
    words = figures.tongue.gettext("La valeur la plus haute est celle de %(where)s : %(value)s.")
    return words % {"where": _where(figures, top), "value": _value(figures, top.value)}


def _where(figures: Figures, mark: Mark) -> str:
    parts = [mark.key.text, *([figures.series[mark.series].text] if figures.series else [])]
    return ", ".join([parts[0], *(lowered(one) if _several(figures) else one for one in parts[1:])])


# Time


def _over_time(figures: Figures) -> list[str]:
    additive = figures.question.additive and not _several(figures)
    if figures.series and not additive:
        first = [mark for mark in figures.of(0) if mark.value is not None]
        return [_trend(figures, first, figures.series[0].text), _widest(figures)]
    marks = [mark for mark in _totals(figures) if mark.value is not None]
    whole = _finished(figures, marks)
    if figures.grain != "year" and len(whole) >= 12 and additive:
        return [_rhythm(figures, whole), _peak(figures, whole), _largest(figures)]
    return [_trend(figures, marks, ""), _peak(figures, whole), _largest(figures)]


def _finished(figures: Figures, marks: list[Mark]) -> list[Mark]:
    """Without the last period while it goes on."""
    return marks[:-1] if figures.until and len(marks) > 2 else marks


def _rhythm(figures: Figures, marks: list[Mark]) -> str:
    """Many months: their mean says more than the first and the last of them."""
    gettext = figures.tongue.gettext
    mean = sum(mark.value or 0 for mark in marks) / len(marks)
    said = {
        "quarter": gettext("En moyenne, %(mean)s par trimestre."),
        "month": gettext("En moyenne, %(mean)s par mois."),
        "week": gettext("En moyenne, %(mean)s par semaine."),
        "day": gettext("En moyenne, %(mean)s par jour."),
    }
    mean = round(mean, 1 if mean < 10 else 0)
    return said[figures.grain] % {"mean": _value(figures, mean)}


def _trend(figures: Figures, marks: list[Mark], of: str) -> str:
    """From the first whole period to the last whole one."""
    gettext = figures.tongue.gettext
    whole = _finished(figures, marks)
    if len(whole) < 2:
        return gettext("%(when)s : %(value)s.") % _at(figures, marks[-1]) if marks else ""
    begin, end = whole[0], whole[-1]
    facts = {
        "begin": begin.key.text,
        "end": end.key.text,
        "from": _value(figures, begin.value),
        "to": _value(figures, end.value),
    }
    change = _change(figures, begin.value or 0, end.value or 0)
    if of:
        words = gettext("%(of)s passe de %(from)s (%(begin)s) à %(to)s (%(end)s)%(change)s.")
        return words % (facts | {"of": of, "change": change})
    words = gettext("De %(from)s (%(begin)s) à %(to)s (%(end)s)%(change)s.")
    return words % (facts | {"change": change})


def _change(figures: Figures, begin: float, end: float) -> str:
    """« , soit +34 % »; nothing when there was nothing to begin with, or ten times more."""
    if begin <= 0 or end < 0:
        return ""
    rate = (end - begin) / begin
    if abs(rate) > 9:
        return ""
    if abs(rate) < 0.005:
        return figures.tongue.gettext(", soit autant")
    sign = "+" if rate > 0 else "\u2212"
    share = figures.tongue.share(abs(rate))
    return figures.tongue.gettext(", soit %(change)s") % {"change": f"{sign}{share}"}


def _at(figures: Figures, mark: Mark) -> dict[str, str]:
    return {"when": mark.key.text, "value": _value(figures, mark.value)}


def _peak(figures: Figures, marks: list[Mark]) -> str:
    if len(marks) < 4:
        return ""
    top = max(marks, key=lambda mark: mark.value or 0)
    if top in (marks[0], marks[-1]):
        return ""
    words = figures.tongue.gettext("Le plus haut : %(when)s, %(value)s.")
    return words % _at(figures, top)


def _largest(figures: Figures) -> str:
    """The share of the largest series over all the time."""
    total = figures.whole.values[0] if figures.series and figures.whole.values else None
    if not total or total <= 0:
        return ""
    sums = [
        (sum(mark.value or 0 for mark in figures.of(place)), key)
        for place, key in enumerate(figures.series)
        if key.sort is Sort.VALUE
    ]
    most, key = max(sums, key=lambda one: one[0], default=(0.0, Key("")))
    if most <= 0 or most > total:
        return ""
    words = figures.tongue.gettext("%(name)s compte pour %(share)s de l’ensemble.")
    return words % {"name": raised(key.text), "share": figures.tongue.share(most / total)}


# One quantity, two quantities, one number


def _histogram(figures: Figures) -> str:
    gettext, whole, x = figures.tongue.gettext, figures.whole, figures.question.x
    assert x is not None
    unit = gettext(x.unit) if x.unit else ""
    # The share of rows in the fullest range says more than its count.
    top = max(figures.marks, key=lambda mark: mark.value or 0)
    parts = []
    if whole.middle is not None:
        words = gettext("La moitié des valeurs sont sous %(middle)s")
        parts.append(words % {"middle": figures.tongue.amount(whole.middle, unit)})
    if isinstance(whole.high, int | float):
        words = gettext("la plus haute atteint %(high)s")
        parts.append(words % {"high": figures.tongue.amount(whole.high, unit)})
    counted = sum(mark.value or 0 for mark in figures.marks)
    said = "\u202f; ".join(parts) + ("." if parts else "")
    if figures.measure.function == "count" and counted:
        words = gettext("La tranche la plus fournie, %(range)s, en réunit %(share)s.")
        share = figures.tongue.share((top.value or 0) / counted)
        said = f"{said} {words % {'range': top.key.text, 'share': share}}"
    return said.replace("\u202f;", ";") if figures.tongue.english else said


def _points(figures: Figures) -> str:
    gettext, x = figures.tongue.gettext, figures.question.x
    assert x is not None
    facts = {
        "n": figures.tongue.number(figures.groups),
        "x": x.inside(figures.tongue),
        "y": figures.measure.subject.inside(figures.tongue) if figures.measure.subject else "",
    }
    link = _correlation(figures)
    if link > 0.6:
        return (
            gettext("Sur %(n)s points, plus « %(x)s » est haut, plus « %(y)s » l’est aussi.")
            % facts
        )
    if link < -0.6:
        return gettext("Sur %(n)s points, plus « %(x)s » est haut, plus « %(y)s » est bas.") % facts
    return gettext("Sur %(n)s points, aucun lien net entre « %(x)s » et « %(y)s ».") % facts


def _correlation(figures: Figures) -> float:
    """Pearson's, each cell weighing as many points as it holds."""
    triples = [
        (
            mark.at or 0.0,
            (mark.across if figures.cells else mark.value) or 0.0,
            mark.value if figures.cells else 1,
        )
        for mark in figures.marks
    ]
    weight = sum(w or 0 for _, _, w in triples)
    if weight <= 2:
        return 0.0
    mean_x = sum(x * (w or 0) for x, _, w in triples) / weight
    mean_y = sum(y * (w or 0) for _, y, w in triples) / weight
    both = sum((x - mean_x) * (y - mean_y) * (w or 0) for x, y, w in triples)
    spread_x = sum((x - mean_x) ** 2 * (w or 0) for x, _, w in triples)
    spread_y = sum((y - mean_y) ** 2 * (w or 0) for _, y, w in triples)
    return both / (spread_x * spread_y) ** 0.5 if spread_x and spread_y else 0.0


def _figure(figures: Figures) -> str:
    tongue = figures.tongue
    rows = tongue.number(figures.whole.rows)
    noun = tongue.thing(figures.measure.noun, figures.whole.rows)
    first = figures.marks[0]
    measure = figures.question.y[0]
    if measure.subject is None:
        return tongue.gettext("Le tableau compte %(n)s %(things)s.") % {"n": rows, "things": noun}
    words = tongue.gettext("%(measure)s : %(value)s, sur %(n)s %(things)s.")
    return words % {
        "measure": measure.words(tongue),
        "value": measure.counted(first.value or 0, tongue),
        "n": rows,
        "things": noun,
    }
