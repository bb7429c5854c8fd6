"""Axe, reflow, structure, weight, focus, on every public page, in each theme and language."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.everywhere import EVERYWHERE, SPOKEN, Place
from tests.browser.weight import weighed

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
Open = Callable[..., Page]
# Every page of the last run, wide and light, narrow and dark.
PICTURES = Path(__file__).resolve().parents[2] / "var" / "pictures"
# What a keyboard reaches, in the order of the tab key, as one line each.
_FOCUSED = """
    () => {
      const it = document.activeElement, box = it.getBoundingClientRect();
      const seen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
      const line = getComputedStyle(it);
      return {tag: it.tagName, seen, outlined: parseFloat(line.outlineWidth) >= 2,
              words: (it.innerText || it.ariaLabel || it.name || '').trim().slice(0, 40)};
    }
"""


def found_by_axe(page: Page, **options: object) -> list[str]:
    chosen = {"runOnly": _TAGS, **options}
    found = Axe().run(page, options=chosen).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def found_on_a_phone(page: Page) -> list[str]:
    """What the width or the theme may change."""
    rules = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]
    return found_by_axe(page, runOnly={"type": "rule", "values": rules})


def overflow(page: Page, width: int) -> list[str]:
    """The page's own width if it is more than the window's: axe does not see it."""
    page.set_viewport_size({"width": width, "height": 900})
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} pixels wide in {width}"] if wide > width else []


def structure(page: Page, *, framed: bool = False) -> list[str]:
    """One first-level heading, no level skipped, a title, the way to the content, no id twice."""
    facts = page.evaluate(
        """() => ({
          levels: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1]),
          title: document.title,
          mains: document.querySelectorAll('main').length,
          twice: [...document.querySelectorAll('[id]')].map(e => e.id)
            .filter((id, n, all) => all.indexOf(id) !== n),
          first: document.querySelector('body a')?.getAttribute('href'),
        })"""
    )
    levels = facts["levels"]
    return [
        *([f"{levels.count(1)} h1"] if levels.count(1) != 1 else []),
        *(f"h{a} then h{b}" for a, b in pairwise(levels) if b > a + 1),
        *([f"{facts['mains']} main"] if facts["mains"] != 1 else []),
        *(f"id {one} twice" for one in facts["twice"]),
        *([] if framed or " – " in facts["title"] else [f"title {facts['title']!r}"]),
        *([] if framed or facts["first"] == "#contenu" else [f"first link {facts['first']}"]),
    ]


def keep(page: Page, place: Place, name: str) -> None:
    """A picture of the page for people to look at: no rule sees what is ugly."""
    plain = re.sub(r"[^a-z0-9]+", "-", place.path.lower()).strip("-") or "home"
    page.screenshot(path=PICTURES / f"{plain}.{name}.png", full_page=True)


def troubles(page: Page, place: Place) -> Iterator[str]:
    """All that is wrong with a page that was opened wide and light."""
    yield from found_by_axe(page)
    yield from structure(page, framed=place.framed)
    page.emulate_media(color_scheme="dark")
    yield from overflow(page, 320)
    yield from (f"dark, at 320: {one}" for one in found_on_a_phone(page))


@pytest.mark.parametrize("place", EVERYWHERE, ids=lambda place: place.path)
def test_a_page_is_for_everybody_and_light(
    open_page: Open, town: dict[str, str], place: Place
) -> None:
    page = open_page()
    with weighed(page) as weight:
        answer = page.goto(place.at(town))
        page.wait_for_load_state("load")
    assert answer is not None
    assert answer.status == place.status
    keep(page, place, "1280-light")
    found = [*weight.beyond(place), *troubles(page, place)]
    keep(page, place, "320-dark")
    assert found == []


@pytest.mark.parametrize("language", ["en", "oc"])
def test_a_page_is_for_everybody_in_each_language(
    open_page: Open, town: dict[str, str], language: str
) -> None:
    page = open_page(320)
    found = {}
    for place in SPOKEN:
        page.goto(f"/{language}{place.at(town)}")
        assert page.locator("html").get_attribute("lang") == language, place.path
        found[place.path] = [*found_by_axe(page), *structure(page), *overflow(page, 320)]
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("path", ["/", "/donnees/{deliberations}/"])
def test_the_tab_key_goes_through_the_page_in_its_order_and_is_always_seen(
    open_page: Open, town: dict[str, str], path: str
) -> None:
    page = open_page()
    page.goto(path.format(**town))
    steps = []
    for _ in range(24):
        page.keyboard.press("Tab")
        steps.append(page.evaluate(_FOCUSED))
    assert steps[0]["words"] == "Aller au contenu"
    assert [one for one in steps if not one["seen"]] == []
    assert [one for one in steps if not one["outlined"]] == []
    page.goto(path.format(**town))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_words_twice_as_large_and_set_wider_still_fit(
    open_page: Open, town: dict[str, str]
) -> None:
    page = open_page(1280)
    for place in SPOKEN:
        page.goto(place.at(town))
        # WCAG 2.2, 1.4.4 and 1.4.12, through the page's own sheet: the policy allows no other.
        page.evaluate(
            """() => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(`html { font-size: 212% !important }
                * { line-height: 1.5 !important; letter-spacing: 0.12em !important;
                    word-spacing: 0.16em !important }`);
              document.adoptedStyleSheets = [sheet];
            }"""
        )
        assert (place.path, overflow(page, 1280)) == (place.path, [])


def test_nothing_moves_for_who_asked_for_calm(open_page: Open, town: dict[str, str]) -> None:
    page = open_page()  # which prefers reduced motion
    for place in SPOKEN:
        page.goto(place.at(town))
        moving = page.evaluate(
            """() => [...document.querySelectorAll('*')].filter(e => {
              const s = getComputedStyle(e);
              return parseFloat(s.transitionDuration) > 0 || s.animationName !== 'none';
            }).map(e => e.outerHTML.slice(0, 90))"""
        )
        assert (place.path, moving) == (place.path, [])


def test_without_scripts_the_path_fits_a_phone_too(open_page: Open) -> None:
    page = open_page(320, scripts=False)
    for path in ("/publier/", "/publier/32013/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_on_paper_a_page_keeps_its_address_and_leaves_its_menus(
    open_page: Open, town: dict[str, str], site: str
) -> None:
    page = open_page()
    page.goto(f"/donnees/{town['deliberations']}/")
    expect(page.locator(".printed")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".printed .qr")).to_be_visible()
    expect(page.locator(".printed .address")).to_have_text(
        f"{site}/donnees/{town['deliberations']}/"
    )
    expect(page.locator(".site-nav")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()


def test_who_asks_for_less_data_is_sent_no_font(open_page: Open) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_extra_http_headers({"Save-Data": "on"})
    page.goto("/")
    page.wait_for_load_state("load")
    assert [url for url in asked if url.endswith(".woff2")] == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_table_is_filtered_sorted_and_paged_by_its_address(
    open_page: Open, published: str, scripts: bool
) -> None:
    page = open_page(scripts=scripts)
    page.goto(published)
    expect(page.locator("#titre-tableau")).to_have_text("60 lignes")
    page.get_by_text("Filtrer par colonne").click()
    page.get_by_label("Garder les lignes où").select_option(label="Objet de la délibération")
    page.get_by_label("Valeur").fill("cantine")
    page.get_by_role("button", name="Filtrer", exact=True).click()
    expect(page.locator(".chips")).to_contain_text(
        "Objet de la délibération contient «\u202fcantine\u202f»"
    )
    expect(page.locator("#titre-tableau")).to_have_text("29 lignes sur 60")
    page.get_by_role("link", name="Suivante").click()
    expect(page.locator("table.data tbody tr")).to_have_count(9)
    page.get_by_role("link", name="Trier par Votes pour").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Votes pour")
    page.get_by_role("link", name="Retirer le filtre").click()
    expect(page.locator("#titre-tableau")).to_have_text("60 lignes")


def test_a_download_takes_what_the_table_shows(open_page: Open, published: str) -> None:
    page = open_page()
    page.goto(f"{published}telecharger/?q=cantine")
    with page.expect_download() as caught:
        page.locator(".downloads").get_by_role("link", name="CSV").click()
    text = caught.value.path().read_text("utf-8-sig")
    assert len(text.splitlines()) == 30
    assert "cantine" in text


def test_the_page_is_whole_in_dark_after_the_switch(open_page: Open) -> None:
    page = open_page()
    page.goto("/")
    page.get_by_role("button", name="Clair ou sombre").click()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_the_foot_of_a_page_says_what_it_weighs(open_page: Open, town: dict[str, str]) -> None:
    page = open_page()
    with weighed(page) as weight:
        page.goto(f"/donnees/{town['deliberations']}/")
        page.wait_for_load_state("networkidle")  # the islands come after the page
    words = page.locator("[data-weight]").inner_text()
    said = int("".join(sign for sign in words if sign.isdigit()))
    # Headers are not told to scripts, nor the icon of the tab.
    assert said == pytest.approx(weight.bodies, abs=3)


def test_no_request_leaves_for_another_site(
    open_page: Open, town: dict[str, str], site: str
) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", f"/donnees/{town['deliberations']}/", "/publier/", "/composants/"):
        page.goto(path)
    assert [url for url in asked if not url.startswith(site)] == []
