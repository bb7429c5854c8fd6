"""How the published table is made from the text: computed once, kept as JSON, executed lazily."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from autan.pipeline import types
from autan.pipeline.columns import ROW, scan, without
from autan.schemas.repairs import MENDS, Manner, streets
from autan.schemas.standard import Kind
from autan.tabular.schema import TableSchema

FILE = "recipe.json"
# Raised whenever what a recipe holds changes: one of another shape is made again, not misread.
SHAPE = 2


@dataclass(frozen=True)
class Protection:
    """What hides personal data in a column: texts as they are in the file, and what replaces them.

    ``others``: fields emptied on the same rows (the SIRET of a person, say). ``whole``: every
    filled cell becomes this text.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    whole: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnRecipe:
    """A published field: where its text comes from and the steps to its typed value.

    ``beside``: a second column of the file, for a position that is written in two. ``before``:
    another, whose words go before (« Rue », for a street whose name stands alone).
    """

    name: str
    kind: Kind
    key: str | None = None
    constant: str | None = None
    steps: tuple[str, ...] = ()
    manner: Manner = field(default_factory=Manner)
    protection: Protection | None = None
    beside: str = ""
    before: str = ""


@dataclass(frozen=True)
class Recipe:
    """``dropped``: numbers of the rows left out. ``stamp`` tells for which question it was made."""

    stamp: str
    schema: TableSchema
    columns: tuple[ColumnRecipe, ...]
    dropped: tuple[int, ...] = ()
    provenance: Mapping[str, Any] = field(default_factory=dict)


def table(folder: Path, recipe: Recipe, head: int | None = None) -> pl.LazyFrame:
    """The published table, lazily, in the order of the file; ``head`` keeps the first rows."""
    return cook(_kept(folder, recipe, head), recipe.columns)


def with_rows(folder: Path, recipe: Recipe) -> pl.LazyFrame:
    """The same with the number of each row in the file, as ``__row``."""
    return cook(_kept(folder, recipe, None), recipe.columns, (ROW,))


def _kept(folder: Path, recipe: Recipe, head: int | None) -> pl.LazyFrame:
    frame = without(scan(folder), recipe.dropped)
    return frame if head is None else frame.head(head)


def cook(
    frame: pl.LazyFrame, columns: Sequence[ColumnRecipe], beside: Sequence[str] = ()
) -> pl.LazyFrame:
    """Text columns in, typed columns named after their fields out.

    Each step is a projection of its own: steps nested in one expression would repeat their input
    and grow without bound.
    """
    # The row numbers give the height, even when every column is a constant.
    frame = frame.select(*_originals(columns), *_hidden_rows(columns), ROW)
    for stage in range(max((len(column.steps) for column in columns), default=0)):
        frame = frame.with_columns(
            MENDS[column.steps[stage]].change(pl.col(column.name), column.manner).alias(column.name)
            for column in columns
            if stage < len(column.steps)
        )
    frame = frame.with_columns(_typed(column) for column in columns)
    masked = {name for column in columns for name in _others(column)}
    if masked:
        frame = frame.with_columns(
            pl.when(pl.any_horizontal(_flags_on(columns, name)))
            .then(None)
            .otherwise(pl.col(name))
            .alias(name)
            for name in masked
        )
    return frame.select(*(column.name for column in columns), *beside)


def _step(column: ColumnRecipe, stage: int) -> pl.Expr:
    mend = MENDS[column.steps[stage]]
    return mend.change(pl.col(column.name), column.manner).alias(column.name)


def _originals(columns: Sequence[ColumnRecipe]) -> list[pl.Expr]:
    return [_original(column).alias(column.name) for column in columns]


def _original(column: ColumnRecipe) -> pl.Expr:
    if column.key is None:
        return pl.lit(column.constant, pl.String)
    text = text_of(column.key, column.beside, column.before)
    shield = column.protection
    if shield is None:
        return text
    if shield.whole:
        return pl.when(text.is_not_null()).then(pl.lit(shield.whole))
    return text.replace(dict(shield.words))


def text_of(key: str, beside: str = "", before: str = "") -> pl.Expr:
    """The text of a published column, from one or two columns of the file."""
    if beside:
        return together(key, beside)
    return streets.joined(pl.col(before), pl.col(key)) if before else pl.col(key)


def together(east: str, north: str) -> pl.Expr:
    """The two halves of a position as one text; null where one is missing."""
    halves = (pl.col(key).str.replace_all(r"[\s\u{a0}\u{202f}°]", "") for key in (east, north))
    return pl.concat_str(*halves, separator=" ; ")


def _others(column: ColumnRecipe) -> tuple[str, ...]:
    return column.protection.others if column.protection else ()


def _hidden_rows(columns: Sequence[ColumnRecipe]) -> list[pl.Expr]:
    """One flag for each column whose protection empties others on the same rows."""
    return [
        _is_hidden(text_of(column.key, column.beside, column.before), column.protection).alias(
            f"__hidden_{column.name}"
        )
        for column in columns
        if column.key and column.protection and column.protection.others
    ]


def _is_hidden(text: pl.Expr, shield: Protection) -> pl.Expr:
    return text.is_not_null() if shield.whole else text.is_in(list(shield.words))


def _flags_on(columns: Sequence[ColumnRecipe], name: str) -> list[pl.Expr]:
    return [
        pl.col(f"__hidden_{column.name}").fill_null(False)
        for column in columns
        if name in _others(column)
    ]


def _typed(column: ColumnRecipe) -> pl.Expr:
    return types.typed(pl.col(column.name), column.kind, column.manner).alias(column.name)


def save(folder: Path, recipe: Recipe) -> None:
    parts = {
        "stamp": recipe.stamp,
        "schema": recipe.schema.as_json(),
        "columns": [asdict(column) for column in recipe.columns],
        "dropped": recipe.dropped,
        "provenance": recipe.provenance,
    }
    (folder / FILE).write_text(
        json.dumps(parts, ensure_ascii=False, default=list), encoding="utf-8"
    )


def load(folder: Path, stamp: str) -> Recipe | None:
    """The kept recipe if it answers the same question, else None."""
    path = folder / FILE
    if not path.exists():
        return None
    parts = json.loads(path.read_text(encoding="utf-8"))
    if parts["stamp"] != stamp:
        return None
    return Recipe(
        stamp=stamp,
        schema=TableSchema.from_json(parts["schema"]),
        columns=tuple(_column(item) for item in parts["columns"]),
        dropped=tuple(parts["dropped"]),
        provenance=parts["provenance"],
    )


def _column(item: Mapping[str, Any]) -> ColumnRecipe:
    shield = item["protection"]
    return ColumnRecipe(
        name=item["name"],
        kind=Kind(item["kind"]),
        key=item["key"],
        constant=item["constant"],
        steps=tuple(item["steps"]),
        manner=_manner(item["manner"]),
        protection=_protection(shield) if shield else None,
        beside=item["beside"],
        before=item["before"],
    )


def _manner(item: Mapping[str, Any]) -> Manner:
    """JSON has lists where a manner has tuples."""
    parts: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in item.items()}
    return Manner(**parts)


def _protection(item: Mapping[str, Any]) -> Protection:
    return Protection(item["words"], item["whole"], tuple(item["others"]))
