"""A running portal in a home of its own, and a browser that looks at it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

_FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_ROOT = Path(__file__).resolve().parents[2]
_READY = "from autan.cli.installation import make_ready; make_ready()"
_SERVE = "from autan.cli import main; main()"


@pytest.fixture(scope="session")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of the portal's processes: a home of its own, a free port."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AUTAN_")}
    return {
        **kept,
        "AUTAN_HOME": str(tmp_path_factory.mktemp("portal")),
        "AUTAN_DEMO": "yes",
        "AUTAN_PORT": str(_free_port()),
        "DJANGO_SETTINGS_MODULE": "autan.settings",
    }


@pytest.fixture(scope="session")
def site(surroundings: dict[str, str]) -> Iterator[str]:
    """The address of a portal over the region, whose mails are shown on a page."""
    subprocess.run([sys.executable, "-c", _READY], env=surroundings, check=True)
    port = surroundings["AUTAN_PORT"]
    command = [sys.executable, "-c", _SERVE, "serve", "--port", port]
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL) as process:
        address = f"http://localhost:{port}"
        _wait_for(address)
        yield address
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="session")
def town(site: str, surroundings: dict[str, str]) -> dict[str, str]:
    """A town that has opened everything, and a hostile one: identifiers by subject."""
    command = [sys.executable, "-m", "tests.browser.town"]
    run = subprocess.run(
        command, env=surroundings, check=True, capture_output=True, text=True, cwd=_ROOT
    )
    published: dict[str, str] = json.loads(run.stdout)
    return published


# Playwright leaves a running event loop in the thread of its browser: closed with each file of
# tests, it troubles no other test of the same process.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """A new window: ``width``, ``scripts`` on or off, ``scheme`` light or dark.

    The test fails at its end if a page of the window met a script error or broke the policy.
    """
    opened, troubles = [], []

    def make(width: int = 1280, *, scripts: bool = True, scheme: str = "light") -> Page:
        context = chromium.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            color_scheme=scheme,
            locale="fr-FR",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: _note(troubles, line))
        opened.append(context)
        return page

    yield make
    for context in opened:
        context.close()
    assert troubles == []


@pytest.fixture(scope="module")
def published(site: str, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a page of délibérations that a clerk published a moment ago."""
    from tests.browser.clerk import publish
    from tests.files import make_csv

    file = make_csv(tmp_path_factory.mktemp("file") / "deliberations.csv", _many())
    page = chromium.new_context(base_url=site, locale="fr-FR").new_page()
    publish(page, file, "32013")
    path = page.locator("#adresse").get_attribute("href") or ""
    page.context.close()
    return "/" + path.split("/", 3)[3]


def _many() -> list[tuple[str, ...]]:
    """Sixty délibérations, one of them with a long title."""
    head = ("DELIB_ID", "DELIB_DATE", "DELIB_OBJET", "VOTE_POUR", "DELIB_URL")
    long = "Approbation du compte administratif et affectation du résultat. " * 5
    rows = [
        (
            f"2024-{n:03d}",
            f"{n % 28 + 1:02d}/0{n % 9 + 1}/2024",
            long if n == 7 else f"Tarif n° {n} de la cantine" if n % 2 else "Emprunt pour l’école",
            str(20 + n % 9),
            f"https://www.auch.example/actes/2024-{n:03d}.pdf",
        )
        for n in range(1, 61)
    ]
    return [head, *rows]


def _note(troubles: list[str], line: object) -> None:
    text = str(getattr(line, "text", ""))
    if getattr(line, "type", "") == "error" and "Failed to load resource" not in text:
        troubles.append(text)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"no answer from {address} in {seconds:g} seconds")
