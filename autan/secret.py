"""The installation's secret: made at the first start, readable by its owner alone."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def key(path: Path) -> str:
    """The secret kept in ``path``, made now if there is none.

    Two processes that start together agree: each writes its own file, one of them wins the name.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        own = path.with_name(f".{path.name}-{os.getpid()}")
        with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
            file.flush()
            os.fsync(file.fileno())
        # If another process was first, its secret is the one.
        with suppress(FileExistsError):
            os.link(own, path)
        own.unlink()
    return path.read_text()
