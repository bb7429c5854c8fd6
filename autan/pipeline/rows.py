"""Rows that are not data: totals, headings inside the table, exact repetitions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from autan.pipeline.columns import ROW, scan
from autan.pipeline.report import Finding, Repair
from autan.schemas.standard import Standard

_TOTAL = r"(?i)^\s*(?:sous[\s-]*)?(?:total|totaux|somme|cumul|total\s+g[ée]n[ée]ral)\b[^0-9]{0,40}$"
_LEAST_COLUMNS = 4
_EXAMPLES = 5


@dataclass(frozen=True)
class Dropped:
    rows: tuple[int, ...]
    repairs: tuple[Repair, ...]
    findings: tuple[Finding, ...]


def drop(
    folder: Path, headers: Mapping[str, str], identity: Sequence[str], undone: Collection[str]
) -> Dropped:
    """Find the rows to leave out. ``headers``: columns of the file by their key; ``identity``:
    those that name a row when the standard has such, in which case an exact repetition is left
    out too.
    """
    shape = _shape(folder, headers)
    repairs: list[Repair] = []
    gone: set[int] = set()
    for kind, flag, sentence in _KINDS:
        bad = shape.filter(pl.col(flag) & ~pl.col(ROW).is_in(list(gone)))
        if not bad.is_empty():
            repairs.append(_repair(kind, sentence, bad, undone))
            if repairs[-1].accepted:
                gone.update(bad[ROW])
    repeated = shape.filter(pl.col("repeated") & ~pl.col(ROW).is_in(list(gone)))
    findings: list[Finding] = []
    if not repeated.is_empty() and identity:
        repairs.append(_repair("duplicate-rows", _DUPLICATES, repeated, undone))
        if repairs[-1].accepted:
            gone.update(repeated[ROW])
    elif not repeated.is_empty():
        findings.append(_repetition(repeated))
    return Dropped(tuple(sorted(gone)), tuple(repairs), tuple(findings))


def _shape(folder: Path, headers: Mapping[str, str]) -> pl.DataFrame:
    """The suspicious rows alone: flags ``total``, ``heading``, ``header``, ``repeated``."""
    keys = list(headers)
    filled = pl.sum_horizontal(pl.col(key).is_not_null().cast(pl.Int16) for key in keys)
    first = pl.coalesce(pl.col(key) for key in keys)
    # A sum of hashes seeded by the column wraps around and costs eight bytes a row.
    print_ = pl.sum_horizontal(pl.col(key).hash(seed) for seed, key in enumerate(keys))
    wide = len(keys) >= _LEAST_COLUMNS
    summed = first.str.contains(_TOTAL).fill_null(False)
    titled = pl.sum_horizontal(
        (pl.col(key) == header).fill_null(False).cast(pl.Int16) for key, header in headers.items()
    )
    frame = (
        scan(folder)
        .select(
            ROW,
            first.alias("first"),
            (summed & (filled <= max(2, len(keys) // 2))).alias("total"),
            (pl.lit(wide) & (filled == 1)).alias("heading"),
            ((titled >= 2) & (titled * 2 > filled)).alias("header"),
            print_.alias("print"),
        )
        .collect(engine="streaming")
    )
    repeated = ~frame["print"].is_first_distinct()
    return frame.with_columns(repeated.alias("repeated")).filter(
        pl.any_horizontal("total", "heading", "header", "repeated")
    )


def _repair(
    kind: str, sentence: tuple[str, str], bad: pl.DataFrame, undone: Collection[str]
) -> Repair:
    count = bad.height
    one, many = sentence
    examples = tuple((text or "", "") for text in bad["first"].head(_EXAMPLES))
    facts = {"count": f"{count:,}".replace(",", "\u202f"), "row": bad[ROW][0]}
    return Repair(
        id=f"rows-{kind.removesuffix('-rows')}",
        kind=kind,
        column="",
        field="",
        count=count,
        before=examples[0][0],
        after="",
        sentence=(one if count == 1 else many) % facts,
        examples=examples,
        accepted=f"rows-{kind.removesuffix('-rows')}" not in undone,
    )


def _repetition(repeated: pl.DataFrame) -> Finding:
    row, count = int(repeated[ROW][0]), repeated.height
    message = f"La ligne {row} répète exactement une autre ligne. Nous la gardons."
    if count > 1:
        shown = f"{count:,}".replace(",", "\u202f")
        message = (
            f"{shown} lignes répètent exactement une autre ligne, la première à la ligne {row}. "
            "Nous les gardons."
        )
    return Finding("info", "duplicate-rows", message, None, row, count)


_DUPLICATES = (
    "La ligne %(row)s répète exactement une autre ligne : nous ne la publions qu’une fois.",
    "%(count)s lignes répètent exactement une autre ligne : nous ne les publions qu’une fois.",
)
_KINDS = (
    (
        "total-rows",
        "total",
        (
            "La ligne %(row)s est un total : nous ne la publions pas.",
            "%(count)s lignes sont des totaux : nous ne les publions pas.",
        ),
    ),
    (
        "header-rows",
        "header",
        (
            "La ligne %(row)s répète les titres des colonnes : nous ne la publions pas.",
            "%(count)s lignes répètent les titres des colonnes : nous ne les publions pas.",
        ),
    ),
    (
        "heading-rows",
        "heading",
        (
            "La ligne %(row)s est un intertitre : nous ne la publions pas.",
            "%(count)s lignes sont des intertitres : nous ne les publions pas.",
        ),
    ),
)


def identity_keys(standard: Standard | None, keys: Mapping[str, str]) -> list[str]:
    """The columns of the file that together name a row, if the first of them is there."""
    if standard is None or not standard.identity or standard.identity[0] not in keys:
        return []
    return [keys[name] for name in standard.identity if name in keys]
