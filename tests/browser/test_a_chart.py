"""From a search to a chart on somebody's page, with and without scripts, by pointer and by keyboard."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BARS = "graphique/?chart=bars&chart.x=DELIB_OBJET&chart.y=count(*)"


def _axe(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": _TAGS}).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


class Hand:
    """Clicks, counted."""

    def __init__(self) -> None:
        self.clicks = 0

    def click(self, target: object) -> None:
        target.click()  # type: ignore[attr-defined]
        self.clicks += 1


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_search_becomes_an_embedded_chart_in_at_most_nine_clicks(
    open_page: Callable[..., Page], published: str, width: int, scripts: bool
) -> None:
    page, hand = open_page(width, scripts=scripts), Hand()
    page.goto("/")
    field = page.locator("main input[type=search]").first
    hand.click(field)
    field.fill("délibérations")
    page.keyboard.press("Enter")
    hand.clicks += 1
    hand.click(page.locator(f'a[href^="{published}"]').first)
    hand.click(page.get_by_role("link", name="Graphique", exact=True))
    expect(page.locator(".proposal svg")).to_have_count(3)
    hand.click(page.locator(".proposal a").first)
    expect(page.locator("#titre-graphique")).to_be_visible()
    hand.click(page.locator("#partager > summary"))
    code = page.locator("#cadre").inner_text()
    assert "<iframe" in code
    if scripts:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        hand.click(page.locator("#copier-cadre"))
        assert page.evaluate("navigator.clipboard.readText()") == code
    assert hand.clicks <= 9
    host = open_page(width, scripts=scripts)
    host.goto(page.locator(".share-preview iframe").get_attribute("src") or "")
    expect(host.get_by_role("heading", level=1)).to_be_visible()
    expect(host.locator(".chart-picture svg").locator("visible=true")).to_have_count(1)
    assert host.evaluate("document.documentElement.scrollWidth") <= width


def _reach(page: Page, target: Locator) -> None:
    """Press the tab key until the target has the focus; a page has no more stops than that."""
    wanted = target.first.element_handle()
    for _ in range(250):
        page.keyboard.press("Tab")
        if page.evaluate("it => it === document.activeElement", wanted):
            return
    raise AssertionError(f"{target} is never reached")


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("", 320, "dark"), ("/en", 1280, "light"), ("/oc", 1280, "dark")],
)
def test_the_keyboard_alone_goes_from_the_search_to_the_frame_in_each_language(
    open_page: Callable[..., Page], published: str, language: str, width: int, scheme: str
) -> None:
    page = open_page(width, scheme=scheme)
    page.goto(f"{language}/")
    _reach(page, page.locator("main input[type=search]"))
    page.keyboard.type("délibérations")
    page.keyboard.press("Enter")
    for target in (
        f'a[href^="{language}{published}"]',
        "#onglets a[href*=graphique]",
        ".proposal a",
    ):
        page.locator(target).first.wait_for()
        _reach(page, page.locator(target))
        page.keyboard.press("Enter")
    page.locator("#titre-graphique").wait_for()
    _reach(page, page.locator("#partager > summary"))
    page.keyboard.press("Enter")
    expect(page.locator("#cadre")).to_contain_text(f"{language}/integrer/")
    assert page.locator("html").get_attribute("lang") == (language.strip("/") or "fr")


def test_a_frame_weighs_less_than_fifty_kilobytes(
    open_page: Callable[..., Page], published: str
) -> None:
    page, weights = open_page(), []
    page.on("response", lambda answer: weights.append(answer.request.sizes()["responseBodySize"]))
    page.goto(f"/integrer/{published.strip('/').split('/')[-1]}/{BARS}")
    page.wait_for_load_state("networkidle")
    assert sum(weights) < 50_000
    assert len(weights) <= 4


def test_settings_redraw_in_place_say_it_and_the_way_back_works(
    open_page: Callable[..., Page], published: str
) -> None:
    page = open_page()
    page.goto(published + BARS)
    page.evaluate("window.sameDocument = true")
    before = page.locator("#titre-graphique").inner_text()
    kind = page.get_by_label("Forme")
    kind.focus()
    kind.select_option("pie")
    page.wait_for_url("**chart=pie**")
    expect(page.get_by_label("Forme")).to_have_value("pie")
    expect(page.get_by_label("Forme")).to_be_focused()
    expect(page.get_by_role("status").filter(has_text=".").last).not_to_be_empty()
    page.get_by_label("Titre").fill("Ce que je dis")
    page.get_by_label("Constat").focus()
    page.wait_for_url("**chart.title=Ce+que+je+dis**")
    expect(page.locator("#titre-graphique")).to_have_text("Ce que je dis")
    table = page.locator("#onglets a", has_text="Tableau")
    assert "chart.title" in (table.get_attribute("href") or ""), "the tabs follow too"
    page.go_back()
    page.go_back()
    expect(page.get_by_label("Forme")).to_have_value("bars")
    expect(page.locator("#titre-graphique")).to_have_text(before)
    assert page.evaluate("window.sameDocument"), "the page was never left"


def test_an_empty_title_is_told_and_takes_the_focus(
    open_page: Callable[..., Page], published: str
) -> None:
    for scripts in (True, False):
        page = open_page(320, scripts=scripts)
        page.goto(published + BARS)
        page.get_by_label("Titre").fill("")
        if scripts:
            page.get_by_label("Constat").focus()
        else:
            page.locator("#dire").click()
        summary = page.locator(".error-summary")
        expect(summary).to_contain_text("Titre")
        if scripts:
            expect(summary).to_be_focused()
        summary.get_by_role("link").first.click()
        expect(page.get_by_label("Titre")).to_be_focused()


def test_the_chart_is_walked_with_the_arrows_under_the_strict_policy(
    open_page: Callable[..., Page], published: str
) -> None:
    for width in (320, 1280):
        page = open_page(width)
        page.goto(published + BARS)
        asked: list[str] = []
        page.on("request", lambda request, kept=asked: kept.append(request.url))
        page.get_by_role("button", name="Parcourir le graphique").focus()
        assert not [one for one in asked if "plot" in one], "nothing comes before one asks"
        page.keyboard.press("Enter")
        stage = page.locator(".chart-stage[data-ready]")
        expect(stage).to_be_focused()
        page.keyboard.press("ArrowRight")
        label = page.locator(".chart-label")
        expect(label).to_be_visible()
        first = label.inner_text()
        expect(page.locator("[role=status]", has_text=first)).to_have_count(1)
        page.keyboard.press("End")
        expect(label).not_to_have_text(first)
        box, frame = label.bounding_box(), stage.bounding_box()
        assert box
        assert frame
        assert frame["x"] - 1 <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1
        page.keyboard.press("Escape")
        expect(label).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_charts_and_nothing_overflows(
    open_page: Callable[..., Page], published: str, width: int, scheme: str
) -> None:
    page = open_page(width, scheme=scheme)
    frame = f"/integrer/{published.strip('/').split('/')[-1]}/{BARS}"
    lost = f"{published}graphique/?chart=bars&chart.x=nulle"
    for path in (f"{published}graphique/", f"{published}{BARS}&partage=figer", lost, frame):
        page.goto(path)
        for one in page.locator("details").all():
            one.evaluate("node => node.open = true")
        assert (path, _axe(page)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_on_paper_the_chart_and_its_values_remain_and_the_tools_go(
    open_page: Callable[..., Page], published: str
) -> None:
    page = open_page()
    page.goto(published + BARS)
    page.emulate_media(media="print")
    expect(page.locator(".chart-picture svg").locator("visible=true")).to_have_count(1)
    expect(page.locator("#valeurs table")).to_be_visible()
    expect(page.locator(".studio-rail")).to_be_hidden()
    expect(page.locator(".chart-tools")).to_be_hidden()
