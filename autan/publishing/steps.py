"""The long steps of a draft's life: read, prepare, materialise. Each is safe to do again.

The bytes are parsed in the sandbox, never here. A step that fails leaves its error in the
draft and raises it; the file and the answers stay.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils import timezone

from autan import sandbox
from autan.errors import AutanError
from autan.failpoints import failpoint
from autan.pipeline.report import Manifest
from autan.publishing import failures, memory
from autan.publishing.folders import alone_with, store
from autan.publishing.models import Draft
from autan.publishing.reads import choices_of, digest_of, profile_of
from autan.store.layout import Kind

# Bytes above which reading leaves more memory held than a second child costs time.
_LARGE = 256 << 20
_READ_FOR = "read-for"
_REPORT_EVERY = 0.5


# Told the step ("read", "prepare" or "materialise") and the part of it that is done, 0 to 1.
Watch = Callable[[str, float], None]


def read(draft: Draft, *, watch: Watch | None = None) -> Draft:
    """Turn the original into a table of text in the draft's folder."""
    draft.refresh_from_db()
    with _kept_in(draft), alone_with(draft) as folder:
        _read(draft, folder, watch)
    return _reached(draft, Draft.Status.READ)


def prepare(draft: Draft, *, watch: Watch | None = None) -> Draft:
    """Recognise, map, repair, check and protect as the choices say; the report is kept."""
    draft.refresh_from_db()
    digest = digest_of(draft)
    with _kept_in(draft), alone_with(draft) as folder:
        report = None if _is_read(draft, folder) else _understand(draft, folder, watch)
        before = draft.memory
        memory.refreshed(draft, folder)
        failpoint("prepare.before-sandbox")
        if report is None or draft.memory != before:
            report = _in_sandbox(draft, "prepare", watch, folder=str(folder), **_answers(draft))
        failpoint("prepare.after-sandbox")
    draft = _reached(draft, Draft.Status.READY, report=report, report_for=digest, failure=None)
    failpoint("prepare.after-record")
    return draft


def materialise(draft: Draft, folder: Path, *, watch: Watch | None = None) -> Manifest:
    """Write ``version.parquet`` and ``version.duckdb`` in the folder, which the caller holds."""
    _ensure_read(draft, folder, watch)
    failpoint("materialise.before-sandbox")
    manifest = _in_sandbox(draft, "materialise", watch, folder=str(folder), **_answers(draft))
    failpoint("materialise.after-sandbox")
    return Manifest(**manifest)


def _read(draft: Draft, folder: Path, watch: Watch | None) -> None:
    answers = dict(choices_of(draft).reading)
    with _reading(draft, folder):
        _in_sandbox(draft, "read", watch, answers=answers, **_original(draft, folder))


def _understand(draft: Draft, folder: Path, watch: Watch | None) -> dict[str, Any] | None:
    """Read, and prepare with what is already known: nothing is remembered of most headers.

    A large file is only read, and prepared by another child.
    """
    if draft.original_bytes > _LARGE:
        _read(draft, folder, watch)
        return None
    with _reading(draft, folder):
        report = _in_sandbox(
            draft, "understand", watch, **_original(draft, folder), **_answers(draft)
        )
    _reached(draft, Draft.Status.READ)
    return report


@contextmanager
def _reading(draft: Draft, folder: Path) -> Iterator[None]:
    """The mark of what was read is taken away first and put back last."""
    failpoint("read.before-sandbox")
    (folder / _READ_FOR).unlink(missing_ok=True)
    yield
    failpoint("read.after-sandbox")
    (folder / _READ_FOR).write_text(_reading_key(draft))
    failpoint("read.after-record")


def _original(draft: Draft, folder: Path) -> dict[str, Any]:
    return {
        "source": str(store().path(draft.original_sha256, Kind.ORIGINAL)),
        "folder": str(folder),
        "file_name": draft.file_name,
    }


def _is_read(draft: Draft, folder: Path) -> bool:
    """Does the folder hold the table, read in the way that is now asked?"""
    mark = folder / _READ_FOR
    return mark.is_file() and mark.read_text() == _reading_key(draft)


def _ensure_read(draft: Draft, folder: Path, watch: Watch | None) -> None:
    """Read (again) if the folder holds no table, or one read in another way."""
    if not _is_read(draft, folder):
        _read(draft, folder, watch)
        _reached(draft, Draft.Status.READ)


def _reading_key(draft: Draft) -> str:
    parts = [draft.original_sha256, draft.file_name, dict(choices_of(draft).reading)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _answers(draft: Draft) -> dict[str, Any]:
    return {
        "profile": asdict(profile_of(draft)),
        "choices": choices_of(draft).as_json(),
        "memory": draft.memory,
    }


def _in_sandbox(draft: Draft, task: str, watch: Watch | None, **arguments: Any) -> dict[str, Any]:
    return sandbox.run(task, progress=_reporter(draft, task, watch), **arguments)


def _reporter(draft: Draft, step: str, watch: Watch | None) -> Callable[[float], None]:
    """Tell whoever watches, and keep the part done in the row, at most twice a second."""
    last = time.monotonic()
    rows = Draft.objects.filter(pk=draft.pk)
    rows.update(progress={"step": step, "done": 0.0})

    def report(done: float) -> None:
        nonlocal last
        if watch is not None:
            watch(step, done)
        if time.monotonic() - last >= _REPORT_EVERY:
            last = time.monotonic()
            rows.update(progress={"step": step, "done": done})

    return report


@contextmanager
def _kept_in(draft: Draft) -> Iterator[None]:
    """Leave an error that people can understand in the draft, then let it pass."""
    try:
        yield
    except AutanError as error:
        _reached(draft, Draft.Status.FAILED, failure=failures.as_json(error))
        raise


def _reached(draft: Draft, status: Draft.Status, **changes: object) -> Draft:
    """Note how far the draft is; a published draft stays so, whatever a late worker says."""
    alive = Draft.objects.filter(pk=draft.pk).exclude(status=Draft.Status.PUBLISHED)
    alive.update(status=status, progress=None, touched_at=timezone.now(), **changes)
    draft.refresh_from_db()
    return draft
