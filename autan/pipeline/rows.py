"""Rows that are not data: totals, headings inside the table, notes under it, repetitions.

All are kept in the text of the table; leaving them out is a correction that a person may undo.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from autan.pipeline import help_rows
from autan.pipeline.columns import ROW, scan
from autan.pipeline.report import Finding, Repair
from autan.schemas.standard import Standard

TOTAL = r"(?i)^\s*(?:sous[\s-]*|s/\s*)?(?:total|totaux|somme|cumul)\b[^0-9]{0,40}$"
SOME_TOTAL = r"(?i)^\s*(?:sous[\s-]*|s/\s*)?(?:total|totaux|cumul)\b.{0,80}$"
_NUMBER = r"^\s*[-+]?[\d\s\u00a0\u202f]*\d(?:[.,]\d+)?\s*[€%]?\s*$"
_DATE = r"^\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
NOTE = (
    r"(?i)^\s*(?:sources?\b|notes?\b|nb\b|n\.b\.|\*|\(\d\)|\(\*|vu (?:pour|et)\b|fait (?:à|le)\b"
    r"|édité|edité|imprimé|mise? à jour|document |le maire\b|pour le maire|la présidente?\b"
    r"|le président\b|légende|affich[ée]+ (?:le|en|du)\b|publi[ée]+ (?:le|sur)\b|transmis|signé"
    r"|certifié|pour (?:extrait|copie)|(?:le|la) secrétaire\b|arrêtée? (?:à|au|le) )"
)
_LEAST_COLUMNS = 4
_EXAMPLES = 5
_TAIL = 20
_MOST_JUDGED = 20_000
_LEARNT_FROM = 5000
_MOSTLY = 0.9
_LEAST_SUMMED = 3
_MOST_HELP, _SEVERAL = 3, 8
_CENT = 0.011


@dataclass(frozen=True)
class Dropped:
    rows: tuple[int, ...]
    repairs: tuple[Repair, ...]
    findings: tuple[Finding, ...]


def drop(shape: pl.DataFrame, identity: Sequence[str], undone: Collection[str]) -> Dropped:
    """Choose the rows to leave out among those of ``suspicious``. ``identity``: the columns that
    name a row when the standard has such, in which case an exact repetition is left out too.
    """
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


def suspicious(folder: Path, headers: Mapping[str, str]) -> pl.DataFrame:
    """The suspicious rows alone: flags ``total``, ``heading``, ``header``, ``note``,
    ``described``, ``repeated``; each row once. ``headers``: columns of the file by their key."""
    keys = list(headers)
    filled = pl.sum_horizontal(pl.col(key).is_not_null().cast(pl.Int16) for key in keys)
    first = pl.coalesce(pl.col(key) for key in keys)
    # A sum of hashes seeded by the column wraps around and costs eight bytes a row.
    print_ = pl.sum_horizontal(pl.col(key).hash(seed) for seed, key in enumerate(keys))
    titled = pl.sum_horizontal(
        (pl.col(key) == header).fill_null(False).cast(pl.Int16) for key, header in headers.items()
    )
    # Where the first column is repeated by merged cells, the word is in the second one.
    named = pl.any_horizontal(
        pl.col(key).str.contains(SOME_TOTAL).fill_null(False) for key in keys[:2]
    )
    frame = (
        scan(folder)
        .select(
            ROW,
            filled.alias("filled"),
            (first.str.contains(TOTAL).fill_null(False) & (filled <= max(2, len(keys) // 2))).alias(
                "total"
            ),
            (named | first.str.contains(SOME_TOTAL).fill_null(False)).alias("named"),
            first.str.contains(SOME_TOTAL).fill_null(False).alias("named_first"),
            (pl.lit(len(keys) >= _LEAST_COLUMNS) & (filled == 1)).alias("heading"),
            ((titled >= 2) & (titled * 2 > filled)).alias("header"),
            print_.alias("print"),
        )
        .collect(engine="streaming")
    )
    frame = frame.with_columns(repeated=~frame["print"].is_first_distinct())
    frame = _judged(folder, keys, frame)
    flags = ("total", "heading", "header", "note", "described", "repeated")
    # A row written as several lines (one a month) goes only if all its lines do.
    frame = frame.filter(pl.any_horizontal(flags)) if _are_alone(frame) else _by_row(frame, flags)
    return _with_first(folder, keys, frame).sort(ROW)


def _with_first(folder: Path, keys: Sequence[str], frame: pl.DataFrame) -> pl.DataFrame:
    """The rows with the text of their first filled cell: read again for these few, since that of
    all the rows of a large file would fill the memory."""
    rows = frame[ROW].head(_MOST_JUDGED).implode()
    first = pl.coalesce(pl.col(key) for key in keys).alias("first")
    texts = scan(folder).filter(pl.col(ROW).is_in(rows)).select(ROW, first).collect()
    texts = texts.unique(ROW, keep="first")
    return frame.join(texts, on=ROW, how="left", maintain_order="left")


def _are_alone(frame: pl.DataFrame) -> bool:
    return frame.height < 2 or bool((frame[ROW].diff().drop_nulls() != 0).all())


def _by_row(frame: pl.DataFrame, flags: Sequence[str]) -> pl.DataFrame:
    whole = frame.group_by(ROW).agg(pl.col(*flags).all())
    return whole.filter(pl.any_horizontal(flags))


def _judged(folder: Path, keys: Sequence[str], frame: pl.DataFrame) -> pl.DataFrame:
    """Look cell by cell at the few rows that may be totals, notes or explanations."""
    edge = pl.int_range(pl.len())
    looked = frame.filter(pl.col("named") | (edge >= pl.len() - _TAIL) | (edge == 0))
    rows = looked[ROW].head(_MOST_JUDGED)
    table = scan(folder).filter(pl.col(ROW).is_in(rows.implode())).select(ROW, *keys).collect()
    values = table.select(
        ROW,
        pl.sum_horizontal(pl.col(k).str.contains(_NUMBER).fill_null(False) for k in keys).alias(
            "numbers"
        ),
    )
    counted = frame.join(
        values.unique(ROW, keep="first"), on=ROW, how="left", maintain_order="left"
    )
    only_numbers = pl.col("named") & (pl.col("numbers") >= 1)
    # Its name may stand after that of its group; and a row written as several lines has its
    # period beside its name.
    words = pl.when(pl.col("named_first") & _are_alone(frame)).then(1)
    only_numbers &= pl.col("numbers") >= pl.col("filled") - words.otherwise(2)
    notes, described, summed = _edges(folder, keys, frame)
    number = pl.col(ROW)
    return counted.with_columns(
        total=pl.col("total") | only_numbers.fill_null(False) | number.is_in(summed),
        note=number.is_in(notes),
        described=number.is_in(described),
    )


def _edges(
    folder: Path, keys: Sequence[str], frame: pl.DataFrame
) -> tuple[list[int], list[int], list[int]]:
    """The numbers of the notes under the table, of its explanations, of a total without name."""
    if frame.height < _LEAST_SUMMED or len(keys) < 2:
        return [], [], []
    sample = scan(folder).select(keys).head(_LEARNT_FROM).collect()
    # Without the first rows, which may be the explanation of the others.
    learnt = sample.slice(1 if sample.height < _SEVERAL else _MOST_HELP)
    numeric = [key for key in keys if _share(learnt[key], _NUMBER) >= _MOSTLY]
    dated = [key for key in keys if _share(learnt[key], _DATE) >= _MOSTLY]
    notes = _notes(_with_first(folder, keys, frame.tail(_TAIL)), len(keys))
    described = help_rows.found(sample, frame[ROW], [*numeric, *dated])
    last = next((n for n in reversed(frame[ROW].tail(_TAIL + 1)) if n not in notes), None)
    summed = []
    if last is not None and frame.height <= _LEARNT_FROM and _is_sum(sample, frame, last, numeric):
        summed = [last]
    return notes, described, summed


def _share(values: pl.Series, pattern: str) -> float:
    filled = values.drop_nulls()
    if filled.is_empty():
        return 0.0
    return float(filled.str.contains(pattern).sum()) / len(filled)


def _notes(frame: pl.DataFrame, width: int) -> list[int]:
    """From the last row upwards, as long as the rows hold little and say what notes say."""
    found: list[int] = []
    tail = frame.select(ROW, "first", "filled")
    said = tail["first"].str.contains(NOTE).fill_null(False)
    lines = [(*row, note) for row, note in zip(tail.rows(), said, strict=True)]
    little = 1 if width < _LEAST_COLUMNS else max(2, width // 4)
    below: int | None = None
    waiting: list[int] = []
    for number, first, filled, note in reversed(lines):
        if (filled > little and not note) or filled > width // 2 + 1 or first is None:
            break
        if number == below:
            break
        waiting.append(number)
        below = number
        if note or (filled == 1 and len(first) > 60):
            found += waiting
            waiting = []
    return found


def _is_sum(sample: pl.DataFrame, frame: pl.DataFrame, last: int, numeric: Sequence[str]) -> bool:
    """Are the numbers of the last row the sums of those above, in a row without any word?"""
    place = frame[ROW].to_list().index(last)
    row = sample.row(place, named=True)
    filled = [key for key, cell in row.items() if cell]
    named = [key for key in row if key not in numeric]
    if not filled or place < _LEAST_SUMMED or not named or any(key in named for key in filled):
        return False
    above = sample.head(place).filter(~frame["total"].head(place))
    return all(_sum_is(above[key], row[key]) for key in filled)


def _sum_is(values: pl.Series, text: str) -> bool:
    numbers = _as_numbers(values)
    total = _as_numbers(pl.Series([text]))[0]
    several = numbers.drop_nulls().len() >= _LEAST_SUMMED - 1
    return several and total is not None and abs(numbers.sum() - total) < _CENT


def _as_numbers(values: pl.Series) -> pl.Series:
    bare = values.str.replace_all(r"[\s\u00a0\u202f€%]", "").str.replace(",", ".", literal=True)
    return bare.cast(pl.Float64, strict=False)


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
        "note-rows",
        "note",
        (
            "La ligne %(row)s est une note sous le tableau : nous ne la publions pas.",
            "%(count)s lignes sont des notes sous le tableau : nous ne les publions pas.",
        ),
    ),
    (
        "help-rows",
        "described",
        (
            "La ligne %(row)s explique les colonnes : nous ne la publions pas.",
            "%(count)s lignes expliquent les colonnes : nous ne les publions pas.",
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
