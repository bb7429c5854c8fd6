"""The portal's hand on one query worker: start it, ask, listen, cancel, kill."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from secrets import token_hex
from typing import Any

import autan
from autan.engine import wire
from autan.engine.limits import Limits

STARTING = 30.0
GRACE = 1.0

_PACKAGE_ROOT = str(Path(autan.__file__).parent.parent)


class WorkerProcess:
    """A process that belongs to one caller at a time.

    Its scratch folder, in ``scratch``, is its own and leaves with it.
    It starts without our environment: no secret, no address of a database. ``served`` are the
    serving copies that it has opened, so that the next question goes where it is warm.
    """

    def __init__(self, limits: Limits, scratch: Path, *, nice: int = 0) -> None:
        self._scratch = scratch / token_hex(8)
        self._scratch.mkdir(parents=True, mode=0o700)
        self.served: set[str] = set()
        self.strength: dict[str, str] | None = None
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "autan.engine.worker",
                json.dumps(limits.as_json()),
                str(self._scratch),
                str(nice),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
            cwd=self._scratch,
            bufsize=0,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input, self._output = self._process.stdin, self._process.stdout

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, question: dict[str, Any]) -> None:
        """Send a question, once the worker is up. EOFError, TimeoutError or BrokenPipeError."""
        if self.strength is None:
            self.strength = wire.receive(self._output.fileno(), STARTING).json()
        self.served.add(question["copy"])
        wire.send(self._input.fileno(), wire.ASK, wire.encode(question))

    def listen(self, seconds: float) -> wire.Frame:
        """The next frame of the answer. TimeoutError, or EOFError when the worker died."""
        return wire.receive(self._output.fileno(), seconds)

    def has_more(self, seconds: float) -> bool:
        """Whether a frame comes within that time."""
        return wire.ready(self._output.fileno(), seconds)

    def stop(self, grace: float = GRACE) -> bool:
        """Cancel the question under way. False when the worker did not obey in time."""
        try:
            wire.send(self._input.fileno(), wire.CANCEL)
            return self._drained(grace)
        except (TimeoutError, EOFError, OSError, ValueError):
            return False

    def kill(self) -> None:
        """End the process now, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._input.close()
        self._output.close()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _drained(self, grace: float) -> bool:
        until = time.monotonic() + grace
        kind = wire.BODY
        while kind not in (wire.END, wire.ERROR):
            kind = self.listen(until - time.monotonic()).kind
        return True


def _environment() -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", ""),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONPATH": _PACKAGE_ROOT,
        # Each worker is one core's worth of work.
        "POLARS_MAX_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
    }
