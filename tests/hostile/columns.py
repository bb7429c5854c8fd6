"""Hostile Parquet: lengths that lie, records that promise, a word repeated a hundred thousand times."""

import struct
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.hostile.case import Case, harmless, refused, written


def _good(path: Path) -> bytes:
    pq.write_table(pa.table({"nom": ["Judo"] * 40, "montant": list(range(40))}), path)
    return path.read_bytes()


def _changed(change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(change(_good(path)))


def _length(told: int) -> Callable[[Path], object]:
    """The length of the record at the end, as it is told."""
    return _changed(lambda content: content[:-8] + struct.pack("<I", told) + b"PAR1")


def make_promise(path: Path) -> Path:
    """A record at the end that promises two billion columns."""
    record = b"\x15\x02\x19\xfc\xff\xff\xff\xff\x07" + bytes(64)
    path.write_bytes(b"PAR1" + record + struct.pack("<I", len(record)) + b"PAR1")
    return path


def make_wide(path: Path) -> Path:
    names = [f"c{n}" for n in range(20_000)]
    table = pa.Table.from_arrays([pa.array([1])] * len(names), names=names)
    pq.write_table(table, path, use_dictionary=False, write_statistics=False)
    return path


def make_repeated_word(path: Path) -> Path:
    """A word of four megabytes, said a hundred thousand times in a few kilobytes."""
    word = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), ["x" * (4 << 20)])
    pq.write_table(pa.table({"mot": word}), path, compression="zstd")
    return path


def make_deep(path: Path) -> Path:
    kind: pa.DataType = pa.int32()
    value: object = 1
    for _ in range(60):
        kind, value = pa.list_(kind), [value]
    pq.write_table(pa.table({"nom": ["x"], "liste": pa.array([value], kind)}), path)
    return path


def make_nothing_but_nulls(path: Path) -> Path:
    """A million rows without a value in a few kilobytes."""
    pq.write_table(pa.table({"a": pa.nulls(1_000_000, pa.string())}), path)
    return path


CASES: dict[str, Case] = {
    "columns cut short": refused(
        "a.parquet", "damaged-file", _changed(lambda content: content[:-20])
    ),
    "record longer than the file": refused("a.parquet", "damaged-file", _length(0x7FFFFFFF)),
    "record of no length": refused("a.parquet", "damaged-file", _length(0)),
    "record of two billion columns": refused("a.parquet", "damaged-file", make_promise),
    "record of noise": refused(
        "a.parquet",
        "damaged-file",
        _changed(lambda content: content[:-60] + b"\xff" * 52 + content[-8:]),
    ),
    "pages of noise": refused(
        "a.parquet",
        "damaged-file",
        _changed(lambda content: content[:4] + b"\xfe" * 120 + content[124:]),
    ),
    "mark of Parquet alone": refused("a.parquet", "damaged-file", written(b"PAR1PAR1")),
    "twenty thousand columns": refused("a.parquet", "too-many-columns", make_wide),
    "a word said a hundred thousand times": refused(
        "a.parquet", "damaged-file", make_repeated_word
    ),
    "a million rows of nothing": harmless("a.parquet", 1000000, make_nothing_but_nulls),
    "lists in lists": refused("a.parquet", "damaged-file", make_deep),
}
