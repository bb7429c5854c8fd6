"""Points and shapes from a version's Parquet to the answers of the engine."""

import hashlib
import json

import duckdb
import polars as pl

from autan.engine import serving
from autan.engine.base import Source
from autan.formats.places import POINT
from autan.store.layout import Kind, place
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from tests.unit.engine.asking import Open, Told

SHAPE = '{"type":"LineString","coordinates":[[1.4,43.6],[1.5,43.7]]}'
FRAME = pl.DataFrame(
    {"nom": ["Berge", None], "ou": [{"lon": 1.44, "lat": 43.6}, None], "trace": [SHAPE, None]},
    schema={"nom": pl.String, "ou": POINT, "trace": pl.String},
)
SCHEMA = TableSchema(
    (
        Field("nom", FieldType.TEXT),
        Field("ou", FieldType.GEO_POINT),
        Field("trace", FieldType.GEO_SHAPE),
    )
)


def kept(home):
    draft = home / "version.parquet"
    FRAME.write_parquet(draft, metadata={serving.SHAPES: json.dumps(["trace"])})
    sha256 = hashlib.sha256(draft.read_bytes()).hexdigest()
    path = place(home, Kind.VERSION, sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft.rename(path)
    return Source(sha256, SCHEMA, 2)


def test_a_geometry_has_no_word_to_be_found(home):
    source = kept(home)
    with duckdb.connect(str(serving.ensure(source.sha256, home)), read_only=True) as copy:
        assert copy.execute("SELECT search_text FROM t").fetchall() == [("berge",), ("",)]


def test_the_engine_answers_points_as_objects_and_shapes_as_features(engine, home):
    columns = "nom:text ou:geo_point_2d trace:geo_shape"
    told = Told("SELECT nom, ou, trace FROM t", columns, schema=SCHEMA)
    first, second = engine.answer(told, Open(), source=kept(home)).rows()
    assert first["ou"] == {"lon": 1.44, "lat": 43.6}
    assert first["trace"]["geometry"] == json.loads(SHAPE)
    assert (second["ou"], second["trace"]) == (None, None)
