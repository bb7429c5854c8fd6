"""Each hostile or hopeless file gets its own code and a plain sentence, and nobody else suffers."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from autan import sandbox
from autan.errors import UnreadableFile
from tests import files


def _write(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


HOPELESS: dict[str, tuple[str, str, Callable[[Path], object]]] = {
    "zip bomb": ("bombe.zip", "archive-bomb", files.make_zip_bomb),
    "zip in a zip": (
        "poupees.zip",
        "archive-of-many",
        lambda path: files.make_zip(
            path, {"a.zip": files.make_zip(path, {"b": b"x"}).read_bytes()}
        ),
    ),
    "zip of many": (
        "lot.zip",
        "archive-of-many",
        lambda path: files.make_zip(path, {"a.csv": b"a;b\n1;2\n", "b.csv": b"a;b\n1;2\n"}),
    ),
    "bomb in a workbook": (
        "bombe.xlsx",
        "archive-bomb",
        lambda path: files.make_raw_xlsx(path, "", padding=bytes(150 << 20)),
    ),
    "sparse workbook": ("creux.xlsx", "sparse-sheet", files.make_sparse_xlsx),
    "endless LibreOffice": (
        "creux.ods",
        "sparse-sheet",
        lambda path: files.make_ods(path, [["x"] * 200], repeated=1_048_576),
    ),
    "billion laughs": ("rires.xlsx", "unsafe-file", files.make_billion_laughs_xlsx),
    "one long line": ("ligne.csv", "line-too-long", lambda path: files.make_one_line(path, 32)),
    "picture named .csv": ("photo.csv", "image-file", files.make_png),
    "protected workbook": ("secret.xlsx", "protected-file", files.make_protected_xlsx),
    "protected LibreOffice": (
        "secret.ods",
        "protected-file",
        lambda path: files.make_ods(path, protected=True),
    ),
    "empty": ("vide.csv", "empty-file", _write(b"")),
    "blank": ("blanc.csv", "empty-file", _write(b"\n\n  \n")),
    "a header alone": ("titres.csv", "no-rows", _write(b"nom;montant;date\n")),
    "page named .xls": ("page.xls", "web-page", _write(b"<html><body><table><tr><td>1")),
    "PDF": ("doc.pdf", "pdf-file", _write(b"%PDF-1.7\n")),
    "Word": ("doc.doc", "document-file", files.make_word),
    "Word of today": (
        "doc.docx",
        "document-file",
        lambda path: files.make_zip(path, {"word/document.xml": b"<x/>"}),
    ),
    "program": ("a.csv", "not-a-table", _write(b"\x7fELF\x02\x01\x01" + bytes(64))),
    "half a workbook": (
        "coupe.xlsx",
        "damaged-file",
        lambda path: path.write_bytes(files.make_xlsx(path).read_bytes()[:2000]),
    ),
    "noise": ("bruit.csv", "not-a-table", _write(bytes(range(256)) * 40)),
    "far too wide": ("large.csv", "too-many-columns", _write((b"a;" * 100_000 + b"\n") * 3)),
    "prose": (
        "lisezmoi.txt",
        "no-table",
        _write("Ces données sont publiées par la commune de Lisle, en Gascogne.\n\n".encode() * 9),
    ),
}


@pytest.mark.parametrize(("name", "code", "make"), HOPELESS.values(), ids=HOPELESS)
def test_a_hopeless_file_is_refused_with_words_that_help(
    name: str, code: str, make: Callable[[Path], object], tmp_path: Path
) -> None:
    path = tmp_path / name
    make(path)
    started = time.monotonic()
    with pytest.raises(UnreadableFile) as caught:
        sandbox.run("read", source=str(path), folder=str(tmp_path), file_name=name)
    assert caught.value.code == code
    assert caught.value.remedy
    assert not re.search(r"[a-z_]+Error|Traceback|UTF-8 codec|null", str(caught.value))
    assert time.monotonic() - started < 20


def test_a_file_survives_its_refusal(tmp_path: Path) -> None:
    path = files.make_sparse_xlsx(tmp_path / "creux.xlsx")
    before = path.read_bytes()
    with pytest.raises(UnreadableFile) as caught:
        sandbox.run("read", source=str(path), folder=str(tmp_path), file_name="creux.xlsx")
    assert "gardé" in caught.value.kept
    assert path.read_bytes() == before


def test_a_thousand_columns_are_wide_but_not_hostile(tmp_path: Path) -> None:
    rows = [[f"c{i}" for i in range(1000)], [str(i) for i in range(1000)]]
    path = files.make_csv(tmp_path / "large.csv", rows)
    reading = sandbox.run("read", source=str(path), folder=str(tmp_path), file_name=path.name)
    assert (len(reading["columns"]), reading["rows"]) == (1000, 1)
