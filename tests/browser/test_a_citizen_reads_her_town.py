"""A citizen on a phone: the page of her town, from the search to the table behind a sentence."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.town import CODE

Open = Callable[..., Page]
_PATH = f"/cugnaux-{CODE}"


@pytest.mark.parametrize(("width", "scripts"), [(320, False), (320, True), (1280, True)])
def test_from_the_search_to_what_was_decided_on_the_canteen(
    open_page: Open, town: dict[str, str], width: int, scripts: bool
) -> None:
    page = open_page(width, scripts=scripts)
    page.goto("/donnees/?q=cugnaux")
    page.get_by_role("link", name="Cugnaux\u202f: décisions, argent, lieux").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cugnaux")
    expect(page.get_by_text("À Cugnaux, le conseil a pris")).to_be_visible()
    page.get_by_label("Qu’a-t-on décidé sur…").fill("restauration scolaire")
    page.locator(".place-search").get_by_role("button", name="Chercher").click()
    expect(page.locator(".found")).to_contain_text("parlent de «\u202frestauration scolaire\u202f»")
    first = page.locator("#decisions .session li").first
    expect(first).to_contain_text(re.compile("restauration scolaire.* — adoptée", re.DOTALL))
    # The row behind the sentence, then the table behind the block, with the same words.
    first.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(rf"/donnees/{town['deliberations']}/lignes/\d+/$"))
    page.go_back()
    page.locator("#decisions .behind a").first.click()
    expect(page).to_have_url(re.compile(r"\?q=restauration\+scolaire$"))


def test_a_word_is_explained_where_it_is_and_a_year_is_chosen(
    open_page: Open, town: dict[str, str]
) -> None:
    page = open_page(320, scripts=False)
    page.goto(_PATH)
    meaning = page.get_by_text("Une somme que la collectivité donne")
    expect(meaning).to_be_hidden()
    page.get_by_text("Subvention\u202f?").click()
    expect(meaning).to_be_visible()
    page.get_by_label("Année des subventions").get_by_role("link", name="2024").click()
    expect(page.get_by_text("En 2024, la commune a accordé")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "shown"), [(320, "small"), (1280, "wide")])
def test_the_plan_and_the_bar_fit_each_width(
    open_page: Open, town: dict[str, str], width: int, shown: str, scheme: str
) -> None:
    page = open_page(width, scheme=scheme)
    page.goto(_PATH)
    expect(page.locator("svg.plan:visible")).to_have_class(f"plan {shown}")
    numbers = page.locator("svg.plan:visible circle").count()
    assert numbers == page.locator(".spot-list li").count() > 5
    size = page.locator("svg.plan:visible text").first.evaluate(
        "text => text.getBoundingClientRect().height"
    )
    assert size > 9, "a number that nobody can read"
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_everything_is_reached_by_keyboard_in_the_order_that_is_read(
    open_page: Open, town: dict[str, str]
) -> None:
    page = open_page()
    page.goto(_PATH)
    page.locator("#sujet").focus()
    page.keyboard.type("voirie")
    page.keyboard.press("Enter")
    page.wait_for_url("**?q=voirie*")
    tops = page.evaluate(
        """() => [...document.querySelectorAll('main :is(a, button, input, summary)')]
          .filter(one => one.checkVisibility())
          .map(one => one.closest('section') ?? one.closest('ul, ol, p'))
          .map(one => Math.round(one.getBoundingClientRect().top + scrollY))"""
    )
    assert tops == sorted(tops)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("oc", "A Cugnaux, lo conselh prenguèt"), ("en", "In Cugnaux, the council took")],
)
def test_the_page_is_read_in_other_languages(
    open_page: Open, town: dict[str, str], language: str, sentence: str
) -> None:
    page = open_page(320)
    page.goto(_PATH)
    page.locator(f"footer a[hreflang={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_text(sentence)).to_be_visible()


@pytest.mark.parametrize("path", [_PATH, "/haute-garonne-31", "/toulouse-metropole-243100518"])
def test_a_page_weighs_less_than_150_kilobytes(
    open_page: Open, town: dict[str, str], path: str
) -> None:
    page, weights = open_page(320), []
    page.on("requestfinished", lambda one: weights.append(sum(one.sizes().values())))
    page.goto(path)
    page.wait_for_load_state("load")
    assert 5_000 < sum(weights) < 150_000
    assert page.evaluate("document.querySelectorAll('*').length") <= 800
