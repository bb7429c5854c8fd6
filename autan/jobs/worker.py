"""The worker: takes the queued tasks one at a time, and makes its rounds between them.

It asks the database every tenth of a second with a plain read, which on SQLite locks nobody,
and takes the write lock only when there is something to take.
"""

import logging
import os
import signal
import threading
import time
from types import FrameType

from django.db import OperationalError, close_old_connections, connection
from django.utils.crypto import get_random_string
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
        close_old_connections()
        if time.monotonic() - self.rounds_at >= ROUNDS_EVERY:
            self.rounds_at = time.monotonic()
            rounds.do_due()
        task = self._claim()
        if task is not None:
            self.run_task(task)
        elif self.batch:
            self.running = False
        elif self.running:
            time.sleep(self.interval)

    def _claim(self) -> DBTaskResult | None:
        waiting = DBTaskResult.objects.ready().filter(backend_name=self.backend_name)
        try:
            if not waiting.exists():
                return None
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


def work(*, parent: int | None = None, until_idle: bool = False) -> None:
    """Run a worker in this process, stopped cleanly by SIGTERM or Ctrl+C."""
    worker = Worker(parent=parent, until_idle=until_idle)
    if threading.current_thread() is threading.main_thread():
        worker.configure_signals()
    worker.run()
