"""What is not for everybody changes nothing of what everybody sees.

Every address is read, then drafts, a withdrawn dataset, a restricted one and another portal's
appear, then every address is read again: the answers are the same to the byte, in lists, counts,
searches, errors and headers. So nobody can even tell that something is hidden.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django_scopes import scopes_disabled

from autan.catalogue.models import Dataset
from tests.tenancy.conftest import HIDDEN, HIDDEN_DOCUMENTS, PUBLIC_DOCUMENT, World
from tests.tenancy.routes import DATA, PAGES, data_routes, page_routes

Seen = tuple[int, dict[str, str], bytes]
PEOPLE = ("stranger", "neighbour", "ex_member")
READING = ("GET", "HEAD")
CHANGING = {"date", "set-cookie"}


def test_every_route_is_walked():
    assert set(data_routes()) == set(DATA)
    assert set(page_routes()) == set(PAGES)


@pytest.fixture
def person(request: pytest.FixtureRequest) -> Any:
    return None if request.param == "stranger" else request.getfixturevalue(request.param)


@pytest.fixture
def page(
    world: World, person: Any, browser_of: Callable[..., Any], settings: Any
) -> Callable[[str, str], Seen]:
    """Ask a page as a person at the portal of the Gers."""
    # A demonstration shows its mails to all; a real portal has no such page.
    settings.DEMO = False
    browser = browser_of(person, world.portal)

    def ask(address: str, method: str = "GET") -> Seen:
        # As our own page would send it: the guard of origins is tested elsewhere.
        response = browser.generic(method, address, headers={"sec-fetch-site": "same-origin"})
        body = response.getvalue() if response.streaming else response.content
        return response.status_code, _stable(response.headers.items()), body

    return ask


@pytest.fixture
def data(
    world: World, person: Any, get: Callable[..., Any], browser_of: Callable[..., Any]
) -> Callable[[str, str], Seen]:
    """Ask the data plane as a person: with the cookies and a key, that it must not look at."""
    cookies = {name: cookie.value for name, cookie in browser_of(person).cookies.items()}
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())

    def ask(address: str, method: str = "GET") -> Seen:
        sent = {"Cookie": cookie, "Authorization": "Apikey of-somebody"}
        response = get(address, method=method, host=world.portal.host, headers=sent)
        return response.status_code, _stable(response.headers.items()), response.content

    return ask


def _stable(headers: Any) -> dict[str, str]:
    return {k.lower(): v for k, v in headers if k.lower() not in CHANGING}


@pytest.mark.parametrize("person", PEOPLE, indirect=True)
def test_the_data_are_the_same_whether_something_is_hidden_or_not(world, data):
    addresses = [one for walk in DATA.values() for one in walk(world)]
    asked = [(one, method) for one in addresses for method in (*READING, "POST")]
    before = {each: data(*each) for each in asked}
    world.hide()
    after = {each: data(*each) for each in asked}
    assert [each for each in asked if before[each] != after[each]] == []
    assert before[f"/explore/dataset/{world.public.dataset_id}/download/", "GET"][0] == 200


@pytest.mark.parametrize("person", PEOPLE, indirect=True)
def test_the_pages_are_the_same_whether_something_is_hidden_or_not(world, page):
    addresses = [one for walk in PAGES.values() for one in walk(world)]
    asked = [(one, method) for one in addresses for method in (*READING, "POST")]
    before = {each: page(*each) for each in asked}
    world.hide()
    after = {each: page(*each) for each in asked}
    assert [each for each in asked if before[each] != after[each]] == []
    assert before[f"/donnees/{world.public.dataset_id}/", "GET"][0] == 200
    assert before[f"/documents/{PUBLIC_DOCUMENT}/", "GET"][0] == 200


@pytest.mark.parametrize("person", ["owner"], indirect=True)
def test_who_acts_for_the_organisation_sees_its_restricted_dataset(world, page):
    """So that the walk is known to look at something that is there."""
    world.hide()
    assert page("/donnees/restricted/")[0] == 200
    assert page("/donnees/of-another-portal/")[0] == 404


def test_each_hidden_dataset_would_be_seen_if_it_were_public(world, get):
    world.hide()
    with scopes_disabled():
        gers = [world.portal]
        for dataset in Dataset.objects.filter(dataset_id__in=HIDDEN):
            dataset.portals.set(gers)
            Dataset.objects.filter(pk=dataset.pk).update(state="published", level="public")
    for dataset_id in HIDDEN:
        path = f"/api/explore/v2.1/catalog/datasets/{dataset_id}/records?limit=1"
        assert get(path, host=world.portal.host).status_code == 200
    stranger = Client(headers={"host": world.portal.host})
    for uid in HIDDEN_DOCUMENTS:
        assert stranger.get(f"/documents/{uid}/").status_code == 200


def test_what_is_withdrawn_is_gone_at_the_next_call(world, get):
    """Although listings are kept for a moment by whoever answers."""
    from autan.catalogue import actions

    path = f"/api/explore/v2.1/catalog/datasets/{world.public.dataset_id}/records"
    tag = get(path, host="gers.localhost").headers["etag"]
    with scopes_disabled():
        actions.withdraw(dataset=world.public, expected_lock=1, actor="tests")
    again = get(path, host="gers.localhost", headers={"If-None-Match": tag})
    assert again.status_code == 404
