"""Damaged geographic files: whatever their bytes, they are read or told, never a crash."""

import io
import tempfile
import zipfile
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autan import sandbox
from autan.errors import UnreadableFile
from tests.aside import Aside
from tests.unit.formats import maps
from tests.unit.formats.test_maps import GPX, KML, gtfs

OURS = ("geojson", "kml", "gpx", "gtfs", "dbf")
# Read by a library that damaged bytes can kill: only in the sandbox, as the product does.
FOREIGN = ("shapefile", "geopackage")
DAMAGE = {
    "cut": st.sampled_from([1.0, 1.0, 0.99, 0.5]),
    "at": st.floats(0, 1),
    "junk": st.binary(min_size=1, max_size=8),
}


@cache
def sound(kind: str) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        match kind:
            case "shapefile":
                return maps.shapefile(folder).read_bytes()
            case "geopackage":
                return maps.write(folder / "a.gpkg", "GPKG").read_bytes()
            case "dbf":
                return table(maps.shapefile(folder))
    point = maps.feature({"nom": "é", "n": 7.1}, maps.point())
    return {
        "geojson": maps.geojson(point, point),
        "kml": KML.encode(),
        "gpx": GPX.encode(),
        "gtfs": gtfs(),
    }[kind]


def table(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(next(name for name in archive.namelist() if name.endswith(".DBF")))


def damaged(content: bytes, cut: float, at: float, junk: bytes) -> bytes:
    kept = content[: int(len(content) * cut)]
    place = int(len(kept) * at)
    return kept[:place] + junk + kept[place + len(junk) :]


def rewrapped(content: bytes, junk: bytes, at: float) -> bytes:
    """The zip again, sound as such, with one byte string put into each of its members."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as archive:
        for member in source.infolist():
            archive.writestr(member, damaged(source.read(member), 1.0, at, junk))
    return target.getvalue()


def read(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder, suppress(UnreadableFile):
        reading, rows = maps.understood(Path(folder), content)
        assert reading["rows"] == len(rows)


@pytest.mark.parametrize("kind", OURS)
@settings(max_examples=12, deadline=None)
@given(**DAMAGE)
def test_damaged_files_are_read_or_told(kind, cut, at, junk):
    content = sound(kind)
    read(damaged(content, cut, at, junk))
    if content.startswith(b"PK"):
        read(rewrapped(content, junk, at))


@pytest.mark.parametrize("kind", FOREIGN)
@settings(max_examples=3, deadline=None)
@given(**DAMAGE)
def test_damaged_files_of_a_foreign_reader_never_reach_us(kind, cut, at, junk):
    content = sound(kind)
    made = rewrapped(content, junk, at) if kind == "shapefile" else damaged(content, cut, at, junk)
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "source"
        source.write_bytes(made)
        folder = Path(name) / "draft"
        folder.mkdir()
        with suppress(UnreadableFile):
            reading = sandbox.run("read", source=str(source), folder=str(folder))
            assert reading["rows"] <= 2


@pytest.mark.parametrize("word", [b"CREATE TABLE", b"CREATE TRIGGER"])
def test_a_geopackage_with_damaged_definitions_never_reaches_the_library(
    tmp_path: Path, word: bytes
) -> None:
    # GDAL reads through nothing at all there, and ends the process.
    source = tmp_path / "a"
    source.write_bytes(sound("geopackage").replace(word, word[:7] + b"\xff" * (len(word) - 7)))
    child = Aside()
    try:
        assert child.read(source) == "damaged-file"
    finally:
        child.close()
