"""One published column, studied whole: its kind, corrections, findings and protections."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl

from autan.pipeline import check, coordinates, derived, natures, positions, protect, types
from autan.pipeline.columns import tally_of, two_at_once
from autan.pipeline.recipe import ColumnRecipe, text_of
from autan.pipeline.repair import Mended, Source, mend
from autan.pipeline.report import Choices, Finding, Personal, Reading, Repair
from autan.pipeline.target import Target
from autan.privacy import detector
from autan.schemas.evidence import Column
from autan.schemas.names import identifier
from autan.schemas.repairs import Manner, places
from autan.schemas.standard import TYPES, Kind, Standard, StandardField
from autan.tabular.fields import PLACES, Field, FieldType

# Formats whose numbers are numbers, and not what somebody wrote.
_EXACT = frozenset({"xlsx", "xls", "xlsb", "ods", "parquet"})
_NOT_GUESSED = frozenset({"date-serial", "date-sentence", "date-compact", "day-as-moment"})


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


def each(
    folder: Path,
    reading: Reading,
    standard: Standard | None,
    targets: Sequence[Target],
    choices: Choices,
    dropped: Sequence[int] = (),
) -> Iterator[Studied]:
    """``study`` of each target, in their order. Two at a time: most of what is done to one column
    keeps one processor busy."""

    def one(target: Target) -> Studied:
        return study(folder, reading, standard, target, choices, dropped)

    if not two_at_once(folder, reading):
        yield from map(one, targets)
        return
    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(one, targets)


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
    if target.beside:
        return _side(folder, target, dropped)
    column = target.column
    counted = tally_of(folder, text_of(column.key, before=target.before), dropped)
    source = Source(column.key, column.header, reading.format in _EXACT, target.insee)
    unsure = list[str]()
    wanted, told = _wanted(counted, source, target, column, choices, unsure)
    mended = mend(counted, source, wanted, choices.undone, _NOT_GUESSED if target.free else ())
    if wanted.kind is Kind.POINT and not target.free:
        mended, told = _point(mended, column, counted, wanted, choices)
    seen = _seen(counted, column, reading, standard, "" if target.free else wanted.name)
    shield = protect.examine(counted, seen, choices.personal)
    found = _findings(mended, source, wanted, target, unsure)
    said = Studied(None, None, (*mended.repairs, *told), found, shield.personal, shield.rows)
    if shield.removed:
        return (
            replace(_absent(replace(target, column=None)), personal=said.personal)
            if not target.free
            else said
        )
    empty = not mended.frame["value"].is_not_null().any()
    return replace(
        said,
        field=_field(wanted, column.header, empty, target.free),
        recipe=_recipe(wanted, target, mended, shield),
        days=_days(mended, wanted),
    )


def _recipe(
    wanted: StandardField, target: Target, mended: Mended, shield: protect.Shield
) -> ColumnRecipe:
    assert target.column
    return ColumnRecipe(
        wanted.name,
        wanted.kind,
        target.column.key,
        steps=mended.steps,
        manner=mended.manner,
        protection=shield.protection,
        before=target.before,
    )


def _side(folder: Path, target: Target, dropped: Sequence[int]) -> Studied:
    """A longitude or a latitude that is computed from two columns."""
    assert target.column
    assert target.beside
    east, north, manner = target.beside.east, target.beside.north, target.beside.manner
    # Half a position is told as one that cannot be read; 0, 0 was told as empty.
    halves = (pl.col(key) for key in (east, north) if key)
    counted = tally_of(folder, pl.coalesce(text_of(east, north), *halves), dropped)
    known = pl.when(~pl.col("text").str.contains(places.ZERO_FORM)).then("text")
    mended = Mended(counted.with_columns(known.alias("value")), (), manner, ())
    field, header = target.field, target.column.header
    empty = not counted["text"].is_not_null().any()
    return Studied(
        _field(field, header, empty),
        ColumnRecipe(field.name, field.kind, east, manner=manner, beside=north),
        findings=tuple(check.column(mended, Source(east, header), field)),
    )


def _point(
    mended: Mended, column: Column, counted: pl.DataFrame, wanted: StandardField, choices: Choices
) -> tuple[Mended, tuple[Repair, ...]]:
    """Positions of a model, read as its text says when the person wants no other reading."""
    told = coordinates.point(wanted, column, counted, mended.manner, choices.undone)
    if told is None:
        return mended, ()
    return (mended if told.accepted else replace(mended, manner=Manner())), (told,)


def _wanted(
    counted: pl.DataFrame,
    source: Source,
    target: Target,
    column: Column,
    choices: Choices,
    unsure: list[str],
) -> tuple[StandardField, tuple[Repair, ...]]:
    """The field with its kind, and what is told of a guess that the person may undo."""
    if not target.free:
        return target.field, ()
    guessed = _guessed(counted, source, target, column, unsure)
    if guessed.kind is not Kind.POINT:
        return guessed, ()
    told = _position(column, counted, source, guessed, choices)
    undone = any(not one.accepted for one in told)
    return target.field if undone else guessed, told


def _position(
    column: Column,
    counted: pl.DataFrame,
    source: Source,
    wanted: StandardField,
    choices: Choices,
) -> tuple[Repair, ...]:
    """How a column of no standard was read as positions."""
    named = derived.identifier(column.key)
    decision = positions.decide(counted["text"], source.insee, (source.header,))
    if decision.sense is None or not decision.sense.told:
        return ()
    before = next(value for value in column.values if value.strip())
    after = derived.after_of(decision, before)
    count = int(counted.filter(pl.col("text").is_not_null())["count"].sum())
    sentence = f"« {column.header} » est lu comme des positions {decision.sense.words}."
    return (
        Repair(
            *(named, "position", column.header, wanted.name, count, before, after, sentence),
            examples=((before, after),),
            accepted=named not in choices.undone,
        ),
    )


def positions_of(
    folder: Path,
    columns: Sequence[Column],
    studied: Sequence[Studied],
    choices: Choices,
    insee: str,
    dropped: Sequence[int] = (),
) -> list[Studied]:
    """The column made of two columns of coordinates, where there is no other for a map to read."""
    fields = [one.field for one in studied if one.field]
    pair = None
    if not any(field.type in PLACES for field in fields):
        pair = derived.best(folder, columns, insee, dropped)
    if pair is None:
        return []
    doubt = derived.finding(pair)
    if doubt:
        return [Studied(None, None, findings=(doubt,))]
    name = identifier(derived.NAME, frozenset(field.name for field in fields))
    rows = derived.filled(folder, pair, dropped)
    accepted = derived.identifier(pair.east.key) not in choices.undone
    repairs = (derived.repair(pair, rows, accepted),)
    if not accepted:
        return [Studied(None, None, repairs)]
    return [Studied(derived.field(pair, name), derived.recipe(pair, name), repairs)]


def _findings(
    mended: Mended, source: Source, wanted: StandardField, target: Target, unsure: Sequence[str]
) -> tuple[Finding, ...]:
    if target.free:
        return tuple(check.doubts(unsure, source))
    return tuple(check.column(mended, source, wanted, target.siren))


def _seen(
    counted: pl.DataFrame,
    column: Column,
    reading: Reading,
    standard: Standard | None,
    field: str,
) -> detector.Column:
    return detector.Column(
        header=column.header,
        texts=counted["text"].drop_nulls(),
        standard=standard.id if standard else "",
        field=field,
        headers=reading.headers,
        table=" ".join((reading.table or "", reading.sheet or "", reading.file_name)),
        around=reading.around(column.key),
        cells=reading.cells,
    )


def _absent(target: Target) -> Studied:
    field = target.field
    recipe = ColumnRecipe(field.name, field.kind, None, target.constant)
    return Studied(_field(field, "", target.constant is None), recipe)


def _field(field: StandardField, source: str, empty: bool, free: bool = False) -> Field:
    known = {field.kind.value} if free and field.kind in natures.ANNOTATED else set()
    return Field(
        name=field.name,
        type=TYPES.get(field.kind, FieldType.TEXT),
        label=field.label,
        description=field.description,
        source=source,
        annotations=frozenset(known | ({"empty"} if empty else set())),
    )


def _guessed(
    counted: pl.DataFrame,
    source: Source,
    target: Target,
    column: Column,
    unsure: list[str],
) -> StandardField:
    """The column with its guessed kind; the doubts that kept it text are added to ``unsure``."""

    def whole(kind: Kind) -> bool:
        tried = mend(counted, source, replace(target.field, kind=kind), (), _NOT_GUESSED)
        # A pair of numbers that lies nowhere is no position: there is nothing to doubt.
        unsure.extend(doubt for doubt in tried.doubts if doubt != positions.NOWHERE)
        return not tried.doubts and not check.lost(tried, source, replace(target.field, kind=kind))

    def proved(kind: Kind) -> bool:
        tried = mend(counted, source, replace(target.field, kind=kind), (), _NOT_GUESSED)
        return natures.proved(kind, tried.frame)

    return replace(target.field, kind=types.guess(column.header, column.values, whole, proved))


def _days(mended: Mended, field: StandardField) -> tuple[date | None, date | None]:
    if field.kind is not Kind.DATE:
        return None, None
    days = mended.frame.select(types.typed(pl.col("value"), field.kind, mended.manner)).to_series()
    return days.min(), days.max()  # type: ignore[return-value]
