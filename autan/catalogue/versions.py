"""The versions of a dataset: their list, what changed from one to the next, each read as it was.

What the producer shows today decides what may be seen of yesterday. An older version never shows
a column that the one in force hides, lacks or protects, nor rows beside which others were since
left out to protect somebody; and the producer may close it. Names of columns follow the same rule.

What any later version protected stays protected in those before it, unless the one in force says
that it is public: a file whose detector found nobody this time does not lift the mask of last year.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from autan.catalogue.listing import Listing, Version, facts
from autan.catalogue.models import DatasetVersion
from autan.tabular.fields import Field
from autan.tabular.schema import TableSchema

_HIDING = {"remove", "mask"}
_LONGEST = 9
"""Digits of a number of version: what is longer is no number of ours."""


@dataclass(frozen=True, slots=True)
class Step:
    """A version in the history. ``readable`` is False when it was closed, or protects somebody.

    ``added`` are the names of the columns that it has and the one before had not, of those that
    may be named; ``removed`` counts those that it has no more; ``rows`` is the difference, None
    for the first.
    """

    version: Version
    readable: bool
    closed: bool
    rows: int | None = None
    added: tuple[str, ...] = ()
    removed: int = 0


@dataclass(frozen=True, slots=True)
class _Guard:
    """What a version protects: folded headings and names of the columns whose values it hides, and
    headings of those by which it leaves rows out."""

    number: int
    hidden: frozenset[str]
    rows: frozenset[str]


def at(listing: Listing, number: str) -> Listing | None:
    """The same dataset as it was in a version, whose number is as the address has it.

    None for a version that does not exist or that may not be read any more, without saying which.
    """
    if not (number.isascii() and number.isdigit()) or len(number) > _LONGEST:
        return None
    if int(number) == listing.in_force:
        return listing
    found = _rows(listing).filter(number=int(number)).first()
    if found is None:
        return None
    guards = _guards(listing, found.number)
    return _narrowed(listing, found, guards) if _is_readable(found, guards) else None


def history(listing: Listing) -> tuple[Step, ...]:
    """Every version, the last one first. ``listing`` is that of the version in force."""
    rows, guards = list(_rows(listing).order_by("number")), _guards(listing, 0)
    steps = [_step(listing, None, row, guards) for row in rows[:1]]
    steps += [_step(listing, before, row, guards) for before, row in pairwise(rows)]
    return tuple(reversed(steps))


def counts(listing: Listing, most: int) -> tuple[int, ...]:
    """How many rows each of the last versions has, the oldest first."""
    numbered = _rows(listing).order_by("-number").values_list("rows", flat=True)[:most]
    return tuple(reversed(list(numbered)))


def _rows(listing: Listing):  # type: ignore[no-untyped-def]
    return DatasetVersion.objects.filter(dataset=listing.pk)


def _step(
    listing: Listing, before: DatasetVersion | None, row: DatasetVersion, guards: tuple[_Guard, ...]
) -> Step:
    readable = row.number == listing.in_force or _is_readable(row, guards)
    step = Step(facts(row), readable, row.closed_at is not None)
    if before is None:
        return step
    names, earlier = _names(row), _names(before)
    hidden = _hidden(listing, row, guards)
    told = _schema(row).without(hidden) if row.number != listing.in_force else None
    shown = told or listing.schema.without(listing.grant.hidden)
    added = tuple(field.title for field in shown if field.name not in earlier)
    return replace(step, rows=row.rows - before.rows, added=added, removed=len(earlier - names))


def _narrowed(listing: Listing, row: DatasetVersion, guards: tuple[_Guard, ...]) -> Listing:
    hidden = _hidden(listing, row, guards)
    return replace(
        listing,
        version=facts(row),
        schema=_schema(row).without(hidden),
        grant=replace(listing.grant, hidden=listing.grant.hidden | hidden),
    )


def _hidden(listing: Listing, row: DatasetVersion, guards: tuple[_Guard, ...]) -> frozenset[str]:
    """The columns of a version that the one in force does not show, or that a later one hides."""
    shown = {field.name for field in listing.schema} - listing.grant.hidden
    guarded = {name for one in guards if one.number > row.number for name in one.hidden}
    return frozenset(
        field.name for field in _schema(row) if field.name not in shown or _called(field) & guarded
    )


def _is_readable(row: DatasetVersion, guards: tuple[_Guard, ...]) -> bool:
    """Rows that are left out later may be in an older version, which does not say which."""
    left_out = {name for one in guards if one.number > row.number for name in one.rows}
    return row.closed_at is None and left_out <= _answered(_protections(row.manifest), {"rows"})


def _guards(listing: Listing, since: int) -> tuple[_Guard, ...]:
    """What each version after ``since`` protects, but for what the one in force says is public."""
    assert not listing.is_past, "the version in force decides what may be seen of the others"
    public = _answered(_protections(listing.version.manifest), {"public"})
    later = _rows(listing).filter(number__gt=since)
    said = later.values_list("number", "manifest__protections", "manifest__schema")
    return tuple(
        _Guard(
            number,
            _columns_of(_answered(protections or (), _HIDING) - public, schema),
            _answered(protections or (), {"rows"}) - public,
        )
        for number, protections, schema in said
    )


def _columns_of(headings: frozenset[str], schema: Any) -> frozenset[str]:
    """The headings, and all that their columns are called in that version: another file may give
    the same column under another heading."""
    called = (_called(field) for field in TableSchema.from_json(schema))
    return headings.union(*(names for names in called if names & headings))


def _called(field: Field) -> frozenset[str]:
    said = (field.name, field.source, field.label)
    return frozenset(name.casefold() for name in said if name)


def _answered(protections: Iterable[Any], answers: Collection[str]) -> frozenset[str]:
    """The headings, folded, of the columns of which that was answered."""
    return frozenset(one["column"].casefold() for one in protections if one["answer"] in answers)


def _protections(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    return list(manifest.get("protections", ()))


def _schema(row: DatasetVersion) -> TableSchema:
    return TableSchema.from_json(row.manifest["schema"])


def _names(row: DatasetVersion) -> frozenset[str]:
    return frozenset(_schema(row).names)
