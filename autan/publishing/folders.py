"""The folder of a draft, and the lock that keeps two workers from writing in it at once."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autan import env
from autan.publishing.models import Draft
from autan.store.local import LocalStore


def store() -> LocalStore:
    """The installation's store."""
    return LocalStore(env.home())


def folder_of(draft: Draft) -> Path:
    """Where the pipeline works for this draft. Everything in it can be made again."""
    return env.home() / "drafts" / draft.token


@contextmanager
def alone_with(draft: Draft) -> Iterator[Path]:
    """Hold the draft's folder; the system frees it when the process dies, however it dies."""
    folder = folder_of(draft)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
