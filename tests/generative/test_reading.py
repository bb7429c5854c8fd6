"""Whatever the file: the cells that were written come back, or a plain refusal does."""

import contextlib
import csv
import tempfile
from pathlib import Path

import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autan.errors import UnreadableFile
from autan.pipeline.read import read_file
from tests import files

HEADER = ("COLL_NOM", "COLL_SIRET", "DELIB_ID", "DELIB_OBJET")
# Not « œ », « ’ » nor « € »: after an accent their bytes of Windows-1252 happen to be UTF-8.
LETTERS = st.sampled_from([*"abcÉéàç019.,;'-/ \"\n\t|", "un mot", "12/01/2024"])
CELLS = st.lists(LETTERS, max_size=6).map("".join)
TABLES = st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=8)
SEPARATORS = st.sampled_from([";", ",", "\t", "|"])


def _read(path: Path) -> list[tuple[str | None, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        reading = read_file(str(path), folder, path.name)
        keys = [column["key"] for column in reading["columns"]]
        return pl.read_parquet(Path(folder) / "text.parquet").select(keys).rows()


def _read_or_refuse(path: Path) -> None:
    """Any other exception than a refusal fails the test."""
    with contextlib.suppress(UnreadableFile):
        _read(path)


@settings(max_examples=50, deadline=None)
@given(
    rows=TABLES,
    separator=SEPARATORS,
    encoding=st.sampled_from(["utf-8", "cp1252", "utf-16"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
@example(rows=[('a"b', "c", "d", "e")], separator=";", encoding="utf-8", quoting=1)
@example(rows=[("", "", "", 'le "mot"\nici')], separator=",", encoding="utf-8", quoting=1)
@example(
    rows=[("", "", "", '"'), ("", "", "\na\n", "")], separator=";", encoding="utf-8", quoting=1
)
def test_a_well_written_table_comes_back_cell_for_cell(
    rows: list[tuple[str, ...]], separator: str, encoding: str, quoting: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file, delimiter=separator, quoting=quoting)
            writer.writerows([HEADER, *rows])
        expected = [tuple(cell or None for cell in row) for row in rows if any(row)]
        if not expected:
            return
        assert _read(path) == expected


@settings(max_examples=50, deadline=None)
@given(content=st.binary(max_size=3000) | st.text(max_size=800).map(lambda t: t.encode("utf-8")))
@example(content=b'"')
@example(content=b'a;b\n"1;2\n')
@example(content=b"\xff\xfe;\x00")
@example(content=b"sep=;\n")
def test_no_bytes_crash_the_reader(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(content)
        _read_or_refuse(path)


@settings(max_examples=50, deadline=None)
@given(
    place=st.floats(0, 1), byte=st.integers(0, 255), kind=st.sampled_from(["xlsx", "ods", "xls"])
)
def test_no_damaged_workbook_crashes_the_reader(place: float, byte: int, kind: str) -> None:
    makers = {"xlsx": files.make_xlsx, "ods": files.make_ods, "xls": files.make_xls}
    with tempfile.TemporaryDirectory() as folder:
        path = makers[kind](Path(folder) / f"a.{kind}")
        content = bytearray(path.read_bytes())
        content[int(place * (len(content) - 1))] = byte
        path.write_bytes(content)
        _read_or_refuse(path)
