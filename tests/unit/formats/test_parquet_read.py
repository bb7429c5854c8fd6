"""Parquet comes back as text without losing a digit."""

import datetime as dt
import json
import struct
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from autan.errors import UnreadableFile
from autan.formats import parquet_read
from autan.formats.reader import Request
from tests.unit.formats.trees import read

DAY = dt.datetime(2024, 1, 2, 3, 4, 5)
UTC = dt.timezone.utc  # noqa: UP017


@pytest.mark.parametrize(
    ("values", "kind", "texts"),
    [
        ([2**53 + 1, -7], pa.int64(), ["9007199254740993", "-7"]),
        ([7.1, 1e300, 3.0, float("nan")], pa.float64(), ["7.1", "1e+300", "3", None]),
        ([0.1], pa.float32(), ["0.1"]),
        ([Decimal("7.10")], pa.decimal128(5, 2), ["7.10"]),
        ([True, False], pa.bool_(), ["true", "false"]),
        ([dt.date(2024, 1, 2)], pa.date32(), ["2024-01-02"]),
        ([DAY, DAY.replace(hour=0, minute=0, second=0)], pa.timestamp("us"), ["2024-01-02T03:04:05", "2024-01-02"]),
        ([DAY.replace(tzinfo=UTC)], pa.timestamp("us", "Europe/Paris"), ["2024-01-02T03:04:05+00:00"]),
        ([dt.time(1, 2, 3)], pa.time64("us"), ["01:02:03"]),
        ([["a", "b"], ["c;d"], []], pa.list_(pa.string()), ["a;b", '["c;d"]', None]),
        ([{"a": 1, "b": [1.5]}], pa.struct([("a", pa.int64()), ("b", pa.list_(pa.float64()))]), ['{"a": 1, "b": [1.5]}']),
        ([b"abc", b"\xff\x00"], pa.binary(), ["abc", "ff00"]),
        (["09000", "", " x "], pa.string(), ["09000", None, " x "]),
    ],
)  # fmt: skip
def test_every_type_is_written_as_people_write_it(
    tmp_path: Path, values: list[Any], kind: pa.DataType, texts: list[str | None]
) -> None:
    pq.write_table(pa.table({"x": pa.array([*values, None], kind)}), tmp_path / "file")
    _, rows = read(tmp_path / "file")
    assert [row["x"] for row in rows] == [*texts, None]


def test_repeated_words_kept_as_a_dictionary_are_words(tmp_path: Path) -> None:
    table = pa.table({"x": pa.array(["a", "b", "a"]).dictionary_encode(), "y": [1, 2, None]})
    pq.write_table(table, tmp_path / "file")
    found, rows = read(tmp_path / "file")
    assert [tuple(row.values()) for row in rows] == [("a", "1"), ("b", "2"), ("a", None)]
    assert found.header.labels == ("x", "y")


def test_a_file_that_only_begins_like_parquet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"PAR1" + b"x" * 200 + b"PAR1")
    with pytest.raises(UnreadableFile) as refused:
        read(tmp_path / "file")
    assert refused.value.code == "damaged-file"


def geo_file(path: Path, crs: object, x: float, y: float) -> Path:
    """One point in WKB, and nothing, with the metadata of GeoParquet."""
    point = struct.pack("<BIdd", 1, 1, x, y)
    said = {"version": "1.1.0", "primary_column": "lieu"}
    column = {"encoding": "WKB", "geometry_types": ["Point"]} | ({"crs": crs} if crs else {})
    table = pa.table({"nom": ["Foix", "Auch"], "lieu": pa.array([point, None], pa.binary())})
    meta = {b"geo": json.dumps({**said, "columns": {"lieu": column}}).encode()}
    pq.write_table(table.replace_schema_metadata(meta), path)
    return path


@pytest.mark.parametrize(
    ("crs", "x", "y", "steps"),
    [
        (None, 1.6058, 42.9653, 0),
        ({"id": {"authority": "EPSG", "code": 2154}}, 586261.0, 6208596.0, 1),
    ],
)
def test_geometries_of_geoparquet_become_geojson_in_degrees(
    tmp_path: Path, crs: object, x: float, y: float, steps: int
) -> None:
    source = geo_file(tmp_path / "a.parquet", crs, x, y)
    found = parquet_read.read(Request(source, tmp_path / "text.parquet"))
    cells = pl.read_parquet(tmp_path / "text.parquet")["c1"].to_list()
    shape = json.loads(cells[0])
    assert shape["type"] == "Point"
    assert shape["coordinates"] == pytest.approx([1.6058, 42.9653], abs=0.02)
    assert cells[1] is None
    assert len(found.steps) == steps


def test_a_file_that_lies_about_its_geometries_keeps_their_bytes(tmp_path: Path) -> None:
    source = geo_file(tmp_path / "a.parquet", None, 1, 43)
    table = pq.read_table(source)
    broken = table.set_column(1, "lieu", pa.array([b"\xff\x00nothing", None], pa.binary()))
    pq.write_table(broken, source)
    parquet_read.read(Request(source, tmp_path / "text.parquet"))
    cells = pl.read_parquet(tmp_path / "text.parquet")["c1"].to_list()
    assert cells == [b"\xff\x00nothing".hex(), None]
