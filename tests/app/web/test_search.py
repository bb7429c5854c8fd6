"""The page of all datasets, and what it proposes as one types."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django_scopes import scopes_disabled

from autan.catalogue import search_upkeep
from autan.catalogue.models import Dataset
from autan.people.models import Person
from autan.search.index import Shelf
from autan.tenants.models import Organisation, Portal

MakeDataset = Callable[..., Dataset]
BrowserOf = Callable[..., Client]


@pytest.fixture(autouse=True)
def _an_index_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_upkeep, "SHELF", Shelf(tmp_path))


@pytest.fixture(autouse=True)
def datasets(
    make_dataset: MakeDataset, auch: Organisation, tarbes: Organisation
) -> dict[str, Dataset]:
    made = {
        "deliberations": make_dataset(
            auch,
            "Délibérations <script>alert(1)</script>",
            standard="scdl-deliberations",
            description="Les décisions du conseil : leur date. Et le reste.",
        ),
        "subventions": make_dataset(auch, "Subventions", standard="scdl-subventions"),
        "bancs": make_dataset(tarbes, "Bancs publics", theme="Mobilier urbain"),
        "secret": make_dataset(tarbes, "Zibelines", theme="Fourrures"),
    }
    with scopes_disabled():
        Dataset.objects.filter(pk=made["secret"].pk).update(level=Dataset.Level.RESTRICTED)
    return made


@pytest.fixture
def browser(browser_of: BrowserOf) -> Client:
    return browser_of()


def page(browser: Client, query: str = "") -> str:
    response = browser.get(f"/donnees/{query}")
    assert response.status_code == 200
    return response.content.decode()


def titles(html: str) -> list[str]:
    found = re.findall(r"<h3><a[^>]*>(.*?)</a></h3>", html)
    return [unescape(re.sub(r"<[^>]+>", "", one)) for one in found]


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_everything_is_there_the_latest_first_and_counted_aloud(browser: Client) -> None:
    html = page(browser)
    assert titles(html)[0] == "Bancs publics"
    assert len(titles(html)) == 3
    assert re.search(r'role="status"[^>]*><strong>3 jeux de données', html)


def test_words_are_marked_in_titles_and_sentences_and_nothing_is_markup(browser: Client) -> None:
    html = page(browser, "?q=deliberation+decision")
    assert "<mark>Délibérations</mark> &lt;script&gt;" in html
    assert "Les <mark>décisions</mark> du conseil\u202f: leur date." in html
    assert "<script>alert" not in html


def test_a_row_says_what_is_needed_to_judge(browser: Client) -> None:
    said = words(page(browser, "?q=deliberations"))
    for fact in ("Commune d’Auch (Gers)", "3 lignes", "Délibérations", "mis à jour aujourd’hui"):
        assert fact in said
    assert "1 publication en deux ans" in said


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?modele=scdl-subventions", ["Subventions"]),
        ("?modele=scdl-subventions&producteur=commune-de-tarbes", []),
        ("?producteur=commune-de-tarbes&producteur=commune-d-auch", 3),
        ("?territoire=65", ["Bancs publics"]),
        ("?territoire=65440", ["Bancs publics"]),
        ("?territoire=76", 3),
        ("?territoire=nulle-part", []),
        ("?theme=Mobilier+urbain", ["Bancs publics"]),
        ("?fraicheur=mois", 3),
        ("?fraicheur=ancien", []),
        ("?fraicheur=jamais&tri=hasard&offset=abc", 3),
        ("?licence=odbl", []),
        ("?q=%00&modele=%00&territoire=%00", 3),
    ],
)
def test_the_address_narrows(browser: Client, query: str, found: list[str] | int) -> None:
    seen = titles(page(browser, query))
    assert seen == found if isinstance(found, list) else len(seen) == found


def test_the_territory_is_a_tree_that_one_goes_down(browser: Client) -> None:
    top = page(browser)
    assert "territoire=32" in top
    assert "territoire=65" in top
    gers = page(browser, "?territoire=32")
    path = re.findall(
        r'<li class="depth-1"><a [^>]*aria-current="true"[^>]*><span>(.*?)</span>', gers
    )
    assert path == ["Gers"]
    below = re.findall(
        r'depth-2"><a href="([^"]*)"[^>]*><span>(.*?)</span><span class="n">2<', gers
    )
    assert len(below) == 1
    deeper = page(browser, unescape(below[0][0]).partition("/donnees/")[2])
    assert "territoire=32013" in deeper


def test_a_chosen_value_is_given_up_by_its_link_and_by_its_chip(browser: Client) -> None:
    html = page(browser, "?q=auch&modele=scdl-subventions")
    chosen = re.search(r'<a href="([^"]*)" aria-current="true"[^>]*><span>Subventions</span>', html)
    assert chosen is not None
    assert chosen[1] == "/donnees/?q=auch"
    assert 'aria-label="Retirer le filtre\u202f: Subventions"' in html
    assert 'name="modele" value="scdl-subventions"' in html


def test_a_facet_counts_what_its_own_values_would_leave(browser: Client) -> None:
    html = page(browser, "?modele=scdl-subventions")
    counted = dict(re.findall(r"<span>([^<]*)</span><span class=\"n\">(\d+)</span>", html))
    assert counted["Délibérations"] == counted["Subventions"] == "1"
    assert counted["Commune d’Auch"] == "1"
    assert "Commune de Tarbes" not in counted


def test_sorting_says_which_is_in_force(browser: Client) -> None:
    html = page(browser, "?tri=titre")
    assert titles(html) == sorted(titles(html))
    assert re.search(r'tri=titre" aria-current="true"', html)
    assert "Pertinence" not in html
    assert re.search(r'aria-current="true"[^>]*>Pertinence', page(browser, "?q=auch"))


def test_near_words_are_said_and_shown(browser: Client) -> None:
    said = words(page(browser, "?q=subvnetions"))
    assert "Rien sous « subvnetions ». Voici ce qui s’en approche : subventions" in said
    assert titles(page(browser, "?q=subvnetions")) == ["Subventions"]


def test_nothing_found_says_what_to_do(browser: Client) -> None:
    assert "Essayez un mot plus court" in words(page(browser, "?q=xylophone"))
    narrowed = page(browser, "?q=bancs&modele=scdl-subventions")
    assert "Sans les filtres, il y a 1 jeu de données." in words(narrowed)
    assert 'href="/donnees/?q=bancs"' in narrowed


def test_what_one_may_not_see_is_nowhere_on_the_page(
    browser: Client, browser_of: BrowserOf, owner: Person, neighbour: Person
) -> None:
    for query in ("", "?q=zibelines", "?q=zibeline", "?q=zibelinse", "?theme=Fourrures"):
        for one in (browser, browser_of(owner)):
            html = page(one, query).replace(query.partition("=")[2], "")
            assert "Zibelines" not in html
        assert "Zibelines" in page(browser_of(neighbour), query)
    assert "Fourrures" not in page(browser)


def suggested(browser: Client, text: str) -> dict[str, list[dict[str, str]]]:
    response = browser.get("/donnees/suggestions/", {"q": text})
    assert response.status_code == 200
    return {one["name"]: one["items"] for one in response.json()["groups"]}


def test_titles_places_producers_models_and_themes_are_proposed(browser: Client) -> None:
    titles_found = suggested(browser, "delib")["Jeux de données"]
    assert titles_found[0]["address"] == "/donnees/deliberations-auch/"
    assert titles_found[0]["detail"] == "Commune d’Auch"
    auch = suggested(browser, "auc")
    assert auch["Territoires"][0] == {
        "text": "Auch",
        "detail": "2 jeux de données",
        "address": "/donnees/?territoire=32013",
    }
    assert auch["Producteurs"][0]["address"] == "/donnees/?producteur=commune-d-auch"
    assert suggested(browser, "subv")["Modèles communs"][0]["text"] == "Subventions"
    assert suggested(browser, "mobilier ur")["Thèmes"][0]["text"] == "Mobilier urbain"


@pytest.mark.parametrize("text", ["", "a", "  ", "zzz", "%", "\0", "é" * 300, "(", "\ud83d\ude00"])
def test_nothing_is_proposed_for_nothing(browser: Client, text: str) -> None:
    text = text.encode("utf-16", "surrogatepass").decode("utf-16")
    assert suggested(browser, text) == {}


def test_what_one_may_not_see_is_not_proposed(
    browser: Client, browser_of: BrowserOf, owner: Person, neighbour: Person
) -> None:
    for text in ("zibel", "fourr"):
        assert suggested(browser, text) == suggested(browser_of(owner), text) == {}
        assert suggested(browser_of(neighbour), text) != {}


def test_another_portal_proposes_its_own(browser_of: BrowserOf, gers: Portal) -> None:
    assert suggested(browser_of(portal=gers), "bancs") == {}
    assert suggested(browser_of(portal=gers), "tarbes") == {}


def test_the_page_of_results_is_read_without_a_query_for_each_row(
    browser: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    page(browser)
    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        page(browser, "?q=auch")


def test_the_field_is_a_form_that_keeps_the_choices(browser: Client) -> None:
    html = page(browser, "?territoire=32&tri=titre&q=auch")
    form = html[html.index('role="search"') : html.index("</form>")]
    assert 'name="q" value="auch"' in form
    assert 'name="territoire" value="32"' in form
    assert 'name="tri" value="titre"' in form
    assert 'data-source="/donnees/suggestions/"' in form
