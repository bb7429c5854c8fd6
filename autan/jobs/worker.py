"""The worker: takes the queued tasks one at a time, and makes its rounds between them.

It asks the database every tenth of a second with a plain read, which on SQLite locks nobody,
and takes the write lock only when there is something to take. That question is the whole cost of
a worker that has nothing to do: its statement is made once, and SQLite, which says for next to
nothing whether anybody wrote, is asked that first.
"""

import logging
import os
import signal
import threading
import time
from functools import cache
from types import FrameType

from django.db import (
    DEFAULT_DB_ALIAS,
    OperationalError,
    close_old_connections,
    connection,
    connections,
)
from django.utils.crypto import get_random_string
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as TaskRunner
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction, is_locked_database_exception

from autan.jobs import lease, rounds

_log = logging.getLogger(__name__)

POLL = 0.1
ROUNDS_EVERY = 1.0


class Worker(TaskRunner):
    """django-tasks-db's own runner of one task, with our loop around it.

    ``parent``: stop when that process is no longer our parent, so that a server that is killed
    leaves no worker behind. ``until_idle``: stop when nothing is queued.
    """

    def __init__(self, *, parent: int | None = None, until_idle: bool = False) -> None:
        super().__init__(
            queue_names=["*"],
            interval=POLL,
            batch=until_idle,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        self.parent = parent
        self.rounds_at = 0.0
        self._nothing_at: int | None = None
        self._over = threading.Event()

    def run(self) -> None:
        """Work until told to stop."""
        lease.begin(self.worker_id)
        lease.reap()
        heart = threading.Thread(target=self._beat, name="heartbeat", daemon=True)
        heart.start()
        try:
            while self.running:
                self._turn()
        finally:
            self._over.set()
            heart.join(timeout=lease.BEAT_EVERY)
            lease.end(self.worker_id)

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Stop after the present task; at the second signal, at once (the task is given back)."""
        if not self.running:
            os._exit(1)
        self.running = False

    def _turn(self) -> None:
        if time.monotonic() - self.rounds_at >= ROUNDS_EVERY:
            close_old_connections()
            self.rounds_at = time.monotonic()
            rounds.do_due()
            self._nothing_at = None
        task = self._claim()
        if task is not None:
            close_old_connections()
            self.run_task(task)
            self._nothing_at = None  # what it queued, SQLite does not tell to this connection
        elif self.batch:
            self.running = False
        elif self.running:
            time.sleep(self.interval)

    def _claim(self) -> DBTaskResult | None:
        state = _state()
        if state is not None and state == self._nothing_at:
            return None
        try:
            if not _any_ready():
                self._nothing_at = state
                return None
            waiting = DBTaskResult.objects.ready().filter(backend_name=self.backend_name)
            if not waiting.exists():
                return None  # for later
            with exclusive_transaction(waiting.db):
                task = waiting.get_locked()
                if task is not None:
                    task.claim(self.worker_id)
                return task
        except OperationalError as error:
            if is_locked_database_exception(error):
                return None  # somebody writes for long: the next turn tries again
            raise

    def _beat(self) -> None:
        while not self._over.wait(lease.BEAT_EVERY):
            if self.parent is not None and os.getppid() != self.parent:
                os.kill(os.getpid(), signal.SIGTERM)
            try:
                if not lease.beat(self.worker_id):
                    lease.begin(self.worker_id)
            except OperationalError as error:
                _log.warning("heartbeat missed: %s", error)
        connection.close()


def _state() -> int | None:
    """A number that changes when another connection has written; None where none says so."""
    own = connections[DEFAULT_DB_ALIAS]  # the proxy of all of them costs more than the question
    if own.vendor != "sqlite":
        return None
    own.ensure_connection()
    return int(own.connection.execute("PRAGMA data_version").fetchone()[0])


def _any_ready() -> bool:
    """Is a task ready, were it for later?"""
    with connection.cursor() as cursor:
        cursor.execute(*_ready())
        return cursor.fetchone() is not None


@cache
def _ready() -> tuple[str, tuple[object, ...]]:
    """The ORM's own statement, made once: making it costs ten times what running it does."""
    rows = DBTaskResult.objects.filter(status=TaskResultStatus.READY).order_by()
    sql, parameters = rows.values_list("pk")[:1].query.sql_with_params()
    return sql, tuple(parameters)


def work(*, parent: int | None = None, until_idle: bool = False) -> None:
    """Run a worker in this process, stopped cleanly by SIGTERM or Ctrl+C."""
    worker = Worker(parent=parent, until_idle=until_idle)
    if threading.current_thread() is threading.main_thread():
        worker.configure_signals()
    worker.run()
