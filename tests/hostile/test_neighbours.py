"""Several hostile files dropped at once on a real server: those who only read do not feel it."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autan.tenants.territories import DATA
from tests import files
from tests.hostile import archives, maps, texts, trees, workbooks

pytestmark = pytest.mark.skipif(
    not (DATA / "occitanie.json.gz").exists(), reason="the territory data are not built"
)
HOSTILE = (
    archives.CASES["gzip bomb"],
    archives.CASES["bomb of members at the same place"],
    maps.CASES["shape five thousand deep"],
    texts.CASES["quote never closed"],
    texts.CASES["zeros for ever"],
    trees.CASES["JSON a hundred thousand deep"],
    workbooks.CASES["billion laughs"],
    workbooks.CASES["old workbook that goes round"],
    workbooks.CASES["sparse workbook"],
)
# A page that waits for the workers says so; what was refused or understood does not.
_WAITING = 'data-island="waiting"'
_AT_MOST = 90.0


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A portal with one dataset, in a home of its own, while the tests of this file last."""
    folder = tmp_path_factory.mktemp("portal")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AUTAN_")}
    port = _free_port()
    surroundings = {
        **kept,
        "AUTAN_HOME": str(folder / "home"),
        "AUTAN_PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "autan.settings",
    }
    source = files.make_csv(folder / "deliberations.csv")
    command = [sys.executable, "-m", "autan"]
    publish = [*command, "publish", str(source), "--for", "32013", "--yes", "--json"]
    subprocess.run(publish, env=surroundings, check=True, stdout=subprocess.DEVNULL)
    serve = [*command, "serve", "--port", str(port)]
    with subprocess.Popen(serve, env=surroundings, stdout=subprocess.DEVNULL) as server:
        base = f"http://localhost:{port}"
        _wait_for(base)
        yield base
        assert server.poll() is None, "the server lives"
        server.terminate()
        server.wait(20)


def test_neighbours_are_not_slowed(address: str, tmp_path: Path) -> None:
    pages = ("/", "/donnees/", "/api/explore/v2.1/catalog/datasets?limit=5")
    _times(address, pages, 20)
    quiet = _p95(_times(address, pages, 60))
    for number, case in enumerate(HOSTILE):
        (tmp_path / str(number)).mkdir()
        case.make(tmp_path / str(number) / case.file)
    with ThreadPoolExecutor(len(HOSTILE)) as clerks:
        drops = [
            clerks.submit(_dropped, address, tmp_path / str(number) / case.file)
            for number, case in enumerate(HOSTILE)
        ]
        busy: list[float] = []
        end = time.monotonic() + _AT_MOST
        while not all(drop.done() for drop in drops) and time.monotonic() < end:
            busy += _times(address, pages, 5)
        answers = [drop.result() for drop in drops]
    assert len(busy) >= 15
    # The children are nice and few; the readers' process keeps its share of two cores.
    assert _p95(busy) < 10 * quiet + 0.5, (quiet, _p95(busy))
    for case, page in zip(HOSTILE, answers, strict=True):
        assert "Traceback" not in page, case.file
        assert case.code == "" or "gardé" in page, case.file
    assert _p95(_times(address, pages, 20)) < 3 * quiet + 0.2


def test_who_asks_for_a_thousand_pictures_waits_behind_his_own(address: str) -> None:
    """A storm from one address; a neighbour at another one goes on reading."""
    dataset = "/donnees/deliberations-commune-d-auch/"
    pages = ("/", "/donnees/", dataset, f"{dataset}graphique.svg")
    port = int(address.rpartition(":")[2])
    _read(port, pages, 8)
    quiet = _p95(_read(port, pages, 40))
    end = time.monotonic() + 8

    def storm(number: int) -> int:
        count = 0
        while time.monotonic() < end:
            words = f"chart=bars&chart.x=DELIB_OBJET&chart.title=t{number}-{count}"
            kind = "png" if count % 2 else "svg"
            _read(port, (f"{dataset}graphique.{kind}?{words}",), 1, "127.0.0.1")
            count += 1
        return count

    with ThreadPoolExecutor(24) as attackers:
        storms = [attackers.submit(storm, number) for number in range(24)]
        time.sleep(1)
        busy: list[float] = []
        while time.monotonic() < end:
            busy += _read(port, pages, 4)
        assert sum(each.result() for each in storms) > 0
    assert len(busy) >= 8
    # Without turns the neighbour waits behind the whole queue: ten seconds and more.
    assert _p95(busy) < 10 * quiet + 1, (quiet, _p95(busy))


def _read(port: int, pages: tuple[str, ...], count: int, source: str = "127.0.0.2") -> list[float]:
    """Seconds of each answer, asked from that address of the machine."""
    times = []
    for number in range(count):
        began = time.perf_counter()
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=(source, 0))
        line.request("GET", pages[number % len(pages)], headers={"Host": f"localhost:{port}"})
        answer = line.getresponse()
        answer.read()
        line.close()
        assert answer.status < 500, pages[number % len(pages)]
        times.append(time.perf_counter() - began)
    return times


def _dropped(address: str, path: Path) -> str:
    """Drop a file as a browser without scripts does; the page once the file is understood."""
    page = _send(f"{address}/publier/32013/", path)
    end = time.monotonic() + _AT_MOST
    while time.monotonic() < end:
        body = _page(page)
        if _WAITING not in body:
            return body
        time.sleep(0.5)
    raise AssertionError(f"{path.name}: no answer in {_AT_MOST:g} seconds")


def _page(address: str) -> str:
    """What a person sees, whether the file was understood or refused."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        if error.code != 422:
            raise
        return error.read().decode()


def _send(address: str, path: Path) -> str:
    """The address of the draft that the server sends to."""
    mark = uuid.uuid4().hex
    head = (
        f'--{mark}\r\nContent-Disposition: form-data; name="fichier"; filename="{path.name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    body = head.encode() + path.read_bytes() + f"\r\n--{mark}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={mark}"}
    request = urllib.request.Request(address, body, kind)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return str(answer.url)
    except urllib.error.HTTPError as error:
        # Already refused when the draft's page is asked for.
        return str(error.url)


def _times(address: str, pages: tuple[str, ...], count: int) -> list[float]:
    """Seconds of each answer, the pages in turn."""
    times = []
    for number in range(count):
        began = time.perf_counter()
        with urllib.request.urlopen(address + pages[number % len(pages)], timeout=60) as answer:
            answer.read()
        times.append(time.perf_counter() - began)
    return times


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, http.client.HTTPException, OSError):
            time.sleep(0.2)
    pytest.fail(f"no answer from {address} in {seconds:g} seconds")
