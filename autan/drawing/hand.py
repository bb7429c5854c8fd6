"""The hand on the drawing process: start it, ask, wait, kill; one picture at a time.

A picture takes some tens of milliseconds and the library draws no faster with two threads, so that
one process and a short queue serve a portal.
"""

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import autan
from autan.drawing.errors import DrawingBusy, DrawingFailed
from autan.engine import wire

FONTS = Path(__file__).parent / "fonts"
STARTING, DRAWING, WAITING = 30.0, 10.0, 10.0
"""Seconds: to be ready, for one picture, and in the queue."""

_QUEUE = 32
_ROOT = str(Path(autan.__file__).parent.parent)


class Painter:
    """Safe to use from many threads. The process starts with the first picture."""

    def __init__(self, command: Callable[[], list[str]] | None = None) -> None:
        self._command = command or _usual
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()
        self._places = threading.Semaphore(_QUEUE)
        self.strength: dict[str, str] = {}

    def draw(self, question: dict[str, Any], seconds: float = DRAWING) -> bytes:
        """What the process makes of the question; DrawingBusy, DrawingFailed."""
        if not self._places.acquire(blocking=False):
            raise DrawingBusy
        try:
            if not self._turn.acquire(timeout=WAITING):
                raise DrawingBusy
            try:
                return self._drawn(question, seconds)
            finally:
                self._turn.release()
        finally:
            self._places.release()

    def get_ready(self) -> None:
        """Start the process before the first picture is wanted; the next picture says what is
        wrong if it cannot be."""
        with self._turn, suppress(OSError, EOFError, TimeoutError):
            if self._process is None:
                self._start()

    def close(self) -> None:
        """Kill the process; the next picture starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    def _drawn(self, question: dict[str, Any], seconds: float) -> bytes:
        """One that has just left, because it had grown, is replaced once without a word."""
        for attempt in (1, 2):
            try:
                fresh = self._process is None
                process = self._process or self._start()
                return self._asked(process, question, seconds)
            except TimeoutError as error:
                self.close()
                raise DrawingFailed from error
            except (EOFError, OSError) as error:
                self.close()
                if fresh or attempt == 2:
                    raise DrawingFailed from error
        raise DrawingFailed

    def _asked(
        self, process: subprocess.Popen[bytes], question: dict[str, Any], seconds: float
    ) -> bytes:
        assert process.stdin is not None
        assert process.stdout is not None
        wire.send(process.stdin.fileno(), wire.ASK, wire.encode(question))
        frame = wire.receive(process.stdout.fileno(), seconds)
        if frame.kind != wire.BODY:
            raise DrawingFailed
        return frame.payload

    def _start(self) -> subprocess.Popen[bytes]:
        """A process without our environment: no secret, no address of a database."""
        self._process = subprocess.Popen(
            self._command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={
                "PATH": os.environ.get("PATH", ""),
                "LANG": "C.UTF-8",
                "TZ": "UTC",
                "PYTHONPATH": _ROOT,
            },
            cwd="/",
            bufsize=0,
        )
        assert self._process.stdout is not None
        self.strength = wire.receive(self._process.stdout.fileno(), STARTING).json()
        return self._process


def _usual() -> list[str]:
    return [sys.executable, "-m", "autan.drawing.worker", str(FONTS)]


_painter: Painter | None = None
_starting = threading.Lock()


def painter() -> Painter:
    """The painter of this process, the same for every thread."""
    global _painter
    with _starting:
        if _painter is None:
            _painter = Painter()
            atexit.register(shut_down)
        return _painter


def shut_down() -> None:
    """Kill the drawing process, if any; the next picture starts afresh."""
    global _painter
    with _starting:
        if _painter is not None:
            _painter.close()
            atexit.unregister(shut_down)
            _painter = None


def _forget() -> None:
    """In a forked child the process is the parent's: start another when needed."""
    global _painter, _starting
    _painter, _starting = None, threading.Lock()


os.register_at_fork(after_in_child=_forget)
