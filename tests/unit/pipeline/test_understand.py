"""One child instead of two: the same answer as reading, then preparing."""

from dataclasses import asdict
from pathlib import Path

import polars as pl

from autan.pipeline.columns import sample
from autan.pipeline.prepare import prepare
from autan.pipeline.read import read_file
from autan.pipeline.report import Choices, Profile, reading_from_json
from autan.pipeline.understand import understand
from tests import files

PROFILE = asdict(Profile(name="Noé", siren="213103997"))


def test_understanding_is_reading_then_preparing(tmp_path: Path) -> None:
    source = str(files.make_xlsx(tmp_path / "d.xlsx"))
    choices = Choices(reading={"header": "1"}).as_json()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    done: list[float] = []
    once = understand(
        source, str(tmp_path / "one"), PROFILE, choices, "d.xlsx", progress=done.append
    )
    read_file(source, str(tmp_path / "two"), "d.xlsx", {"header": "1"})
    assert once == prepare(str(tmp_path / "two"), PROFILE, choices)
    assert done == sorted(done)
    assert 0 < done[0] < done[-1] <= 1


def test_samples_come_from_the_whole_of_a_large_file(tmp_path: Path) -> None:
    rows = 50_000
    path = tmp_path / "a.csv"
    pl.DataFrame({"rang": range(rows), "nom": ["x"] * rows}).write_csv(path)
    reading = reading_from_json(read_file(str(path), str(tmp_path), "a.csv"))
    values = [int(value) for value in sample(tmp_path, reading)[0].values]
    assert min(values) < 1000
    assert max(values) > 40_000
