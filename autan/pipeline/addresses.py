"""The type of the street in a column of its own, that a model wants before the name.

« TYPE_VOIE » | « NOM_VOIE » is how the tax office and most maps of towns write it; taken alone,
the second gives sixty addresses « DE LA RÉPUBLIQUE ».
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from autan.pipeline.columns import scan, without
from autan.pipeline.recipe import text_of
from autan.pipeline.report import Repair
from autan.pipeline.target import Target
from autan.schemas.evidence import Column
from autan.schemas.names import listed, words
from autan.schemas.repairs import streets
from autan.schemas.standard import Kind

KIND = "street-type"
_TEXTS = frozenset({Kind.TEXT, Kind.NAME, Kind.ADDRESS})
_STREET = listed("voie rue toponyme nomvoie voienom")
# The name of the street in another language (« voie_nom_oci ») takes no French type.
_AROUND = listed("nom adr adresse libelle")
_TYPE = listed("type typ typvoie typevoie nature nat genre categorie cat lib libelle tvoie")
_HALF = 0.5
_EXAMPLES = 3


def with_types(
    folder: Path,
    targets: Sequence[Target],
    aside: Sequence[Column],
    undone: Collection[str],
    dropped: Sequence[int] = (),
) -> tuple[tuple[Target, ...], tuple[Repair, ...]]:
    """The same columns, names of streets preceded by their type. ``aside``: columns of the file
    that no field has taken."""
    found: list[Target] = []
    repairs: list[Repair] = []
    for target in targets:
        kind = _type_of(target, aside)
        repair = _repair(folder, target, kind, undone, dropped) if kind else None
        if repair and kind and repair.accepted:
            target = replace(target, before=kind.key)
        found.append(target)
        repairs += [repair] if repair else []
    return tuple(found), tuple(repairs)


def _type_of(target: Target, aside: Sequence[Column]) -> Column | None:
    """The only column of types, beside names that lack them."""
    named = set(words(target.field.name))
    if target.free or target.column is None or target.field.kind not in _TEXTS:
        return None
    if not named & _STREET or named - _STREET - _AROUND:
        return None
    types = [one for one in aside if set(words(one.header)) & _TYPE and _holds_types(one)]
    if len(types) != 1:
        return None
    lacking = streets.without_type(target.column.values)
    return types[0] if len(lacking) and float(lacking.mean() or 0.0) > _HALF else None  # type: ignore[arg-type]


def _holds_types(column: Column) -> bool:
    return streets.are_types(value for value in column.values if value.strip())


def _repair(
    folder: Path, target: Target, kind: Column, undone: Collection[str], dropped: Sequence[int]
) -> Repair | None:
    assert target.column
    key, header = target.column.key, target.column.header
    lines = without(scan(folder), dropped).select(
        before=pl.col(key), type=pl.col(kind.key), after=text_of(key, before=kind.key)
    )
    changed = lines.filter(pl.col("after").ne_missing(pl.col("before"))).collect()
    if changed.is_empty():
        return None
    examples = tuple(
        (f"{one} | {before}", after)
        for before, one, after in changed.unique(maintain_order=True).head(_EXAMPLES).iter_rows()
    )
    identifier = f"{key}-{KIND}"
    before, after = examples[0]
    return Repair(
        id=identifier,
        kind=KIND,
        column=header,
        field=target.field.name,
        count=changed.height,
        before=before,
        after=after,
        sentence=f"« {kind.header} » est mis devant « {header} » : « {before} » devient "
        f"« {after} ».",
        examples=examples,
        accepted=identifier not in undone,
    )
