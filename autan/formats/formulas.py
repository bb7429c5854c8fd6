"""Cells written as formulas that are only a text: ``="09000"``.

Software writes them so that Excel keeps the zeros of a code; the text is what the person saw.
"""

from pathlib import Path

import polars as pl

from autan.formats.reader import Request
from autan.formats.text_parquet import GROUP, ROW
from autan.tabular.steps import DONE, UNDO, UNDONE, Step

_TEXT = r'^="([^"]*)"$'


def unwrapped(request: Request, width: int) -> tuple[Step, ...]:
    """Take the text out of such cells of ``request.target``; the step that tells it, if any."""
    names = [f"c{i}" for i in range(width)]
    table = pl.scan_parquet(request.target)
    counts = table.select(pl.col(names).str.contains(_TEXT).sum()).collect(engine="streaming")
    found = {name: count for name, count in zip(names, counts.row(0), strict=True) if count}
    if not found:
        return ()
    allowed = request.allows("text_formulas")
    step = Step(
        "text_formulas",
        'Des cellules étaient écrites comme des formules (="09000")\u202f: leur texte est gardé.',
        sum(found.values()),
        _examples(table, next(iter(found))),
        "Un logiciel l’écrit ainsi pour qu’Excel n’ôte pas les zéros.",
        UNDO,
        DONE if allowed else UNDONE,
    )
    if allowed:
        _rewrite(table, list(found), request.target)
    return (step,)


def _examples(table: pl.LazyFrame, name: str) -> tuple[str, ...]:
    cells = table.filter(pl.col(name).str.contains(_TEXT)).select(ROW, name).head(2).collect()
    return tuple(f"ligne {row}\u202f: « {cell} »" for row, cell in cells.iter_rows())


def _rewrite(table: pl.LazyFrame, names: list[str], target: Path) -> None:
    attempt = target.with_name("attempt.parquet")
    text = pl.col(names).str.replace(_TEXT, "$1")
    emptied = table.with_columns(text).with_columns(
        pl.when(pl.col(name) != "").then(pl.col(name)).name.keep() for name in names
    )
    emptied.sink_parquet(attempt, compression="lz4", statistics=True, row_group_size=GROUP)
    attempt.replace(target)
