"""The versions of a dataset: their list, what changed from one to the next, each read as it was.

What the producer shows today decides what may be seen of yesterday. An older version never shows
a column that the one in force hides, lacks or protects, nor rows beside which others were since
left out to protect somebody; and the producer may close it. Names of columns follow the same rule.
"""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from autan.catalogue.listing import Listing, Version, facts
from autan.catalogue.models import DatasetVersion
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


def at(listing: Listing, number: str) -> Listing | None:
    """The same dataset as it was in a version, whose number is as the address has it.

    None for a version that does not exist or that may not be read any more, without saying which.
    """
    if not (number.isascii() and number.isdigit()) or len(number) > _LONGEST:
        return None
    if int(number) == listing.in_force:
        return listing
    found = _rows(listing).filter(number=int(number)).first()
    return _narrowed(listing, found) if found and _is_readable(listing, found) else None


def history(listing: Listing) -> tuple[Step, ...]:
    """Every version, the last one first. ``listing`` is that of the version in force."""
    rows = list(_rows(listing).order_by("number"))
    steps = [_step(listing, None, row) for row in rows[:1]]
    steps += [_step(listing, before, row) for before, row in pairwise(rows)]
    return tuple(reversed(steps))


def counts(listing: Listing, most: int) -> tuple[int, ...]:
    """How many rows each of the last versions has, the oldest first."""
    numbered = _rows(listing).order_by("-number").values_list("rows", flat=True)[:most]
    return tuple(reversed(list(numbered)))


def _rows(listing: Listing):  # type: ignore[no-untyped-def]
    return DatasetVersion.objects.filter(dataset=listing.pk)


def _step(listing: Listing, before: DatasetVersion | None, row: DatasetVersion) -> Step:
    readable = row.number == listing.in_force or _is_readable(listing, row)
    step = Step(facts(row), readable, row.closed_at is not None)
    if before is None:
        return step
    names, earlier = _names(row), _names(before)
    told = _schema(row).without(_hidden(listing, row)) if row.number != listing.in_force else None
    shown = told or listing.schema.without(listing.grant.hidden)
    added = tuple(field.title for field in shown if field.name not in earlier)
    return replace(step, rows=row.rows - before.rows, added=added, removed=len(earlier - names))


def _narrowed(listing: Listing, row: DatasetVersion) -> Listing:
    hidden = _hidden(listing, row)
    return replace(
        listing,
        version=facts(row),
        schema=_schema(row).without(hidden),
        grant=replace(listing.grant, hidden=listing.grant.hidden | hidden),
    )


def _hidden(listing: Listing, row: DatasetVersion) -> frozenset[str]:
    """The columns of a version that the one in force does not show as they are."""
    shown = {field.name for field in listing.schema} - listing.grant.hidden
    current = _current_manifest(listing)
    guarded = {one["column"] for one in _protections(current) if one["answer"] in _HIDING}
    return frozenset(
        field.name
        for field in _schema(row)
        if field.name not in shown or {field.name, field.source, field.label} & guarded
    )


def _is_readable(listing: Listing, row: DatasetVersion) -> bool:
    """Rows that are left out today may be in an older version, which does not say which."""
    current = _current_manifest(listing)
    left_out = {one["column"] for one in _protections(current) if one["answer"] == "rows"}
    already = {one["column"] for one in _protections(row.manifest) if one["answer"] == "rows"}
    return row.closed_at is None and left_out <= already


def _current_manifest(listing: Listing) -> dict[str, Any]:
    assert not listing.is_past, "the version in force decides what may be seen of the others"
    return listing.version.manifest


def _protections(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    return list(manifest.get("protections", ()))


def _schema(row: DatasetVersion) -> TableSchema:
    return TableSchema.from_json(row.manifest["schema"])


def _names(row: DatasetVersion) -> frozenset[str]:
    return frozenset(_schema(row).names)
