"""Named steps at which a test may stop the process, as a power cut would.

``AUTAN_FAILPOINT=publish.after-rename`` makes the process die (SIGKILL) at that step.
Without the variable a failpoint costs one comparison. ``POINTS`` is the list that the
crash tests walk; a name that is not in it is refused, so that no step goes untested.
"""

import os
import signal

POINTS: tuple[str, ...] = (
    "upload.before-write",
    "upload.after-write",
    "upload.after-rename",
    "upload.after-draft",
    "read.before-sandbox",
    "read.after-sandbox",
    "read.after-record",
    "prepare.before-sandbox",
    "prepare.after-sandbox",
    "prepare.after-record",
    "materialise.before-sandbox",
    "materialise.after-sandbox",
    "store.before-temporary",
    "store.after-temporary",
    "store.after-fsync",
    "store.after-rename",
    "serving.before-build",
    "serving.after-build",
    "publish.before-transaction",
    "publish.inside-transaction",
    "publish.after-transaction",
    "attach.inside-transaction",
    "withdraw.before-transaction",
    "withdraw.inside-transaction",
    "withdraw.after-transaction",
)

_ARMED = os.environ.get("AUTAN_FAILPOINT", "")


def failpoint(name: str) -> None:
    """Die here if the environment says so; ``name`` must be one of ``POINTS``."""
    if not _ARMED:
        return
    if name not in POINTS:
        raise LookupError(f"{name} is missing from autan.failpoints.POINTS")
    if name == _ARMED:
        os.kill(os.getpid(), signal.SIGKILL)
