"""The layers of a map in its address, and the links that move its picture."""

import pytest
from django.http import QueryDict

from autan.maps.mercator import View
from autan.query.state import LAYERS, Layer, MapWords, State
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from autan.web.datasets import mapping_words as words
from autan.web.datasets.mapping_moves import FARTHEST, NEAREST, moves, shifted, zoomed

SCHEMA = TableSchema((Field("nom", FieldType.TEXT, "Nom"), Field("places", FieldType.INTEGER)))
STATE = State(
    q="école",
    where=("places >= 10",),
    map=MapWords(style="points", view="12/43.6/1.4", title="Les écoles", text="Où elles sont."),
    layers=(
        Layer("parkings", State(where=("gratuit = true",), map=MapWords(style="clusters"))),
        Layer("communes", State(map=MapWords(style="choropleth", of="count(*)"))),
    ),
)


def names(state: State) -> list[str]:
    return [layer.dataset_id for layer in state.layers]


def test_a_layer_is_read_and_put_back_as_it_was() -> None:
    for place in range(3):
        assert words.put(STATE, place, words.at(STATE, place)) == STATE


def test_the_words_of_the_page_s_own_layer_are_without_those_of_the_whole_map() -> None:
    own = words.at(STATE, 0)
    assert (own.q, own.where, own.map.style) == ("école", ("places >= 10",), "points")
    assert (own.map.view, own.map.title, own.map.text, own.layers) == ("", "", "", ())


def test_to_change_the_page_s_own_layer_keeps_the_view_the_words_and_the_others() -> None:
    changed = words.put(STATE, 0, State(map=MapWords(style="circles", view="1/2/3")))
    assert changed.map == MapWords(
        style="circles", view="12/43.6/1.4", title="Les écoles", text="Où elles sont."
    )
    assert (changed.q, changed.where, changed.layers) == ("", (), STATE.layers)


def test_layers_are_added_on_top_moved_and_taken_away() -> None:
    more = words.added(STATE, "arbres")
    assert names(more) == ["parkings", "communes", "arbres"]
    assert names(words.raised(more, 3, -1)) == ["parkings", "arbres", "communes"]
    assert names(words.raised(more, 1, 1)) == ["communes", "parkings", "arbres"]
    assert names(words.raised(more, 3, 1)) == names(more)
    assert names(words.raised(more, 1, -1)) == names(more)
    assert names(words.removed(more, 2)) == ["parkings", "arbres"]


def test_a_full_map_takes_no_more_layers() -> None:
    full = State(layers=tuple(Layer(f"d{n}") for n in range(LAYERS)))
    assert words.added(full, "one-more") == full


@pytest.mark.parametrize(
    ("text", "place"), [("0", 0), ("2", 2), ("3", 0), ("-1", 0), ("x", 0), ("", 0), (None, 0)]
)
def test_a_place_that_is_not_there_is_the_page_s_own_layer(text: str | None, place: int) -> None:
    assert words.place_of(text, STATE) == place


def test_a_form_that_was_not_sent_changes_nothing() -> None:
    assert words.sent(QueryDict("map=points&couche=1"), STATE, {0: SCHEMA}) is None


def test_the_form_of_a_layer_changes_that_layer_alone() -> None:
    sent = QueryDict("reglage=2&style=circles&of=sum(places)&infos=&infos=nom&infos=places")
    changed = words.sent(sent, STATE, {2: SCHEMA})
    assert changed is not None
    assert changed.layers[1].state.map == MapWords(
        style="circles", of="sum(places)", popup="nom,places"
    )
    assert changed.layers[0] == STATE.layers[0]
    assert changed.where == STATE.where


def test_a_question_that_was_not_put_keeps_its_answer() -> None:
    changed = words.sent(QueryDict("reglage=2&classes=5"), STATE, {2: SCHEMA})
    assert changed is not None
    kept = changed.layers[1].state.map
    assert (kept.style, kept.of, kept.classes, kept.popup) == ("choropleth", "count(*)", "5", "")


def test_the_form_adds_a_filter_once() -> None:
    sent = QueryDict("reglage=1&colonne=places&signe=min&valeur=20")
    once = words.sent(sent, STATE, {1: SCHEMA})
    assert once is not None
    twice = words.sent(sent, once, {1: SCHEMA})
    assert twice is not None
    assert twice.layers[0].state.where == ("gratuit = true", "places >= 20")


def test_a_filter_of_a_dataset_that_cannot_be_read_is_not_made() -> None:
    sent = QueryDict("reglage=1&colonne=places&signe=min&valeur=20")
    changed = words.sent(sent, STATE, {})
    assert changed is not None
    assert changed.layers[0].state.where == ("gratuit = true",)


VIEW = View(12, 43.6, 1.4)


def test_side_links_move_by_less_than_the_picture_and_come_back() -> None:
    east = shifted(VIEW, 0.4, 0)
    assert east.lon > VIEW.lon
    assert east.lat == pytest.approx(VIEW.lat)
    back = shifted(shifted(shifted(east, -0.4, 0), 0, 0.4), 0, -0.4)
    assert (back.lat, back.lon) == (pytest.approx(VIEW.lat), pytest.approx(VIEW.lon))
    assert shifted(VIEW, 0, 0.4).lat < VIEW.lat


def test_zooms_stay_where_there_is_something_to_see() -> None:
    assert zoomed(View(NEAREST, 0, 0), 1).zoom == NEAREST
    assert zoomed(View(FARTHEST, 0, 0), -1).zoom == FARTHEST


def test_a_link_that_leads_nowhere_new_is_not_there_and_the_last_shows_all() -> None:
    made = {one.name: one.address for one in moves("/c/", STATE, View(NEAREST, 43.6, 1.4))}
    assert list(made) == ["out", "west", "north", "south", "east", "whole"]
    assert "map.view=" not in made["whole"]
    assert "map.title=Les+%C3%A9coles" in made["whole"]
    assert "map.view=17.00%2F43.60000%2F1.40000" in made["out"]
