"""The data behind a chart, as a table: always there, for whoever sees no picture and for all."""

from collections.abc import Iterator
from dataclasses import dataclass

from autan.charts.figures import Figures, Mark
from autan.charts.measures import Measure
from autan.charts.roles import Subject
from autan.charts.saying import title

Raw = str | float | int | None


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` are as people read them, ``raw`` the same for programs; ``numeric`` says which
    columns are quantities, with their unit in ``head``."""

    caption: str
    head: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    raw: tuple[tuple[Raw, ...], ...]


def table(figures: Figures) -> Table:
    """A row for each group, a column for each series; for points, a row for each."""
    head, raw = _points(figures) if figures.question.chart.name == "points" else _groups(figures)
    first = 0 if figures.question.chart.name == "points" and not _named(figures) else 1
    numeric = tuple(place >= first for place in range(len(head)))
    if figures.question.chart.name == "points" and figures.series and not figures.cells:
        numeric = (*numeric[:-1], False)
    money = ["€" in name for name in head]
    rows = tuple(
        tuple(_written(figures, cell, euros) for cell, euros in zip(row, money, strict=True))
        for row in raw
    )
    return Table(title(figures), tuple(head), numeric, rows, tuple(raw))


def _written(figures: Figures, cell: Raw, money: bool) -> str:
    """Money to the cent, when there are cents; other numbers with what decimals they have."""
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return cell
    return figures.tongue.exact(cell, money=money)


def _groups(figures: Figures) -> tuple[list[str], list[tuple[Raw, ...]]]:
    tongue, x, y = figures.tongue, figures.question.x, figures.question.y
    first = _head(figures, x) if x else tongue.gettext("Mesure")
    if x is None:
        return [first, tongue.gettext("Valeur")], [
            (y[mark.series].titled(tongue), _plain(mark.value)) for mark in figures.marks
        ]
    head = [first, *(_columns(figures, y[0]))]
    count = max(len(figures.series), 1)
    found = {(mark.key, mark.series): mark.value for mark in figures.marks}
    rows = [
        (key.text, *(_plain(found.get((key, place))) for place in range(count)))
        for key in figures.keys
    ]
    return head, rows


def _head(figures: Figures, subject: Subject) -> str:
    unit = figures.tongue.gettext(subject.unit) if subject.unit else ""
    words = subject.words(figures.tongue)
    return f"{words} ({unit})" if unit else words


def _columns(figures: Figures, measure: Measure) -> Iterator[str]:
    if not figures.series:
        yield measure.titled(figures.tongue)
        return
    unit = figures.tongue.gettext(measure.unit) if measure.unit else ""
    yield from (f"{key.text} ({unit})" if unit else key.text for key in figures.series)


def _plain(value: float | None) -> Raw:
    """Whole numbers without a decimal point."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def _named(figures: Figures) -> bool:
    return not figures.cells and any(mark.key.text for mark in figures.marks)


def _points(figures: Figures) -> tuple[list[str], list[tuple[Raw, ...]]]:
    tongue, x, y = figures.tongue, figures.question.x, figures.measure
    assert x is not None
    head = [_head(figures, x), y.titled(tongue)]
    if figures.cells:
        head.append(tongue.gettext("Nombre de lignes"))
        return head, [
            (_plain(mark.at), _plain(mark.across), _plain(mark.value)) for mark in figures.marks
        ]
    named, by = _named(figures), figures.question.series
    head = [*([tongue.gettext("Nom")] if named else []), *head]
    head += [by.words(tongue)] if by is not None and figures.series else []
    return head, [_point(figures, mark, named) for mark in figures.marks]


def _point(figures: Figures, mark: Mark, named: bool) -> tuple[Raw, ...]:
    name = (mark.key.text,) if named else ()
    series = (figures.series[mark.series].text,) if figures.series else ()
    return (*name, _plain(mark.at), _plain(mark.value), *series)
