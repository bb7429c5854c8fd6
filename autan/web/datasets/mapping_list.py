"""The list of what a map shows: the same places as the picture, in words, each within reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from autan import schemas
from autan.maps import questions
from autan.maps.figures import HEIGHT, WIDTH, Figures, Joined
from autan.maps.mercator import Window, degrees
from autan.query.numbered import ROW_KEY
from autan.query.state import quoted_name
from autan.schemas.naming import Group, called, naming
from autan.tabular.fields import PLACES, Field, FieldType
from autan.web.datasets import known
from autan.web.datasets.asking import DEEP
from autan.web.datasets.grid import cell
from autan.web.datasets.mapping_said import amount
from autan.web.datasets.mapping_stack import Shown, Stack
from autan.web.parts import Pairs, link, whole
from autan.web.typography import number

LISTED, PAGE = "liste", "page"
ROWS = 8
_PLAIN = frozenset({FieldType.TEXT})
_SAMPLE = 20
"""Places that the list goes through, as the table does."""


@dataclass(frozen=True, slots=True)
class Fact:
    """``named`` when the value alone would not be understood: a number, a date."""

    label: str
    value: str
    named: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """``lon`` and ``lat`` are degrees as a script reads them."""

    title: str
    address: str
    facts: tuple[Fact, ...] = ()
    lon: str | None = None
    lat: str | None = None


@dataclass(frozen=True, slots=True)
class Which:
    name: str
    words: str
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Listed:
    title: str
    rows: tuple[Place, ...]
    which: tuple[Which, ...]
    empty: str
    first: int = 1
    range: str = ""
    previous: str = ""
    next: str = ""


def listed(stack: Stack, path: str, asked: Mapping[str, str]) -> Listed:
    """One page of the places of one layer that are in the view; ``asked`` are the address's own."""
    drawn, window = stack.drawn, stack.window
    if not drawn or window is None:
        return Listed(gettext("Rien à montrer ici"), (), (), _nothing())
    wanted = asked.get(LISTED, "")
    chosen = next((one for one in drawn if str(one.place) == wanted), drawn[0])
    page = min(max(whole(asked.get(PAGE, "")), 1), DEEP // ROWS)
    rows, total = _seen(chosen, window, ROWS, (page - 1) * ROWS)
    if not rows and page > 1:
        page = 1
        rows, total = _seen(chosen, window, ROWS, 0)
    pairs = [*stack.state.pairs, *(((LISTED, str(chosen.place)),) if chosen.place else ())]
    return Listed(
        title_of(total, chosen),
        rows,
        _which(drawn, chosen, stack.state.pairs, path),
        _nothing(),
        (page - 1) * ROWS + 1,
        _range(page, len(rows), total),
        _turned(path, pairs, page - 1) if page > 1 else "",
        _turned(path, pairs, page + 1) if min(total, DEEP) > page * ROWS else "",
    )


def places(shown: Shown, window: Window, limit: int) -> tuple[tuple[Place, ...], int]:
    """The first places of a layer in a window, and how many there are."""
    return _seen(shown, window, limit, 0)


def title_of(total: int, shown: Shown) -> str:
    """« Liste des 43 lieux visibles »."""
    if not total:
        return gettext("Aucun lieu visible ici")
    if shown.figures is not None and shown.figures.joined is not None:
        said = ngettext("Le territoire visible", "Liste des %(n)s territoires visibles", total)
    else:
        said = ngettext("Le lieu visible", "Liste des %(n)s lieux visibles", total)
    return said % {"n": number(total)}


def same_territory(found: Figures, code: str) -> str:
    """The condition that keeps the rows of a territory; ``code`` may be a place to be filled."""
    field = found.sketch.geography.field
    literal = code if field.type is FieldType.INTEGER else f'"{code}"'
    return f"{quoted_name(field.name)} = {literal}"


def _seen(shown: Shown, window: Window, limit: int, offset: int) -> tuple[tuple[Place, ...], int]:
    found = shown.figures
    assert found is not None
    assert shown.reader is not None
    if found.joined is not None:
        there = _territories(found, window)
        cut = there[offset : offset + limit]
        return tuple(_territory(shown, found, one) for one in cut), len(there)
    plan = questions.visible(found.sketch, found.plan, window, limit=limit, offset=offset)
    rows, total = shown.reader.run(plan)
    fields = told_fields(shown)
    return tuple(_row(shown, found, fields, row) for row in rows), total or 0


def told_fields(shown: Shown) -> tuple[Field, ...]:
    """What is said of a place, its name first.

    The author's choice as it is; else, what is the same for all (the name of the collectivity that
    publishes) tells no place from another and comes last.
    """
    found = shown.figures
    assert found is not None
    assert shown.reader is not None
    fields = tuple(field for field in found.sketch.popup if field.type not in PLACES)
    view = found.view(WIDTH, HEIGHT)
    if shown.state.map.popup or view is None:
        return fields
    window = view.window(WIDTH, HEIGHT)
    rows, _ = shown.reader.run(questions.visible(found.sketch, found.plan, window, limit=_SAMPLE))
    different = {one.name: len({str(row.get(one.name)) for row in rows}) for one in fields}
    return tuple(sorted(fields, key=lambda one: different[one.name] < 2 < len(rows)))


def naming_fields(shown: Shown, fields: tuple[Field, ...]) -> tuple[Group, ...]:
    """What may name a place, the best first: the author's first column, else what parts rows."""
    assert shown.figures is not None
    assert shown.listing is not None
    if shown.state.map.popup:
        return ((fields[0],),) if fields else ()
    groups = naming(shown.figures.sketch.schema, known.whole(shown.listing))
    return tuple(group for group in groups if all(one in fields for one in group))


def _territories(found: Figures, window: Window) -> list[Joined]:
    """Those that the view meets, the greatest value first."""
    met = (
        one
        for one in (found.joined or {}).values()
        if one.area.extent.left < window.right
        and one.area.extent.right > window.left
        and one.area.extent.top < window.bottom
        and one.area.extent.bottom > window.top
    )
    return sorted(met, key=lambda one: (one.value is None, -(one.value or 0), one.area.name))


def _territory(shown: Shown, found: Figures, one: Joined) -> Place:
    selection = shown.state.selection
    is_number = found.sketch.geography.field.type is FieldType.INTEGER
    code = one.area.code.lstrip("0") if is_number else one.area.code
    where = (*selection.where, same_territory(found, code))
    pairs = selection.turned(where=where).pairs
    lon, lat = degrees(*one.area.centre)
    return Place(
        one.area.name,
        link(reverse("dataset", args=[shown.dataset_id]), pairs),
        (Fact(shown.measured, amount(one.value)),),
        lon=f"{lon:.5f}",
        lat=f"{lat:.5f}",
    )


def _row(shown: Shown, found: Figures, fields: tuple[Field, ...], row: Mapping[str, Any]) -> Place:
    rank = int(row[ROW_KEY]) + 1
    groups = (*naming_fields(shown, fields), *((one,) for one in fields))
    named = next((group for group in groups if called(group, row)), ())
    title = _called(found, named, row) or gettext("Ligne %(n)s") % {"n": number(rank)}
    said = [(one, _words(found, one, row.get(one.name))) for one in fields if one not in named]
    filled = [(field, words) for field, words in said if words]
    address = reverse("dataset-row", args=[shown.dataset_id, rank])
    lon, lat = degrees(row["__x"], row["__y"])
    return Place(
        title,
        link(address, (("version", shown.state.version),)),
        tuple(Fact(field.title, words, field.type not in _PLAIN) for field, words in filled[:3]),
        lon=f"{lon:.6f}",
        lat=f"{lat:.6f}",
    )


def _called(found: Figures, group: Group, row: Mapping[str, Any]) -> str:
    """One column as the tables write it; several, as they are said together."""
    if len(group) == 1:
        return _words(found, group[0], row.get(group[0].name))
    return called(group, row)


def _words(found: Figures, field: Field, value: Any) -> str:
    shown = cell(value, field, schemas.kind_of(found.sketch.schema, field.name))
    return shown.text or shown.folded or ""


def _which(drawn: tuple[Shown, ...], chosen: Shown, pairs: Pairs, path: str) -> tuple[Which, ...]:
    return tuple(
        Which(
            str(one.place),
            one.title,
            link(path, [*pairs, (LISTED, str(one.place))]),
            one is chosen,
        )
        for one in drawn
    )


def _range(page: int, count: int, total: int) -> str:
    first = (page - 1) * ROWS + 1
    said = gettext("%(first)s à %(last)s sur %(n)s")
    ends = {"first": number(first), "last": number(first + count - 1), "n": number(total)}
    return said % ends


def _turned(path: str, pairs: Pairs, page: int) -> str:
    return link(path, [*pairs, (PAGE, str(page) if page > 1 else "")])


def _nothing() -> str:
    return gettext("Éloignez la carte, ou revenez à la vue entière.")
