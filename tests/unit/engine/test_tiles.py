"""Places from a version's Parquet to vector tiles and pictures, within a grant."""

import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from autan.access.grant import Grant, open_grant
from autan.engine import serving
from autan.engine.base import Source
from autan.engine.limits import Limits
from autan.engine.pool import PooledEngine
from autan.formats.places import POINT
from autan.maps import questions
from autan.maps.figures import Figures, figures, ranks
from autan.maps.land import Land
from autan.maps.legend import legend, measured, radius, sizes
from autan.maps.mercator import View, Window, degrees, position, tile
from autan.maps.mvt import Feature, decode
from autan.maps.picture import Layer, picture
from autan.maps.poster import poster
from autan.maps.sketch import Sketch, sketch
from autan.query.nodes import Column, Comparison, Constant
from autan.query.odsql import OdsqlError
from autan.query.state import MapWords, State
from autan.store.layout import Kind, place, serving_copy
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema

HOSTILE = '"><script>alert(1)</script>'
NOWHERE = Land({"objects": {"communes": {"geometries": []}}, "arcs": []}, ())
SCHEMA = TableSchema(
    (
        Field("nom", FieldType.TEXT, "Nom"),
        Field("type", FieldType.TEXT, "Type"),
        Field("montant", FieldType.NUMBER, "Montant"),
        Field("ou", FieldType.GEO_POINT, "Position"),
        Field("trace", FieldType.GEO_SHAPE, "Forme"),
        Field("LIEU_LAT", FieldType.NUMBER),
        Field("LIEU_LONG", FieldType.NUMBER),
    )
)
TOULOUSE, AUCH = (1.4442, 43.6047), (0.5857, 43.6465)
SQUARE = [[1.40, 43.60], [1.50, 43.60], [1.50, 43.66], [1.40, 43.66], [1.40, 43.60]]


def _row(
    nom: str, type_: str | None, montant: float, at: tuple[float, float] | None
) -> dict[str, Any]:
    return {
        "nom": nom,
        "type": type_,
        "montant": montant,
        "ou": {"lon": at[0], "lat": at[1]} if at else None,
        "trace": json.dumps({"type": "Polygon", "coordinates": [SQUARE]}) if at else None,
        "LIEU_LAT": at[1] if at else None,
        "LIEU_LONG": at[0] if at else None,
    }


ROWS = [
    _row("Mairie", "Mairie", 10.0, TOULOUSE),
    _row("École", "École", 20.0, (1.4443, 43.6048)),
    _row(HOSTILE, "École", 30.0, AUCH),
    _row("Nulle part", "École", 40.0, None),
    _row("Hors du monde", None, 50.0, (1.0, 89.0)),
]
KINDS = {
    "nom": pl.String,
    "type": pl.String,
    "montant": pl.Float64,
    "ou": POINT,
    "trace": pl.String,
    "LIEU_LAT": pl.Float64,
    "LIEU_LONG": pl.Float64,
}


class Hand:
    """A reader on the test's engine, with a grant of one's own."""

    def __init__(self, engine: PooledEngine, source: Source, grant: Grant) -> None:
        self.engine, self.source, self.grant = engine, source, grant

    def run(self, plan: Any) -> tuple[list[dict[str, Any]], int | None]:
        answer = self.engine.answer(plan, self.grant, source=self.source)
        return answer.rows(), answer.total

    def tile(self, plans: Any, window: Window) -> bytes:
        return self.engine.tile(plans, self.grant, source=self.source, window=window)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("maps")


@pytest.fixture(scope="module")
def source(store: Path) -> Source:
    return kept(store, ROWS)


def kept(store: Path, rows: list[dict[str, Any]]) -> Source:
    draft = store / "version.parquet"
    frame = pl.DataFrame(rows, schema=KINDS)
    frame.write_parquet(draft, metadata={serving.SHAPES: json.dumps(["trace"])})
    sha256 = hashlib.sha256(draft.read_bytes()).hexdigest()
    path = place(store, Kind.VERSION, sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft.rename(path)
    return Source(sha256, SCHEMA, frame.height)


@pytest.fixture(scope="module")
def engine(store: Path) -> Any:
    started = PooledEngine(Limits(query_workers=1, export_workers=1, memory=128), store)
    yield started
    started.close()


@pytest.fixture
def hand(engine: PooledEngine, source: Source) -> Hand:
    return Hand(engine, source, open_grant("occitanie"))


def layer(**words: str) -> Sketch:
    found = sketch(MapWords(**words), SCHEMA)
    assert found is not None
    return found


def seen(hand: Hand, found: Sketch, window: Window, state: State | None = None) -> list[Feature]:
    plan = questions.selection(state or State(), SCHEMA)
    plans = questions.tile(found, plan, window, ranks(found, plan, hand))
    return decode(hand.tile(plans, window)).get("data", [])


def around(at: tuple[float, float], zoom: int) -> Window:
    x, y = position(*at)
    return tile(zoom, x >> 31 - zoom, y >> 31 - zoom)


def whole(hand: Hand, found: Sketch, state: State | None = None) -> Figures:
    return figures(found, questions.selection(state or State(), SCHEMA), hand, NOWHERE)


def test_a_position_in_the_copy_is_that_of_our_own_arithmetic(store: Path, source: Source) -> None:
    copy = serving.ensure(source.sha256, store)
    with duckdb.connect(str(copy), read_only=True) as connection:
        points = connection.execute('SELECT "__x ou", "__y ou" FROM t ORDER BY __row').fetchall()
        degrees_ = connection.execute(
            'SELECT "__x LIEU_LONG", "__y LIEU_LAT" FROM t ORDER BY __row'
        ).fetchall()
    assert points[0] == pytest.approx(position(*TOULOUSE), abs=2)
    assert points[3] == points[4] == (None, None)
    assert degrees_ == points


def test_a_tile_holds_the_rows_of_its_square_with_what_a_popup_tells(hand: Hand) -> None:
    found = seen(hand, layer(style="points", popup="nom,montant"), around(TOULOUSE, 12))
    assert [one.properties for one in found] == [
        {"row": 0, "p.nom": "Mairie", "p.montant": 10.0},
        {"row": 1, "p.nom": "École", "p.montant": 20.0},
    ]
    x, y = around(TOULOUSE, 12).local(*position(*TOULOUSE))
    assert found[0].paths[0][0] == (int(x), int(y))


def test_filters_hold_on_tiles(hand: Hand) -> None:
    state = State(where=("montant > 15",), refine=("type:École",))
    found = seen(hand, layer(style="points"), tile(5, 16, 11), state)
    assert [one.properties["row"] for one in found] == [1, 2]


def test_neighbours_are_together_far_away_and_apart_near(hand: Hand) -> None:
    far = seen(hand, layer(style="clusters"), tile(5, 16, 11))
    assert sorted(int(one.properties["n"]) for one in far) == [1, 2]
    assert [one.properties.get("row") for one in far if one.properties["n"] == 1] == [2]
    near = seen(hand, layer(style="clusters"), around(TOULOUSE, 17))
    assert [one.properties["n"] for one in near] == [1, 1]


def test_categories_are_ranked_by_their_number(hand: Hand) -> None:
    found = seen(hand, layer(style="categories", by="type"), tile(5, 16, 11))
    assert [(one.properties["row"], one.properties["c"]) for one in found] == [
        (0, 1),
        (1, 0),
        (2, 0),
    ]


def test_circles_add_up(hand: Hand) -> None:
    found = seen(hand, layer(style="circles", of="sum(montant)"), tile(5, 16, 11))
    assert sorted(one.properties["v"] for one in found) == [30.0, 30.0]


def test_too_many_rows_are_drawn_by_cells(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "TOLD", 1)
    monkeypatch.setattr(questions, "APART", 2)
    found = seen(hand, layer(style="points"), tile(5, 16, 11))
    assert sorted(int(one.properties["n"]) for one in found) == [1, 2]


def _hiding(*names: str) -> Grant:
    return Grant("occitanie", frozenset(names), None, "tests")


@pytest.mark.parametrize("style", ["points", "clusters", "circles"])
@pytest.mark.parametrize("hidden", ["ou", "montant"])
def test_what_is_hidden_is_on_no_tile(
    engine: PooledEngine, source: Source, style: str, hidden: str
) -> None:
    hand = Hand(engine, source, _hiding(hidden))
    of = {"of": "sum(montant)"} if style == "circles" else {}
    found = layer(style=style, popup="montant", **of)
    if hidden == "montant" and style == "clusters":
        assert seen(hand, found, tile(5, 16, 11))
        return
    with pytest.raises(OdsqlError):
        seen(hand, found, tile(5, 16, 11))


def test_a_hidden_field_that_nobody_asked_is_left_out_of_popups(
    engine: PooledEngine, source: Source
) -> None:
    hand = Hand(engine, source, _hiding("nom"))
    found = seen(hand, layer(style="points"), around(TOULOUSE, 12))
    assert [sorted(one.properties) for one in found] == [["p.montant", "p.type", "row"]] * 2


def test_rows_that_may_not_be_seen_are_on_no_tile(engine: PooledEngine, source: Source) -> None:
    rule = Comparison("<", Column("montant", FieldType.NUMBER), Constant(15.0, FieldType.NUMBER))
    hand = Hand(engine, source, Grant("occitanie", frozenset(), rule, "tests"))
    found = seen(hand, layer(style="points"), tile(5, 16, 11))
    assert [one.properties["row"] for one in found] == [0]
    assert whole(hand, layer(style="clusters")).total == 1


def test_the_figures_tell_what_is_located(hand: Hand) -> None:
    found = whole(hand, layer(style="categories", by="type"))
    assert (found.total, found.located) == (5, 3)
    assert [(one.value, one.count) for one in found.categories] == [("École", 2), ("Mairie", 1)]
    assert found.extent is not None
    west, _ = degrees(found.extent.left, found.extent.top)
    assert west == pytest.approx(AUCH[0], abs=1e-5)


def test_a_selection_that_has_no_place_has_no_view(hand: Hand) -> None:
    found = whole(hand, layer(), State(where=("nom = 'personne'",)))
    assert (found.total, found.located, found.view(680, 440)) == (0, 0, None)


def test_what_is_seen_is_listed_with_its_number(hand: Hand) -> None:
    window = View(12, TOULOUSE[1], TOULOUSE[0]).window(680, 440)
    plan = questions.visible(layer(popup="nom"), questions.selection(State(), SCHEMA), window)
    rows, total = hand.run(plan)
    assert [(row["__row"], row["nom"]) for row in rows] == [(0, "Mairie"), (1, "École")]
    assert total == 2


def test_a_shape_is_drawn_by_its_outline(hand: Hand) -> None:
    # Without points, shapes are what is left to draw.
    schema = SCHEMA.without(frozenset({"ou", "LIEU_LAT"}))
    found = sketch(MapWords(style="choropleth", of="montant", method="equal"), schema)
    assert found is not None
    plan = questions.selection(State(), schema)
    window = around(TOULOUSE, 11)
    features = decode(hand.tile(questions.tile(found, plan, window), window))["data"]
    assert [one.properties["v"] for one in features][:2] == [10.0, 20.0]
    assert {len(one.paths[0]) for one in features} == {5}
    known = figures(found, plan, hand, NOWHERE)
    assert known.bounds[0] == 10
    assert sum(known.counts) == 4
    assert "<path" in _picture(known, hand)


def _picture(found: Figures, hand: Hand, **more: Any) -> str:
    view = found.view(680, 440)
    assert view is not None
    return picture([Layer(found, hand)], view, NOWHERE, **more)


@pytest.mark.parametrize("style", ["points", "clusters", "categories", "circles"])
@pytest.mark.parametrize("theme", ["light", "dark", "page"])
def test_a_picture_stands_alone_and_runs_nothing(hand: Hand, style: str, theme: str) -> None:
    found = whole(hand, layer(style=style, by="nom" if style == "categories" else ""))
    svg = _picture(found, hand, theme=theme, label=HOSTILE)
    assert svg.startswith("<svg ")
    assert "<script" not in svg
    assert "style=" not in svg
    assert ("var(--" in svg) == (theme == "page")
    assert len(svg) < 30_000


def test_a_poster_tells_its_title_its_legend_and_its_source(hand: Hand) -> None:
    found = whole(hand, layer(style="categories", by="nom"))
    view = found.view(944, 585)
    assert view is not None
    svg = poster(
        [Layer(found, hand)], view, NOWHERE, title=HOSTILE, text="Une phrase.", source="Auch"
    )
    assert "<script" not in svg
    assert {"Une phrase.", "Auch", "Mairie"} <= set(_texts(svg))


def _texts(svg: str) -> list[str]:
    return [piece.split("<")[0] for piece in svg.replace("<tspan", "<").split(">")]


def test_a_legend_counts_what_it_names(hand: Hand) -> None:
    found = whole(hand, layer(style="categories", by="type"))
    entries = legend(found)
    assert [(one.label, one.sign, one.count) for one in entries] == [
        ("École", "circle", 2),
        ("Mairie", "square", 1),
    ]


def test_circles_say_what_they_measure_and_their_sizes(hand: Hand) -> None:
    found = whole(hand, layer(style="circles", of="sum(montant)"))
    assert measured(found) == "Somme de\u202f: Montant"
    assert found.largest >= 30
    assert sizes(found.largest)[0] <= found.largest
    assert radius(found.largest, found.largest) > radius(found.largest / 4, found.largest)


def test_a_copy_of_an_older_shape_is_made_again(store: Path) -> None:
    source = kept(store, ROWS[:1])
    path = serving_copy(store, source.sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path)) as old:
        old.execute("CREATE TABLE t AS SELECT 'vieux' AS nom, '' AS search_text, 0 AS __row")
    engine = PooledEngine(Limits(query_workers=1, export_workers=1, memory=128), store)
    try:
        hand = Hand(engine, source, open_grant("occitanie"))
        assert whole(hand, layer()).located == 1
    finally:
        engine.close()


def test_the_same_tile_is_kept_and_another_grant_has_its_own(
    engine: PooledEngine, source: Source
) -> None:
    window, plan = tile(5, 16, 11), questions.selection(State(), SCHEMA)
    plans = questions.tile(layer(), plan, window)
    first = engine.tile(plans, open_grant("occitanie"), source=source, window=window)
    held = len(engine._tiles._answers)
    assert engine.tile(plans, open_grant("occitanie"), source=source, window=window) == first
    assert len(engine._tiles._answers) == held
    engine.tile(plans, open_grant("gers"), source=source, window=window)
    assert len(engine._tiles._answers) == held + 1


def test_tiles_are_kept_within_their_memory(store: Path, source: Source) -> None:
    engine = PooledEngine(Limits(query_workers=1, export_workers=1, tiles=0), store)
    plans = questions.tile(layer(), questions.selection(State(), SCHEMA), tile(5, 16, 11))
    try:
        assert engine.tile(plans, open_grant("gers"), source=source, window=tile(5, 16, 11))
        assert not engine._tiles._answers
    finally:
        engine.close()
