"""How much a question may cost, and how many are answered at once."""

import os
from dataclasses import asdict, dataclass
from typing import Any

from autan import env

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes are in mebibytes, times in seconds. Memory and scratch are for each worker.

    ``threads`` answer a question; ``large_threads`` one about a table of millions of rows, for
    which somebody waits: small questions answered side by side are served sooner by one each.

    ``stall``: an export whose reader has taken nothing for so long loses its worker,
    but only when somebody else needs it.
    """

    query_workers: int = 2
    export_workers: int = 4
    threads: int = 1
    large_threads: int = 2
    memory: int = 512
    scratch: int = 2048
    seconds: float = 10
    export_seconds: float = 60
    wait: float = 5
    waiting: int = 64
    answer: int = 32
    cache: int = 32
    tiles: int = 64
    stall: float = 30

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


_NAMES = {
    "query_workers": "AUTAN_QUERY_WORKERS",
    "export_workers": "AUTAN_EXPORT_WORKERS",
    "threads": "AUTAN_QUERY_THREADS",
    "large_threads": "AUTAN_LARGE_QUERY_THREADS",
    "memory": "AUTAN_QUERY_MEMORY_MB",
    "scratch": "AUTAN_QUERY_SCRATCH_MB",
    "seconds": "AUTAN_QUERY_SECONDS",
    "export_seconds": "AUTAN_EXPORT_SECONDS",
    "wait": "AUTAN_QUERY_WAIT_SECONDS",
    "waiting": "AUTAN_QUERY_WAITING",
    "answer": "AUTAN_ANSWER_MB",
    "cache": "AUTAN_ANSWER_CACHE_MB",
    "tiles": "AUTAN_TILE_CACHE_MB",
    "stall": "AUTAN_EXPORT_STALL_SECONDS",
}


def from_environment() -> Limits:
    """The defaults, but for what the environment says. One query worker a core, two at least; as
    many threads as cores, four at most, for a large table."""
    cores = os.cpu_count() or 2
    usual = asdict(Limits(query_workers=max(2, min(cores, 8)), large_threads=min(cores, 4)))
    given = {name: env.number(_NAMES[name], int(value)) for name, value in usual.items()}
    return Limits(**given)
