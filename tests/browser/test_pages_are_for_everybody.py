"""Axe, reflow at 320 pixels, weight and the strict policy, on every public page."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response, expect

PAGES = (
    "/",
    "/donnees/",
    "/donnees/?q=introuvable",
    "/producteurs/",
    "/producteurs/commune-d-auch/",
    "/publier/",
    "/publier/?commune=nulle-part",
    "/publier/32013/",
    "/courriels-de-demonstration/",
    "/accessibilite/",
    "/mentions-legales/",
    "/donnees-personnelles/",
    "/plan-du-site/",
    "/une-page-qui-n-existe-pas/",
    "/en/",
)
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def _axe(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": _TAGS}).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_overflows(
    open_page: Callable[..., Page], published: str, width: int, scheme: str
) -> None:
    page = open_page(width, scheme=scheme)
    for path in (published, f"{published}?where=DELIB_OBJET+like+%22cantine%22", *PAGES):
        page.goto(path)
        assert (path, _axe(page)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_without_scripts_the_path_fits_a_phone_too(open_page: Callable[..., Page]) -> None:
    page = open_page(320, scripts=False)
    for path in ("/publier/", "/publier/32013/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_a_first_visit_weighs_less_than_150_kilobytes(
    open_page: Callable[..., Page], published: str
) -> None:
    for path, budget in (("/", 150), ("/donnees/", 150), (published, 150), ("/publier/", 120)):
        answers: list[Response] = []
        page = open_page()
        page.on("response", lambda answer, kept=answers: kept.append(answer))
        page.goto(path)
        page.wait_for_load_state("networkidle")
        sizes = [one.request.sizes() for one in answers]
        weight = sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes)
        assert weight < budget * 1000, (path, weight)
        assert len(answers) <= 15, path


def test_no_request_leaves_for_another_site(
    open_page: Callable[..., Page], published: str, site: str
) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", published, "/publier/"):
        page.goto(path)
    assert [url for url in asked if not url.startswith(site)] == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_table_is_filtered_sorted_and_paged_by_its_address(
    open_page: Callable[..., Page], published: str, scripts: bool
) -> None:
    page = open_page(scripts=scripts)
    page.goto(published)
    expect(page.locator(".result-count")).to_have_text("60 lignes")
    page.get_by_label("Garder les lignes où").select_option(label="Objet de la délibération")
    page.get_by_label("Valeur").fill("cantine")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.locator(".chips")).to_contain_text(
        "Objet de la délibération contient «\u202fcantine\u202f»"
    )
    expect(page.locator(".result-count")).to_have_text("29 lignes sur 60")
    page.get_by_role("link", name="Suivante").click()
    expect(page.locator("table.data tbody tr")).to_have_count(9)
    page.locator("th", has_text="Votes pour").get_by_role("link").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Votes pour")
    page.get_by_role("link", name="Retirer le filtre").click()
    expect(page.locator(".result-count")).to_have_text("60 lignes")


def test_a_download_takes_what_the_table_shows(
    open_page: Callable[..., Page], published: str
) -> None:
    page = open_page()
    page.goto(f"{published}?q=cantine")
    with page.expect_download() as caught:
        page.get_by_role("link", name="CSV").click()
    text = caught.value.path().read_text("utf-8-sig")
    assert len(text.splitlines()) == 30
    assert "cantine" in text


def test_the_page_is_whole_in_dark_after_the_switch(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("/")
    page.get_by_role("button", name="Clair ou sombre").click()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
