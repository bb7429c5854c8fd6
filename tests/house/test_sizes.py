"""The house stays readable: modules, functions, templates and islands keep to their sizes."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULE, FUNCTION, TEMPLATE, ISLAND = 400, 40, 150, 300
EXEMPT = tomllib.loads((Path(__file__).parent / "sizes.toml").read_text())


def sources() -> list[Path]:
    paths = [*(ROOT / "autan").rglob("*.py"), *(ROOT / "tools").glob("*.py")]
    return sorted(path for path in paths if "migrations" not in path.parts)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno
            yield f"{name_of(path)}:{node.name}", node.end_lineno - node.lineno + 1


def too_long(measured: dict[str, int], limit: int, exempt: dict[str, int]) -> dict[str, int]:
    return {name: size for name, size in measured.items() if size > exempt.get(name, limit)}


def test_no_module_is_longer_than_400_lines() -> None:
    measured = {name_of(path): lines(path) for path in sources()}
    assert too_long(measured, MODULE, EXEMPT["modules"]) == {}


def test_no_function_is_longer_than_40_lines() -> None:
    measured = {name: size for path in sources() for name, size in functions(path)}
    assert too_long(measured, FUNCTION, EXEMPT["functions"]) == {}


def test_no_template_is_longer_than_150_lines() -> None:
    paths = (ROOT / "autan" / "templates").rglob("*.html")
    measured = {name_of(path): lines(path) for path in paths}
    assert too_long(measured, TEMPLATE, EXEMPT["templates"]) == {}


def test_no_island_is_longer_than_300_lines() -> None:
    paths = [*(ROOT / "front").glob("*.ts"), *(ROOT / "front" / "src").rglob("*.ts")]
    assert too_long({name_of(path): lines(path) for path in paths}, ISLAND, {}) == {}


@pytest.mark.parametrize("kind", ["modules", "functions", "templates"])
def test_an_exemption_that_is_no_longer_needed_is_removed(kind: str) -> None:
    known = {
        "modules": {name_of(path) for path in sources()},
        "functions": {name for path in sources() for name, _ in functions(path)},
        "templates": {name_of(path) for path in (ROOT / "autan" / "templates").rglob("*.html")},
    }
    assert set(EXEMPT[kind]) <= known[kind]
