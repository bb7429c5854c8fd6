"""The one place where bytes that somebody gave us are parsed: a disposable child process.

The child has no network, sees only the file it reads and the folder it writes, cannot start a
program, and is bounded in memory, processor time, clock time and output. The parent watches
its memory and kills it when a bound is passed. Whatever happens inside, the caller gets the
task's result or an ``AutanError`` whose sentence says what to do.
"""

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

from autan import env, errors
from autan.errors import AutanError, UnreadableFile

_log = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
_WATCH_EVERY = 0.03


@dataclass(frozen=True)
class Task:
    """A function that the child may run: the only ones are those of ``TASKS``.

    ``reads`` and ``writes`` name the arguments that are paths it may read, or write beneath.
    """

    function: str
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ("folder",)


TASKS: Mapping[str, Task] = {
    "strength": Task("autan.sandbox:_nothing", writes=()),
    "read": Task("autan.pipeline.read:read_file", reads=("source",)),
    "prepare": Task("autan.pipeline.prepare:prepare"),
    "understand": Task("autan.pipeline.understand:understand", reads=("source",)),
    "materialise": Task("autan.pipeline.materialise:materialise"),
    "append": Task("autan.pipeline.append:append", reads=("base",)),
    "models": Task("autan.pipeline.foreign_models:digest"),
    "document": Task("autan.formats.documents:describe", reads=("source",), writes=()),
}


@dataclass(frozen=True)
class Limits:
    """What one task may use. Megabytes of real memory, seconds, bytes.

    ``address`` is wider than ``memory``: allocators and threads reserve far more than they use.
    """

    memory: int = 1024
    address: int = 6 * 1024
    cpu: int = 240
    clock: int = 300
    file_size: int = 8 * 1024
    open_files: int = 256
    output: int = 64
    threads: int = 2

    @classmethod
    def of_this_machine(cls) -> "Limits":
        """The limits that the environment sets (``AUTAN_SANDBOX_…``), else the defaults."""
        memory = env.number("AUTAN_SANDBOX_MEMORY_MB", cls.memory)
        clock = env.number("AUTAN_SANDBOX_SECONDS", cls.clock)
        return cls(
            memory=memory,
            address=memory + 5 * 1024,
            cpu=max(clock - 10, clock * 4 // 5),
            clock=clock,
            threads=env.number("AUTAN_SANDBOX_THREADS", min(os.cpu_count() or 1, 4)),
        )


def run(
    task: str,
    *,
    limits: Limits | None = None,
    progress: Callable[[float], None] | None = None,
    **arguments: Any,
) -> dict[str, Any]:
    """Do ``task`` in a child and give its answer. Blocks; safe from any thread.

    ``arguments`` must pass through JSON. ``progress`` receives shares of the work, 0 to 1, if
    the task's function takes a ``progress`` argument. Raises the ``AutanError`` that the task
    raised, or ``UnreadableFile`` when the child died or passed a limit.
    """
    limits = limits or Limits.of_this_machine()
    request = _request(TASKS[task], arguments, limits, progress is not None)
    child = _start(limits, request["writes"])
    try:
        watch = _Watch(child, limits, progress)
        watch.follow(json.dumps(request).encode())
    finally:
        child.kill()
        child.wait()
        _close(child)
    return watch.outcome(task)


def _request(
    task: Task, arguments: dict[str, Any], limits: Limits, progress: bool
) -> dict[str, Any]:
    """What the child is told. It starts elsewhere: paths are made absolute."""
    names = (*task.reads, *task.writes)
    paths = {name: os.path.abspath(str(arguments[name])) for name in names}
    return {
        "function": task.function,
        "arguments": arguments | paths,
        "progress": progress,
        "reads": [*(paths[name] for name in task.reads), *_models()],
        "writes": [paths[name] for name in task.writes],
        "bounds": {
            "address": limits.address * MEGABYTE,
            "cpu": limits.cpu,
            "file_size": limits.file_size * MEGABYTE,
            "open_files": limits.open_files,
        },
    }


def _models() -> list[str]:
    """The refreshed models, when there are: what a file is recognised by comes from them too."""
    path = env.models()
    return [str(path)] if path.is_file() else []


@cache
def strength() -> dict[str, bool]:
    """Which walls stand on this machine: parent, bounds, network, rights, files, calls.

    Without ``network`` and ``calls`` both, a file could make its reader speak to the outside.
    """
    return dict(run("strength")["walls"])


def _nothing() -> dict[str, Any]:
    return {}


def _start(limits: Limits, writes: list[str]) -> subprocess.Popen[bytes]:
    """Start the child with an environment of its own: none of our secrets is in it."""
    scratch = writes[0] if writes else "/nonexistent"
    threads = str(limits.threads)
    return subprocess.Popen(
        [sys.executable, "-I", "-m", "autan.sandbox_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        cwd=writes[0] if writes else "/",
        env={
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "HOME": scratch,
            "TMPDIR": scratch,
            "POLARS_TEMP_DIR": scratch,
            "POLARS_MAX_THREADS": threads,
            "OMP_NUM_THREADS": threads,
            "AUTAN_SANDBOX_THREADS": threads,
            "AUTAN_SANDBOX_MEMORY_MB": str(limits.memory),
            "AUTAN_SCHEMAS": str(env.models()),
        },
    )


def _close(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout, child.stderr):
        if pipe is not None:
            pipe.close()


class _Watch:
    """Follows one child: what it says, what it uses, how it ends."""

    def __init__(
        self,
        child: subprocess.Popen[bytes],
        limits: Limits,
        progress: Callable[[float], None] | None,
    ) -> None:
        self.child = child
        self.limits = limits
        self.progress = progress
        self.end = time.monotonic() + limits.clock
        self.said: list[bytes] = []
        self.heard = 0
        self.complaint = b""
        self.walls: dict[str, bool] = {}
        self.last: dict[str, Any] | None = None
        self.passed: str | None = None

    def follow(self, request: bytes) -> None:
        """Give the request and listen until the child falls silent or passes a limit."""
        assert self.child.stdin
        assert self.child.stdout
        assert self.child.stderr
        try:
            self.child.stdin.write(request)
            self.child.stdin.close()
        except BrokenPipeError:
            return
        with selectors.DefaultSelector() as pipes:
            pipes.register(self.child.stdout, selectors.EVENT_READ, self._hear)
            pipes.register(self.child.stderr, selectors.EVENT_READ, self._note)
            while pipes.get_map() and not self.passed and self.last is None:
                for key, _ in pipes.select(_WATCH_EVERY):
                    self._take(pipes, key)
                self._check()
        if self.last is None and not self.passed:
            self.child.wait(timeout=5)

    def _take(self, pipes: selectors.BaseSelector, key: selectors.SelectorKey) -> None:
        pipe: IO[bytes] = key.fileobj  # type: ignore[assignment]
        block = os.read(pipe.fileno(), 1 << 16)
        if block:
            key.data(block)
        else:
            pipes.unregister(pipe)

    def _hear(self, block: bytes) -> None:
        self.heard += len(block)
        first, *others = block.split(b"\n")
        self.said.append(first)
        for start in others:
            # Joined once a line is whole: at every block, a long answer would take its square.
            message = json.loads(b"".join(self.said))
            self.said = [start]
            if "progress" in message and self.progress:
                self.progress(message["progress"])
            elif "walls" in message:
                self.walls = message["walls"]
            elif "progress" not in message:
                self.last = message

    def _note(self, block: bytes) -> None:
        self.complaint = (self.complaint + block)[-4000:]

    def _check(self) -> None:
        if time.monotonic() > self.end:
            self.passed = "clock"
        elif self.heard > self.limits.output * MEGABYTE:
            self.passed = "output"
        elif _memory_in_use(self.child.pid) > self.limits.memory * MEGABYTE:
            self.passed = "memory"

    def outcome(self, task: str) -> dict[str, Any]:
        """The result, or the error that tells people what happened."""
        missing = [name for name, stands in self.walls.items() if not stands]
        if missing:
            _log.warning("sandbox: this kernel does not give: %s", ", ".join(missing))
        message = self.last or {}
        if "result" in message:
            result = message["result"] if isinstance(message["result"], dict) else {}
            return {"walls": self.walls} if task == "strength" else result
        if "error" in message:
            raise _rebuilt(message["error"])
        raise self._fatal(task, message)

    def _fatal(self, task: str, message: Mapping[str, Any]) -> UnreadableFile:
        status, crash = self.child.returncode, message.get("crash")
        _log.error(
            "sandbox: task %s ended: passed=%s status=%s crash=%s\n%s",
            *(task, self.passed, status, crash, "".join(message.get("places", []))),
        )
        if self.passed == "clock" or status == -signal.SIGXCPU:
            return _too_long(self.limits)
        starved = crash == "MemoryError" or b"memory allocation" in self.complaint
        # Rust and C++ abort when memory is refused; the kernel kills when there is none left.
        killed = crash is None and status in (-signal.SIGABRT, -signal.SIGKILL)
        if self.passed or starved or killed:
            return _too_heavy(self.limits)
        return _crashed()


def _memory_in_use(pid: int) -> int:
    """Bytes of memory that are the process's own (pages of files on disk do not count)."""
    try:
        status = Path(f"/proc/{pid}/status").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    kilobytes = (
        int(line.split()[1])
        for line in status.splitlines()
        if line.startswith((b"RssAnon:", b"RssShmem:"))
    )
    return sum(kilobytes) * 1024


def _rebuilt(told: Mapping[str, Any]) -> AutanError:
    """The same error as in the child; its class must be one of ``autan.errors``."""
    kind = getattr(errors, str(told["class"]), AutanError)
    error: AutanError = kind(
        told["code"], told["sentence"], kept=told["kept"], remedy=told["remedy"], **told["facts"]
    )
    return error


_KEPT = "Rien n’est perdu : votre fichier est gardé tel quel."
_IN_PARTS = "Partagez-le en plusieurs fichiers (par année, par exemple), puis déposez-les."


def _too_long(limits: Limits) -> UnreadableFile:
    if limits.clock < 120:
        return UnreadableFile(
            "too-long",
            "Ce fichier demande plus de %(seconds)s secondes de lecture ; nous avons arrêté.",
            kept=_KEPT,
            remedy=_IN_PARTS,
            seconds=limits.clock,
        )
    return UnreadableFile(
        "too-long",
        "Ce fichier demande plus de %(minutes)s minutes de lecture ; nous avons arrêté.",
        kept=_KEPT,
        remedy=_IN_PARTS,
        minutes=limits.clock // 60,
    )


def _too_heavy(limits: Limits) -> UnreadableFile:
    return UnreadableFile(
        "too-heavy",
        "Ce fichier demande trop de mémoire pour être lu (plus de %(megabytes)s Mo).",
        kept=_KEPT,
        remedy=(
            "Ouvrez-le dans votre tableur, copiez le tableau seul dans un nouveau classeur, "
            "enregistrez-le, puis déposez ce nouveau fichier."
        ),
        megabytes=limits.memory,
    )


def _crashed() -> UnreadableFile:
    return UnreadableFile(
        "reading-failed",
        "La lecture de ce fichier s’est arrêtée avant la fin : il est peut-être abîmé.",
        kept=_KEPT,
        remedy=(
            "Ouvrez-le dans votre tableur, enregistrez-le de nouveau, puis déposez-le. "
            "Si cela recommence, écrivez-nous."
        ),
    )
