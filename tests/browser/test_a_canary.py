"""Titles, headers, values and properties that would harm the reader run nowhere.

Each cry of ``tests.browser.town`` sets ``window.canary``; the policy would stop most of them, so
that it is not enough that none sang: no page may hold a handler, a foreign address or a violation.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.everywhere import HOSTILE

_LISTEN = """
  window.violations = [];
  document.addEventListener('securitypolicyviolation',
    event => window.violations.push(`${event.violatedDirective} ${event.sample}`));
"""
_HELD = """
  () => ({
    canary: window.canary ?? null,
    violations: window.violations,
    handlers: [...document.querySelectorAll('*')].flatMap(e => [...e.attributes])
      .filter(a => a.name.startsWith('on')).map(a => `${a.name}=${a.value}`),
    foreign: [...document.querySelectorAll('[href],[src],[action],[formaction]')]
      .flatMap(e => ['href', 'src', 'action', 'formaction'].map(n => e.getAttribute(n)))
      .filter(value => /^\\s*(javascript|vbscript|data:text)/i.test(value ?? '')),
    images: [...document.querySelectorAll('img[src="x"]')].length,
    scripts: [...document.querySelectorAll('script:not([src]):not([type="application/ld+json"])')]
      .length,
  })
"""
_NOTHING = {
    "canary": None,
    "violations": [],
    "handlers": [],
    "foreign": [],
    "images": 0,
    "scripts": 0,
}


@pytest.mark.parametrize("language", ["", "/en", "/oc"])
def test_no_cry_is_heard_on_any_page(
    open_page: Callable[..., Page], town: dict[str, str], language: str
) -> None:
    page = open_page()
    page.add_init_script(_LISTEN)
    for form in HOSTILE if not language else HOSTILE[:6]:
        path = language + form.format(**town)
        answer = page.goto(path)
        assert answer is not None
        assert answer.status < 500, path
        assert (path, page.evaluate(_HELD)) == (path, _NOTHING)


def test_no_cry_is_heard_when_everything_is_pointed_at_and_opened(
    open_page: Callable[..., Page], town: dict[str, str]
) -> None:
    page = open_page()
    page.add_init_script(_LISTEN)
    for key in ("hostile", "hostile-map"):
        page.goto(f"/donnees/{town[key]}/")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        for cell in page.locator("table.data td").all()[:20]:
            cell.hover()
        for _ in range(40):
            page.keyboard.press("Tab")
        assert page.evaluate(_HELD) == _NOTHING


@pytest.mark.parametrize("form", ["/donnees/{id}/", "/api/explore/v2.1/catalog/datasets/{id}"])
def test_what_cries_is_shown_as_the_words_that_it_is(
    open_page: Callable[..., Page], town: dict[str, str], form: str
) -> None:
    page = open_page()
    page.goto(form.format(id=town["hostile"]))
    assert "<img src=x onerror=window.canary=1>" in page.locator("body").inner_text()
