"""The home page, the page of what is missing, the gallery: what each says, and to whom."""

import pytest
from django.test import Client
from django.utils import translation

from autan.tenants.models import Portal, Territory
from autan.web.home.where import of, within
from autan.web.printing import square

KINDS = Territory.Kind


def page(path: str, **headers: str) -> str:
    answer = Client(headers={"host": "localhost", **headers}).get(path)
    return answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "name", "genitive", "said"),
    [
        (KINDS.COMMUNE, "Noé", "de Noé", "à Noé"),
        (KINDS.COMMUNE, "Le Houga", "du Houga", "au Houga"),
        (KINDS.COMMUNE, "Les Cabannes", "des Cabannes", "aux Cabannes"),
        (KINDS.COMMUNE, "L’Isle-Jourdain", "de L’Isle-Jourdain", "à L’Isle-Jourdain"),
        (KINDS.DEPARTEMENT, "Gers", "du Gers", "dans le Gers"),
        (KINDS.DEPARTEMENT, "Hérault", "de l’Hérault", "dans l’Hérault"),
        (KINDS.DEPARTEMENT, "Haute-Garonne", "de la Haute-Garonne", "en Haute-Garonne"),
        (KINDS.DEPARTEMENT, "Hautes-Pyrénées", "des Hautes-Pyrénées", "dans les Hautes-Pyrénées"),
        (KINDS.EPCI, "CC du Savès", "de la CC du Savès", "dans la CC du Savès"),
        (KINDS.REGION, "Occitanie", "d’Occitanie", "en Occitanie"),
    ],
)
def test_a_place_is_said_as_people_say_it(kind: str, name: str, genitive: str, said: str) -> None:
    territory = Territory(kind=kind, name=name, genitive=genitive)
    assert within(territory) == said
    assert of(territory) == genitive


def test_in_another_language_a_place_keeps_its_name() -> None:
    territory = Territory(kind=KINDS.COMMUNE, name="Le Houga", genitive="du Houga")
    with translation.override("en"):
        assert within(territory).endswith("Le Houga")
        assert of(territory) == "Le Houga"


def test_the_home_page_of_an_empty_portal_says_what_will_be_there(region: Portal) -> None:
    found = page("/")
    assert "Les publications s’afficheront ici." in found
    assert found.count("à ouvrir") == 6
    assert "Éditer un graphique" not in found


def test_a_page_says_where_it_comes_from_on_paper(region: Portal) -> None:
    found = page("/mentions-legales/?a=1")
    assert 'class="printed"' in found
    assert "/mentions-legales/?a=1</p>" in found
    # The address of a draft is its key: paper travels.
    assert 'class="printed"' not in page("/publier/")


def test_who_asks_for_less_data_is_told_no_font(region: Portal) -> None:
    assert 'data-font="system"' in page("/", **{"save-data": "on"})
    assert "preload" not in page("/", **{"save-data": "on"})
    assert "preload" in page("/")


def test_an_unknown_address_is_answered_with_a_search_and_says_nothing_of_itself(
    region: Portal,
) -> None:
    found = page("/donnees/<script>/")
    assert "Cette page n’est pas ici" in found
    assert "&lt;script&gt;/" in found or "%3Cscript%3E" in found
    assert "<script>/" not in found


def test_the_gallery_is_shown_in_the_theme_that_is_asked_for(region: Portal) -> None:
    assert '<div class="gallery" data-theme="dark">' in page("/composants/?theme=sombre")
    assert '<div class="gallery">' in page("/composants/?theme=%22onload=1")


def test_the_square_of_an_address_draws_it_and_holds_none_of_it() -> None:
    drawn = square('https://a.example/"><script>/')
    assert drawn.startswith("<svg")
    assert "script" not in drawn
    assert square("https://a.example/?" + "x" * 900) == square("https://a.example/")
