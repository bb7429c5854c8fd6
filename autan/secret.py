"""The installation's secret: made at the first start, readable by its owner alone."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def key(path: Path) -> str:
    """The secret kept in ``path``, made now if there is none.

    Two processes that start together agree: each writes its own file, one of them wins the name.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, own = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # mode 0600
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
            file.flush()
            os.fsync(file.fileno())
        # If another was first, its secret is the one.
        with suppress(FileExistsError):
            os.link(own, path)
        os.unlink(own)
    return path.read_text()
