"""The programs that the page « API et code » hands out: each is run where its tongue is spoken.

What has no runtime here (R, Power Query, DuckDB's SQL over the network) is held by its structure in
``tests/app/web/test_code.py``.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from tests.contract.conftest import Portal

# Two rows of four, with quotes, accents, a space and signs that each tongue escapes in its way.
FILTER = quote('DELIB_OBJET like "%é%" and VOTE_POUR > 15 and DELIB_ID != "\'$(x)`\\\\"')


class _Codes(HTMLParser):
    """The text of each ``<pre id="code-…">``."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("id") or ""
        if tag == "pre" and name.startswith("code-"):
            self._inside = name.removeprefix("code-")

    def handle_endtag(self, tag: str) -> None:
        self._inside = "" if tag == "pre" else self._inside

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[self._inside] = self.found.get(self._inside, "") + data


@pytest.fixture(scope="module")
def snippet(portal: Portal) -> Callable[[str], str]:
    """The code of a tongue, as the page of the filtered table shows it."""
    address = f"{portal.address}/donnees/{portal.dataset_id}/api/?where={FILTER}"
    with urlopen(address) as page:
        reader = _Codes()
        reader.feed(page.read().decode())
    return reader.found.__getitem__


def run(command: list[str], code: str = "") -> str:
    done = subprocess.run(
        command, input=code, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_address_opens(snippet):
    with urlopen(snippet("address")) as answer:
        assert b'"total_count":2' in answer.read()


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl here")
def test_curl_reads_the_rows_of_the_table(snippet):
    assert '"total_count":2' in run(["sh"], snippet("sh").replace("curl ", "curl --silent ", 1))


def test_python_reads_them_with_nothing_installed(snippet):
    assert run([sys.executable, "-I", "-"], snippet("python")) == "2\n"


def test_pandas_reads_them(snippet):
    pytest.importorskip("pandas")
    assert "VOTE_POUR" in run([sys.executable, "-"], snippet("pandas"))


@pytest.mark.skipif(shutil.which("node") is None, reason="no Node here")
def test_javascript_reads_them(snippet, tmp_path: Path):
    file = tmp_path / "read.mjs"
    file.write_text(snippet("javascript"), encoding="utf-8")
    assert run(["node", str(file)]).startswith("2 {")


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="no R here")
def test_r_reads_them(snippet):
    assert "VOTE_POUR" in run(["Rscript", "-"], snippet("r"))
