"""Every real file at hand is read whole, recognised for what it is, and mapped column by column.

The truth, decided by eye, is ``expected.toml``. The files are not in the repository: the tests are
skipped where they are absent.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from autan.errors import UnreadableFile
from autan.pipeline.materialise import materialise
from autan.pipeline.prepare import prepare
from autan.pipeline.read import read_file
from tests.unit.pipeline.drafts import PROFILE

HERE = Path(__file__).parent
SAMPLES = HERE.parents[2] / "shared" / "data" / "samples"
NOT_TABLES = {".txt", ".png"}

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the real files are not on this machine"
)


def truth() -> dict[str, dict[str, Any]]:
    return tomllib.loads((HERE / "expected.toml").read_text(encoding="utf-8"))


def mapping(report: dict[str, Any]) -> dict[str, str]:
    """Header to field, for every column of the file."""
    fields = {match["header"]: match["field"] for match in report["matches"] if match["header"]}
    headers = (column["header"] for column in report["reading"]["columns"])
    return {header: fields.get(header, "") for header in headers}


def test_every_file_has_its_truth() -> None:
    files = {
        str(path.relative_to(SAMPLES))
        for path in SAMPLES.rglob("*")
        if path.is_file() and path.suffix not in NOT_TABLES
    }
    assert files == set(truth())


@pytest.mark.parametrize("name", truth())
def test_a_real_file_is_understood_as_a_person_would(name: str, tmp_path: Path) -> None:
    expected = truth()[name]
    source = SAMPLES / name
    if "refused" in expected:
        with pytest.raises(UnreadableFile, check=lambda one: one.code == expected["refused"]):
            read_file(str(source), str(tmp_path), source.name)
        return
    reading = read_file(str(source), str(tmp_path), source.name)
    assert (reading["rows"], reading["header_row"] or 0) == (
        expected["rows"],
        expected["header_row"],
    )
    assert reading["table"] == expected.get("table", reading["table"])
    report = prepare(str(tmp_path), PROFILE, {})
    assert (report["standard"] or "") == expected["standard"]
    columns = expected.get("columns", {})
    if columns == "as the standard":
        columns = {column["header"]: column["header"] for column in reading["columns"]}
    assert not columns or mapping(report) == columns
    if report["publishable"]:
        assert materialise(str(tmp_path), PROFILE, {})["rows"] == report["rows"]
