"""How things are timed here: each in a process of its own, so that its memory is known."""

import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Timed:
    """Seconds by the clock and of processor, and the memory in MiB of the largest process."""

    seconds: float
    processor: float
    memory: float

    def told(self) -> str:
        return f"{self.seconds:.1f} | {self.processor:.1f} | {self.memory:.0f} MiB"


_MEASURED = """
import resource, subprocess, sys, time
began = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
processor = usage.ru_utime + usage.ru_stime
print(time.perf_counter() - began, processor, usage.ru_maxrss / 1024, done.returncode)
"""

_INSIDE = """
import resource, sys, time
{before}
start, began = time.process_time(), time.perf_counter()
{code}
seconds, processor = time.perf_counter() - began, time.process_time() - start
print(seconds, processor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 0)
"""


def ran(command: list[str]) -> Timed:
    """Run a command in a process whose only child it is."""
    return _timed([sys.executable, "-c", _MEASURED, *command])


def inside(before: str, code: str, *arguments: object) -> Timed:
    """Run Python lines (``sys.argv[1:]`` are the arguments) in a new process, without its start:
    ``before`` holds the imports."""
    script = _INSIDE.format(before=before, code=code)
    return _timed([sys.executable, "-c", script, *map(str, arguments)])


def watched(command: list[str]) -> tuple[float, float]:
    """Seconds, and MiB of memory of its own at the peak, counted as the sandbox counts: pages of
    files on disk are not the process's."""
    began, peak = time.perf_counter(), 0
    with subprocess.Popen(command) as process:
        while process.poll() is None:
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
            found = re.findall(r"Rss(?:Anon|Shmem):\s+(\d+)", status)
            peak = max(peak, sum(map(int, found)))
            time.sleep(0.02)
    if process.returncode:
        sys.exit(f"{command[:2]} ended with code {process.returncode}")
    return time.perf_counter() - began, peak / 1024


def _timed(command: list[str]) -> Timed:
    made = subprocess.run(command, capture_output=True, text=True)
    words = made.stdout.split()
    if made.returncode or len(words) < 4 or int(words[-1]):
        sys.exit(f"{command[2:5]} failed: {made.stderr[-2000:]}")
    seconds, processor, memory = map(float, words[-4:-1])
    return Timed(seconds, processor, memory)


def best(rounds: list[Timed]) -> Timed:
    """The round that took the least of the processor: the least troubled by other work."""
    return min(rounds, key=lambda timed: timed.processor)
