"""The settings of the tests: those of the application in a home folder of their own.

``AUTAN_TEST_DATABASE=postgres`` runs the same tests on PostgreSQL (``tests/postgres.py``).
"""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="autan-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["AUTAN_HOME"] = _home
os.environ["AUTAN_DEMO"] = "yes"
os.environ.pop("AUTAN_DATABASE_URL", None)

if os.environ.get("AUTAN_TEST_DATABASE") == "postgres":
    from tests import postgres

    os.environ["AUTAN_DATABASE_URL"] = postgres.address()

from autan.settings import *  # noqa: E402, F403
from autan.settings import DATABASES, HOME  # noqa: E402

# A child process that has its own home has its own records in it.
os.environ.pop("AUTAN_DATABASE_URL", None)

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file: threads and child processes see the same records.
    DATABASES["default"]["TEST"] = {"NAME": HOME / "tests.sqlite3"}
