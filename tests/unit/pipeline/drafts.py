"""A draft's folder as ``read`` leaves it, from a small drawn table."""

import json
from dataclasses import asdict
from pathlib import Path

import polars as pl

from autan.pipeline.report import Reading, SourceColumn

PROFILE = {"name": "Commune de Noé", "siren": "213103997", "insee": "31399"}


def draft(folder: Path, table: str, *, format: str = "csv", file_name: str = "fichier.csv") -> str:
    """``table``: headers then rows, cells between bars; an empty cell is null."""
    rows = [
        [cell.strip() or None for cell in line.split("|")] for line in table.strip().splitlines()
    ]
    headers, data = rows[0], rows[1:]
    keys = [f"c{i}" for i in range(len(headers))]
    frame = pl.DataFrame(data, schema=dict.fromkeys(keys, pl.String), orient="row")
    frame.with_columns(pl.int_range(2, 2 + len(data), dtype=pl.Int64).alias("__row")).write_parquet(
        folder / "text.parquet"
    )
    columns = tuple(
        SourceColumn(key, header or "", tuple(frame[key].drop_nulls().head(3)), 0)
        for key, header in zip(keys, headers, strict=True)
    )
    reading = Reading(format, len(data), columns, header_row=1, file_name=file_name)
    (folder / "reading.json").write_text(json.dumps(asdict(reading)), encoding="utf-8")
    return str(folder)
