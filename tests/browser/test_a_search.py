"""Searching as people do: with the keyboard, with the pointer, without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]


@pytest.fixture
def field(open_page: OpenPage, town: dict[str, str]) -> Page:
    page = open_page()
    page.goto("/donnees/")
    page.locator("#q").press_sequentially("délib")
    expect(page.get_by_role("option").first).to_be_visible()
    return page


def test_proposals_are_walked_through_and_chosen_with_the_keyboard(field: Page) -> None:
    box = field.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    chosen = field.locator("[role=option][aria-selected=true]")
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "none")
    box.press("ArrowUp")
    expect(field.locator("[role=option][aria-selected=true]")).to_have_count(0)
    box.press("ArrowDown")
    box.press("Enter")
    field.wait_for_url("**/donnees/*/")
    expect(field.locator("h1")).to_contain_text("Délibérations")


def test_escape_closes_the_proposals_and_enter_then_searches(field: Page) -> None:
    box = field.get_by_role("combobox")
    box.press("Escape")
    expect(field.get_by_role("listbox", include_hidden=True)).to_be_hidden()
    expect(box).to_have_value("délib")
    box.press("Enter")
    field.wait_for_url("**/donnees/?q=*")
    expect(field.locator(".rows mark").first).to_have_text("Délibérations")


def test_a_proposal_is_chosen_with_the_pointer(field: Page) -> None:
    field.get_by_role("option", name="Délibérations").last.click()
    field.wait_for_url("**/donnees/**")
    expect(field.get_by_role("listbox", include_hidden=True)).to_be_hidden()


def test_the_number_of_proposals_is_said(field: Page) -> None:
    said = field.locator(".search-field [role=status]")
    expect(said).to_contain_text("proposition")


def test_without_scripts_the_field_and_the_facets_are_plain(
    open_page: OpenPage, town: dict[str, str]
) -> None:
    page = open_page(320, scripts=False)
    page.goto("/donnees/")
    page.locator("#q").fill("deliberation")
    page.get_by_role("button", name="Chercher").click()
    page.wait_for_url("**/donnees/?q=deliberation")
    page.get_by_text("Affiner").click()
    page.locator(".facet a", has_text="Délibérations").click()
    expect(page.locator(".chips")).to_contain_text("Délibérations")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
