"""Months, quarters or years in columns: a proposal to have one line for each of them.

Twelve columns « Janvier »… « Décembre » cannot be drawn, filtered nor summed: one column « Mois »
and one column « Valeur » can. It changes the table deeply, so that it is only done when a person
says so (the step ``unpivot``). Decided on the labels and on every cell of the columns.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from autan.formats import header
from autan.formats.text_parquet import GROUP, ROW, contents_of
from autan.pipeline.report import Reading, SourceColumn
from autan.query import calendar_names
from autan.schemas import vocabulary
from autan.schemas.names import fold, squash
from autan.tabular.steps import DONE, UNDONE, Step

_TEXT = "text.parquet"
_LEAST = 3
_MOST = 400
_NUMBERS = 0.8
_NUMBER = r"^\s*[-+]?[\d\s\u00a0\u202f]*\d(?:[.,]\d+)?\s*[€%]?\s*$"
# What stands for a number that is not there.
_NOTHING = r"^\s*(?:[-–—]+|(?i:n\.?[cdas]\.?|néant|nd|ns))\s*$"
MONTHS = calendar_names.names("fr", "months")
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ANY_YEAR = r"(?P<year>(?:19|20)\d\d|\d\d)"
# « janv », « févr. », « sept »: any beginning that belongs to one month alone.
_BEGINNINGS = {
    fold(month)[:size]: number
    for number, month in enumerate(MONTHS, 1)
    for size in range(4 if month.startswith("jui") else 3, len(month) + 1)
}
_MONTH = "|".join(sorted(_BEGINNINGS, key=len, reverse=True))
_PERIODS = {
    "month": (
        rf"(?<![a-z])(?P<name>{_MONTH})(?![a-z])\.?(?:[\s\-/.'’]*{_ANY_YEAR})?(?!\d)",
        rf"(?<!\d)(?P<month>0?[1-9]|1[0-2])[/-]{_YEAR}(?!\d)",
        rf"(?<!\d){_YEAR}[/-](?P<month>0[1-9]|1[0-2])(?:-01)?(?![\d-])",
    ),
    "quarter": (
        rf"\bt(?P<quarter>[1-4])\b(?:[\s\-/.]*{_YEAR})?",
        rf"(?P<quarter>[1-4])\s*(?:er|eme|e)\s+trim[a-z]*\.?(?:[\s\-/.]*{_YEAR})?",
        rf"\btrim[a-z]*\.?\s*(?P<quarter>[1-4])(?:[\s\-/.]*{_YEAR})?",
        rf"{_YEAR}[\s\-/.]*t(?P<quarter>[1-4])\b",
    ),
    "year": (rf"(?<![\d/-]){_YEAR}(?![\d/-])",),
}
_NAMES = {
    "month": ("Mois", "mois"),
    "quarter": ("Trimestre", "trimestre"),
    "year": ("Année", "année"),
}
_TOTAL = re.compile(r"(?:total|totaux|cumul|moyenne|ensemble|somme)\b.*")


@dataclass(frozen=True)
class _Wide:
    """``cells``: for each period, the key of its column in each of the ``values``."""

    kind: str
    periods: tuple[str, ...]
    values: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    labels: tuple[str, ...]
    totals: tuple[str, ...]


def applied(reading: Reading, folder: Path, answers: Mapping[str, str]) -> Reading:
    """The reading with the proposal among its steps; ``text.parquet`` is rewritten if it stands."""
    wide = _found(reading, folder)
    if wide is None:
        return reading
    done = answers.get("unpivot") == DONE
    steps = (*reading.steps, _step(wide, done, "unpivot" not in answers))
    return replace(_rewritten(reading, folder, wide) if done else reading, steps=steps)


def _step(wide: _Wide, done: bool, asked: bool) -> Step:
    title, noun = _NAMES[wide.kind]
    many = "mois" if noun == "mois" else f"{noun}s"
    value = ", ".join(f"« {name} »" for name in wide.values[:2])
    sentence = f"Les {many} sont en colonnes ({len(wide.periods)})."
    if done:
        sentence = f"Les {many} étaient en colonnes\u202f: il y a maintenant une ligne par {noun}."
    reason = f"Une colonne « {title} » et une colonne {value} se trient et se dessinent mieux."
    if wide.totals:
        gone = ", ".join(f"« {name} »" for name in wide.totals[:2])
        reason += f" Le total ({gone}) se recalcule\u202f: il serait laissé de côté."
    return Step(
        "unpivot",
        sentence,
        len(wide.labels),
        wide.labels[:2],
        reason,
        ((DONE, f"Une ligne par {noun}"), (UNDONE, "Laisser comme dans le fichier")),
        DONE if done else UNDONE,
        asked,
    )


def _found(reading: Reading, folder: Path) -> _Wide | None:
    if reading.standard:
        return None
    known = vocabulary()
    for kind in _PERIODS:
        wide = _of_kind(kind, reading.columns)
        if wide is None or len(reading.columns) <= len(wide.labels) + len(wide.totals):
            continue
        named = sum(squash(label) in known for label in wide.labels)
        if named * 2 <= len(wide.labels) and _are_numbers(folder, wide):
            return wide
    return None


def _of_kind(kind: str, columns: Sequence[SourceColumn]) -> _Wide | None:
    """The columns whose label names a period, where each period has the same values."""
    by_stem: dict[str, dict[str, SourceColumn]] = defaultdict(dict)
    for column in columns[:_MOST]:
        found = _period(kind, column.header)
        if found and found[0] not in by_stem[found[1]]:
            by_stem[found[1]][found[0]] = column
    longest = max(by_stem.values(), key=len, default={})
    periods = tuple(longest)
    if len(periods) < _LEAST:
        return None
    stems = [stem for stem, found in by_stem.items() if set(found) == set(periods)]
    taken = [by_stem[stem][period] for period in periods for stem in stems]
    totals = [c.key for c in columns if c not in taken and _TOTAL.match(fold(c.header).strip())]
    labels = {column.key: column.header for column in columns}
    return _Wide(
        kind,
        periods,
        tuple(stem or "Valeur" for stem in stems),
        tuple(tuple(by_stem[stem][period].key for stem in stems) for period in periods),
        tuple(column.header for column in taken),
        tuple(labels[key] for key in totals),
    )


def _period(kind: str, label: str) -> tuple[str, str] | None:
    """The period that a label names, and what else it says."""
    folded = fold(label)
    if len(folded) != len(label):
        # An accent or a ligature took two letters: what is left of the label is folded too.
        label = folded
    for pattern in _PERIODS[kind]:
        matches = list(re.finditer(pattern, folded))
        if len(matches) == 1:
            rest = f"{label[: matches[0].start()]} {label[matches[0].end() :]}"
            stem = " ".join(rest.split()).strip(" –-:/.,").removesuffix("()").strip(" –-:/")
            period = _named(matches[0].groupdict())
            return (period, stem) if period else None
    return None


def _named(parts: Mapping[str, str | None]) -> str | None:
    year = parts.get("year")
    # « janv-23 »: no table of a town has the months of 1923 in its columns.
    year = f"20{year}" if year and len(year) == 2 else year
    if name := parts.get("name"):
        number = _BEGINNINGS[name]
        return f"{year}-{number:02d}" if year else MONTHS[number - 1]
    if month := parts.get("month"):
        return f"{year}-{int(month):02d}"
    if quarter := parts.get("quarter"):
        return f"{year}-T{quarter}" if year else f"T{quarter}"
    return year


def _are_numbers(folder: Path, wide: _Wide) -> bool:
    keys = [key for cells in wide.cells for key in cells]
    counts = (
        pl.scan_parquet(folder / _TEXT)
        .select(
            pl.sum_horizontal(pl.col(key).is_not_null().sum() for key in keys).alias("filled"),
            pl.sum_horizontal(pl.col(key).str.contains(_NUMBER).sum() for key in keys).alias("n"),
            pl.sum_horizontal(pl.col(key).str.contains(_NOTHING).sum() for key in keys).alias("no"),
        )
        .collect(engine="streaming")
        .row(0)
    )
    filled, numbers, nothing = counts
    return bool(numbers > 0 and numbers >= (filled - nothing) * _NUMBERS)


def _rewritten(reading: Reading, folder: Path, wide: _Wide) -> Reading:
    taken = {key for cells in wide.cells for key in cells}
    names = [c for c in reading.columns if c.key not in taken and c.header not in wide.totals]
    values = [f"v{i}" for i in range(len(wide.values))]
    first = min(i for i, c in enumerate(reading.columns) if c.key in taken)
    before = [c.key for c in names if reading.columns.index(c) < first]
    after = [c.key for c in names if c.key not in before]
    headers = {c.key: c.header for c in names}
    headers |= {"period": _NAMES[wide.kind][0]} | dict(zip(values, wide.values, strict=True))
    order = [*before, "period", *values, *after]
    lines = _lines(folder, wide, [c.key for c in names], values)
    keys = {key: f"c{i}" for i, key in enumerate(order)}
    new = folder / "unpivot.parquet"
    lines.select(pl.col(order).name.map(lambda key: keys[key]), ROW).sink_parquet(
        new, compression="lz4", statistics=True, row_group_size=GROUP
    )
    contents = contents_of(new, len(order))
    new.replace(folder / _TEXT)
    labels = header.unique([headers[key] for key in order])
    columns = tuple(
        SourceColumn(f"c{i}", label, contents.samples[i], contents.filled[i])
        for i, label in enumerate(labels)
    )
    return replace(reading, columns=columns, rows=contents.rows)


def _lines(folder: Path, wide: _Wide, names: list[str], values: list[str]) -> pl.LazyFrame:
    """One line for each row and period that has a value; a row without any keeps one line."""
    cells = [
        pl.struct(
            pl.lit(period).alias("period"),
            pl.lit(number == 0).alias("is_first"),
            *(pl.col(key).alias(value) for key, value in zip(keys, values, strict=True)),
        )
        for number, (period, keys) in enumerate(zip(wide.periods, wide.cells, strict=True))
    ]
    taken = [key for keys in wide.cells for key in keys]
    some = pl.any_horizontal(pl.col(value).is_not_null() for value in values)
    return (
        pl.scan_parquet(folder / _TEXT)
        .select(
            *names,
            ROW,
            pl.all_horizontal(pl.col(key).is_null() for key in taken).alias("is_bare"),
            pl.concat_list(cells).alias("cells"),
        )
        .explode("cells")
        .unnest("cells")
        .filter(some | (pl.col("is_bare") & pl.col("is_first")))
        .with_columns(pl.when(~pl.col("is_bare")).then("period").alias("period"))
    )
