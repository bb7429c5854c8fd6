"""Datetimes as the text formats write them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

ISO = "%Y-%m-%dT%H:%M:%S%:z"


def as_text(frame: "pl.DataFrame") -> "pl.DataFrame":
    """``2017-01-01T00:00:00+00:00``, with the offset of the zone that the column carries."""
    moments = [column for column in frame.iter_columns() if hasattr(column.dtype, "time_zone")]
    return frame.with_columns(column.dt.strftime(ISO) for column in moments)
