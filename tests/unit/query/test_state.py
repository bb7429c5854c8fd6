"""One state, one address: what is read is what is written, everywhere."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.query.odsql import read
from autan.query.state import ChartWords, Layer, MapWords, State, mention
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema

SCHEMA = TableSchema(
    (
        Field("nom", FieldType.TEXT),
        Field("montant", FieldType.NUMBER),
        Field("jour", FieldType.DATE),
    )
)
FULL = State(
    q="rugby féminin",
    where=("montant > 1000", 'nom like "stade"'),
    refine=("nom:Stade",),
    exclude=("nom:Ovalie & Cie",),
    select="nom, montant",
    order_by="montant desc",
    limit="50",
    offset="100",
    version="3",
    chart=ChartWords("bars", x="nom", y="sum(montant)", top="10", title="Qui reçoit, et combien ?"),
    map=MapWords("choropleth", of="count(*)", classes="5", view="9.5/43.3/1.2"),
    layers=(Layer("ecoles", State(where=("a = 1&b",), map=MapWords("points"))), Layer("bus")),
)

# An address is text: no half of a pair of surrogates, no space around a value.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(str.strip)
SEVERAL = st.lists(TEXT.filter(bool), max_size=3, unique=True).map(tuple)
WORDS = {
    "q": TEXT,
    "select": TEXT,
    "order_by": TEXT,
    "limit": TEXT,
    "offset": TEXT,
    "version": TEXT,
}
CHARTS = st.builds(ChartWords, *[TEXT] * 9)
MAPS = st.builds(MapWords, *[TEXT] * 9)
PLAIN = st.builds(
    State, **WORDS, where=SEVERAL, refine=SEVERAL, exclude=SEVERAL, chart=CHARTS, map=MAPS
)
NAMES = TEXT.filter(bool).filter(lambda name: "?" not in name)
LAYERS = st.lists(st.builds(Layer, NAMES, PLAIN), max_size=3, unique_by=lambda one: one.text)


@given(PLAIN, LAYERS)
def test_an_address_says_the_state_that_it_was_made_from(state: State, layers: list[Layer]) -> None:
    whole = state.turned(layers=tuple(layers))
    assert State.read(whole.pairs) == whole
    assert State.parse(whole.query) == whole


@given(st.lists(st.tuples(TEXT, TEXT), max_size=6), st.text(max_size=60))
def test_no_address_is_unreadable(pairs: list[tuple[str, str]], query: str) -> None:
    assert State.parse(State.parse(query).query) == State.parse(query)
    assert State.read(State.read(pairs).pairs) == State.read(pairs)


def test_a_full_state_reads_in_the_words_of_the_explore_api() -> None:
    assert FULL.pairs[:6] == (
        ("q", "rugby féminin"),
        ("where", "montant > 1000"),
        ("where", 'nom like "stade"'),
        ("refine", "nom:Stade"),
        ("exclude", "nom:Ovalie & Cie"),
        ("select", "nom, montant"),
    )
    assert ("chart", "bars") in FULL.pairs
    assert ("chart.y", "sum(montant)") in FULL.pairs
    assert FULL.pairs[-2:] == (("layer", "ecoles?where=a+%3D+1%26b&map=points"), ("layer", "bus"))


def test_unknown_words_and_empty_ones_are_left_out() -> None:
    assert (
        State.read([("utm_source", "x"), ("where", " "), ("q", ""), ("chart.nothing", "1")])
        == State()
    )
    assert State().query == ""


def test_of_a_word_said_twice_the_last_counts_and_a_filter_said_twice_is_one() -> None:
    state = State.read([("order_by", "a"), ("order_by", "b"), ("where", "a=1"), ("where", "a=1")])
    assert (state.order_by, state.where) == ("b", ("a=1",))


def test_the_rows_are_asked_of_the_api_with_the_words_as_a_condition() -> None:
    assert FULL.rows_pairs == (
        ("where", '"rugby féminin"'),
        ("where", "montant > 1000"),
        ("where", 'nom like "stade"'),
        ("refine", "nom:Stade"),
        ("exclude", "nom:Ovalie & Cie"),
        ("select", "nom, montant"),
        ("order_by", "montant desc"),
        ("version", "3"),
    )


def test_the_selection_keeps_rows_and_version_and_nothing_else() -> None:
    kept = {name for name, _ in FULL.selection.pairs}
    assert kept == {"q", "where", "refine", "exclude", "version"}
    assert FULL.selection.selects
    assert not State(version="2", order_by="nom").selects


@pytest.mark.parametrize(
    ("changes", "offset"),
    [
        ({"q": "autre"}, ""),
        ({"where": ()}, ""),
        ({"order_by": "nom"}, ""),
        ({"version": "1"}, "100"),
    ],
)
def test_other_rows_begin_at_the_first_page(changes: dict[str, object], offset: str) -> None:
    assert FULL.turned(**changes).offset == offset


def test_a_filter_leaves_by_its_value_and_a_word_by_its_name() -> None:
    assert FULL.without("where", "montant > 1000").where == ('nom like "stade"',)
    assert FULL.without("q").q == ""
    assert FULL.without("refine", "not there").refine == FULL.refine


def test_a_state_becomes_a_plan_whose_clauses_may_be_replaced() -> None:
    plan = read(State(q="stade", where=("montant > 1",), order_by="jour desc").params(), SCHEMA)
    assert [output.key for output in plan.select] == ["nom", "montant", "jour"]
    assert plan.order_by[0].descending
    grouped = read(FULL.selection.params(select="sum(montant) as y", group_by="nom"), SCHEMA)
    assert [output.key for output in grouped.select] == ["nom", "y"]


@pytest.mark.parametrize("text", ['deux "mots"', "fin\\", "l'école"])
def test_words_are_quoted_whatever_they_hold(text: str) -> None:
    assert dict(parse_qsl(State(q=text).query)) == {"q": text}
    assert read(State(q=text).params(), SCHEMA).where is not None
    assert mention(text).startswith('"')


def test_a_layer_holds_no_layers() -> None:
    nested = Layer("b", State(layers=(Layer("c"),)))
    assert State.read([("layer", f"a?layer={nested.text}")]).layers == (Layer("a"),)


def test_a_map_has_so_many_layers_at_most() -> None:
    assert len(State.read([("layer", f"d{n}") for n in range(40)]).layers) == 12
