"""The longitude and the latitude that a model asks, computed from the metres that the file has.

A map of a town is often in Lambert 93 alone. Where the model has columns for metres they keep
them; the degrees, which it asks as well, would else be empty.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from autan.pipeline import coordinates, derived, positions
from autan.pipeline.columns import tally_of
from autan.pipeline.recipe import together
from autan.pipeline.report import Repair
from autan.pipeline.target import Beside, Target
from autan.schemas import zones
from autan.schemas.evidence import Column
from autan.schemas.standard import Kind

KIND = "coordinates-computed"
REASON = "Calculée à partir des mètres que donne votre fichier."
_METRES = frozenset({Kind.NUMBER, Kind.INTEGER})

Filled = tuple[tuple[Target, ...], tuple[Repair, ...]]


def from_metres(
    folder: Path,
    targets: Sequence[Target],
    place: str,
    undone: Collection[str],
    dropped: Sequence[int] = (),
) -> Filled:
    """The same targets, degrees filled where metres read in one way only. ``place``: the code of
    the commune or the département of who publishes, "" when unknown."""
    as_they_are = (tuple(targets), ())
    wanted = [i for i, one in enumerate(targets) if one.field.kind is Kind.DEGREES]
    sides = _metres(targets)
    if len(wanted) != 2 or sides is None or any(_has_values(targets[i]) for i in wanted):
        return as_they_are
    east, north = sides
    texts = tally_of(folder, together(east.key, north.key), dropped)
    near = place or coordinates.place_of(targets)
    decision = positions.decide(texts["text"], near, (east.header, north.header))
    if decision.sense is None or decision.sense.zone is zones.WGS84:
        return as_they_are
    repair = _repair(east, north, decision, texts, undone)
    if not repair.accepted:
        return tuple(targets), (repair,)
    filled = list(targets)
    for i in wanted:
        axis = "lat" if "lat" in targets[i].field.name.lower() else "lon"
        beside = Beside(east.key, north.key, replace(decision.manner, axis=axis))
        filled[i] = replace(targets[i], column=east, beside=beside)
    return tuple(filled), (repair,)


def _has_values(target: Target) -> bool:
    return target.constant is not None or target.column is not None


def _metres(targets: Sequence[Target]) -> tuple[Column, Column] | None:
    """The columns of the file that are the model's own east and north, in metres."""
    known = {one.field.name: one for one in targets if one.column and one.field.kind in _METRES}
    found = derived.pairs([Column(name, name, ()) for name in known])
    columns = [(known[east.key].column, known[north.key].column) for east, north in found]
    if len(columns) != 1:
        return None
    east, north = columns[0]
    return (east, north) if east and north else None


def _repair(
    east: Column,
    north: Column,
    decision: positions.Decision,
    texts: pl.DataFrame,
    undone: Collection[str],
) -> Repair:
    assert decision.sense
    filled = texts.filter(pl.col("text").is_not_null())
    before = str(filled["text"][0])
    after = derived.after_of(decision, before)
    identifier = f"{east.key}-{KIND}"
    return Repair(
        id=identifier,
        kind=KIND,
        column=f"{east.header}, {north.header}",
        field="",
        count=int(filled["count"].sum()),
        before=before,
        after=after,
        sentence=f"« {east.header} » et « {north.header} » sont {decision.sense.words} : la "
        f"latitude et la longitude en sont tirées ; « {before} » donne « {after} ».",
        examples=((before, after),),
        accepted=identifier not in undone,
    )
