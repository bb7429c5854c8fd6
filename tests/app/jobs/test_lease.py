"""A task outlives its worker: given back when the worker dies, given up after three deaths."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from autan.jobs import lease, rounds
from autan.jobs.models import Heartbeat, Round
from autan.jobs.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)

_RAN: list[str] = []


@task()
def remember(word: str) -> None:
    _RAN.append(word)


@task()
def chain(word: str) -> None:
    remember.enqueue(word)


@task()
def stumble() -> None:
    raise RuntimeError("a mistake of ours")


@pytest.fixture(autouse=True)
def _forget() -> None:
    _RAN.clear()


def _running(*worker_ids: str) -> DBTaskResult:
    remember.enqueue("again")
    row = DBTaskResult.objects.get()
    for worker_id in worker_ids:
        row.claim(worker_id)
    return row


def _dead_pid() -> int:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return pid


def test_a_worker_does_what_is_queued_and_leaves_no_trace_of_itself():
    remember.enqueue("first")
    remember.enqueue("second")
    Worker(until_idle=True).run()
    assert _RAN == ["first", "second"]
    assert DBTaskResult.objects.successful().count() == 2
    assert not Heartbeat.objects.exists()


def test_a_task_that_breaks_does_not_stop_the_worker():
    stumble.enqueue()
    remember.enqueue("afterwards")
    Worker(until_idle=True).run()
    assert _RAN == ["afterwards"]
    assert "a mistake of ours" in DBTaskResult.objects.failed().get().traceback


def test_a_task_of_a_living_worker_is_left_to_it():
    lease.begin("living")
    row = _running("living")
    assert lease.reap() == 0
    row.refresh_from_db()
    assert row.status == "RUNNING"


@pytest.mark.parametrize("death", ["killed on this machine", "silent elsewhere", "unknown"])
def test_a_task_of_a_dead_worker_is_given_back(death):
    row = _running("dead")
    now = timezone.now()
    if death == "killed on this machine":
        Heartbeat.objects.create(worker_id="dead", host=lease.HOST, pid=_dead_pid(), beat_at=now)
    if death == "silent elsewhere":
        Heartbeat.objects.create(
            worker_id="dead", host="elsewhere", pid=1, beat_at=now - timedelta(minutes=1)
        )
    assert lease.reap() == 1
    Worker(until_idle=True).run()
    row.refresh_from_db()
    assert (row.status, _RAN) == ("SUCCESSFUL", ["again"])


def test_a_task_that_kills_its_workers_is_given_up():
    row = _running("first", "second", "third")
    assert lease.reap() == 0
    row.refresh_from_db()
    assert row.status == "FAILED"
    assert "WorkerLost" in row.exception_class_path


def test_a_worker_that_was_taken_for_dead_says_that_it_lives():
    lease.begin("sleepy")
    Heartbeat.objects.all().delete()
    assert not lease.beat("sleepy")
    lease.begin("sleepy")
    assert lease.beat("sleepy")
    assert lease.alive() == 1


class TestRounds:
    def test_a_duty_is_done_when_its_time_has_come_and_not_before(self):
        done = []
        duty = rounds.Duty("count", timedelta(hours=1), lambda: done.append(1))
        assert rounds.do_due((duty,)) == ["count"]
        assert rounds.do_due((duty,)) == []
        Round.objects.update(taken_at=timezone.now() - timedelta(hours=2))
        assert rounds.do_due((duty,)) == ["count"]
        assert len(done) == 2

    def test_a_duty_that_fails_does_not_stop_the_others(self, caplog):
        def broken() -> None:
            raise RuntimeError("no disk")

        good = rounds.Duty("good", timedelta(hours=1), lambda: None)
        bad = rounds.Duty("bad", timedelta(hours=1), broken)
        assert rounds.do_due((bad, good)) == ["good"]
        assert "no disk" in caplog.text

    def test_the_real_duties_are_done_in_an_empty_house(self):
        assert rounds.do_due() == [duty.name for duty in rounds.DUTIES]


def test_an_idle_worker_asks_at_most_one_thing_a_turn_and_one_more_at_a_round(
    django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr("autan.jobs.worker.POLL", 0)
    idle = Worker()
    rounds.do_due()
    with django_assert_num_queries(2):
        idle._turn()
    with django_assert_num_queries(1, exact=False):
        idle._turn()
    assert rounds.do_due() == []


def test_a_task_queued_by_a_task_does_not_wait_for_the_next_round(monkeypatch):
    monkeypatch.setattr("autan.jobs.worker.ROUNDS_EVERY", 3600)
    chain.enqueue("after")
    Worker(until_idle=True).run()
    assert _RAN == ["after"]


def test_a_task_for_later_is_left_until_then():
    later = timezone.now() + timedelta(hours=1)
    remember.using(run_after=later).enqueue("later")
    Worker(until_idle=True).run()
    assert _RAN == []
