"""``autan serve``: opens, keeps workers at its side, and leaves nobody behind."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from autan.tenants.territories import DATA

pytestmark = pytest.mark.skipif(
    not (DATA / "occitanie.json.gz").exists(), reason="the territory data are not built"
)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def served(
    installed: Path, surroundings: dict[str, str]
) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "autan", "serve", "--port", str(port)],
        env={**surroundings, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process, port
    finally:
        process.kill()
        process.communicate()


def _wait_for_word(process: subprocess.Popen[str], word: str) -> str:
    assert process.stdout is not None
    heard = ""
    while word not in heard:
        line = process.stdout.readline()
        assert line, f"it ended without « {word} »:\n{heard}"
        heard += line
    return heard


def _children(pid: int) -> set[int]:
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.add(int(status.parent.name))
    return found


def _workers_of(pid: int, count: int = 2) -> set[int]:
    found: set[int] = set()
    for _ in range(100):
        found = {child for child in _children(pid) if b"work" in _command_of(child)}
        if len(found) == count:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{len(found)} workers instead of {count}")


def _command_of(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except FileNotFoundError:
        return []


def _is_gone(pid: int) -> bool:
    for _ in range(150):
        if not Path(f"/proc/{pid}").exists():
            return True
        time.sleep(0.05)
    return False


def test_it_says_where_to_look_and_stops_cleanly(served):
    process, port = served
    said = _wait_for_word(process, "Ctrl+C")
    assert f"http://localhost:{port}" in said
    address = f"http://localhost:{port}/api/explore/v2.1/catalog/datasets"
    with urllib.request.urlopen(address, timeout=10) as answer:
        assert answer.status == 200
    workers = _workers_of(process.pid)
    process.send_signal(signal.SIGTERM)
    rest, _ = process.communicate(timeout=15)
    assert process.returncode == 0
    assert "arrêté" in rest
    assert all(_is_gone(worker) for worker in workers)


def test_a_worker_that_dies_is_replaced(served):
    process, _ = served
    _wait_for_word(process, "Ctrl+C")
    killed, other = sorted(_workers_of(process.pid))
    os.kill(killed, signal.SIGKILL)
    assert _is_gone(killed)
    assert other in _workers_of(process.pid)


def test_a_server_that_is_killed_leaves_no_worker_behind(served):
    process, _ = served
    _wait_for_word(process, "Ctrl+C")
    workers = _workers_of(process.pid)
    process.kill()
    process.wait()
    assert all(_is_gone(worker) for worker in workers)


def test_a_port_that_is_taken_is_told(autan):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = autan("serve", "--port", str(taken.getsockname()[1]))
    assert ran.returncode == 1
    assert "--port 8001" in ran.stderr
