"""A worker's lease on its task: a heartbeat while it lives, and the reaper for when it does not.

A task that is RUNNING when its worker is killed would stay so for ever. The reaper gives it
back, up to ``TRIES`` times in all; jobs are safe to do again.
"""

import os
import socket
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from autan.jobs.models import Heartbeat

BEAT_EVERY = 2.0
SILENT_AFTER = timedelta(seconds=20)
TRIES = 3
HOST = socket.gethostname()


class WorkerLost(Exception):
    """The worker that did this task died or fell silent, three times."""


def begin(worker_id: str) -> None:
    """Say that a worker lives; it must then ``beat`` until it ends."""
    Heartbeat.objects.create(
        worker_id=worker_id, host=HOST, pid=os.getpid(), beat_at=timezone.now()
    )


def beat(worker_id: str) -> bool:
    """Say so again. False if the reaper took this worker for dead in the meantime."""
    return bool(Heartbeat.objects.filter(pk=worker_id).update(beat_at=timezone.now()))


def end(worker_id: str) -> None:
    Heartbeat.objects.filter(pk=worker_id).delete()


def alive() -> int:
    """How many workers live."""
    recent = Heartbeat.objects.filter(beat_at__gt=timezone.now() - SILENT_AFTER)
    return sum(not _is_dead(heartbeat) for heartbeat in recent)


def reap() -> int:
    """Give back the tasks of dead workers, and forget those; how many tasks were given back."""
    for heartbeat in Heartbeat.objects.all():
        if _is_dead(heartbeat):
            heartbeat.delete()
    living = set(Heartbeat.objects.values_list("pk", flat=True))
    running = DBTaskResult.objects.running().only("pk", "worker_ids")
    return sum(_give_back(task) for task in running if task.worker_ids[-1] not in living)


def _is_dead(heartbeat: Heartbeat) -> bool:
    """Silent for too long; or a process of this machine that is no more, known at once."""
    if heartbeat.beat_at < timezone.now() - SILENT_AFTER:
        return True
    return heartbeat.host == HOST and not _exists(heartbeat.pid)


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _give_back(task: DBTaskResult) -> bool:
    with transaction.atomic():
        held = DBTaskResult.objects.select_for_update().get(pk=task.pk)
        if held.status != TaskResultStatus.RUNNING or held.worker_ids != task.worker_ids:
            return False
        if len(held.worker_ids) >= TRIES:
            held.set_failed(WorkerLost())
            return False
        held.status = TaskResultStatus.READY
        held.save(update_fields=["status"])
    return True
