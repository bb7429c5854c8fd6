"""Whatever stands around a table in a workbook, its titles and its rows come back."""

import contextlib
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autan.errors import UnreadableFile
from autan.pipeline.read import read_file
from tests import files

TITLES = st.lists(
    st.sampled_from(
        [
            ["Commune de Lisle"],
            ["Subventions versées aux associations en 2024"],
            [],
            ["", "", "Édité le 03/05/2024"],
            ["Service : culture"],
        ]
    ),
    max_size=4,
)
NAMES = st.sampled_from(["Judo club", "Chorale", "Amis de l’orgue", "Comité des fêtes", "É. Zola"])
AMOUNTS = st.integers(1, 10**6) | st.floats(1, 1e6).map(lambda x: round(x, 2))
DAYS = st.dates(date(1951, 1, 1), date(2099, 12, 31)).map(lambda day: f"{day:%d/%m/%Y}")
ROWS = st.lists(
    st.tuples(NAMES, st.none() | AMOUNTS, AMOUNTS, DAYS, st.none() | NAMES),
    min_size=4,
    max_size=12,
)
GROUPED = (("Association", "Montants", None, "Date", "Objet"), (None, "voté", "versé", None, None))
JOINED = ["Association", "Montants – voté", "Montants – versé", "Date", "Objet"]
PLAIN = (("Association", "Voté", "Versé", "Date", "Objet"),)


def _read(path: Path) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
    with tempfile.TemporaryDirectory() as folder:
        reading = read_file(str(path), folder, path.name)
        keys = [column["key"] for column in reading["columns"]]
        table = pl.read_parquet(Path(folder) / "text.parquet")
        return reading, table.select(*keys, "__row").rows()


def _as_text(cell: Any) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    return str(int(cell)) if float(cell).is_integer() else repr(cell)


@settings(max_examples=40, deadline=None)
@given(
    titles=TITLES,
    rows=ROWS,
    left=st.integers(0, 3),
    is_grouped=st.booleans(),
    is_merged=st.booleans(),
    gaps=st.sets(st.integers(0, 11), max_size=2),
    is_old=st.booleans(),
)
@example(
    titles=[["Commune de Lisle"], []],
    rows=[("Chorale", None, 1, "01/02/2024", None)] * 4,
    left=2,
    is_grouped=True,
    is_merged=False,
    gaps={1},
    is_old=False,
)
def test_a_table_comes_back_from_under_its_titles(
    titles: list[list[str]],
    rows: list[tuple[Any, ...]],
    left: int,
    is_grouped: bool,
    is_merged: bool,
    gaps: set[int],
    is_old: bool,
) -> None:
    pad = [None] * left
    head = GROUPED if is_grouped else PLAIN
    lines: list[list[Any]] = [[*pad, *title] for title in titles]
    top = len(lines) + 1
    lines += [[*pad, *row] for row in head]
    expected: list[tuple[Any, ...]] = []
    for i, row in enumerate(rows):
        lines.append([*pad, *row])
        expected.append((*map(_as_text, row), len(lines)))
        if i in gaps:
            lines.append([])
    merged = []
    if is_grouped and is_merged:
        a, b, c = (chr(65 + left + k) for k in range(3))
        merged = [f"{a}{top}:{a}{top + 1}", f"{b}{top}:{c}{top}"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        if is_old:
            files.make_xls(path, {"Feuil1": lines})
        else:
            files.make_dressed_xlsx(path, lines, merged=merged)
        reading, found = _read(path)
    assert reading["header_row"] == top + len(head) - 1
    named = [column["header"] for column in reading["columns"]]
    assert named == (JOINED if is_grouped else list(PLAIN[0]))
    assert found == expected


@settings(max_examples=60, deadline=None)
@given(
    place=st.floats(0, 1),
    byte=st.integers(0, 255),
    kind=st.sampled_from(["xlsb", "xlsx", "xls", "ods", "locked"]),
)
def test_no_damaged_dress_crashes_the_reader(place: float, byte: int, kind: str) -> None:
    rows = [["nom", "rib", "cp"], ["Auch", "x", 9000], ["Lisle", "y", 9110], ["Noé", "z", 31410]]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        if kind == "xlsb":
            files.make_xlsb(path, rows, hidden_rows=[2], formats=["00000"], styles={(1, 2): 1})
        elif kind == "xlsx":
            files.make_dressed_xlsx(path, rows, formats={"C2": "00000"}, hidden_rows=[3])
        elif kind == "xls":
            files.make_dressed_xls(path, rows, {(1, 2): "00000"})
        elif kind == "locked":
            files.make_locked_xls(path)
        else:
            cells = '<table:table-cell table:number-rows-spanned="2"><text:p>a</text:p></table:table-cell>'
            row = f"<table:table-row>{cells}{cells}</table:table-row>"
            files.make_raw_ods(path, f'<table:table table:name="F">{row * 4}</table:table>')
        content = bytearray(path.read_bytes())
        content[int(place * (len(content) - 1))] = byte
        path.write_bytes(content)
        with contextlib.suppress(UnreadableFile):
            _read(path)
