"""Corrections of one column: decided for the column as a whole, counted, shown, undone at will."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from autan.pipeline import positions
from autan.pipeline.report import Repair
from autan.schemas.repairs import CHAINS, Manner, Mend, choices, dates, numbers, texts
from autan.schemas.standard import Kind, StandardField

_DECIDED = frozenset(
    {
        *(Kind.DATE, Kind.DATETIME, Kind.PERIOD, Kind.AMOUNT, Kind.NUMBER, Kind.SHARE),
        *(Kind.BOOLEAN, Kind.CHOICE, Kind.INSEE, Kind.POSTCODE, Kind.POINT),
    }
)
_PIECE = 500_000
_EXAMPLES = 5
_FUTURE_YEARS = 10
_LAST_CENTURY = 70
_MOST_WORDS = 5_000
_SEVERAL = 3


@dataclass(frozen=True)
class Source:
    """The column being corrected. ``exact``: numbers come typed from a workbook, not as text.
    ``insee``: the code of the place of who publishes, "" when it is unknown."""

    key: str
    header: str
    exact: bool = False
    insee: str = ""


@dataclass(frozen=True)
class Mended:
    """``frame``: the tally with a ``value`` column. ``steps``: what really changes something.

    ``doubts``: codes of the two readings between which we did not choose.
    """

    frame: pl.DataFrame
    steps: tuple[str, ...]
    manner: Manner
    repairs: tuple[Repair, ...]
    doubts: tuple[str, ...] = ()


def mend(
    tally: pl.DataFrame,
    source: Source,
    field: StandardField,
    undone: Collection[str] = (),
    without: Collection[str] = (),
) -> Mended:
    """Correct a tally. ``undone``: identifiers of repairs; ``without``: kinds not to try."""
    manner, doubts = decide(tally, source, field)
    manner = replace(manner, own=_own_words(tally, field))
    frame = tally.with_columns(pl.col("text").alias("value"))
    steps: list[str] = []
    repairs: list[Repair] = []
    for one in CHAINS[field.kind]:
        if one.kind in without:
            continue
        after = _after(one, frame, manner)
        repair = None if after is None else _repair(one, frame, after, source, field, undone)
        if after is None or repair is None:
            continue
        repairs.append(repair)
        if repair.accepted:
            steps.append(one.kind)
            frame = frame.with_columns(after)
    return Mended(frame, tuple(steps), manner, tuple(repairs), doubts)


def _after(one: Mend, frame: pl.DataFrame, manner: Manner) -> pl.Series | None:
    """The values after one correction, tried only where its cheap pattern says so."""
    value = pl.col("value")
    if not one.likely:
        return _by_pieces(one, frame, manner)
    likely = frame.select(value.str.contains(one.likely).fill_null(False).arg_true()).to_series()
    if likely.is_empty():
        return None
    changed = frame[likely].select(one.change(value, manner).alias("value"))["value"]
    return frame["value"].scatter(likely, changed)


def _by_pieces(one: Mend, frame: pl.DataFrame, manner: Manner) -> pl.Series | None:
    """The values after one correction, None where it changes nothing: piece by piece, so that
    millions of different values are not held several times."""
    pieces = []
    changed = False
    for piece in frame.select("value").iter_slices(_PIECE):
        after = piece.select(one.change(pl.col("value"), manner).alias("value"))["value"]
        same = after.equals(piece["value"])
        changed = changed or not same
        pieces.append(piece["value"] if same else after)
    return pl.concat(pieces, rechunk=True) if changed else None


def _repair(
    one: Mend,
    frame: pl.DataFrame,
    after: pl.Series,
    source: Source,
    field: StandardField,
    undone: Collection[str],
) -> Repair | None:
    changed = frame.with_columns(after.alias("after")).filter(
        pl.col("value").ne_missing(pl.col("after"))
    )
    if changed.is_empty():
        return None
    identifier = f"{source.key}-{one.kind}"
    count = int(changed["count"].sum())
    examples = tuple(
        (before or "", new or "")
        for before, new in changed.select("value", "after").head(_EXAMPLES).iter_rows()
    )
    before, new = examples[0]
    return Repair(
        id=identifier,
        kind=one.kind,
        column=source.header,
        field=field.name,
        count=count,
        before=before,
        after=new,
        sentence=one.sentence(count, source.header, _short(before), _short(new)),
        examples=examples,
        accepted=identifier not in undone,
    )


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:57]}…"


def decide(
    tally: pl.DataFrame, source: Source, field: StandardField
) -> tuple[Manner, tuple[str, ...]]:
    """How every cell of the column is to be read, and the doubts that remain."""
    if field.kind not in _DECIDED:
        return Manner(), ()
    cells = tally.select(pl.col("text").str.strip_chars()).to_series().drop_nulls()
    match field.kind:
        case Kind.DATE | Kind.DATETIME | Kind.PERIOD:
            return _date_manner(cells)
        case Kind.AMOUNT | Kind.NUMBER:
            return _number_manner(cells, source, field)
        case Kind.SHARE:
            return _share_manner(cells)
        case Kind.POINT if not cells.is_empty():
            decision = positions.decide(cells, source.insee, (source.header,))
            return decision.manner, (decision.doubt,) if decision.doubt else ()
        case Kind.INSEE | Kind.POSTCODE:
            return _zero_manner(cells)
        case Kind.BOOLEAN:
            words = choices.yes_or_no(cells.unique().head(_MOST_WORDS), field.synonyms)
            return Manner(words=words), ()
        case Kind.CHOICE:
            values = cells.unique().head(_MOST_WORDS)
            return Manner(words=choices.spellings(values, field.choices, field.synonyms)), ()
        case _:
            return Manner(), ()


def _own_words(tally: pl.DataFrame, field: StandardField) -> tuple[str, ...]:
    if not (field.choices or field.synonyms):
        return ()
    written = tally.select(pl.col("text").str.strip_chars().drop_nulls().unique()).to_series()
    likely = written.filter(written.str.to_lowercase().is_in(texts.MISSING))
    return texts.own(likely.sort(), field.choices, field.synonyms)


def _date_manner(cells: pl.Series) -> tuple[Manner, tuple[str, ...]]:
    """A number above twelve settles which one is the day, for the whole column."""
    pairs = cells.str.extract_groups(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](?:\d{4}|\d{2})(?:\D|$)")
    first = pairs.struct.field("1").cast(pl.Int32, strict=False)
    second = pairs.struct.field("2").cast(pl.Int32, strict=False)
    day_first, month_first = bool((first > 12).any()), bool((second > 12).any())
    doubts = ("date-mixed",) if day_first and month_first else ()
    pivot, doubt = _pivot(cells)
    return Manner(month_first=month_first and not day_first, pivot=pivot), doubts + doubt


def _pivot(cells: pl.Series) -> tuple[int | None, tuple[str, ...]]:
    short = cells.filter(cells.str.contains(dates.SHORT_YEAR))
    if short.is_empty():
        return None, ()
    years = short.str.slice(-2).cast(pl.Int32, strict=False)
    latest = date.today().year % 100 + _FUTURE_YEARS
    if bool(years.is_between(latest + 1, _LAST_CENTURY - 1).any()):
        return None, ("date-century",)
    return latest, ()


def _number_manner(
    cells: pl.Series, source: Source, field: StandardField
) -> tuple[Manner, tuple[str, ...]]:
    """``1,234`` and ``1.234`` have two readings, unless a neighbour settles the column."""
    marked = cells.filter(cells.str.contains("[.,]"))
    bare = marked.str.replace(r"\s*(?:€|[eE][uU][rR](?:[oO][sS]?)?)$", "")
    commas = bare.filter(bare.str.contains(numbers.COMMA))
    comma = commas.is_empty() or not bool(commas.str.contains(numbers.UNSURE_COMMA).all())
    dots = bare.filter(bare.str.contains(r"^[+-]?\d+\.\d+$"))
    dot = (
        source.exact
        or field.kind is not Kind.AMOUNT
        or dots.is_empty()
        or not bool(dots.str.contains(numbers.UNSURE_DOT).all())
    )
    doubts = () if comma and dot else ("number-two-readings",)
    return Manner(comma=comma, dot=dot), doubts


def _share_manner(cells: pl.Series) -> tuple[Manner, tuple[str, ...]]:
    """Shares above one mean that the column runs from 0 to 100, if none looks like a part of 1."""
    plain = cells.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False).drop_nulls()
    if not bool((plain > 1).any()):
        return Manner(), ()
    if bool(((plain > 0) & (plain <= 1)).any()) or bool((plain > 100).any()):
        return Manner(), ("share-two-readings",)
    return Manner(percent=True), ()


def _zero_manner(cells: pl.Series) -> tuple[Manner, tuple[str, ...]]:
    """Four digits have lost a zero when all codes have four, or when several places do.

    One short code among long ones may as well have lost its last digit.
    """
    short = cells.filter(cells.str.contains("^[0-9]{4}$")).n_unique()
    long = cells.filter(cells.str.contains("^[1-9][0-9]{4}$")).n_unique()
    sure = long == 0 or short >= _SEVERAL
    return Manner(zero=sure), () if sure or short == 0 else ("code-short",)
