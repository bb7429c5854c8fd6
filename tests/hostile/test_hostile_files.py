"""Each hostile file has one plain sentence, or is read for what it is; nobody else suffers.

The children are real, with walls, and each has its time: a file that passes it is told so, which
fails here unless that is what must be told.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autan import sandbox
from autan.errors import UnreadableFile
from tests import files
from tests.hostile import archives, columns, maps, texts, trees, workbooks
from tests.hostile.case import Case, assert_plain

CASES: dict[str, Case] = {
    **archives.CASES,
    **columns.CASES,
    **maps.CASES,
    **texts.CASES,
    **trees.CASES,
    **workbooks.CASES,
}
REFUSED = {name: case for name, case in CASES.items() if case.code}
HARMLESS = {name: case for name, case in CASES.items() if not case.code}


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """The one folder where the child may write."""
    folder = tmp_path / "draft"
    folder.mkdir()
    return folder


def understand(path: Path, draft: Path, seconds: int = 30) -> dict[str, Any]:
    """Read and prepare, as after a drop, with so many seconds by the clock."""
    limits = replace(sandbox.Limits.of_this_machine(), clock=seconds, cpu=seconds)
    return sandbox.run(
        "understand",
        limits=limits,
        source=str(path),
        folder=str(draft),
        file_name=path.name,
        profile={"name": "", "siren": ""},
        choices={},
    )


def upload(case: Case, tmp_path: Path) -> Path:
    folder = tmp_path / "upload"
    folder.mkdir()
    case.make(folder / case.file)
    return folder / case.file


def test_there_are_many() -> None:
    counts = [len(part.CASES) for part in (archives, columns, maps, texts, trees, workbooks)]
    assert len(CASES) == sum(counts), "two cases have one name"
    assert len(CASES) >= 180


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_a_hostile_file_is_refused_with_words_that_help(
    case: Case, tmp_path: Path, draft: Path
) -> None:
    path = upload(case, tmp_path)
    with pytest.raises(UnreadableFile) as caught:
        understand(path, draft, case.seconds)
    assert caught.value.code == case.code, str(caught.value)
    assert_plain(caught.value)


@pytest.mark.parametrize("case", HARMLESS.values(), ids=HARMLESS)
def test_a_file_that_only_looks_hostile_is_read(case: Case, tmp_path: Path, draft: Path) -> None:
    path = upload(case, tmp_path)
    before = set(_beneath(tmp_path))
    report = understand(path, draft, case.seconds)
    assert report["reading"]["rows"] == case.rows
    assert {one for one in _beneath(tmp_path) if one not in before} <= set(_beneath(draft))


def _beneath(folder: Path) -> Iterator[Path]:
    return folder.rglob("*")


def test_what_a_link_leads_to_is_never_read(tmp_path: Path, draft: Path) -> None:
    secret = Path("/etc/passwd").read_text(encoding="utf-8").splitlines()[0]
    path = upload(archives.CASES["link to a file of the machine"], tmp_path)
    assert secret not in str(understand(path, draft))


def test_a_file_survives_its_refusal(tmp_path: Path, draft: Path) -> None:
    path = files.make_sparse_xlsx(tmp_path / "creux.xlsx")
    before = path.read_bytes()
    with pytest.raises(UnreadableFile) as caught:
        understand(path, draft)
    assert "gardé" in caught.value.kept
    assert path.read_bytes() == before


def test_a_good_file_after_a_bad_one_in_the_same_folder(tmp_path: Path, draft: Path) -> None:
    """What a refusal leaves behind must not be taken for the next table."""
    with pytest.raises(UnreadableFile):
        understand(upload(maps.CASES["half a GeoPackage"], tmp_path), draft)
    path = files.make_csv(tmp_path / "bon.csv")
    assert understand(path, draft)["reading"]["rows"] == 3


def test_a_thousand_columns_are_wide_but_not_hostile(tmp_path: Path, draft: Path) -> None:
    rows = [[f"c{i}" for i in range(1000)], [str(i) for i in range(1000)]]
    path = files.make_csv(tmp_path / "large.csv", rows)
    reading = sandbox.run("read", source=str(path), folder=str(draft), file_name=path.name)
    assert (len(reading["columns"]), reading["rows"]) == (1000, 1)
