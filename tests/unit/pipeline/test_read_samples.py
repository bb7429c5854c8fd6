"""The real files that people gave us, when they are at hand: sheet, header, rows, repairs."""

import tempfile
from pathlib import Path

import pytest

from autan.pipeline.read import read_file

SAMPLES = Path(__file__).parents[4] / "shared" / "data" / "samples"

# file, rows, header row, columns, steps
EXPECTED = [
    ("montpellier/VilleMTP_MTP_Delibs.xls", 160, 1, 8, []),
    ("montpellier/VilleMTP_MTP_Delibs.csv", 160, 1, 8, []),
    ("montpellier/VilleMTP_MTP_AttribSub_2014.xls", 1238, 1, 12, ["table", "merged_cells"]),
    ("montpellier/VilleMTP_MTP_EquipementSportif_2012.xls", 253, 1, 19, ["table", "subsections"]),
    (
        "montpellier/VilleMTP_MTP_MarchesConclus_2012.xls",
        349,
        5,
        15,
        ["header", "header_rows", "merged_cells"],
    ),
    ("subventions/SCDL.xlsx", 10, 4, 14, ["table", "header"]),
    ("subventions/fixture-errors.xlsx", 8, 3, 17, ["table", "header"]),
    ("subventions/SCDL_DILCRAH_2019.csv", 4, 1, 14, ["mojibake"]),
    ("departements-pdl/72-Sarthe__subvention_progos_2018.xls", 24, 4, 7, ["header"]),
    (
        "departements-pdl/49-Maine-et-Loire__224900019_conventions-de-subventions-du-departement"
        "-de-maine-et-loire.csv",
        75,
        1,
        16,
        ["mojibake"],
    ),
    (
        "departements-pdl/85-Vendee__2017_Publication_donnees_Open_data_Subventions_Conventions.csv",
        23,
        1,
        14,
        ["encoding", "decimal_commas", "shifted_rows"],
    ),
]


@pytest.mark.parametrize(("name", "rows", "header", "columns", "steps"), EXPECTED)
def test_a_real_file_is_read_as_a_person_would(
    name: str, rows: int, header: int, columns: int, steps: list[str]
) -> None:
    if not (SAMPLES / name).is_file():
        pytest.skip("the sample files are not on this machine")
    with tempfile.TemporaryDirectory() as folder:
        reading = read_file(str(SAMPLES / name), folder, Path(name).name)
    assert (reading["rows"], reading["header_row"], len(reading["columns"])) == (
        rows,
        header,
        columns,
    )
    assert [step["kind"] for step in reading["steps"]] == steps
