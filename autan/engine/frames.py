"""From the engine's columns to published ones, in frames that every export format can write."""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl
import pyarrow as pa

from autan.formats.places import POINT, wrapped
from autan.tabular.fields import FieldType

Columns = Sequence[tuple[str, FieldType]]

_READY = (pl.String, pl.Int64, pl.Boolean, pl.Date)
_PUBLISHED: Mapping[FieldType, pl.DataType] = {
    FieldType.TEXT: pl.String(),
    FieldType.INTEGER: pl.Int64(),
    FieldType.NUMBER: pl.Float64(),
    FieldType.BOOLEAN: pl.Boolean(),
    FieldType.DATE: pl.Date(),
    FieldType.DATETIME: pl.Datetime("us"),
    FieldType.GEO_POINT: POINT,
    FieldType.GEO_SHAPE: pl.String(),
}


def tidy(
    batches: Iterator[pa.RecordBatch], columns: Columns, timezone: str
) -> Iterator[pl.DataFrame]:
    """Columns under their keys and in their types: no NaN, datetimes in the zone asked for."""
    keys = [key for key, _ in columns]
    for batch in batches:
        frame = pl.DataFrame(batch.rename_columns(keys))
        for index, (_, kind) in enumerate(columns):
            column = frame.to_series(index)
            if column.dtype not in _READY or kind is FieldType.GEO_SHAPE:
                frame.replace_column(index, _published(column, kind, timezone))
        yield frame


def _published(column: pl.Series, kind: FieldType, timezone: str) -> pl.Series:
    if column.dtype == pl.Null or column.dtype.is_decimal() or column.dtype == pl.Int128:
        column = column.cast(_PUBLISHED[kind])
    if kind is FieldType.GEO_SHAPE:
        return wrapped(column)
    if column.dtype.is_float():
        # JSON has no word for NaN and infinity; an empty cell in every format is one rule.
        return column.set(~column.is_finite(), None)
    if isinstance(column.dtype, pl.Datetime):
        return _moment(column, kind, timezone)
    return column


def _moment(column: pl.Series, kind: FieldType, timezone: str) -> pl.Series:
    """DuckDB gives instants in UTC, with or without saying so."""
    if kind is FieldType.DATE:
        return column.cast(pl.Date)
    return column.dt.replace_time_zone("UTC").dt.convert_time_zone(timezone)


def rename(
    frames: Iterator[pl.DataFrame], columns: Columns, labels: Mapping[str, str]
) -> Iterator[pl.DataFrame]:
    """The frames under their readable names; a name that two columns share keeps its key too."""
    wanted = [labels.get(key) or key for key, _ in columns]
    unique = [
        label if wanted.count(label) == 1 else f"{label} ({key})"
        for label, (key, _) in zip(wanted, columns, strict=True)
    ]
    for frame in frames:
        frame.columns = unique
        yield frame
