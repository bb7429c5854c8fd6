"""What a chart says of itself: its title, the sentence of what it shows, and what it leaves out."""

from autan.charts import constats
from autan.charts.figures import Figures, Sort
from autan.charts.groups import COUNTED
from autan.charts.measures import said
from autan.charts.question import Question
from autan.charts.roles import Role, raised
from autan.charts.tongue import Tongue


def drafted(figures: Figures) -> tuple[str, str]:
    """Our title and our sentence, whatever the author wrote."""
    return _title(figures), _constat(figures)


def title(figures: Figures) -> str:
    """The author's title, or ours."""
    return figures.question.title or _title(figures)


def sentence(figures: Figures) -> str:
    """The author's sentence, or ours."""
    return figures.question.text or _constat(figures)


def _title(figures: Figures) -> str:
    words = drafted_title(figures.question, figures.grain, figures.tongue)
    return figures.tongue.typeset(words)


def _constat(figures: Figures) -> str:
    return figures.tongue.typeset(constats.constat(figures))


def drafted_title(asked: Question, grain: str, tongue: Tongue) -> str:
    """« Montant par bénéficiaire », « Nombre de délibérations par mois »…"""
    gettext = tongue.gettext
    measure = said(asked.y, tongue)
    if asked.x is None:
        return raised(measure) if len(asked.y) == 1 else gettext("Chiffres clés")
    along = asked.x.inside(tongue)
    if asked.chart.name == "histogram":
        words = gettext("Répartition : %(column)s") % {"column": along}
    elif asked.chart.name == "points":
        words = gettext("%(one)s et %(other)s") % {"one": measure, "other": along}
    elif asked.x.role in (Role.TIME, Role.YEAR):
        words = _in_time(asked, grain, tongue) % {"measure": measure}
    else:
        words = gettext("%(measure)s par %(column)s") % {"measure": measure, "column": along}
    if asked.series is not None and asked.chart.takes_series(asked.series):
        words = gettext("%(title)s et par %(column)s") % {
            "title": words,
            "column": asked.series.inside(tongue),
        }
    return raised(words)


def _in_time(asked: Question, grain: str, tongue: Tongue) -> str:
    gettext = tongue.gettext
    said = {
        "year": gettext("%(measure)s par année"),
        "quarter": gettext("%(measure)s par trimestre"),
        "month": gettext("%(measure)s par mois"),
        "week": gettext("%(measure)s par semaine"),
        "day": gettext("%(measure)s par jour"),
    }
    if asked.x is not None and asked.x.role is Role.YEAR:
        grain = "year"
    return said.get(grain or asked.grain, gettext("%(measure)s dans le temps"))


def notes(figures: Figures) -> tuple[str, ...]:
    """What the picture leaves out or bends, one sentence each; () when it does nothing of it."""
    said = (each(figures) for each in (_unplaced, _folded, _late, _cells, _negative))
    return tuple(figures.tongue.typeset(note) for note in said if note)


def _unplaced(figures: Figures) -> str:
    """Rows without a date or a number have no place along the chart."""
    whole, tongue = figures.whole, figures.tongue
    x = figures.question.x
    missing = whole.rows - whole.placed
    if x is None or not missing or x.role not in (Role.TIME, Role.YEAR, Role.QUANTITY):
        return ""
    words = tongue.ngettext(
        "%(n)s ligne n’est pas montrée : « %(column)s » y est vide.",
        "%(n)s lignes ne sont pas montrées : « %(column)s » y est vide.",
        missing,
    )
    return words % {"n": tongue.number(missing), "column": tongue.gettext(x.field.title)}


def _folded(figures: Figures) -> str:
    """Groups that are neither drawn nor gathered."""
    tongue = figures.tongue
    if not figures.folded or any(key.sort is Sort.OTHERS for key in figures.keys):
        return ""
    shown = figures.groups - figures.folded
    if figures.groups >= COUNTED:
        words = tongue.gettext("Les %(shown)s premiers groupes, sur plus de %(all)s.")
    else:
        words = tongue.gettext("Les %(shown)s premiers groupes sur %(all)s.")
    return words % {"shown": tongue.number(shown), "all": tongue.number(figures.groups)}


def _late(figures: Figures) -> str:
    if figures.until is None or not figures.keys:
        return ""
    words = figures.tongue.gettext(
        "%(period)s s’arrête au %(day)s : la période n’est sans doute pas finie."
    )
    if figures.question.chart.name in ("lines", "areas"):
        words = figures.tongue.gettext(
            "%(period)s s’arrête au %(day)s : la période, sans doute pas finie, n’est pas tracée."
        )
    return words % {
        "period": raised(figures.keys[-1].text),
        "day": figures.tongue.day(figures.until),
    }


def _cells(figures: Figures) -> str:
    if not figures.cells:
        return ""
    return figures.tongue.gettext(
        "Chaque cercle réunit les lignes de valeurs proches : plus il est grand, plus il y en a."
    )


def _negative(figures: Figures) -> str:
    shares = figures.question.chart.name in ("pie", "areas")
    if not shares or all((mark.value or 0) >= 0 for mark in figures.marks):
        return ""
    return figures.tongue.gettext("Les valeurs négatives ne sont pas montrées.")
