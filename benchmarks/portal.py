"""A million subventions: from the file to a published version, then asked over HTTP."""

import json
import os
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import subventions
from measures import best, ran

COMMUNE = "32013"
_BIN = Path(sys.executable).parent

_DUCKDB = """
import sys, duckdb
source, target = sys.argv[1:]
duckdb.execute(f"COPY (FROM read_csv('{source}')) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
"""

QUESTIONS = {
    "a page near the start": {"limit": "20", "offset": "{n}"},
    "one beneficiary": {"where": 'nomBeneficiaire like "%n° {n}%"', "limit": "20"},
    "filter on an amount": {"where": "montant > {n}", "limit": "20"},
    "sort by amount": {"order_by": "montant desc", "limit": "20", "where": "montant < {n}00"},
    "a page far away": {"limit": "100", "offset": "9{n}"},
    "sum by year": {
        "select": "sum(montant) as total, count(*) as n",
        "group_by": "year(dateConvention)",
        "where": "montant > {n}",
    },
    "words": {"where": '"theatre {n}"', "limit": "20"},
}


def figures(folder: Path, rows: int) -> Iterator[str]:
    source = folder / "subventions.csv"
    subventions.write(source, rows)
    os.environ["AUTAN_HOME"] = str(folder / "home")
    yield from _publication(folder, source)
    with served() as (base, server):
        dataset = _largest(base)
        yield from _pages(f"{base}/{dataset}/records")
        yield from _exports(f"{base}/{dataset}/exports")
        yield ""
        yield f"The portal, its worker and its query workers: {memory(server):.0f} MiB at most."


# From a file to a published version


def _publication(folder: Path, source: Path) -> Iterator[str]:
    """The peer runs before and after; its best time counts."""
    warm = folder / "warm.csv"
    subventions.write(warm, 100)
    ran(_autan(warm))
    peer = [sys.executable, "-c", _DUCKDB, str(source), str(folder / "peer.parquet")]
    rounds = [ran(peer), ran(peer)]
    ours = ran(_autan(source))
    rounds.append(ran(peer))
    peer_best = best(rounds)
    size = source.stat().st_size / 1e6
    yield "| CSV to published version | seconds | of processor | largest process | ratio |"
    yield "| --- | --- | --- | --- | --- |"
    yield f"| DuckDB `read_csv` to Parquet | {peer_best.told()} | 1 |"
    ratio = ours.processor / peer_best.processor
    yield (
        f"| `autan publish`, {size:.0f} MB: read, recognised, repaired, checked, published "
        f"| {ours.told()} | **{ratio:.1f}** |"
    )
    yield ""


def _autan(file: Path) -> list[str]:
    return [str(_BIN / "autan"), "publish", str(file), "--for", COMMUNE, "--yes", "--json"]


# Over HTTP


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    """The address of the datasets of a portal that runs for the while, and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(_BIN / "autan"), "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        base = f"http://localhost:{port}/api/explore/v2.1/catalog/datasets"
        _await(base)
        yield base, server.pid
    finally:
        server.terminate()
        server.wait(timeout=20)


def _await(address: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            get(address)
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    sys.exit("The portal does not answer.")


def _largest(base: str) -> str:
    found = json.loads(get(f"{base}?limit=100"))["results"]
    counts = {each["dataset_id"]: each["metas"]["default"]["records_count"] for each in found}
    return max(counts, key=lambda name: counts[name] or 0)


def _pages(address: str) -> Iterator[str]:
    """Each question with another number each time, so that no memory of answers helps."""
    yield "| `/records` on that dataset | p50 ms | p95 ms |"
    yield "| --- | --- | --- |"
    for name, params in QUESTIONS.items():
        times = [_timed(_numbered(address, params, number)) for number in range(1, 61)]
        yield f"| {name} | {_percentile(times, 50):.1f} | {_percentile(times, 95):.1f} |"
    same = [_timed(f"{address}?limit=20") for _ in range(60)]
    yield f"| the same page again | {_percentile(same, 50):.1f} | {_percentile(same, 95):.1f} |"
    yield from _crowd(lambda number: _numbered(address, QUESTIONS["a page far away"], number))
    yield ""


def _crowd(address: Callable[[int], str]) -> Iterator[str]:
    began = time.perf_counter()
    with ThreadPoolExecutor(16) as threads:
        times = list(threads.map(_timed, map(address, range(100, 500))))
    rate = len(times) / (time.perf_counter() - began)
    p50, p95 = _percentile(times, 50), _percentile(times, 95)
    yield f"| far pages, 16 at once: {rate:.0f} answers a second | {p50:.1f} | {p95:.1f} |"


def _exports(address: str) -> Iterator[str]:
    yield "| whole dataset over HTTP | first byte ms | seconds | MB | MB/s |"
    yield "| --- | --- | --- | --- | --- |"
    for name in ("csv", "jsonl", "parquet"):
        began = time.perf_counter()
        with _open(f"{address}/{name}") as answer:
            answer.read(1)
            first = (time.perf_counter() - began) * 1000
            size = sum(len(piece) for piece in iter(lambda: answer.read(1 << 20), b"")) / 1e6
        seconds = time.perf_counter() - began
        yield f"| {name} | {first:.0f} | {seconds:.1f} | {size:.0f} | {size / seconds:.0f} |"


def _numbered(address: str, params: dict[str, str], number: int) -> str:
    told = {name: value.replace("{n}", str(number)) for name, value in params.items()}
    return f"{address}?{urllib.parse.urlencode(told)}"


def _timed(address: str) -> float:
    began = time.perf_counter()
    get(address)
    return (time.perf_counter() - began) * 1000


def get(address: str) -> bytes:
    with _open(address) as answer:
        body: bytes = answer.read()
        return body


def _open(address: str) -> Any:
    try:
        return urllib.request.urlopen(address, timeout=120)
    except urllib.error.HTTPError as error:
        sys.exit(f"{address}: {error.code} {error.read().decode()}")


def _percentile(times: list[float], rank: int) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[rank - 1]


def memory(pid: int) -> float:
    """The peak of a process and of its children, in MiB."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    children = [int(child) for each in lists for child in each.read_text().split()]
    return _peak(pid) + sum(memory(child) for child in children)


def _peak(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0
