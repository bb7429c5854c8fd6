"""The power goes at each named step; afterwards readers see the old version or the new one.

Each case runs in processes of its own on a copy of one small installation, and dies of kill -9.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autan.failpoints import POINTS
from tests.crash.files import NEW

OLD_VERSION = {"state": "published", "number": 1, "rows": 2, "served": 2}
NEW_VERSION = {"state": "published", "number": 2, "rows": 3, "served": 3}
WITHDRAWN = {"state": "withdrawn", "number": 2, "rows": 3, "served": 3}

# What may be seen after a death at each step: before its transaction the old, after it the new.
_EXPECTED = {
    "publish.after-transaction": NEW_VERSION,
    "serving.before-build": NEW_VERSION,
    "serving.after-build": NEW_VERSION,
    "attach.inside-transaction": NEW_VERSION,
    "withdraw.before-transaction": NEW_VERSION,
    "withdraw.inside-transaction": NEW_VERSION,
    "withdraw.after-transaction": WITHDRAWN,
}


def _run(*command: str, home: Path, point: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "AUTAN_HOME": str(home), "AUTAN_FAILPOINT": point}
    environment["DJANGO_SETTINGS_MODULE"] = "autan.settings"
    environment.pop("AUTAN_DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-m", *command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _told(ran: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.stdout.splitlines()]


def _do(step: str, home: Path) -> list[dict[str, Any]]:
    ran = _run("tests.crash", step, home=home)
    assert ran.returncode == 0, ran.stderr
    return _told(ran)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("crash") / "home"
    _do("found", home)
    return home


@pytest.fixture
def home(founded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(founded, tmp_path / "home"))


@pytest.mark.parametrize("point", POINTS)
def test_whoever_reads_after_the_power_cut_sees_one_whole_version(home: Path, point: str) -> None:
    died = _run("tests.crash", "change", home=home, point=point)
    assert died.returncode == -signal.SIGKILL, f"{point} is not on the path\n{died.stderr}"
    seen, *resumed = _do("afterwards", home)
    expected = _EXPECTED.get(point, OLD_VERSION)
    assert {name: seen[name] for name in expected} == expected
    assert seen["whole"]
    drafts = {draft["token"]: draft for draft in seen["drafts"]}
    for told in _told(died):
        if "token" in told:
            assert drafts[told["token"]]["file"] == NEW, "what was acknowledged is there"
    for last in resumed:
        assert {name: last[name] for name in NEW_VERSION} == NEW_VERSION


@pytest.mark.parametrize(
    "point", ["read.after-sandbox", "prepare.before-sandbox", "prepare.after-record"]
)
def test_a_job_whose_worker_is_killed_is_done_by_the_next_worker(home: Path, point: str) -> None:
    _do("enqueue", home)
    died = _run("autan", "work", "--until-idle", home=home, point=point)
    assert died.returncode == -signal.SIGKILL, died.stderr
    worked = _run("autan", "work", "--until-idle", home=home)
    assert worked.returncode == 0, worked.stderr
    (seen,) = _do("look", home)
    assert seen["drafts"][-1]["fresh"]
    assert seen["drafts"][-1]["status"] == "ready"


def test_what_crashes_leave_is_swept(home: Path) -> None:
    for point in ("upload.after-write", "store.after-temporary"):
        _run("tests.crash", "change", home=home, point=point)
    left = [path for path in home.rglob("*.tmp") if path.is_file()]
    assert len(left) == 2
    for path in left:
        os.utime(path, (0, 0))
    swept = _run("autan", "work", "--until-idle", home=home)
    assert swept.returncode == 0, swept.stderr
    assert not list(home.rglob("*.tmp"))
