"""Every test of this folder runs on every engine."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.spec import tables


@pytest.fixture(params=tables.ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def ask(engine: str) -> Callable[..., tables.Drawn]:
    """``ask(table, where=…)``: the drawn answer."""
    return partial(tables.ask, engine)


@pytest.fixture
def total(engine: str) -> Callable[..., int | None]:
    """``total(table, where=…)``: how many there are."""
    return partial(tables.total, engine)
