"""Points and shapes in the files that people download."""

import io
import json

import polars as pl
import pyarrow.parquet as pq

from autan.formats.exports import export_format
from autan.formats.places import POINT, SHAPE

LINE = '{"type":"LineString","coordinates":[[1.4,43.6],[1.5,43.7]]}'
FRAME = pl.DataFrame(
    {
        "nom": ["Mairie", "École « d’Oc »"],
        "où": [{"lon": 1.44, "lat": 43.6}, None],
        'tracé "A"': [{"geometry": LINE}, {"geometry": None}],
        "n": [1, None],
        "m": [1.5, 2.0],
    },
    schema={"nom": pl.String, "où": POINT, 'tracé "A"': SHAPE, "n": pl.Int64, "m": pl.Float64},
)


def write(name: str, frame: pl.DataFrame = FRAME, **options: str) -> bytes:
    chosen = export_format(name)
    return b"".join(chosen.write(iter([frame]), chosen.settle(options)))


def test_json_writes_a_point_as_an_object_and_a_shape_as_a_feature() -> None:
    first, second = json.loads(write("json"))
    assert list(first) == FRAME.columns
    assert first["où"] == {"lon": 1.44, "lat": 43.6}
    assert first['tracé "A"'] == {
        "type": "Feature",
        "geometry": json.loads(LINE),
        "properties": {},
    }
    assert second["où"] is None
    assert second['tracé "A"'] is None
    assert (second["nom"], second["n"], second["m"]) == ("École « d’Oc »", None, 2.0)


def test_lines_of_json_are_the_same_objects() -> None:
    lines = write("jsonl").decode().splitlines()
    assert [json.loads(line) for line in lines] == json.loads(write("json"))


def test_a_shape_may_be_the_only_column_and_the_table_empty() -> None:
    alone = FRAME.select('tracé "A"')
    assert len(json.loads(write("json", alone))) == 2
    assert json.loads(write("json", alone.clear())) == []


def test_csv_writes_latitude_first_and_the_geometry_as_it_is() -> None:
    text = write("csv", with_bom="false").decode()
    header, first, second = text.splitlines()
    assert header == 'nom;où;"tracé ""A""";n;m'
    assert first.startswith('Mairie;43.6, 1.44;"{""type"":""LineString""')
    assert second == "École « d’Oc »;;;;2.0"


def test_parquet_keeps_the_point_as_two_numbers() -> None:
    table = pq.read_table(io.BytesIO(write("parquet"))).to_pylist()
    assert table[0]["où"] == {"lon": 1.44, "lat": 43.6}
    assert table[0]['tracé "A"'] == LINE
    assert table[1]["où"] is None
