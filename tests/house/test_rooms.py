"""Each thing is in its room: words that tell nothing, heavy imports and foreign text stay out."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EMPTY_WORDS = {"utils", "helpers", "common", "core", "misc", "services", "manager"}
ONLY_IN = {
    "duckdb": ("autan/engine/", "autan/formats/", "autan/pipeline/", "autan/cli/doctor.py"),
    "sqlglot": ("autan/query/lower/",),
    "starlette": ("autan/dataplane/", "autan/asgi.py"),
    "tantivy": ("autan/search/",),
    "vl_convert": ("autan/drawing/",),
    "httpx": ("autan/http_client.py",),
    "httpcore": ("autan/http_client.py",),
    "requests": (),
}


def modules() -> list[Path]:
    paths = sorted((ROOT / "autan").rglob("*.py"))
    return [path for path in paths if "migrations" not in path.parts]


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_no_module_has_a_name_that_tells_nothing() -> None:
    names = {str(path.relative_to(ROOT)): path.stem for path in (ROOT / "autan").rglob("*")}
    assert {name for name, stem in names.items() if stem in EMPTY_WORDS} == set()


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_a_library_is_imported_in_its_own_rooms_only(library: str) -> None:
    users = [str(p.relative_to(ROOT)) for p in modules() if library in imports(p)]
    assert [user for user in users if not user.startswith(ONLY_IN[library] or ("nowhere",))] == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in modules()
        if path.stem not in {"__init__", "apps"}
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def tracked_text() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [p for p in paths if p.is_file() and p.suffix not in {".png", ".lock"}]


def test_no_file_names_a_machine_path_or_a_package_registry_host() -> None:
    foreign = re.compile(
        "/(work|root|home)/[a-z]+|" + "|".join(["pypi" + r"\.org", "npmjs" + r"\.(org|com)"])
    )
    guilty = {
        str(path.relative_to(ROOT))
        for path in tracked_text()
        if foreign.search(path.read_text(encoding="utf-8", errors="replace"))
    }
    assert guilty == set()


def test_a_silent_except_is_nowhere() -> None:
    def silent(handler: ast.ExceptHandler) -> bool:
        return all(isinstance(line, ast.Pass) for line in handler.body)

    guilty = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and silent(node)
    ]
    assert guilty == []
