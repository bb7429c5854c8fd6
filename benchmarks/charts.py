"""Charts of large tables: how long their figures take, then their pictures, warm and kept.

Grants to forty thousand associations over ten years, one worker; ten times as many for the last
column. Every drawing is of another specification, so that none is found on the disk.
"""

import hashlib
import statistics
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl

from autan import charts, drawing
from autan.access.grant import open_grant
from autan.engine import serving
from autan.engine.base import Source
from autan.engine.limits import Limits
from autan.engine.pool import PooledEngine
from autan.query.plan import Plan
from autan.query.state import ChartWords, State
from autan.store.layout import Kind, place
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema

SCHEMA = TableSchema(
    (
        Field("nomBeneficiaire", FieldType.TEXT, "Nom du bénéficiaire"),
        Field("objet", FieldType.TEXT, "Objet"),
        Field("montant", FieldType.NUMBER, "Montant"),
        Field("membres", FieldType.INTEGER, "Membres"),
        Field("dateConvention", FieldType.DATE, "Date de la convention"),
    )
)
_ASKED = (
    ("bars", ChartWords("bars", "nomBeneficiaire", "sum(montant)")),
    ("bars, along time", ChartWords("bars", "dateConvention", "sum(montant)")),
    ("stacked", ChartWords("stacked", "nomBeneficiaire", "sum(montant)", "objet")),
    ("lines", ChartWords("lines", "dateConvention", "sum(montant)", "objet")),
    ("histogram", ChartWords("histogram", "montant")),
    ("points", ChartWords("points", "membres", "montant")),
    ("pie", ChartWords("pie", "objet", "count(*)")),
    ("figure", ChartWords("figure", "", "avg(montant)")),
)
_TIMES = 25


def figures_of(folder: Path, rows: int) -> Iterator[str]:
    """Lines for the page of figures; ``rows`` of the smaller table."""
    tables = [_published(folder / "charts", count) for count in (rows, 10 * rows)]
    engine = PooledEngine(Limits(query_workers=1, export_workers=1), folder / "charts")
    yield f"| chart | {rows:,} rows ms | {10 * rows:,} ms | marks | SVG p50 ms | p95 ms | kB |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    every: list[float] = []
    try:
        for source in tables:
            _asked(engine, source, ChartWords("figure", "", "count(*)"))
        for name, words in _ASKED:
            asked = [_asked(engine, source, words) for source in tables]
            found = asked[0][1]
            times, size = _drawings(found)
            every += times
            yield (
                f"| {name} | {asked[0][0]:.0f} | {asked[1][0]:.0f} | {len(found.marks)} | "
                f"{statistics.median(times):.0f} | {_p95(times):.0f} | {size / 1000:.1f} |"
            )
        yield ""
        yield f"Warm SVG over all types: p95 {_p95(every):.0f} ms. {_taken_away(found)}"
    finally:
        engine.close()
        drawing.shut_down()


def _asked(engine: PooledEngine, source: Source, words: ChartWords) -> tuple[float, charts.Figures]:
    def run(plan: Plan) -> tuple[list[dict[str, object]], int]:
        answer = engine.answer(plan, open_grant("bench"), source=source)
        return answer.rows(), answer.total or 0

    question = charts.question(charts.suited(words, SCHEMA), SCHEMA)
    assert isinstance(question, charts.Question)
    began = time.perf_counter()
    found = charts.ask(question, State(), run)
    return 1000 * (time.perf_counter() - began), found


def _drawings(found: charts.Figures) -> tuple[list[float], int]:
    drawing.svg(charts.spec(found))
    times, size = [], 0
    for number in range(_TIMES):
        began = time.perf_counter()
        picture = drawing.svg(charts.spec(found, footer=f"{number}", framed=True))
        times.append(1000 * (time.perf_counter() - began))
        size = len(picture.encode())
    return times, size


def _taken_away(found: charts.Figures) -> str:
    spec = charts.spec(found, theme="light", framed=True)
    began = time.perf_counter()
    drawing.png(spec, paper="#ffffff")
    first = 1000 * (time.perf_counter() - began)
    began = time.perf_counter()
    drawing.png(spec, paper="#ffffff")
    return f"PNG {first:.0f} ms, {1000 * (time.perf_counter() - began):.1f} ms once kept."


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _published(home: Path, rows: int) -> Source:
    home.mkdir(parents=True, exist_ok=True)
    draft = home / "charts.parquet"
    number = pl.col("n")
    days = (number.hash(4) % 3600).cast(pl.Int64)
    frame = pl.select(n=pl.int_range(rows)).select(
        nomBeneficiaire=pl.format("Association {}", number.hash(1) % 40_000),
        objet=pl.format("Objet {}", number.hash(2) % 12),
        montant=((number.hash(3) % 1000).cast(pl.Float64) ** 2 / 10).round(2),
        membres=(number.hash(5) % 5000).cast(pl.Int64),
        dateConvention=(pl.lit(date(2016, 1, 1)) + pl.duration(days=days)).cast(pl.Date),
    )
    frame.write_parquet(draft)
    with draft.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    kept = place(home, Kind.VERSION, sha256)
    kept.parent.mkdir(parents=True, exist_ok=True)
    draft.rename(kept)
    serving.ensure(sha256, home)
    return Source(sha256, SCHEMA, rows)
