"""The pages of a dataset: table, column, row, files, history, about, feeds, frame."""

import json
import re
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django_scopes import scopes_disabled

from autan.catalogue import actions
from autan.catalogue.models import Dataset, DatasetVersion
from autan.engine import profiles
from autan.people.models import Person
from autan.tenants.models import Organisation
from tests.app.dataplane.conftest import SCHEMA, get, one_thread, publish, stored

import polars as pl  # isort: skip

__all__ = ["get", "one_thread", "publish"]

MATTERS = ("Cantine", "Voirie", "École d’été")
ROWS = [
    {
        "DELIB_ID": f"2024-{n:03d}",
        "DELIB_DATE": date(2024, 1, 1) + timedelta(days=n),
        "DELIB_OBJET": MATTERS[n % 3],
        "VOTE_POUR": None if n % 10 == 0 else n % 20,
    }
    for n in range(60)
]
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def dataset(publish: Callable[..., Dataset], auch: Organisation) -> Dataset:
    return publish(auch, rows=ROWS)


@pytest.fixture
def page(dataset: Dataset, browser_of: Callable[..., Client]) -> Callable[..., str]:
    """The text of a page of the dataset, under its address."""

    def read(rest: str = "", status: int = 200, person: Person | None = None) -> str:
        answer = browser_of(person).get(f"/donnees/{dataset.dataset_id}/{rest}")
        assert answer.status_code == status, answer.content[:500]
        return answer.content.decode()

    return read


def again(dataset: Dataset, rows: list[dict[str, Any]], **more: Any) -> None:
    """A new version with these rows."""
    from autan.pipeline.report import Manifest

    sha256 = stored(pl.DataFrame(rows, infer_schema_length=None))
    manifest = Manifest(sha256=sha256, bytes=1, rows=len(rows), schema=SCHEMA.as_json(), **more)
    with scopes_disabled():
        actions.publish_version(
            dataset=dataset, manifest=manifest, expected_lock=dataset.lock_version, actor="tests"
        )


# The table


def test_the_masthead_says_how_full_and_how_large_the_table_is(page):
    said = page()
    assert "60 lignes" in said
    # Six empty votes out of 240 cells: 97.5 %, never rounded up.
    assert "97\u202f% des cases remplies" in said
    assert 'd="M0 0h97v6H0z"' in said


def test_headers_show_the_shape_of_their_column_above_twenty_rows(page, publish, auch, browser_of):
    assert page().count('class="shape"') == 3  # the number of an act is its own: it has no shape
    small = publish(auch, "Peu", rows=ROWS[:20])
    answer = browser_of().get(f"/donnees/{small.dataset_id}/")
    assert 'class="shape"' not in answer.content.decode()


def test_a_filter_draws_its_own_shape_over_that_of_all_the_rows(page):
    said = page("?refine=DELIB_OBJET:Voirie")
    assert said.count('<path class="all"') >= 3
    assert "20 lignes sur 60" in said


def test_values_that_come_back_are_filters_and_others_are_not(page):
    said = page()
    assert "refine=DELIB_OBJET%3A%22Cantine%22" in said
    assert "DELIB_ID%3A" not in said


def test_a_value_with_quotes_makes_a_filter_that_finds_it(publish, auch, browser_of):
    hard = 'dit "le \\ petit", : & <b>'
    rows = [{**row, "DELIB_OBJET": hard if n % 2 else "autre"} for n, row in enumerate(ROWS)]
    dataset = publish(auch, rows=rows)
    said = browser_of().get(f"/donnees/{dataset.dataset_id}/").content.decode()
    address = next(a for a in re.findall(r'class="keep" href="([^"]+)"', said) if "petit" in a)
    found = browser_of().get(address.replace("&amp;", "&").partition("#")[0]).content.decode()
    assert "30 lignes sur 60" in found
    assert "<b>" not in found


def test_a_column_opens_with_what_it_holds(page):
    said = page("?colonne=VOTE_POUR")
    assert 'id="colonne"' in said
    assert "54 lignes sur 60 (90\u202f%)" in said
    assert "Médiane" in said
    assert "VOTE_POUR+%3E%3D+2" in said


def test_a_column_speaks_of_the_chosen_rows(page):
    said = page("?colonne=VOTE_POUR&refine=DELIB_OBJET:Voirie")
    assert re.search(r"\d+ lignes sur 20 ", said)


def test_an_unknown_column_opens_nothing(page):
    assert 'id="colonne"' not in page("?colonne=secret")


@pytest.mark.parametrize(
    ("form", "after"),
    [
        ("colonne=VOTE_POUR&de=3&jusque=7", {"where": ["VOTE_POUR >= 3", "VOTE_POUR <= 7"]}),
        ("colonne=VOTE_POUR&de=3&jusque=", {"where": ["VOTE_POUR >= 3"]}),
        ("colonne=DELIB_DATE&de=1/2/2024&jusque=", {"where": ['DELIB_DATE >= date"2024-02-01"']}),
        ("voir=DELIB_OBJET&voir=VOTE_POUR", {"select": ["DELIB_OBJET, VOTE_POUR"]}),
        ("select=VOTE_POUR&" + "&".join(f"voir={n}" for n in SCHEMA.names), {}),
        ("voir=secret&q=mot", {"q": ["mot"]}),
    ],
)
def test_small_forms_change_the_address(dataset, browser_of, form, after):
    answer = browser_of().get(f"/donnees/{dataset.dataset_id}/?{form}")
    assert answer.status_code == 302
    from urllib.parse import parse_qs, urlsplit

    assert parse_qs(urlsplit(answer["Location"]).query) == after


def test_only_the_chosen_columns_are_shown(page):
    said = page("?select=VOTE_POUR,%20DELIB_ID")
    heads = re.findall(r'<a class="name"[^>]*>([^<]+)', said)
    assert [head.strip() for head in heads] == ["Voix pour", "Numéro"]
    assert "Colonnes montrées : 2 sur 4" in said


def test_each_row_leads_to_its_page_whatever_the_order(page, dataset):
    said = page("?order_by=DELIB_ID%20desc&limit=1")
    assert f"/donnees/{dataset.dataset_id}/lignes/60/?" in said
    assert "version=1" in said


def test_a_question_that_does_not_read_is_explained(page):
    said = page("?where=secret%3D1", status=400)
    assert "colonne qui n’existe pas" in said
    assert "<title>\nErreur" in said or "Erreur – " in said


# A row


def test_a_row_shows_each_field_with_its_meaning_and_its_neighbours(page):
    said = page("lignes/2/?version=1")
    assert "Le jour où le conseil s’est réuni." in said
    assert "02/01/2024" in said
    assert "lignes/1/?version=1" in said
    assert "lignes/3/?version=1" in said


@pytest.mark.parametrize("place", ["0", "61", "99999999999999"])
def test_there_is_no_row_beyond_the_last(page, place):
    page(f"lignes/{place}/", status=404)


def test_a_row_keeps_its_address_when_the_data_change(page, dataset):
    again(dataset, ROWS[30:])
    assert "2024-000" in page("lignes/1/?version=1")
    assert "2024-030" in page("lignes/1/")
    page("lignes/31/", status=404)


# Versions


def test_an_older_version_is_read_everywhere(page, dataset, get):
    again(dataset, ROWS[:10])
    assert "10 lignes" in page()
    past = page("?version=1")
    assert "60 lignes" in past
    assert "Vous lisez une version ancienne" in past
    base = f"/api/explore/v2.1/catalog/datasets/{dataset.dataset_id}"
    assert get(f"{base}/records").json()["total_count"] == 10
    assert get(f"{base}/records?version=1").json()["total_count"] == 60
    assert len(get(f"{base}/exports/jsonl?version=1").text.splitlines()) == 60
    assert get(f"{base}?version=1").json()["metas"]["default"]["records_count"] == 60


def test_an_older_version_hides_what_is_protected_today_even_from_words(page, dataset, get):
    told = ({"column": "Objet", "kind": "name", "count": 1, "answer": "mask"},)
    again(dataset, ROWS[:10], protections=told)
    past = page("?version=1")
    assert "Cantine" not in past
    assert "Objet" not in re.sub(r"(?s)<nav.*?</nav>", "", past)
    base = f"/api/explore/v2.1/catalog/datasets/{dataset.dataset_id}"
    assert get(f'{base}/records?version=1&where="cantine"').json()["total_count"] == 0
    assert get(f"{base}/records?version=1&select=DELIB_OBJET").status_code == 400
    assert "DELIB_OBJET" not in get(f"{base}/exports/json?version=1&limit=1").text
    assert "DELIB_OBJET" not in get(f"{base}?version=1").text


@pytest.mark.parametrize("version", ["9", "0", "x"])
def test_a_version_that_is_not_there_is_not_found(page, dataset, get, version):
    page(f"?version={version}", status=404)
    base = f"/api/explore/v2.1/catalog/datasets/{dataset.dataset_id}"
    assert get(f"{base}/records?version={version}").status_code == 404


def test_the_history_tells_versions_and_lets_their_producer_close_them(
    page, dataset, owner, neighbour, browser_of, get
):
    again(dataset, ROWS[:10])
    said = page("historique/")
    assert "50 lignes de moins." in said
    assert "Première publication." in said
    form = {"fermer": "1", "etat": str(dataset.lock_version)}
    path = f"/donnees/{dataset.dataset_id}/historique/"
    for stranger in (None, neighbour):
        assert "Fermer la version" not in page("historique/", person=stranger)
        assert browser_of(stranger).post(path, form).status_code in (403, 404)
    assert "Fermer la version 1" in page("historique/", person=owner)
    headers = {"sec-fetch-site": "same-origin"}
    assert browser_of(owner).post(path, form, headers=headers).status_code == 302
    page("?version=1", status=404)
    assert "Fermée par le producteur" in page("historique/")
    base = f"/api/explore/v2.1/catalog/datasets/{dataset.dataset_id}"
    assert get(f"{base}/records?version=1").status_code == 404


def test_closing_behind_somebodys_back_is_refused_with_a_sentence(page, dataset, owner, browser_of):
    again(dataset, ROWS[:10])
    path, headers = f"/donnees/{dataset.dataset_id}/historique/", {"sec-fetch-site": "same-origin"}
    answer = browser_of(owner).post(path, {"fermer": "1", "etat": "0"}, headers=headers)
    assert answer.status_code == 409
    assert "par quelqu’un d’autre" in answer.content.decode()
    with scopes_disabled():
        assert not DatasetVersion.objects.filter(closed_at__isnull=False).exists()


# Files, code, citation


def test_files_are_those_of_the_filtered_table_and_of_the_whole_one(page):
    said = page("telecharger/?refine=DELIB_OBJET:Voirie")
    assert "20 lignes qui répondent à vos filtres, sur 60." in said
    assert "exports/csv?refine=DELIB_OBJET%3AVoirie" in said
    assert "Le tableau entier" in said


def test_every_tab_carries_the_state(page):
    said = page("a-propos/?q=voirie&refine=DELIB_OBJET:Voirie")
    tabs = re.search(r'(?s)id="onglets".*?</nav>', said)
    assert tabs
    links = re.findall(r'href="([^"]+)"', tabs.group())
    assert len(links) >= 5
    assert all("q=voirie&amp;refine=DELIB_OBJET%3AVoirie" in link for link in links)


def test_the_citation_names_the_version_and_escapes_for_tex(publish, auch, browser_of):
    dataset = publish(auch, "Aides & 50% {d'achats}", rows=ROWS)
    said = browser_of().get(f"/donnees/{dataset.dataset_id}/a-propos/").content.decode()
    assert "[jeu de données], version 1 du" in said
    assert "title = {{Aides \\&amp; 50\\% \\{d&#x27;achats\\}}}" in said
    assert "?version=1" in said


def test_columns_are_explained_with_how_full_they_are(page):
    said = page("a-propos/")
    assert "rempli à 90\u202f%" in said
    assert "toujours rempli" in said


# Feeds


def test_a_feed_tells_each_version_once_and_for_ever(page, dataset):
    again(dataset, ROWS[:10])
    feed = ElementTree.fromstring(page("flux.atom"))
    entries = feed.findall("a:entry", ATOM)
    assert [entry.findtext("a:id", "", ATOM)[-2:] for entry in entries] == ["/2", "/1"]
    assert "50 lignes de moins." in (entries[0].findtext("a:summary", "", ATOM) or "")
    assert entries[1].find("a:link", ATOM).attrib["href"].endswith("?version=1")


def test_the_feed_of_the_portal_tells_the_latest_data(dataset, browser_of):
    answer = browser_of().get("/donnees/flux.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    assert feed.findtext("a:entry/a:title", "", ATOM) == dataset.title


# A frame in somebody's page


def test_a_frame_is_light_and_may_stand_on_any_site(dataset, browser_of):
    answer = browser_of().get(f"/integrer/{dataset.dataset_id}/tableau/?refine=DELIB_OBJET:Voirie")
    said = answer.content.decode()
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in answer.headers
    assert "<script" not in said
    assert "15 lignes montrées sur 20" in said
    assert f"/donnees/{dataset.dataset_id}/?refine=DELIB_OBJET%3AVoirie" in said
    assert len(answer.content) < 20_000


def test_other_pages_stay_out_of_frames(dataset, browser_of):
    answer = browser_of().get(f"/donnees/{dataset.dataset_id}/")
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(("asked", "said"), [("dark", 'data-theme="dark"'), ("x", 'lang="fr">')])
def test_a_site_may_choose_the_theme_of_a_frame(dataset, browser_of, asked, said):
    answer = browser_of().get(f"/integrer/{dataset.dataset_id}/tableau/?theme={asked}")
    assert said in answer.content.decode()[:200]


def test_a_frame_that_cannot_be_answered_says_so(dataset, browser_of):
    answer = browser_of().get(f"/integrer/{dataset.dataset_id}/tableau/?where=secret")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()


def test_hostile_words_stay_words(publish, auch, browser_of):
    hostile = '</script><img src=x onerror="alert(1)">\u202e{{7*7}}'
    rows = [{**row, "DELIB_OBJET": hostile if n % 2 else "b"} for n, row in enumerate(ROWS)]
    dataset = publish(auch, hostile, rows=rows)
    for rest in (
        "",
        "?colonne=DELIB_OBJET",
        "lignes/2/",
        "api/",
        "a-propos/",
        "historique/",
        "flux.atom",
    ):
        said = browser_of().get(f"/donnees/{dataset.dataset_id}/{rest}").content.decode()
        assert "<img src=x" not in said
        assert "49" not in re.sub(r"2024|\d\d+", "", said)


def test_the_grid_is_told_what_to_ask(page):
    said = page("?refine=DELIB_OBJET:Voirie&select=VOTE_POUR&limit=5")
    host = re.search(r'data-island="grid" data-records="([^"]+)"', said)
    assert host is None  # twenty rows are seen at once
    said = page("?select=VOTE_POUR")
    host = re.search(r'data-island="grid" data-records="([^"]+)" data-reach="(\d+)"', said)
    assert host
    assert host.group(1).endswith("/records")
    assert host.group(2) == "60"
    assert 'data-name="VOTE_POUR" data-kind="number"' in said
    assert json.dumps("DELIB_ID")[1:-1] not in said.split("open-grid")[1].split("</div>")[0]


def test_the_shapes_of_a_large_table_are_made_behind_the_reader(page, dataset, monkeypatch):
    monkeypatch.setattr(profiles, "SMALL", 10)
    monkeypatch.setattr(profiles, "_SHAPE", "of-this-test")
    assert "en cours de calcul" in page()
    until = time.monotonic() + 20
    while profiles._making and time.monotonic() < until:
        time.sleep(0.05)
    said = page()
    assert "97\u202f% des cases remplies" in said
    assert said.count('class="shape"') == 3


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_closes_no_version_in_the_name_of_its_producer(
    page, dataset, owner, browser_of, site
):
    again(dataset, ROWS[:30])
    form = {"fermer": "1", "etat": str(dataset.lock_version)}
    path = f"/donnees/{dataset.dataset_id}/historique/"
    answer = browser_of(owner).post(path, form, headers={"sec-fetch-site": site})
    assert answer.status_code == 403
    assert "30 lignes" not in page("?version=1")


def test_only_an_older_version_that_is_open_is_offered_to_be_closed(
    page, dataset, owner, browser_of
):
    again(dataset, ROWS[:30])
    said = page("historique/", person=owner)
    assert "Fermer la version 1" in said
    assert "Fermer la version 2" not in said
