"""The tab « Carte »: picture, legend, list, layers, settings, files, frame, without a script."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from autan.catalogue.models import Dataset
from autan.engine.pool import shut_down
from autan.maps.colours import stylesheet
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from autan.tenants.models import Organisation
from autan.web import assets
from tests.app.dataplane.conftest import publish

__all__ = ["publish"]

HOSTILE = "<img src=x onerror=alert(1)>\"' ]]>"
TREES = TableSchema(
    (
        Field("nom", FieldType.TEXT, "Nom"),
        Field("essence", FieldType.TEXT, "Essence"),
        Field("hauteur", FieldType.INTEGER, "Hauteur"),
        Field("ou", FieldType.GEO_POINT, "Position"),
    )
)
# Around Auch, eastwards; the last has no position.
ROWS = [
    {
        "nom": HOSTILE if n == 3 else f"Arbre {n}",
        "essence": "Tilleul" if n % 3 else "Cèdre",
        "hauteur": n,
        "ou": {"lon": 0.58 + n / 500, "lat": 43.64} if n < 30 else None,
    }
    for n in range(31)
]
HELP = TableSchema(
    (
        Field("insee", FieldType.TEXT, "Commune"),
        Field("budget", FieldType.INTEGER, "Budget"),
    )
)
HELPED = [{"insee": code, "budget": n * 100} for n, code in enumerate(("32013", "32107", "32160"))]
PAGE, JSON, EMBED = "/donnees/{id}/carte/", "/donnees/{id}/carte.json", "/integrer/{id}/carte/"


@pytest.fixture(scope="module", autouse=True)
def _workers() -> Iterator[None]:
    yield
    shut_down()


@pytest.fixture
def trees(auch: Organisation, publish: Callable[..., Dataset]) -> Dataset:
    return publish(auch, "Les arbres d’Auch", ROWS, TREES)


@pytest.fixture
def helped(auch: Organisation, publish: Callable[..., Dataset]) -> Dataset:
    return publish(auch, "Aides aux communes", HELPED, HELP)


@pytest.fixture
def ask(trees: Dataset, browser_of: Callable[..., Client]) -> Callable[..., Any]:
    """The answer of an address of the trees, redirections followed."""

    def get(query: str = "", form: str = PAGE, who: Any = None) -> Any:
        path = form.format(id=trees.dataset_id)
        return browser_of(who).get(f"{path}?{query}", follow=True)

    return get


def text(response: Any) -> str:
    """What is read, tags apart."""
    bare = re.sub(r"<svg.*?</svg>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split()).replace("\u202f", " ")


def links(response: Any, within: str = "") -> list[str]:
    found = re.findall(r'href="([^"]+)"', response.content.decode())
    return [unescape(one) for one in found if within in one]


def test_the_picture_its_legend_and_its_list_come_without_a_script(ask):
    page = ask()
    assert page.status_code == 200
    body = page.content.decode()
    assert body.count('role="img" aria-label="Carte\u202f: Les arbres d’Auch"') == 2
    said = text(page)
    assert "Liste des 30 lieux visibles" in said
    assert "Lieux 30" in said
    assert "1 ligne n’a pas de place connue" in said
    assert f"/donnees/{page.request['PATH_INFO'].split('/')[2]}/lignes/1/" in body
    assert re.search(r"<button[^>]*data-map-open hidden>", body)
    assert not re.search(r"<[^>]* style=", body)


def test_every_visible_place_is_reached_page_by_page(ask):
    seen, query = set(), ""
    for _ in range(5):
        page = ask(query)
        seen |= set(links(page, "/lignes/"))
        following = re.search(r'href="([^"]+)" id="liste-apres"', page.content.decode())
        if following is None:
            break
        query = unescape(following.group(1)).partition("?")[2]
    assert len(seen) == 30


def test_what_is_looked_at_decides_the_list_and_links_move_it(ask):
    near = ask("map.view=14/43.64/0.58")
    count = int(re.search(r"Liste des (\d+) lieux", text(near)).group(1))
    assert 0 < count < 30
    assert text(near).count("Arbre 0") == 1
    far = ask("map.view=14/48/2")
    assert "Aucun lieu visible ici" in text(far)
    moved = dict(re.findall(r'href="([^"]+)" id="geste-(\w+)"', near.content.decode()))
    assert set(moved.values()) == {
        "in", "out", "west", "north", "south", "east", "whole",
    }  # fmt: skip


def test_categories_are_shapes_with_their_count(ask):
    page = ask("map=categories&map.by=essence")
    assert "Tilleul 20 " in text(page)
    assert "Cèdre 10 " in text(page)
    assert "le plus souvent « Tilleul » (20)" in text(page)


@pytest.mark.parametrize("style", ["points", "clusters", "categories", "circles"])
def test_each_style_is_one_link_away_and_draws(ask, style):
    link = re.search(rf'href="([^"]+)" id="style-{style}"', ask().content.decode())
    page = ask(unescape(link.group(1)).partition("?")[2])
    assert f'id="style-{style}" data-map-go aria-current="true"' in page.content.decode()


def test_a_style_that_cannot_be_is_told_and_another_is_drawn(ask):
    page = ask("map=choropleth&map.of=sum(nothing)")
    assert page.status_code == 200
    assert "il faut des contours ou des codes de communes" in text(page)


def test_territories_show_what_they_measure_and_lead_to_their_rows(browser_of, helped):
    page = browser_of().get(f"/donnees/{helped.dataset_id}/carte/")
    said = text(page)
    assert "Budget" in said
    assert "Liste des 3 territoires visibles" in said
    assert said.index("L’Isle-Jourdain 200") < said.index("Auch 0")
    assert any(quote('insee = "32013"', safe="") in one.replace("+", "%20") for one in links(page))


def test_a_table_without_a_place_says_so_and_leads_to_the_table(browser_of, auch, publish):
    schema = TableSchema((Field("nom", FieldType.TEXT, "Nom"),))
    dataset = publish(auch, "Des noms", [{"nom": "a"}], schema)
    page = browser_of().get(f"/donnees/{dataset.dataset_id}/carte/")
    assert "Ces données n’ont pas de place sur une carte" in text(page)
    assert f"/donnees/{dataset.dataset_id}/" in links(page)
    assert browser_of().get(f"/donnees/{dataset.dataset_id}/carte.json").status_code == 404
    assert browser_of().get(f"/donnees/{dataset.dataset_id}/carte.svg").status_code == 404


def test_filters_that_leave_nothing_are_told_with_the_way_back(ask, trees):
    page = ask("where=hauteur > 1000&map=clusters")
    assert "Aucun lieu à montrer" in text(page)
    assert f"/donnees/{trees.dataset_id}/carte/?map=clusters" in links(page)


def test_a_filter_that_cannot_be_read_is_told_in_words(ask):
    page = ask("where=hauteur >")
    assert "une condition mal écrite" in text(page)


# Layers


def test_layers_of_other_datasets_are_drawn_and_listed(ask, helped):
    page = ask(f"layer={helped.dataset_id}&liste=1")
    said = text(page)
    assert "Aides aux communes" in said
    assert "Liste des 3 territoires visibles" in said
    assert "Retirer Aides aux communes" in said
    ask_json = ask(f"layer={helped.dataset_id}", JSON).json()
    assert {"l0", "l1"} <= set(ask_json["style"]["sources"])


def test_what_one_may_not_see_is_told_like_what_does_not_exist(ask, auch, publish, owner):
    publish(auch, "Secret zibeline", ROWS, TREES, level="restricted", dataset_id="secret")
    for form in (JSON, EMBED):
        hidden, absent = ask("layer=secret", form), ask("layer=absent", form)
        assert hidden.content.replace(b"secret", b"absent") == absent.content
    # The page has its address as a square code, which differs as the names do.
    assert text(ask("layer=secret")).replace("secret", "absent") == text(ask("layer=absent"))
    assert "Ces données ne sont pas publiées ici" in text(ask("layer=secret"))
    assert "Secret zibeline" in text(ask("layer=secret", who=owner))


def test_the_datasets_proposed_are_those_one_may_see_and_a_map_can_show(
    ask, helped, auch, publish, owner
):
    publish(auch, "Secret zibeline", ROWS, TREES, level="restricted", dataset_id="secret")
    publish(auch, "Des noms", [{"nom": "a"}], TableSchema((Field("nom", FieldType.TEXT),)))
    said = text(ask())
    assert "Aides aux communes" in said
    assert "zibeline" not in said
    assert "Des noms" not in said
    assert "zibeline" not in text(ask("ajouter=arbres"))
    assert "Aucune donnée qui ait une place" in text(ask("ajouter=rien-de-tel"))


def test_what_fits_the_words_best_is_proposed_before_what_is_newer(ask, auch, publish):
    publish(auch, "Les bancs d’Auch", ROWS, TREES)
    publish(auch, "Le mobilier d’Auch", ROWS, TREES, search_text="le mobilier d auch bancs")
    said = text(ask("ajouter=bancs"))
    assert 0 < said.index("Les bancs d’Auch") < said.index("Le mobilier d’Auch")


def test_three_layers_are_two_clicks_away_and_can_be_turned_and_taken_away(
    ask, helped, auch, publish
):
    more = publish(auch, "Les bancs d’Auch", ROWS, TREES)
    query = ""
    for dataset in (helped, more):
        link = re.search(rf'href="([^"]+)" id="ajouter-{dataset.dataset_id}"', _body(ask(query)))
        query = unescape(link.group(1)).partition("?")[2]
    page = ask(query)
    assert _order(page) == ["Les bancs d’Auch", "Aides aux communes", "Les arbres d’Auch"]
    down = re.search(r'href="([^"]+)" id="descendre-2"', _body(page))
    page = ask(unescape(down.group(1)).partition("?")[2])
    assert _order(page) == ["Aides aux communes", "Les bancs d’Auch", "Les arbres d’Auch"]
    away = re.search(r'href="([^"]+)" id="retirer-1"', _body(page))
    assert _order(ask(unescape(away.group(1)).partition("?")[2])) == [
        "Aides aux communes", "Les arbres d’Auch",
    ]  # fmt: skip


def test_the_form_of_a_layer_leads_to_an_address_that_says_it(ask, trees, helped):
    layer = quote(f"{trees.dataset_id}?map=points")
    page = ask(f"layer={layer}&reglage=1&style=categories&by=essence&infos=&infos=hauteur")
    address = page.redirect_chain[-1][0]
    assert "couche=1" in address
    assert "reglage" not in address
    assert "map%253Dcategories" in address or "map%3Dcategories" in address
    assert "Réglages : Les arbres d’Auch" in text(page)
    filtered = ask(f"layer={layer}&reglage=1&colonne=hauteur&signe=min&valeur=20")
    assert "Points, 10 lieux" in text(filtered)


# Files and frames


def test_the_open_map_is_told_its_sources_its_marks_and_what_to_say(ask, trees):
    sheet = ask("map=categories&map.by=essence&q=Arbre", JSON).json()
    (tiles,) = sheet["style"]["sources"]["l0"]["tiles"]
    assert tiles.startswith(f"/tiles/{trees.dataset_id}/{{z}}/{{x}}/{{y}}.mvt?")
    assert "q=Arbre" in tiles
    assert "map.by=essence" in tiles
    assert len(sheet["marks"]) == 3
    assert all(mark["colour"].startswith("--chart-") for mark in sheet["marks"])
    assert sheet["told"]["l0-point"]["row"] == f"/donnees/{trees.dataset_id}/lignes/{{row}}/"
    assert sheet["frame"] == sheet["whole"]


def test_the_picture_leaves_with_its_title_and_its_source(ask):
    answer = ask("map.title=Où sont les arbres", "/donnees/{id}/carte.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    drawn = answer.content.decode()
    assert "Où sont les arbres" in drawn
    assert "Source" in drawn
    assert "var(--" not in drawn


def test_the_frame_is_light_says_its_places_and_may_stand_anywhere(ask):
    answer = ask("map=clusters", EMBED)
    assert answer.status_code == 200
    assert "<script" not in answer.content.decode()
    assert len(answer.content) < 50_000
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "Liste des 30 lieux visibles" in text(answer)


@pytest.mark.parametrize("form", [PAGE, EMBED, "/donnees/{id}/carte.svg"])
@pytest.mark.parametrize("query", ["", "map=categories&map.by=nom", f"map.title={quote(HOSTILE)}"])
def test_hostile_values_are_only_text(ask, form, query):
    answer = ask(query, form)
    assert answer.status_code == 200
    assert "<img src=x" not in answer.content.decode()


def test_a_worker_of_our_own_may_run_and_no_other(ask):
    policy = ask().headers["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "blob:" not in policy


def test_the_stylesheet_has_the_colours_of_the_pictures():
    name = assets.address("styles/site.css").rpartition("/")[2]
    source = (assets._DIST.parents[2] / "front" / "styles" / "parts" / "map-ground.css").read_text()
    assert stylesheet().strip() in source
    assert name.endswith(".css")


def _body(response: Any) -> str:
    return response.content.decode()


def _order(response: Any) -> list[str]:
    part = _body(response).split('class="layers"')[1].split("</ol>")[0]
    return [unescape(one) for one in re.findall(r"<strong>(.*?)</strong>", part)]
