"""What the operating system itself forbids a query worker, whatever DuckDB may do."""

import ctypes
import os
import resource

from autan.engine.limits import MEGABYTE, Limits

_NEW_NETWORK, _NEW_USER = 0x4000_0000, 0x1000_0000
_NO_NEW_PRIVILEGES = 38

# Address space of a worker at rest (threads, libraries, allocators), measured at 2.3 GB.
_AT_REST = 4096


def confine(limits: Limits, *, nice: int = 0) -> dict[str, str]:
    """Bound this process for good; must run before any thread starts.

    Tells what holds, for ``autan doctor``: ``network`` is ``cut`` or ``open`` (some containers
    do not let a process leave the network; DuckDB's own lock remains).
    """
    os.nice(nice)
    scratch = limits.scratch * MEGABYTE
    _bound(resource.RLIMIT_CORE, 0)
    _bound(resource.RLIMIT_NOFILE, 256)
    _bound(resource.RLIMIT_FSIZE, scratch)
    _bound(resource.RLIMIT_AS, (_AT_REST + 2 * limits.memory) * MEGABYTE)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    cut = libc.unshare(_NEW_NETWORK) == 0 or libc.unshare(_NEW_USER | _NEW_NETWORK) == 0
    return {"network": "cut" if cut else "open"}


def _bound(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (allowed, allowed))
