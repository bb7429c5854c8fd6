"""The tab « Graphique »: proposals, settings, words, files, frame, and what hostile values become."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from django_scopes import scopes_disabled

from autan.catalogue.models import Dataset
from autan.engine.pool import shut_down
from autan.query.state import ChartWords, State
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from autan.tenants.models import Organisation
from autan.web.datasets import chart_controls
from tests.app.dataplane.conftest import publish

__all__ = ["publish"]

HOSTILE = "<script>alert(1)</script>\"' onload=x &amp; ]]>"
SCHEMA = TableSchema(
    (
        Field("jour", FieldType.DATE, "Date"),
        Field("qui", FieldType.TEXT, "Bénéficiaire"),
        Field("objet", FieldType.TEXT, "Objet"),
        Field("montant", FieldType.NUMBER, "Montant (en €)"),
        Field("voix", FieldType.INTEGER, "Voix pour"),
    )
)
ROWS = [
    {
        "jour": date(2024, n % 12 + 1, 15),
        "qui": HOSTILE if n == 5 else f"Association {'ABCDE'[n % 5]}",
        "objet": "sport" if n % 2 else "culture",
        "montant": 100.0 * (n % 7 + 1),
        "voix": 10 + n % 4,
    }
    for n in range(60)
]
PAGE = "/donnees/{id}/graphique/"
BARS = "chart=bars&chart.x=qui&chart.y=sum(montant)"


@pytest.fixture(scope="module", autouse=True)
def _workers() -> Iterator[None]:
    yield
    shut_down()


@pytest.fixture
def dataset(auch: Organisation, publish: Callable[..., Dataset]) -> Dataset:
    return publish(auch, "Subventions versées", ROWS, SCHEMA)


@pytest.fixture
def ask(dataset: Dataset, browser_of: Callable[..., Client]) -> Callable[..., Any]:
    """Answer of an address of the dataset, ``{id}`` being its identifier; redirections followed."""

    def get(address: str, query: str = "", **more: Any) -> Any:
        path = address.format(id=dataset.dataset_id)
        return browser_of().get(f"{path}?{query}", follow=True, **more)

    return get


def test_without_a_word_three_drawings_are_proposed_titled_and_sourced(ask):
    page = ask(PAGE).content.decode()
    assert page.count('class="proposal"') == 3
    assert page.count('<svg width="3') == 3
    assert page.count("Source") >= 3
    titles = re.findall(r'id="proposition-\d" href="([^"]+)"[^>]*>([^<]+)<', page)
    assert len({title for _, title in titles}) == 3
    for address, title in titles:
        words = State.parse(urlsplit(unescape(address)).query).chart
        assert words.type, title
        chosen = ask(PAGE, urlsplit(unescape(address)).query).content.decode()
        assert f'tabindex="-1">{title}</h2>' in chosen
        assert 'name="chart.title" value=' not in chosen, "another setting gets another title"
        assert "Revenir aux mots proposés" not in chosen


def test_a_proposal_keeps_the_language_of_its_page(ask):
    """Although each is drawn beside, in a thread that speaks French."""
    page = ask("/en" + PAGE).content.decode()
    links = re.findall(r'id="proposition-\d" href="([^"]+)"', page)
    assert len(links) == 3
    assert all(link.startswith("/en/donnees/") for link in links)


def test_a_proposal_leads_to_the_chart_with_its_settings_its_values_and_its_words(ask):
    answer = ask(PAGE, BARS)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="narrow"' in page
    assert 'class="wide"' in page
    assert re.search(r'<option value="bars" selected>', page)
    assert re.search(r'<option value="qui" selected>Bénéficiaire', page)
    assert re.search(r'<option value="sum\(montant\)" selected>', page)
    assert "Association A" in page.partition("<tbody>")[2]
    title = re.search(r'<h2 id="titre-graphique"[^>]*>([^<]+)<', page)
    assert title
    assert title.group(1).strip()


def test_filters_are_those_of_the_table_and_their_chips_stay_on_the_tab(ask, dataset):
    page = ask(PAGE, f"{BARS}&refine=objet:sport").content.decode()
    assert "30 lignes sur 60" in page
    chip = re.search(r'class="chip".*?href="([^"]+)"', page, re.DOTALL)
    assert chip
    parts = urlsplit(unescape(chip.group(1)))
    assert parts.path == f"/donnees/{dataset.dataset_id}/graphique/"
    assert ("chart", "bars") in parse_qsl(parts.query)
    assert "refine" not in dict(parse_qsl(parts.query))


def test_a_selection_without_rows_says_so_and_shows_the_way_out(ask):
    page = ask(PAGE, "where=montant > 100000").content.decode()
    assert "Aucune ligne à dessiner" in page
    assert "<svg" not in page.partition("<main")[2].partition("</main>")[0].partition("tabs")[2]


@pytest.mark.parametrize(
    ("query", "said", "field"),
    [
        ("chart=bars&chart.x=nulle&chart.y=count(*)", "n’existe pas", "champ-chart-x"),
        ("chart=bars&chart.x=qui&chart.y=sum(objet)", "valeur", "champ-chart-y"),
        ("chart=camembert&chart.x=qui&chart.y=count(*)", "n’existe pas", "champ-chart"),
        ("chart=bars&chart.x=qui&chart.y=count(*)&where=nulle=1", "colonne", ""),
    ],
)
def test_an_address_that_cannot_be_drawn_says_why_and_where(ask, query, said, field):
    answer = ask(PAGE, query)
    page = answer.content.decode()
    assert answer.status_code == 400
    summary = re.search(r'class="error-summary".*?</div>', page, re.DOTALL)
    assert summary
    assert said.lower() in unescape(summary.group()).lower()
    if field:
        assert f'href="#{field}"' in summary.group()
        assert f'id="{field}"' in page
    assert "Erreur –" in page.partition("</title>")[0]


def test_the_form_leads_to_a_clean_address_that_its_type_can_draw(ask):
    query = "regler=1&chart=pie&chart.x=qui&chart.y=avg(montant)&chart.series=&chart.top="
    answer = ask(PAGE, query)
    address = urlsplit(answer.redirect_chain[-1][0])
    words = dict(parse_qsl(address.query, keep_blank_values=True))
    assert answer.status_code == 200
    assert words["chart"] == "pie"
    assert "regler" not in words
    assert "" not in words.values()


@pytest.mark.parametrize("kind", [one.name for one in chart_controls.charts.types()])
def test_whatever_the_type_that_is_chosen_something_is_drawn(ask, kind):
    answer = ask(PAGE, f"regler=1&chart={kind}&chart.x=qui&chart.y=sum(montant)&chart.series=objet")
    page = answer.content.decode()
    assert answer.status_code == 200, kind
    assert 'class="wide"' in page
    assert re.search(rf'<option value="{kind}" selected>', page)


def test_several_values_side_by_side_travel_as_one_word_of_the_address(ask):
    answer = ask(PAGE, "regler=1&chart=lines&chart.x=jour&chart.y=sum(voix)&et=max(voix)&et=")
    words = dict(parse_qsl(urlsplit(answer.redirect_chain[-1][0]).query))
    assert words["chart.y"] == "sum(voix),max(voix)"
    assert answer.content.decode().count('name="et"') == 2


def test_words_are_required_and_an_empty_one_is_told_under_its_field(ask):
    answer = ask(PAGE, f"{BARS}&dire=1&chart.title=&chart.text=Peu de choses.")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'href="#champ-titre"' in page
    assert re.search(r'id="champ-titre"[^>]*aria-invalid="true"', page)
    assert not re.search(r'id="champ-constat"[^>]*aria-invalid="true"', page)
    assert "Peu de choses." in page


def test_words_that_are_ours_are_not_kept_in_the_address_and_those_of_the_author_are(ask):
    page = ask(PAGE, BARS).content.decode()
    found = re.findall(r'<textarea id="champ-\w+"[^>]*>([^<]+)</textarea>', page)
    title = unescape(found[0])
    client_words = {"chart.title": title, "chart.text": "Mon constat."}
    query = "&".join(f"{name}={value}" for name, value in client_words.items())
    answer = ask(PAGE, f"{BARS}&dire=1&{query}")
    words = dict(parse_qsl(urlsplit(answer.redirect_chain[-1][0]).query))
    assert "chart.title" not in words
    assert words["chart.text"] == "Mon constat."
    assert "Revenir aux mots proposés" in answer.content.decode()


def test_the_panel_hands_over_a_link_a_frame_and_a_picture_with_its_words(ask, dataset):
    page = unescape(ask(PAGE, f"{BARS}&refine=objet:sport").content.decode())
    codes = {
        name: unescape(text)
        for name, text in re.findall(r'id="(lien|cadre|image)" role[^>]*><code>(.*?)</code>', page)
    }
    assert set(codes) == {"lien", "cadre", "image"}
    assert "refine=objet%3Asport" in codes["lien"]
    assert "/integrer/" in codes["cadre"]
    assert 'title="' in codes["cadre"]
    assert 'alt="' in codes["image"]
    assert "version=" not in "".join(codes.values())
    frozen = unescape(ask(PAGE, f"{BARS}&partage=figer").content.decode())
    assert len(re.findall(r"version=1", frozen)) >= 4
    assert re.search(r'<details[^>]*id="partager" open', frozen)


def test_the_frame_is_small_framed_by_all_and_says_where_it_comes_from(ask):
    answer = ask("/integrer/{id}/graphique/", BARS)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert "<script" not in page
    assert len(answer.content) < 50_000
    assert "Commune d’Auch" in page
    assert "Voir et régler ce graphique" in page


@pytest.mark.parametrize(
    ("file", "kind", "start"),
    [
        ("svg", "image/svg+xml", b"<svg"),
        ("png", "image/png", b"\x89PNG"),
        ("csv", "text/csv; charset=utf-8", b"\xef\xbb\xbf"),
        ("json", "application/json", b"{"),
    ],
)
def test_each_file_is_drawn_from_the_same_words_and_may_be_shown_anywhere(ask, file, kind, start):
    answer = ask(f"/donnees/{{id}}/graphique.{file}", BARS)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
    assert answer.content.startswith(start)
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    bad = ask(f"/donnees/{{id}}/graphique.{file}", "chart=bars&chart.x=nulle")
    assert (bad.status_code, bad.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")


def test_the_file_of_values_is_one_that_a_spreadsheet_opens(ask):
    text = ask("/donnees/{id}/graphique.csv", BARS).content.decode("utf-8-sig")
    head, *rows = text.strip().split("\n")
    assert head.count(";") == 1
    assert any(row.startswith("Association") for row in rows)
    assert all(row.rpartition(";")[2].replace(".", "").isdigit() for row in rows)


class Tags(HTMLParser):
    """The attributes of a page, and what its scripts say."""

    def __init__(self) -> None:
        super().__init__()
        self.attributes: set[str] = set()
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes |= {name for name, _ in attrs}
        self.scripts += ["<script>"] if tag == "script" else []

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            self.scripts.append(data)


def test_what_is_hostile_in_the_values_and_in_the_address_stays_text(ask):
    query = f"{BARS}&chart.title={HOSTILE.replace('&', '%26')}"
    for address in (PAGE, "/integrer/{id}/graphique/", "/donnees/{id}/graphique.svg"):
        seen = Tags()
        seen.feed(ask(address, query).content.decode())
        assert "onload" not in seen.attributes, address
        assert "alert(1)" not in "".join(seen.scripts), address
    page = ask(PAGE, query).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_chart_of_a_hidden_dataset_is_nowhere(ask, dataset):
    with scopes_disabled():
        Dataset.objects.filter(pk=dataset.pk).update(level=Dataset.Level.RESTRICTED)
    ends = ("graphique/", "graphique.svg", "graphique.png", "graphique.csv", "graphique.json")
    for address in (*(f"/donnees/{{id}}/{end}" for end in ends), "/integrer/{id}/graphique/"):
        assert ask(address).status_code == 404, address


def test_controls_carry_the_same_ids_from_one_page_to_the_next():
    first = chart_controls.controls(
        ChartWords("bars", "qui", "sum(montant)"), SCHEMA, chart_controls.Tongue()
    )
    ids = [one.id for one in first]
    assert ids[:3] == ["champ-chart", "champ-chart-x", "champ-chart-y"]
    assert len(set(ids)) == len(ids)
