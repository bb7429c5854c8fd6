"""The export formats, on frames as the engine makes them."""

import csv
import io
import json
from datetime import UTC, date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.formats.exports import BadOption, export_format, export_formats

ROWS = [
    {"n": 1, "nom": "Cœur; « d’Oc »", "montant": 1.5, "le": date(2017, 1, 2), "à": None},
    {"n": None, "nom": 'dit "x"\nsuite', "montant": None, "le": None, "à": None},
]
FRAME = pl.DataFrame(ROWS).with_columns(
    pl.Series("à", [datetime(2017, 1, 2, 3, 4, 5, tzinfo=UTC), None], pl.Datetime("us", "UTC"))
)


def write(name: str, *frames: pl.DataFrame, **options: str) -> bytes:
    chosen = export_format(name)
    return b"".join(chosen.write(iter(frames), chosen.settle(options)))


def test_the_formats_are_there_with_their_media_types():
    kinds = {name: value.media_type.split(";")[0] for name, value in export_formats().items()}
    assert kinds == {
        "csv": "text/csv",
        "geojson": "application/geo+json",
        "json": "application/json",
        "jsonl": "application/jsonl",
        "parquet": "application/vnd.apache.parquet",
    }


def test_csv_opens_in_a_french_spreadsheet():
    assert write("csv", FRAME).decode() == (
        "\ufeffn;nom;montant;le;à\n"
        '1;"Cœur; « d’Oc »";1.5;2017-01-02;2017-01-02T03:04:05+00:00\n'
        ';"dit ""x""\nsuite";;;\n'
    )


@pytest.mark.parametrize(("asked", "used"), [(",", ","), ("|", "|"), ("\t", "\t"), ("tab", "\t")])
def test_csv_takes_another_separator(asked, used):
    frame = pl.DataFrame({"a": [1], "b": [2]})
    assert (
        write("csv", frame, delimiter=asked, with_bom="false") == f"a{used}b\n1{used}2\n".encode()
    )


def test_csv_quotes_everything_on_demand():
    frame = pl.DataFrame({"a": ["x"], "b": ["y"]})
    assert write("csv", frame, quote_all="True", with_bom="0") == b'"a";"b"\n"x";"y"\n'


def test_csv_of_no_row_is_its_header():
    assert write("csv", FRAME.clear(), with_bom="false") == "n;nom;montant;le;à\n".encode()


def test_json_is_one_array_over_all_frames():
    made = json.loads(write("json", FRAME, FRAME.clear(), FRAME))
    expected = [
        ROWS[0] | {"le": "2017-01-02", "à": "2017-01-02T03:04:05+00:00"},
        ROWS[1],
    ]
    assert made == expected * 2


def test_json_of_no_row_is_an_empty_array():
    assert write("json", FRAME.clear()) == b"[]"


def test_json_lines_are_one_object_each():
    made = write("jsonl", FRAME, FRAME).decode().splitlines()
    assert [json.loads(line)["n"] for line in made] == [1, None, 1, None]


@pytest.mark.parametrize("compression", ["snappy", "zstd"])
def test_parquet_keeps_types_and_gathers_small_frames(compression):
    made = write("parquet", FRAME, FRAME, parquet_compression=compression)
    assert pl.read_parquet(io.BytesIO(made)).equals(pl.concat([FRAME, FRAME]))


def test_parquet_of_no_row_has_its_columns():
    assert pl.read_parquet(io.BytesIO(write("parquet", FRAME.clear()))).schema == FRAME.schema


def test_unknown_names_are_ignored_and_wrong_values_are_not():
    assert export_format("csv").settle({"rows": "10"})["delimiter"] == ";"
    with pytest.raises(BadOption):
        export_format("csv").settle({"with_bom": "peut-être"})
    with pytest.raises(BadOption):
        export_format("xls")


TEXTS = st.lists(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1
)


@given(TEXTS)
def test_any_text_comes_back_from_every_format(texts):
    frame = pl.DataFrame({"n": range(len(texts)), "t": texts})
    assert [row["t"] for row in json.loads(write("json", frame))] == texts
    assert pl.read_parquet(io.BytesIO(write("parquet", frame)))["t"].to_list() == texts
    text = write("csv", frame, with_bom="false").decode()
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert [row[1] for row in rows[1:]] == texts
