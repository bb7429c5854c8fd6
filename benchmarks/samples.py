"""Real files of French towns, read by Autan and by its peers in the same run.

The files are not in the repository; ``tests/samples/expected.toml`` is their truth, by eye.
A peer is right when it gives as many rows and columns as there are; nobody else gives a standard.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared" / "data"
SAMPLES = SHARED / "samples"
TRUTH = HERE.parent / "tests" / "samples" / "expected.toml"
_PEERS = ("csv-detective", "DuckDB", "frictionless")
_ENVIRONMENT = HERE.parent / ".venv" / "bench"
_PATIENCE = 120
# The commune for which the truth was decided, whose name and SIREN fill what the files lack.
_PROFILE = {"name": "Commune de Noé", "siren": "213103997", "insee": "31399"}
_RULES = {
    "scdl-deliberations": "scdl__deliberations",
    "scdl-subventions": "scdl__subventions",
    "scdl-equipements": "scdl__equipements",
    "scdl-prenoms": "scdl__prenoms",
    "scdl-budget": "scdl__budget",
}
_MARKS = {True: "✓", False: "✗"}


@dataclass(frozen=True)
class Seen:
    """What Autan makes of a file, against the truth. ``columns``: those mapped right, and all."""

    told: str
    standard: bool
    rows: bool
    columns: tuple[int, int] | None
    width: int


def figures() -> Iterator[str]:
    """Lines of the table, or a sentence where the files are absent."""
    if not SAMPLES.is_dir():
        yield "The real files are not on this machine: the table was not made."
        return
    python = _peers_python()
    truth = tomllib.loads(TRUTH.read_text(encoding="utf-8"))
    yield f"{len(truth)} files. {_versions(python)}."
    yield ""
    yield "| file | what it is | Autan: standard, rows, columns | " + " | ".join(_PEERS) + " |"
    yield "| --- | --- | --- |" + " --- |" * len(_PEERS)
    score: dict[str, list[bool]] = {}
    for name, expected in truth.items():
        yield _line(name, expected, python, score)
    yield ""
    yield from _totals(score, len(truth))


def _line(
    name: str, expected: Mapping[str, Any], python: Path, score: dict[str, list[bool]]
) -> str:
    path = SAMPLES / name
    ours = _understood(path, expected)
    score.setdefault("Autan: standard", []).append(ours.standard)
    score.setdefault("Autan: rows", []).append(ours.rows)
    if ours.columns:
        right, total = ours.columns
        score.setdefault("Autan: columns of tables", []).append(right == total)
    with ThreadPoolExecutor(len(_PEERS)) as threads:
        rules = _rules(expected)
        answers = threads.map(lambda peer: _asked(python, peer, path, rules), _PEERS)
    cells = []
    for peer, answer in zip(_PEERS, answers, strict=True):
        right = _is_right(answer, expected, ours.width)
        score.setdefault(f"{peer}: read", []).append("refused" not in answer)
        score.setdefault(f"{peer}: right counts", []).append(right)
        cells.append(_answer(answer, right))
    return f"| {name.replace('|', ' ')} | {_what(expected)} | {ours.told} | {' | '.join(cells)} |"


# Autan


def _understood(path: Path, expected: Mapping[str, Any]) -> Seen:
    from autan import sandbox
    from autan.errors import UnreadableFile

    with tempfile.TemporaryDirectory(prefix="autan-bench-") as folder:
        try:
            report = sandbox.run(
                "understand",
                source=str(path),
                folder=folder,
                file_name=path.name,
                profile=_PROFILE,
                choices={},
            )
        except UnreadableFile as error:
            right = error.code == expected.get("refused")
            return Seen(f"refused, {error.code} {_MARKS[right]}", right, right, None, 0)
    if "refused" in expected:
        return Seen("read ✗", False, False, None, 0)
    return _compared(report, expected)


def _compared(report: Mapping[str, Any], expected: Mapping[str, Any]) -> Seen:
    reading = report["reading"]
    standard = (report["standard"] or "") == expected["standard"]
    rows = reading["rows"] == expected["rows"]
    headers = [column["header"] for column in reading["columns"]]
    truth = expected.get("columns", {})
    if truth == "as the standard":
        truth = {header: header for header in headers}
    fields = {match["header"]: match["field"] for match in report["matches"] if match["header"]}
    right = sum(fields.get(header, "") == field for header, field in truth.items())
    told = [
        f"{report['standard'] or 'none'} {_MARKS[standard]}",
        f"{reading['rows']} {_MARKS[rows]}",
        f"{right}/{len(truth)} {_MARKS[right == len(truth)]}" if truth else "—",
    ]
    columns = (right, len(truth)) if truth else None
    return Seen(", ".join(told), standard, rows, columns, len(headers))


# The peers


def _peers_python() -> Path:
    """The interpreter of the peers' environment, made when it is not there or has changed."""
    wanted = (HERE / "peers.txt").read_text(encoding="utf-8")
    mark = _ENVIRONMENT / "peers.txt"
    python = _ENVIRONMENT / "bin" / "python"
    if not mark.is_file() or mark.read_text(encoding="utf-8") != wanted:
        print("Making the peers' environment…", file=sys.stderr)
        venv.create(_ENVIRONMENT, with_pip=True, clear=True)
        quiet = ["-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        subprocess.run([str(python), *quiet, "-r", str(HERE / "peers.txt")], check=True)
        mark.write_text(wanted, encoding="utf-8")
    return python


def _versions(python: Path) -> str:
    code = (
        "from importlib.metadata import version as v;"
        "print(', '.join(f'{n} {v(n)}' for n in ('csv-detective', 'duckdb', 'frictionless')))"
    )
    found = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=True)
    return found.stdout.strip()


def _asked(python: Path, peer: str, path: Path, rules: str) -> dict[str, Any]:
    """What a peer answers in a process of its own; a crash and a silence are answers too."""
    command = [str(python), str(HERE / "peers.py"), peer, str(path), *([rules] if rules else [])]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        return {"refused": f"no answer in {_PATIENCE} seconds"}
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        return {"refused": f"crash, code {done.returncode}"}
    answer: dict[str, Any] = json.loads(lines[-1])
    return answer


def _rules(expected: Mapping[str, Any]) -> str:
    """The official Table Schema of the standard, where there is one on this machine."""
    standard = expected.get("standard", "")
    name = _RULES.get(standard) or standard.replace("/", "__")
    path = SHARED / "schemas" / "registry" / "schemas" / f"{name}.json"
    return str(path) if name and path.is_file() else ""


def _is_right(answer: Mapping[str, Any], expected: Mapping[str, Any], width: int) -> bool:
    """As many rows and columns as there are; a refusal is right where there is nothing to read."""
    if "refused" in answer or "refused" in expected:
        return "refused" in answer and "refused" in expected
    return (answer["rows"], answer["columns"]) == (expected["rows"], width)


def _answer(answer: Mapping[str, Any], right: bool) -> str:
    if "refused" in answer:
        return f"refused ({answer['refused']}) {_MARKS[right]}"
    more = f", {answer['more']}" if answer.get("more") else ""
    return f"{answer['rows']} × {answer['columns']}{more} {_MARKS[right]}"


def _what(expected: Mapping[str, Any]) -> str:
    if "refused" in expected:
        return "no table"
    return f"{expected['standard'] or 'of no standard'}, {expected['rows']} rows"


def _totals(score: Mapping[str, list[bool]], count: int) -> Iterator[str]:
    yield "| total | files |"
    yield "| --- | --- |"
    for name, marks in score.items():
        yield f"| {name} | {sum(marks)} of {len(marks)} |"
