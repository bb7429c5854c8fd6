"""Regular duties, each done by whichever worker comes first when its time has come."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from autan.catalogue import search_upkeep
from autan.jobs.lease import reap
from autan.jobs.models import Round
from autan.notices.actions import send_waiting
from autan.publishing.sweep import sweep_all

_log = logging.getLogger(__name__)

FINISHED_KEPT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Duty:
    name: str
    every: timedelta
    work: Callable[[], object]


def _forget_finished() -> None:
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - FINISHED_KEPT).delete()


def _forget_sessions() -> None:
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


DUTIES = (
    Duty("reap", timedelta(seconds=5), reap),
    Duty("search-index", timedelta(seconds=5), search_upkeep.keep_up),
    Duty("check-search-index", timedelta(hours=1), search_upkeep.check),
    Duty("send-mails", timedelta(minutes=1), send_waiting),
    Duty("sweep", timedelta(hours=1), sweep_all),
    Duty("forget-tasks", timedelta(days=1), _forget_finished),
    Duty("forget-sessions", timedelta(days=1), _forget_sessions),
)


def do_due(duties: tuple[Duty, ...] = DUTIES) -> list[str]:
    """Do the duties whose time has come; their names. One that fails waits for its next time."""
    taken = dict(Round.objects.values_list("duty", "taken_at"))
    now = timezone.now()
    due = [one for one in duties if one.name not in taken or taken[one.name] <= now - one.every]
    return [duty.name for duty in due if _take(duty) and _done(duty)]


def _take(duty: Duty) -> bool:
    """True if this worker is the one to do it now, others having seen that it is due."""
    now = timezone.now()
    known = Round.objects.filter(pk=duty.name)
    if known.filter(taken_at__lte=now - duty.every).update(taken_at=now):
        return True
    try:
        with transaction.atomic():
            Round.objects.create(duty=duty.name, taken_at=now)
    except IntegrityError:
        return False
    return True


def _done(duty: Duty) -> bool:
    try:
        duty.work()
    except Exception:  # noqa: BLE001 - one duty must not stop the worker, and the log tells
        _log.exception("duty %s failed", duty.name)
        return False
    return True
