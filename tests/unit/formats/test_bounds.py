"""What is out of measure in a file is bounded where it is read; what is published stays whole."""

import json
import sqlite3
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from autan.errors import UnreadableFile
from autan.formats import geopackage, sniff, tree_tables
from autan.formats.reader import Request
from autan.pipeline.read import read_file
from autan.pipeline.report import Profile
from autan.pipeline.understand import understand
from tests import files
from tests.unit.formats.maps import feature, geojson, point, shapefile, understood, write

SQUARES = (
    "SELECT 'Parc' AS nom, ST_MakeEnvelope(1.0, 43.0, 1.1, 43.1) AS geom UNION ALL "
    "SELECT 'Place', ST_MakeEnvelope(1.2, 43.2, 1.3, 43.3)"
)


def taken(path: Path, folder: Path, **answers: str) -> dict[str, Any]:
    folder.mkdir(exist_ok=True)
    return read_file(str(path), str(folder), path.name, answers)


def table(folder: Path) -> pl.DataFrame:
    return pl.read_parquet(folder / "text.parquet")


def resealed(path: Path, change: Any) -> Path:
    """A zip again, each member as ``change`` makes it from its name and content."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, change(name.lower(), content))
    return path


@pytest.mark.parametrize("rows", [SQUARES, None])
@pytest.mark.parametrize("index", [b"", b"\0" * 300])
def test_a_shapefile_without_a_good_index_gives_the_same_shapes(
    tmp_path: Path, rows: str | None, index: bytes
) -> None:
    given = {"crs": "EPSG:4326"} | ({"rows": rows} if rows else {})
    path = shapefile(tmp_path, **given)
    taken(path, tmp_path / "with")
    resealed(path, lambda name, content: index if name.endswith(".shx") else content)
    taken(path, tmp_path / "without")
    assert table(tmp_path / "with").equals(table(tmp_path / "without"))
    assert table(tmp_path / "with")["c1"].null_count() == 0


@pytest.mark.parametrize("lost", [1, 30, 60])
@pytest.mark.parametrize("without", ["", ".shx"])
def test_a_shapefile_cut_short_is_not_read_as_shapes_of_nothing(
    tmp_path: Path, lost: int, without: str
) -> None:
    path = shapefile(tmp_path, "EPSG:4326", rows=SQUARES, without=without)
    resealed(path, lambda name, content: content[:-lost] if name.endswith(".shp") else content)
    with pytest.raises(UnreadableFile) as caught:
        taken(path, tmp_path / "draft")
    assert caught.value.code == "damaged-file"


def test_a_place_that_is_nowhere_empties_its_cell_alone_and_is_told(tmp_path: Path) -> None:
    good = [feature({"nom": f"Arrêt {n}"}, point()) for n in range(3)]
    reading, rows = understood(tmp_path, geojson(*good, feature({"nom": "x"}, point(1e308, 1.0))))
    assert [row["geo_point_2d"] is None for row in rows] == [False, False, False, True]
    assert [(step["kind"], step["count"]) for step in reading["steps"]] == [("lost_shapes", 1)]


def test_a_view_that_never_ends_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.gpkg", "GPKG", "EPSG:4326")
    assert taken(path, tmp_path / "draft")["rows"] == 2
    endless = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n FROM r"
    with sqlite3.connect(path) as base:
        base.execute(f"CREATE VIEW sans_fin AS {endless}")
    base.close()
    monkeypatch.setattr(geopackage, "_VIEWS_SECONDS", 0.2)
    with pytest.raises(UnreadableFile) as caught:
        taken(path, tmp_path / "draft")
    assert caught.value.code == "too-long"


def test_two_members_of_one_name_are_two_tables(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("liste.csv", "nom;montant\nJudo;1\nChorale;2\n")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("liste.csv", "rue;longueur\nHaute;3\n")
    draft = tmp_path / "draft"
    names = [each["name"] for each in taken(path, draft)["tables"]]
    assert len(set(names)) == 2
    headers = {taken(path, draft, table=name)["columns"][0]["header"] for name in names}
    assert headers == {"nom", "rue"}


def test_screens_have_the_start_of_a_long_cell_and_the_table_has_it_whole(tmp_path: Path) -> None:
    path, draft = tmp_path / "a.json", tmp_path / "draft"
    draft.mkdir()
    path.write_text(json.dumps([{"nom": "x" * 100_000, "k" * 100_000: n} for n in range(5)]))
    report = understand(str(path), str(draft), asdict(Profile("", "")), {})
    assert len(json.dumps(report)) < 30_000
    (first, second) = (column["header"] for column in report["reading"]["columns"])
    assert (first, len(second)) == ("nom", 200)
    assert report["preview"][0]["nom"] == "x" * 299 + "…"
    assert table(draft)["c0"].str.len_chars().to_list() == [100_000] * 5


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\r" * 2_000_000, "empty"),
        (b" \n" * 6_000 + b"a;b\n1;2\n", "binary"),
        (bytes(2_000_000), "binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "damaged"),
    ],
)
def test_what_has_nothing_to_read_is_called_by_its_name(
    tmp_path: Path, content: bytes, kind: str
) -> None:
    path = tmp_path / "a"
    path.write_bytes(content)
    assert sniff.kind_of(path) == kind


def test_an_old_workbook_cut_short_is_damaged(tmp_path: Path) -> None:
    content = files.make_xls(tmp_path / "a.xls").read_bytes()
    (tmp_path / "b.xls").write_bytes(content[:1500])
    assert sniff.kind_of(tmp_path / "a.xls") == "xls"
    assert sniff.kind_of(tmp_path / "b.xls") == "damaged"


def test_empty_columns_of_a_sheet_do_not_count(tmp_path: Path) -> None:
    far = [["nom", "montant", *[None] * 6000, "date"], *([f"Judo {n}", n] for n in range(5))]
    reading = taken(files.make_xlsx(tmp_path / "a.xlsx", far), tmp_path / "draft")
    assert [column["header"] for column in reading["columns"]] == ["nom", "montant", "date"]
    wide = [[f"c{n}" for n in range(4001)], list(range(4001))]
    with pytest.raises(UnreadableFile) as caught:
        taken(files.make_xlsx(tmp_path / "b.xlsx", wide), tmp_path / "draft")
    assert caught.value.code == "too-many-columns"


def test_a_table_too_wide_is_not_written_twice(tmp_path: Path) -> None:
    times = 0

    def records() -> Any:
        nonlocal times
        times += 1
        return ({f"k{n}": n} for n in range(10_000))

    request = Request(source=tmp_path, target=tmp_path / "text.parquet")
    with pytest.raises(UnreadableFile) as caught:
        tree_tables.write(request, records)
    assert (caught.value.code, times) == ("too-many-columns", 1)
