"""Parquet brought back to text without loss, in blocks: whole numbers, decimals and dates as they
are, lists and records as ``nested`` writes them."""

from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from autan.formats.header import Header, tidy
from autan.formats.nested import dumped, text_of
from autan.formats.reader import Found, Reader, Request
from autan.formats.refusals import refusal
from autan.formats.text_parquet import GROUP, ROW, Contents, contents_of
from autan.tabular.steps import Step

MOST_COLUMNS = 4000
_BLOCK = 20_000
_CELLS = 400_000


def read(request: Request) -> Found:
    """Read a Parquet file; see ``Reader.read``."""
    try:
        with pq.ParquetFile(request.source) as file:
            names = file.schema_arrow.names
            if len(names) > MOST_COLUMNS:
                raise refusal("wide")
            systems, steps = _shapes(request, file)
            contents = _write(request, file, len(names), systems)
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:
        raise refusal("damaged") from error
    return Found(Header(None, 0, tuple(map(tidy, names)), 1.0), None, contents, steps=steps)


READER = Reader(frozenset({"parquet"}), read)


def _shapes(request: Request, file: Any) -> tuple[dict[int, str | None], tuple[Step, ...]]:
    """Which columns hold geometries, with their systems, and what is said of these."""
    schema = file.schema_arrow
    found: dict[int, str | None] = {}
    told: dict[Step, None] = {}
    if b"geo" not in (schema.metadata or {}):
        return found, ()
    # Only for these files: it brings the geographic library.
    from autan.formats import parquet_shapes

    for name, crs in parquet_shapes.columns(schema.metadata).items():
        at = schema.get_field_index(name)
        if at < 0 or not _is_bytes(schema.field(at).type):
            continue
        blocks = (table.column(0) for table in file.iter_batches(_BLOCK, columns=[name]))
        found[at], steps = parquet_shapes.understood(request, blocks, crs)
        told |= dict.fromkeys(steps)
    return found, tuple(told)


def _is_bytes(kind: pa.DataType) -> bool:
    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind))


def _text_of(column: pa.Array, place: int, systems: Mapping[int, str | None]) -> pa.Array:
    if place not in systems:
        return _texts(column)
    from autan.formats import parquet_shapes

    return parquet_shapes.texts(column, systems[place])


def _write(request: Request, file: Any, width: int, systems: Mapping[int, str | None]) -> Contents:
    texts = [pa.field(f"c{i}", pa.large_string()) for i in range(width)]
    schema = pa.schema([*texts, pa.field(ROW, pa.int64())])
    block = max(1, min(_BLOCK, _CELLS // max(1, width)))
    total, done = max(1, file.metadata.num_rows), 0
    with pq.ParquetWriter(request.target, schema, compression="lz4") as writer:
        for table in file.iter_batches(block):
            if not table.num_rows:
                continue
            numbers = pa.array(range(done + 1, done + table.num_rows + 1))
            columns = [_text_of(column, i, systems) for i, column in enumerate(table.columns)]
            arrays = pa.Table.from_arrays([*columns, numbers], schema=schema)
            writer.write_table(arrays, row_group_size=GROUP)
            done += table.num_rows
            request.progress(done / total)
    return contents_of(request.target, width)


def _texts(column: pa.Array) -> pa.Array:
    """A column as text; "" and nothing are both null."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if isinstance(column, pa.ExtensionArray):
        column = column.storage
    if pa.types.is_timestamp(column.type):
        column = _moments(column)
    make = _maker(column.type)
    if make is None:
        made = _cast(column)
    else:
        cells = (cell.as_py() for cell in column)
        made = pa.array([None if cell is None else make(cell) for cell in cells], pa.large_string())
    return pc.if_else(pc.equal(made, ""), pa.scalar(None, pa.large_string()), made)


def _cast(column: pa.Array) -> pa.Array:
    """Arrow's own writing, without the noughts that no tool adds nor the « not a number »."""
    made = pc.cast(column, pa.large_string())
    if pa.types.is_floating(column.type):
        made = pc.if_else(pc.is_finite(column), made, pa.scalar(None, pa.large_string()))
        return pc.replace_substring_regex(made, r"^(-?\d+)\.0$", r"\1")
    if pa.types.is_time(column.type):
        return pc.replace_substring_regex(made, r"\.0+$", "")
    return made


def _maker(kind: pa.DataType) -> Callable[[Any], str | None] | None:
    """How the values of a type are written, where Arrow's own way would lose or blur them."""
    if pa.types.is_timestamp(kind) and kind.unit != "ns":
        return _moment
    if _is_bytes(kind) or pa.types.is_fixed_size_binary(kind):
        return _bytes
    return _inner if pa.types.is_nested(kind) else None


def _moments(column: pa.Array) -> pa.Array:
    """Instants in UTC: the names of zones need a file that the sandbox does not have."""
    kind = column.type
    if kind.tz is not None:
        column = column.cast(pa.timestamp(kind.unit, "UTC"))
    if kind.unit == "ns":
        coarse = pa.timestamp("us", column.type.tz)
        exact = pc.all(pc.equal(pc.nanosecond(column), 0)).as_py()
        column = column.cast(coarse, safe=False) if exact in (True, None) else column
    return column


def _moment(value: Any) -> str:
    text: str = value.isoformat()
    return text.removesuffix("T00:00:00")


def _bytes(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.hex()


def _plain(value: Any) -> Any:
    """The inside of a list or a record, with values that text can hold."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, bytes):
        return _bytes(value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _inner(value: Any) -> str | None:
    plain = _plain(value)
    return text_of(plain) if isinstance(plain, list) else dumped(plain)
