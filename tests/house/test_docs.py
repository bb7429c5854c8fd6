"""The documentation tells the truth: links lead somewhere, and the reference is that of the code."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "benchmarks/README.md"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_inside_the_documentation_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_setting_read_from_the_environment_has_its_paragraph() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "autan").rglob("*.py")]
    read = {name for source in sources for name in re.findall(r'"(AUTAN_[A-Z_]+)"', source)}
    told = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    assert {name for name in read if f"`{name}`" not in told} == set()


def test_the_reference_is_the_one_that_the_code_draws() -> None:
    run = subprocess.run(
        [sys.executable, ROOT / "tools" / "reference.py", "--check"],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert run.returncode == 0, run.stdout + run.stderr
