"""The table of a dataset: read without scripts, opened column by column, scrolled by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("width", [320, 1280])
def test_without_scripts_a_reader_filters_opens_a_column_and_reads_a_row(
    open_page: Callable[..., Page], published: str, width: int
) -> None:
    page = open_page(width, scripts=False)
    page.goto(published)
    page.get_by_label("Chercher un mot dans le tableau").fill("cantine")
    page.get_by_role("button", name="Chercher").click()
    heading = page.locator("#titre-tableau")
    expect(heading).to_contain_text("lignes sur 60")
    page.locator("th a.name").nth(1).click()
    expect(page.locator("#colonne")).to_be_visible()
    page.locator("#colonne").get_by_role("link", name="Fermer").click()
    expect(page.locator("#colonne")).to_have_count(0)
    page.locator("td.num a").first.click()
    expect(page.locator("#titre-ligne")).to_contain_text("cantine")
    expect(page.get_by_role("link", name="Ligne suivante")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_the_grid_is_walked_by_keyboard_through_all_the_rows(
    open_page: Callable[..., Page], published: str, width: int, scheme: str
) -> None:
    page = open_page(width, scheme=scheme)
    page.goto(published)
    opening = page.get_by_role("button", name="Faire défiler toutes les lignes")
    opening.focus()
    page.keyboard.press("Enter")
    grid = page.get_by_role("grid")
    expect(grid).to_have_attribute("aria-rowcount", "61")
    expect(page.locator("[data-place='0/1']")).to_be_focused()
    page.keyboard.press("Control+End")
    last = page.locator("[data-place^='59/']:focus")
    expect(last).to_have_count(1)
    page.keyboard.press("Home")
    expect(page.locator("[data-place='59/0']")).to_have_text("60")
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-place$='/1']:focus")).not_to_have_text("…")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Revenir au tableau simple").click()
    expect(page.locator(".table-box")).to_be_visible()
    expect(grid).to_have_count(0)


def test_a_column_opens_in_place_and_its_values_filter(
    open_page: Callable[..., Page], published: str
) -> None:
    page = open_page()
    page.goto(published)
    page.get_by_role("link", name="Votes pour", exact=True).click()
    expect(page.locator("#colonne")).to_be_focused()
    page.locator(".tally a").first.click()
    expect(page.locator("#titre-tableau")).to_be_focused()
    expect(page.locator("#titre-tableau")).to_contain_text("sur 60")
    expect(page.locator(".chip")).not_to_have_count(0)
    assert "where=" in page.url
    page.go_back()
    expect(page.locator("#colonne")).to_be_visible()
