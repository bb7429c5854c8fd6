"""The profile of a large table says exactly what that of a small one does, in less memory."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from autan.access.grant import open_grant
from autan.engine import profiles, profiling
from autan.engine.base import QueryTooHeavy, Source
from autan.engine.limits import Limits
from autan.engine.pool import PooledEngine
from autan.query.plan import Plan
from autan.query.state import State
from autan.tabular.profile import TableProfile
from tests.unit.engine.asking import kept

OPEN = open_grant("bench")
ROWS = 4_000


@pytest.fixture(scope="module")
def table(home: Path) -> Source:
    chance = random.Random(31)
    number = range(ROWS)
    amounts = [round(chance.paretovariate(0.9) * 100, 2) for _ in number]
    return kept(
        home,
        pl.DataFrame(
            {
                "reference": [f"S{n}" for n in number],
                "domaine": [chance.choice(("sport", "école", "", None)) for _ in number],
                "ville": [f"Ville {chance.randrange(1500)}" for _ in number],
                "aide": [chance.random() < 0.3 for _ in number],
                "montant": [None if n % 7 == 0 else amounts[n] for n in number],
                "membres": [chance.randrange(-3, 9) for _ in number],
                "nul": pl.Series([None] * ROWS, dtype=pl.Float64),
                "meme": [4.5] * ROWS,
                "jour": [date(2020, 1, 1) + timedelta(chance.randrange(900)) for _ in number],
            }
        ),
    )


@pytest.fixture(autouse=True)
def engine(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PooledEngine]:
    started = PooledEngine(Limits(query_workers=1, export_workers=1, memory=128, cache=0), home)
    monkeypatch.setattr(profiling, "engine", lambda: started)
    yield started
    started.close()


def made(table: Source, tmp_path: Path) -> TableProfile:
    return profiles._make(tmp_path / "profile.json", table, OPEN)


@pytest.mark.parametrize("listed", [2, 1000])
def test_a_large_table_is_told_exactly_as_a_small_one(table, tmp_path, monkeypatch, listed):
    small = made(table, tmp_path)
    monkeypatch.setattr(profiles, "SMALL", 10)
    monkeypatch.setattr(profiling, "_COUNTED", max(listed, profiling.VALUES + 1))
    large = made(table, tmp_path)
    for name in ("domaine", "ville", "aide", "meme", "membres", "nul"):
        assert large.find(name) == small.find(name)
    for one, other in zip(large, small, strict=True):
        told = ("filled", "low", "high", "mean", "middle", "total", "unique")
        assert [getattr(one, part) for part in told] == [getattr(other, part) for part in told]


def test_a_selection_of_a_large_table_is_told_along_the_same_edges(table, tmp_path, monkeypatch):
    whole = made(table, tmp_path)
    state = State(where=("membres > 2",))
    small = profiles.chosen(table, OPEN, state, whole, ["montant", "jour"])
    monkeypatch.setattr(profiles, "SMALL", 10)
    assert profiles.chosen(table, OPEN, state, whole, ["montant", "jour"]) == small


def test_a_column_that_is_too_heavy_is_half_told_and_the_others_whole(
    table, tmp_path, monkeypatch, engine
):
    monkeypatch.setattr(profiles, "SMALL", 10)
    usual = engine.answer

    def heavy(plan: Plan, *given: object, **named: object) -> object:
        if [key.key for key in plan.group_by] == ["v"] and "ville" in repr(plan.group_by):
            raise QueryTooHeavy
        return usual(plan, *given, **named)

    monkeypatch.setattr(engine, "answer", heavy)
    found = made(table, tmp_path)
    ville, domaine = found.find("ville"), found.find("domaine")
    assert ville is not None
    assert (ville.filled, ville.distinct, ville.values) == (ROWS, None, ())
    assert domaine is not None
    assert domaine.values


def test_nobody_who_waits_stands_behind_the_profile_of_a_large_table(
    table, tmp_path, monkeypatch, engine
):
    monkeypatch.setattr(profiles, "SMALL", 10)
    made(table, tmp_path)
    assert engine.exports.pids()
    assert not engine.queries.pids()
