"""What the tests of JSON, XML and Parquet share: a reader that gives labels and rows."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from autan.formats import html_tables, json_read, parquet_read, sniff, xml_read
from autan.formats.reader import Found, Request

SHARED = Path(__file__).resolve().parents[4] / "shared"
READERS = (json_read.READER, xml_read.READER, parquet_read.READER, html_tables.READER)

Rows = list[dict[str, str | None]]
Read = Callable[..., tuple[Found, Rows]]


def read(path: Path, **answers: str) -> tuple[Found, Rows]:
    """Read ``path``: what was found, and each row by label, as it lies in ``text.parquet``."""
    target = path.with_name("text.parquet")
    kind = sniff.kind_of(path)
    reader = next(one for one in READERS if kind in one.kinds)
    found = reader.read(Request(path, target, answers))
    table = pl.read_parquet(target)
    labels = found.header.labels
    assert table.columns == [*(f"c{i}" for i in range(len(labels))), "__row"]
    assert table["__row"].to_list() == list(range(1, table.height + 1))
    assert found.contents.rows == table.height
    filled = [table.height - empty for empty in table.drop("__row").null_count().row(0)]
    assert list(found.contents.filled) == filled
    assert {file.name for file in path.parent.iterdir()} == {path.name, "text.parquet"}
    rows = table.drop("__row").rows()
    return found, [dict(zip(labels, row, strict=True)) for row in rows]


def kinds(found: Found) -> list[str]:
    return [step.kind for step in found.steps]


def step(found: Found, kind: str) -> Any:
    return next(one for one in found.steps if one.kind == kind)
