"""Headings inside a table (« SPORT », then its associations): a column that says them.

A heading alone in its row says something of all the rows under it, which is lost when the row is
left out. It becomes a column only when a person says so (the step ``subsections``); else the
headings stay rows, which ``rows`` proposes to leave out.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from autan.formats import header
from autan.formats.text_parquet import GROUP, ROW, contents_of
from autan.pipeline import headings as said_by
from autan.pipeline import rows
from autan.pipeline.report import Reading, SourceColumn
from autan.tabular.steps import DONE, UNDONE, Step

_TEXT = "text.parquet"
_LEAST_COLUMNS = 3
_LEAST_HEADINGS = 2
_MOST_ROWS = 200_000
# Beyond, they are rows whose other cells are empty.
_MOST_SHARE = 0.4
_LONGEST = 120


def applied(reading: Reading, folder: Path, answers: Mapping[str, str]) -> Reading:
    """The reading with the proposal among its steps; ``text.parquet`` is rewritten if it stands."""
    keys = [column.key for column in reading.columns]
    if reading.standard or len(keys) < _LEAST_COLUMNS or reading.rows > _MOST_ROWS:
        return reading
    # Two full columns leave no row with a single cell.
    if sum(column.filled == reading.rows for column in reading.columns) > 1:
        return reading
    headings = _headings(folder, keys)
    if not headings:
        return reading
    done = answers.get("subsections") == DONE
    step = _step(headings, done, "subsections" not in answers)
    changed = _rewritten(reading, folder, keys, headings) if done else reading
    return replace(changed, steps=(*reading.steps, step))


def _step(headings: Mapping[int, str], done: bool, asked: bool) -> Step:
    told = list(said_by.columns(list(headings.values())))
    columns = "une colonne " if len(told) == 1 else "les colonnes "
    columns += " et ".join(f"« {title} »" for title in told)
    return Step(
        "subsections",
        f"Les intertitres sont devenus {columns}."
        if done
        else "Le tableau est coupé par des intertitres, chacun seul sur sa ligne.",
        len(headings),
        tuple(headings.values())[:2],
        "Un intertitre vaut pour toutes les lignes qui le suivent.",
        (
            (DONE, f"En faire {columns}"),
            (UNDONE, "Les laisser comme des lignes"),
        ),
        DONE if done else UNDONE,
        asked,
    )


def _headings(folder: Path, keys: list[str]) -> dict[int, str]:
    """The headings by the number of their row: words alone, all different, rows under each."""
    filled = pl.sum_horizontal(pl.col(key).is_not_null().cast(pl.Int16) for key in keys)
    lines = pl.scan_parquet(folder / _TEXT)
    table = lines.select(ROW, filled.alias("filled")).collect()
    # The rows under a heading are those of the table: several cells each.
    least = max(_LEAST_COLUMNS, len(keys) // 4)
    under = table["filled"].shift(-1).fill_null(0) >= min(least, len(keys) - 1)
    alone = table.filter((pl.col("filled") == 1) & under)[ROW]
    full = table.filter(pl.col("filled") > 1)["filled"].mean()
    # In a table full of holes, a row with one cell is nothing special.
    if not isinstance(full, float) or full < min(least, len(keys) - 1):
        return {}
    if not _LEAST_HEADINGS <= len(alone) <= table.height * _MOST_SHARE:
        return {}
    said = (
        lines.filter(pl.col(ROW).is_in(alone.implode()))
        .select(ROW, pl.coalesce(keys).alias("first"))
        .collect()
    )
    chosen = said.filter(
        pl.col("first").str.contains(r"(?i)[a-zà-ÿ]{2}")
        & (pl.col("first").str.len_chars() <= _LONGEST)
        & ~pl.col("first").str.contains(rows.TOTAL)
        & ~pl.col("first").str.contains(rows.NOTE)
    )
    if not _LEAST_HEADINGS <= chosen.height == chosen["first"].n_unique():
        return {}
    return dict(chosen.iter_rows())


def _rewritten(
    reading: Reading, folder: Path, keys: list[str], headings: Mapping[int, str]
) -> Reading:
    told = said_by.columns(list(headings.values()))
    values = pl.DataFrame(
        {ROW: list(headings), **{f"t{i}": said for i, said in enumerate(told.values())}},
        schema_overrides={ROW: pl.Int64},
    )
    width = len(told) + len(keys)
    names = [f"c{i}" for i in range(width)]
    table = (
        pl.scan_parquet(folder / _TEXT)
        .join(values.lazy(), on=ROW, how="left", maintain_order="left")
        .with_columns(
            pl.when(~_is_no_data(keys)).then(pl.col(f"t{i}").forward_fill()).alias(f"t{i}")
            for i in range(len(told))
        )
        .filter(~pl.col(ROW).is_in(list(headings)))
        .select(*(pl.col(old).alias(f"n{i}") for i, old in enumerate(_olds(told, keys))), ROW)
        .rename({f"n{i}": name for i, name in enumerate(names)})
    )
    new = folder / "unpivot.parquet"
    table.collect().write_parquet(new, compression="lz4", statistics=True, row_group_size=GROUP)
    contents = contents_of(new, width)
    new.replace(folder / _TEXT)
    labels = header.unique([*told, *(column.header for column in reading.columns)])
    columns = tuple(
        SourceColumn(f"c{i}", label, contents.samples[i], contents.filled[i])
        for i, label in enumerate(labels)
    )
    return replace(reading, columns=columns, rows=contents.rows)


def _is_no_data(keys: list[str]) -> pl.Expr:
    """Totals and notes are under no heading: they stay as bare as ``rows`` knows them."""
    first = pl.coalesce(keys)
    filled = pl.sum_horizontal(pl.col(key).is_not_null().cast(pl.Int16) for key in keys)
    note = first.str.contains(rows.NOTE) & (filled <= max(2, len(keys) // 4))
    apart = first.str.contains(rows.SOME_TOTAL) | note
    return (filled <= 1) | apart.fill_null(False)


def _olds(told: Mapping[str, list[str]], keys: list[str]) -> list[str]:
    return [*(f"t{i}" for i in range(len(told))), *keys]
