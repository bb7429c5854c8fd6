"""Everything that changes a draft. All need an open scope on the draft's portal.

``read``, ``prepare`` and ``publish`` do their long work in this process (the command line, the
demonstration, a worker). ``ensure_fresh`` and ``publish_soon`` leave it to a worker and wait a
little, which is what a page wants.
"""

import secrets
import time
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any, BinaryIO, Protocol

from django.db import transaction
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus

from autan import env
from autan.catalogue.models import Dataset
from autan.errors import Refused
from autan.failpoints import failpoint
from autan.pipeline.report import Choices
from autan.publishing import failures, tasks
from autan.publishing.folders import store
from autan.publishing.identity import confirm_code, confirm_person, send_code
from autan.publishing.models import Draft
from autan.publishing.reads import is_fresh, job_of
from autan.publishing.release import publish, withdraw
from autan.publishing.steps import prepare, read
from autan.store.layout import Kind
from autan.store.local import chunks_of
from autan.tenants.models import Portal, Territory

__all__ = [
    "choose",
    "confirm_code",
    "confirm_person",
    "ensure_fresh",
    "prepare",
    "publish",
    "publish_soon",
    "read",
    "receive",
    "send_code",
    "withdraw",
]

# Answers that are about the columns of one reading or the fields of one standard.
_FORGOTTEN_WITH_READING = ("mapping", "kept", "removed", "undone", "personal")
_FORGOTTEN_WITH_STANDARD = ("mapping", "kept", "undone")
_MERGED = ("reading", "mapping", "personal", "constants")
_LISTS = ("kept", "removed", "undone")
_WORDS = ("standard", "title", "description", "licence")
_POLL = 0.05


class Upload(Protocol):
    """A file that comes in pieces, as Django's ``UploadedFile`` does."""

    def chunks(self) -> Iterable[bytes]: ...


def receive(
    *,
    upload: Upload | BinaryIO,
    file_name: str,
    portal: Portal,
    territory: Territory | None = None,
    dataset: Dataset | None = None,
) -> Draft:
    """Keep the file as it came and open a draft on it. Nothing is parsed here.

    ``dataset``: the draft is to become its next version. Refused: ``file-too-big``.
    """
    pieces = upload.chunks() if hasattr(upload, "chunks") else chunks_of(upload)
    limit = env.number("AUTAN_MAX_UPLOAD_MB", 2048) << 20
    stored = store().receive(pieces, Kind.ORIGINAL, limit=limit)
    draft = Draft.objects.create(
        token=secrets.token_urlsafe(32),
        portal=portal,
        territory=territory,
        file_name=_safe_name(file_name),
        original_sha256=stored.sha256,
        original_bytes=stored.bytes,
        choices=Choices().as_json(),
        dataset_id=dataset.pk if dataset else None,
        dataset_lock=dataset.lock_version if dataset else None,
    )
    failpoint("upload.after-draft")
    return draft


def choose(draft: Draft, **changes: Any) -> Draft:
    """Keep the person's answers: names of ``Choices``, and ``territory``.

    ``reading``, ``mapping``, ``personal`` and ``constants`` are added to what is there (a value of
    None forgets the answer); the others are replaced. Another reading or standard forgets what
    was said of the former one; another territory asks again who publishes. TypeError for another
    name.
    """
    with transaction.atomic():
        row = Draft.objects.select_for_update().get(pk=draft.pk)
        if row.status == Draft.Status.PUBLISHED:
            raise _already_published()
        if "territory" in changes:
            _move(row, changes.pop("territory"))
        row.choices = _with(row.choices, changes)
        row.lock_version += 1
        if row.status == Draft.Status.FAILED:
            row.status = Draft.Status.RECEIVED
        row.failure = None
        row.publish_asked_at = None
        row.save()
    draft.refresh_from_db()
    return draft


def ensure_fresh(draft: Draft, *, wait: float = 2.5) -> Draft:
    """Have a worker do what is missing, wait at most ``wait`` seconds, and say how far it is.

    ``reads.is_fresh(draft)`` tells whether all is done; if not, the page is to ask again.
    """
    end = time.monotonic() + wait
    while not is_fresh(draft):
        _put_to_work(draft)
        rest = end - time.monotonic()
        time.sleep(min(max(rest, 0), _POLL))
        draft.refresh_from_db()
        if rest <= 0:
            break
    return draft


def publish_soon(draft: Draft, *, wait: float = 2.5) -> Draft:
    """Have a worker publish; Refused at once if nobody is confirmed.

    Afterwards the draft is published, or ``reads.failure_of`` says why not, or it is on its way.
    """
    if draft.confirmed_by_id is None:
        raise Refused(
            "not-confirmed",
            "Nous ne savons pas encore qui publie.",
            kept="Votre fichier et vos réponses sont gardés.",
            remedy="Recopiez le code que nous envoyons à l’adresse officielle.",
        )
    waiting = Draft.objects.filter(pk=draft.pk).exclude(status=Draft.Status.PUBLISHED)
    waiting.update(publish_asked_at=timezone.now(), failure=None)
    draft.refresh_from_db()
    return ensure_fresh(draft, wait=wait)


def _put_to_work(draft: Draft) -> None:
    """Queue one job for the draft unless one is queued or at work; give up after a lost one."""
    with transaction.atomic():
        row = Draft.objects.select_for_update().get(pk=draft.pk)
        job = job_of(row)
        if job and job.status in (TaskResultStatus.READY, TaskResultStatus.RUNNING):
            return
        if job and job.status == TaskResultStatus.FAILED:
            row.status, row.job = Draft.Status.FAILED, ""
            row.failure = row.failure or failures.as_json(failures.UNEXPECTED)
            row.publish_asked_at = None
        else:
            row.job = str(tasks.advance.enqueue(row.token, row.portal.slug).id)
        row.save(update_fields=["status", "job", "failure", "publish_asked_at", "touched_at"])


def _with(choices: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    unknown = changes.keys() - {*_MERGED, *_LISTS, *_WORDS}
    if unknown:
        raise TypeError(f"not a choice: {', '.join(sorted(unknown))}")
    kept = dict(choices)
    for name, forgotten in (
        ("reading", _FORGOTTEN_WITH_READING),
        ("standard", _FORGOTTEN_WITH_STANDARD),
    ):
        if name in changes and _changed(name, kept, changes[name]) != kept.get(name):
            kept |= {part: value for part, value in _NOTHING.items() if part in forgotten}
    for name, value in changes.items():
        kept[name] = _changed(name, kept, value)
    return Choices.from_json(kept).as_json()


def _changed(name: str, kept: dict[str, Any], value: Any) -> Any:
    return _merged(kept.get(name, {}), value) if name in _MERGED else _plain(value)


_NOTHING = Choices().as_json()


def _merged(before: dict[str, str], changes: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in {**before, **changes}.items() if value is not None}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple | set | frozenset) else value


def _move(row: Draft, territory: Territory | None) -> None:
    """Another territory is another organisation: whoever was confirmed is so no more."""
    if territory == row.territory:
        return
    row.territory = territory
    row.confirmed_by = None
    row.confirmed_at = None
    row.codes.filter(used_at=None).update(expires_at=timezone.now())


def _safe_name(name: str) -> str:
    """The last part of a path, without control characters, at most 255 characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    shown = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip()
    stem, dot, suffix = shown.rpartition(".")
    return (shown if len(shown) <= 255 else f"{stem[:240]}{dot}{suffix[:14]}") or "fichier"


def _already_published() -> Refused:
    return Refused(
        "already-published",
        "Ce fichier est déjà publié.",
        remedy="Pour le corriger, retirez-le, puis déposez le nouveau fichier.",
    )
