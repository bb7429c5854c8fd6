"""One abusive question does not stop the others."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autan.engine import pool
from autan.engine.base import EngineBusy, QueryTooHeavy, QueryTooLong
from tests.unit.engine.asking import Open, Told

RUNAWAY = "SELECT count(*) FROM range(1000000000000)"
DEAF = "SELECT len(list_sort(range(60000000))) FROM t"
SMALL = "SELECT n FROM t LIMIT 1"


def ask(engine, source, sql, **more):
    return engine.answer(Told(sql), Open(), source=source, **more)


def test_a_runaway_query_is_interrupted_and_its_worker_lives_on(engine, source):
    ask(engine, source, SMALL)
    before = engine.queries.pids()
    with pytest.raises(QueryTooLong):
        ask(engine, source, RUNAWAY, deadline=0.2)
    assert ask(engine, source, SMALL).rows() == [{"n": 1}]
    assert engine.queries.pids() == before


def test_a_query_that_does_not_hear_is_killed_and_others_go_on_being_answered(start, source):
    engine = start(query_workers=2, memory=1024)
    ask(engine, source, SMALL)
    with ThreadPoolExecutor(1) as threads:
        began = time.monotonic()
        deaf = threads.submit(ask, engine, source, DEAF, deadline=0.3)
        time.sleep(0.1)
        others = [ask(engine, source, SMALL).rows() for _ in range(20)]
        with pytest.raises((QueryTooLong, QueryTooHeavy)):
            deaf.result(timeout=5)
    assert time.monotonic() - began < 4
    assert others == [[{"n": 1}]] * 20
    assert ask(engine, source, SMALL).rows() == [{"n": 1}]


def test_a_killed_worker_is_replaced(start, source):
    engine = start(query_workers=1)
    ask(engine, source, SMALL)
    (pid,) = engine.queries.pids()
    os.kill(pid, signal.SIGKILL)
    time.sleep(0.1)
    assert ask(engine, source, SMALL).rows() == [{"n": 1}]
    assert pid not in engine.queries.pids()


def test_a_worker_killed_at_work_gives_an_error_and_is_replaced(start, source):
    engine = start(query_workers=1)
    ask(engine, source, SMALL)
    (pid,) = engine.queries.pids()
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(ask, engine, source, RUNAWAY)
        time.sleep(0.2)
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(QueryTooHeavy):
            running.result(timeout=5)
    assert ask(engine, source, SMALL).rows() == [{"n": 1}]


def test_a_client_holds_half_the_workers_and_no_more(start, source):
    engine = start(query_workers=2, wait=0.5)
    with ThreadPoolExecutor(1) as threads:
        greedy = threads.submit(ask, engine, source, RUNAWAY, deadline=2, client="greedy")
        time.sleep(0.2)
        with pytest.raises(EngineBusy):
            ask(engine, source, SMALL, client="greedy")
        assert ask(engine, source, SMALL, client="patient").rows() == [{"n": 1}]
        with pytest.raises(QueryTooLong):
            greedy.result(timeout=5)


def test_past_a_few_people_waiting_the_next_is_told_to_come_back(start, source):
    engine = start(query_workers=1, waiting=1)
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(ask, engine, source, RUNAWAY, deadline=0.6)
        time.sleep(0.2)
        second = threads.submit(ask, engine, source, SMALL)
        time.sleep(0.1)
        with pytest.raises(EngineBusy):
            ask(engine, source, SMALL)
        assert second.result(timeout=5).rows() == [{"n": 1}]
        with pytest.raises(QueryTooLong):
            first.result(timeout=5)


def test_memory_is_bounded_and_the_worker_goes_on(engine, source):
    heavy = "SELECT string_agg(md5(i::VARCHAR), '') FROM range(20000000) r(i)"
    with pytest.raises((QueryTooHeavy, QueryTooLong)):
        ask(engine, source, heavy, deadline=20)
    assert ask(engine, source, SMALL).rows() == [{"n": 1}]


def test_an_answer_is_bounded_in_bytes(engine, source):
    with pytest.raises(QueryTooHeavy):
        ask(engine, source, "SELECT i AS n FROM range(1000000) r(i)")
    assert ask(engine, source, SMALL).rows() == [{"n": 1}]


def test_workers_leave_with_the_engine(start, source):
    engine = start(query_workers=1)
    ask(engine, source, SMALL)
    (pid,) = engine.queries.pids()
    engine.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_workers_leave_when_the_portal_is_killed_even_at_work(home, source):
    portal = subprocess.Popen(
        [sys.executable, "-c", ORPHANS, str(home), source.sha256],
        stdout=subprocess.PIPE,
        text=True,
    )
    with portal:
        pids = [int(word) for word in portal.stdout.readline().split()]
        time.sleep(0.3)
        portal.kill()
    until = time.monotonic() + 3
    while any(map(alive, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    assert pids
    assert not any(map(alive, pids))


ORPHANS = """
import sys, threading
from pathlib import Path
from autan.engine import pool
from autan.engine.base import Source
from autan.engine.limits import Limits
from tests.unit.engine.asking import NO_COLUMN, Open, Told, lowered
pool.lower = lowered
engine = pool.PooledEngine(Limits(query_workers=1), Path(sys.argv[1]))
source = Source(sys.argv[2], NO_COLUMN, 3)
engine.answer(Told("SELECT 1"), Open(), source=source)
print(*engine.queries.pids(), flush=True)
runaway = Told("SELECT count(*) FROM range(10000000000000)")
engine.answer(runaway, Open(), source=source, deadline=60)
"""


def alive(pid):
    """A process that still runs: what nobody has buried yet does not."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False
    return "State:\tZ" not in status


def test_a_forked_child_starts_its_own_engine(monkeypatch, home):
    monkeypatch.setenv("AUTAN_HOME", str(home))
    ours = pool.engine()
    child = os.fork()
    if child == 0:
        os._exit(0 if pool.engine() is not ours else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert pool.engine() is ours
    pool.shut_down()
    assert pool.engine() is not ours
    pool.shut_down()


def test_totals_are_kept_from_one_page_to_the_next(engine, source):
    count = "SELECT count(*) + (random() * 1000000)::INT FROM t"
    pages = (Told(f"SELECT n FROM t LIMIT 1 OFFSET {page}", count=count) for page in range(3))
    totals = {engine.answer(page, Open(), source=source).total for page in pages}
    assert len(totals) == 1
