"""Points and shapes in frames, and how each kind of file writes them.

In a frame, a point is a struct of two doubles, ``lon`` and ``lat``; a shape is the text of a
GeoJSON geometry, wrapped in a struct of one field so that no writer takes it for ordinary text.
Opendatasoft's forms: in CSV ``lat, lon`` and the geometry, in JSON an object and a feature.
"""

import json
from collections.abc import Sequence
from io import BytesIO

import polars as pl

POINT = pl.Struct({"lon": pl.Float64(), "lat": pl.Float64()})
SHAPE = pl.Struct({"geometry": pl.String()})
_NOTHING = "null"


def wrapped(shapes: pl.Series) -> pl.Series:
    """The texts of geometries as the shapes of a frame."""
    return shapes.alias("geometry").to_frame().to_struct(shapes.name)


def has_shapes(frame: pl.DataFrame) -> bool:
    return SHAPE in frame.dtypes


def bare(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the text of its shapes, and its points as they are."""
    return frame.with_columns(_geometry(name) for name in _names(frame, SHAPE))


def as_cells(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with places as the text of one cell."""
    points = (_written(name) for name in _names(frame, POINT))
    return bare(frame).with_columns(*points)


def ndjson(frame: pl.DataFrame) -> bytes:
    """The rows as objects, one a line: the text of a shape is already JSON.

    The other columns go to polars' own writer, in runs, so that every value is written as it is
    where there is no shape.
    """
    pieces = [
        _feature(run[0]) if _is_shape(frame, run[0]) else _members(run) for run in _runs(frame)
    ]
    inside = pl.concat_str(pieces, separator=",")
    lines = frame.select(pl.concat_str(pl.lit("{"), inside, pl.lit("}")))
    out = BytesIO()
    lines.write_csv(out, include_header=False, quote_style="never")
    return out.getvalue()


def _names(frame: pl.DataFrame, kind: pl.DataType) -> list[str]:
    return [name for name, dtype in frame.schema.items() if dtype == kind]


def _is_shape(frame: pl.DataFrame, name: str) -> bool:
    return frame.schema[name] == SHAPE


def _runs(frame: pl.DataFrame) -> list[list[str]]:
    """The columns in order, each shape alone, the others together."""
    runs: list[list[str]] = []
    for name in frame.columns:
        alone = not runs or _is_shape(frame, name) or _is_shape(frame, runs[-1][0])
        if alone:
            runs.append([name])
        else:
            runs[-1].append(name)
    return runs


def _members(names: Sequence[str]) -> pl.Expr:
    return pl.struct(names).struct.json_encode().str.slice(1).str.head(-1)


def _feature(name: str) -> pl.Expr:
    opening = pl.lit('{"type":"Feature","geometry":')
    feature = pl.concat_str(opening, _geometry(name), pl.lit(',"properties":{}}'))
    key = json.dumps(name, ensure_ascii=False)
    return pl.concat_str(pl.lit(f"{key}:"), feature.fill_null(_NOTHING))


def _geometry(name: str) -> pl.Expr:
    return pl.col(name).struct.field("geometry").alias(name)


def _written(name: str) -> pl.Expr:
    point = pl.col(name).struct
    return pl.concat_str(point.field("lat"), point.field("lon"), separator=", ").alias(name)
