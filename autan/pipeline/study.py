"""One published column, studied whole: its kind, corrections, findings and protections."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl

from autan.pipeline import check, protect, types
from autan.pipeline.columns import tally
from autan.pipeline.recipe import ColumnRecipe
from autan.pipeline.repair import Mended, Source, mend
from autan.pipeline.report import Choices, Finding, Personal, Reading, Repair
from autan.privacy import detector
from autan.schemas import match
from autan.schemas.standard import TYPES, Kind, Standard, StandardField
from autan.tabular.fields import Field, FieldType

_NOT_GUESSED = frozenset({"date-serial", "date-sentence", "date-compact"})


@dataclass(frozen=True)
class Target:
    """A column to publish; the kind of a free one is guessed.

    ``siren``: who publishes, for the column that is to hold its SIRET; else "".
    """

    field: StandardField
    free: bool = False
    column: match.Column | None = None
    constant: str | None = None
    siren: str = ""


@dataclass(frozen=True)
class Studied:
    """``field`` and ``recipe`` are None when the person removed the column.

    ``hidden``: texts whose rows are left out. ``days``: the first and last day of a date column.
    """

    field: Field | None
    recipe: ColumnRecipe | None
    repairs: tuple[Repair, ...] = ()
    findings: tuple[Finding, ...] = ()
    personal: tuple[Personal, ...] = ()
    hidden: tuple[str, ...] = ()
    days: tuple[date | None, date | None] = (None, None)


def study(
    folder: Path,
    reading: Reading,
    standard: Standard | None,
    target: Target,
    choices: Choices,
    dropped: Sequence[int] = (),
) -> Studied:
    """Read the whole column once and say everything about it."""
    if target.column is None:
        return _absent(target)
    column = target.column
    counted = tally(folder, column.key, dropped)
    source = Source(column.key, column.header, reading.format not in {"csv", "tsv"})
    wanted, unsure = target.field, list[str]()
    if target.free:
        wanted = _guessed(counted, source, target, column, unsure)
    mended = mend(counted, source, wanted, choices.undone, _NOT_GUESSED if target.free else ())
    seen = _seen(counted, column, reading, standard, "" if target.free else wanted.name)
    shield = protect.examine(counted, seen, choices.personal)
    found = _findings(mended, source, wanted, target, unsure)
    said = Studied(None, None, mended.repairs, found, shield.personal, shield.rows)
    if shield.removed:
        return (
            replace(_absent(replace(target, column=None)), personal=said.personal)
            if not target.free
            else said
        )
    recipe = ColumnRecipe(
        wanted.name, wanted.kind, column.key, None, mended.steps, mended.manner, shield.protection
    )
    empty = not mended.frame["value"].is_not_null().any()
    return replace(
        said,
        field=_field(wanted, column.header, empty),
        recipe=recipe,
        days=_days(mended, wanted),
    )


def _findings(
    mended: Mended, source: Source, wanted: StandardField, target: Target, unsure: Sequence[str]
) -> tuple[Finding, ...]:
    if target.free:
        return tuple(check.doubts(unsure, source))
    return tuple(check.column(mended, source, wanted, target.siren))


def _seen(
    counted: pl.DataFrame,
    column: match.Column,
    reading: Reading,
    standard: Standard | None,
    field: str,
) -> detector.Column:
    return detector.Column(
        header=column.header,
        texts=counted["text"].drop_nulls(),
        standard=standard.id if standard else "",
        field=field,
        headers=tuple(one.header for one in reading.columns),
    )


def _absent(target: Target) -> Studied:
    field = target.field
    recipe = ColumnRecipe(field.name, field.kind, None, target.constant)
    return Studied(_field(field, "", target.constant is None), recipe)


def _field(field: StandardField, source: str, empty: bool) -> Field:
    return Field(
        name=field.name,
        type=TYPES.get(field.kind, FieldType.TEXT),
        label=field.label,
        description=field.description,
        source=source,
        annotations=frozenset({"empty"}) if empty else frozenset(),
    )


def _guessed(
    counted: pl.DataFrame,
    source: Source,
    target: Target,
    column: match.Column,
    unsure: list[str],
) -> StandardField:
    """The column with its guessed kind; the doubts that kept it text are added to ``unsure``."""

    def whole(kind: Kind) -> bool:
        tried = mend(counted, source, replace(target.field, kind=kind), (), _NOT_GUESSED)
        unsure.extend(tried.doubts)
        return not tried.doubts and not check.lost(tried, source, replace(target.field, kind=kind))

    return replace(target.field, kind=types.guess(column.header, column.values, whole))


def _days(mended: Mended, field: StandardField) -> tuple[date | None, date | None]:
    if field.kind is not Kind.DATE:
        return None, None
    days = mended.frame.select(types.typed(pl.col("value"), field.kind, mended.manner)).to_series()
    return days.min(), days.max()  # type: ignore[return-value]
