"""A store with one small version, and engines on it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from autan.engine import pool
from autan.engine.base import Source
from autan.engine.limits import Limits
from autan.engine.pool import PooledEngine
from tests.unit.engine.asking import kept, lowered


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def source(home: Path) -> Source:
    return kept(home, pl.DataFrame({"n": [1, 2, 3], "nom": ["Cœur", "d’Été", None]}))


@pytest.fixture
def asked_in_sql(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "lower", lowered)


@pytest.fixture
def start(home: Path, asked_in_sql: None) -> Iterator[Callable[..., PooledEngine]]:
    """Start an engine with limits of one's own; it is closed at the end of the test."""
    started: list[PooledEngine] = []

    def begin(**limits: Any) -> PooledEngine:
        started.append(PooledEngine(Limits(**limits), home))
        return started[-1]

    yield begin
    for engine in started:
        engine.close()


@pytest.fixture(scope="session")
def _shared(home: Path) -> Iterator[PooledEngine]:
    engine = PooledEngine(Limits(query_workers=1, export_workers=1, memory=128, answer=1), home)
    yield engine
    engine.close()


@pytest.fixture
def engine(_shared: PooledEngine, asked_in_sql: None) -> PooledEngine:
    return _shared
