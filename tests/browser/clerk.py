"""What the clerk does, as a person would: one visible button after the other."""

import re
from pathlib import Path

from playwright.sync_api import Page

CODE = re.compile(r"\b\d{3}\s?\d{3}\b")


def publish(page: Page, file: Path, commune: str) -> int:
    """Go from the file to the page of thanks; the number of clicks that it took."""
    clicks = drop(page, file, commune)
    clicks += press(page)  # the columns are right
    if "/relire/" in page.url:
        for card in page.locator("fieldset.card").all():
            card.get_by_label("C’est un nom public").check()
            clicks += 1
        clicks += press(page)
    clicks += press(page)  # publish
    clicks += press(page)  # receive the code
    page.get_by_label("Code à six chiffres").fill(code_of(page))
    return clicks + press(page)


def drop(page: Page, file: Path, commune: str) -> int:
    """Give the file and wait until it is understood; the number of clicks."""
    page.goto(f"/publier/{commune}/")
    page.set_input_files("#fichier", file)
    scripts = (
        page.evaluate("document.documentElement.classList.contains('js')")
        if _scripts(page)
        else False
    )
    clicks = 0 if scripts else press(page)
    page.wait_for_url("**/brouillon/**")
    ready(page)
    return clicks


def press(page: Page) -> int:
    """The one main button of the page."""
    page.locator(".button.main").last.click()
    page.wait_for_load_state()
    ready(page)
    return 1


def code_of(page: Page) -> str:
    """The code of the last mail, read in another tab."""
    mails = page.context.new_page()
    mails.goto("/courriels-de-demonstration/")
    found = CODE.search(mails.locator("article").first.inner_text())
    mails.close()
    assert found, "the mail holds a code"
    return found.group()


def ready(page: Page) -> None:
    """A page that waits reloads itself, with scripts or without."""
    page.wait_for_selector("main:not(:has([data-island=waiting]))", timeout=60_000)


def _scripts(page: Page) -> bool:
    return page.locator("html.js").count() == 1
