"""Whatever the file: the cells that were written come back, or a plain refusal does."""

import csv
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autan.errors import UnreadableFile
from autan.pipeline.read import read_file
from tests import files
from tests.aside import DIED, Aside

HEADER = ("COLL_NOM", "COLL_SIRET", "DELIB_ID", "DELIB_OBJET")
# Not « œ », « ’ » nor « € »: after an accent their bytes of Windows-1252 happen to be UTF-8.
LETTERS = st.sampled_from([*"abcéàç019.,;'-/ \"\n\t|", "Été", "un mot", "12/01/2024"])
CELLS = st.lists(LETTERS, max_size=6).map("".join)
TABLES = st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=8)
SEPARATORS = st.sampled_from([";", ",", "\t", "|"])
PLAIN = st.sampled_from(
    ["", "été", "Noël à Noé", "09000", "7.10", "12 345,60", "2024-01-31", "L'Isle, près d'Auch"]
)
# The first cell says that the row is one of data, and shows its letters.
ROWS = st.lists(
    st.tuples(st.sampled_from(["Réfection", "Bâtiment", "Forêt"]), PLAIN, PLAIN, PLAIN),
    min_size=3,
    max_size=12,
)


def _read(path: Path) -> list[tuple[str | None, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        reading = read_file(str(path), folder, path.name)
        keys = [f"c{i}" for i in range(len(HEADER))]
        assert len(reading["columns"]) >= 1
        return pl.read_parquet(Path(folder) / "text.parquet").select(keys).rows()


@pytest.fixture(scope="module")
def aside() -> Iterator[Aside]:
    """A child that reads; any other exception than a refusal fails the test."""
    child = Aside()
    yield child
    child.close()


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
@example(rows=[("", "", "''", "'a'")], separator=";", encoding="utf-8", quoting=0)
@example(rows=[(" ", "", "", "")], separator=";", encoding="utf-8", quoting=1)
def test_a_well_written_table_comes_back_cell_for_cell(
    rows: list[tuple[str, ...]], separator: str, encoding: str, quoting: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file, delimiter=separator, quoting=quoting)
            writer.writerows([HEADER, *rows])
        expected = [tuple(cell or None for cell in row) for row in rows if any(row)]
        if any(cell.strip() for row in rows for cell in row):
            assert _read(path) == expected
        else:
            with pytest.raises(UnreadableFile):
                _read(path)


@settings(max_examples=80, deadline=None)
@given(
    rows=ROWS,
    separator=st.sampled_from([";", ",", "\t", "|", "^", "~", "§", "\x1f"]),
    encoding=st.sampled_from(
        ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "cp850", "utf-16", "utf-16-le", "utf-16-be"]
    ),
    end=st.sampled_from(["\n", "\r\n", "\r", "\r\r\n"]),
    above=st.sampled_from(["", "Commune de Noé\n", "Commune de Noé\n\nExercice 2024\n\n"]),
    last=st.booleans(),
)
def test_a_table_of_an_office_comes_back_from_any_dialect_and_layout(
    rows: list[tuple[str, ...]], separator: str, encoding: str, end: str, above: str, last: bool
) -> None:
    if separator == "§" and not encoding.startswith("utf"):
        separator = "~"
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows([HEADER, *rows])
    content = (above + text.getvalue()).replace("\n", end)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes((content if last else content.rstrip("\r\n")).encode(encoding))
        assert _read(path) == [tuple(cell or None for cell in row) for row in rows]


@settings(max_examples=50, deadline=None)
@given(content=st.binary(max_size=3000) | st.text(max_size=800).map(lambda t: t.encode("utf-8")))
@example(content=b'"')
@example(content=b'a;b\n"1;2\n')
@example(content=b"\xff\xfe;\x00")
@example(content=b"sep=;\n")
def test_no_bytes_crash_the_reader(aside: Aside, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(content)
        assert aside.read(path) != DIED


@settings(max_examples=60, deadline=None)
@given(
    pieces=st.lists(
        st.sampled_from(
            [*";,\t|^~:'\"\n\r ", '""', "\r\n", "a", "é", "12", "3,50", "2024-01-02", "\\", "\0"]
        ),
        max_size=120,
    ),
    encoding=st.sampled_from(["utf-8", "cp1252", "utf-16"]),
)
def test_no_jumble_of_signs_crashes_the_reader(
    aside: Aside, pieces: list[str], encoding: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes("".join(pieces).encode(encoding))
        assert aside.read(path) != DIED


@settings(max_examples=50, deadline=None)
@example(place=0.99972, byte=1, kind="xlsx")
@given(
    place=st.floats(0, 1), byte=st.integers(0, 255), kind=st.sampled_from(["xlsx", "ods", "xls"])
)
def test_no_damaged_workbook_crashes_the_reader(
    aside: Aside, place: float, byte: int, kind: str
) -> None:
    makers = {"xlsx": files.make_xlsx, "ods": files.make_ods, "xls": files.make_xls}
    with tempfile.TemporaryDirectory() as folder:
        path = makers[kind](Path(folder) / f"a.{kind}")
        content = bytearray(path.read_bytes())
        content[int(place * (len(content) - 1))] = byte
        path.write_bytes(content)
        # Rust may end the child for want of memory: the sandbox tells that kindly.
        aside.read(path)
