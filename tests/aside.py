"""Damaged files are read aside, in a child process: a native parser that dies on one of them
must not take the tests with it. The product does the same, with a sandbox around."""

import json
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

from autan.errors import UnreadableFile
from autan.pipeline.read import read_file

DIED = "died"


class Aside:
    """A child that reads one file after the other, and is started again when it dies."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[str] | None = None

    def read(self, path: Path) -> str:
        """``read``, the code of the refusal, or ``DIED``; AssertionError with the trace of any
        other error."""
        child = self._child or self._start()
        assert child.stdin
        assert child.stdout
        child.stdin.write(f"{path}\n")
        child.stdin.flush()
        answer = child.stdout.readline()
        if not answer:
            self.close()
            return DIED
        outcome, trace = json.loads(answer)
        assert not trace, trace
        return str(outcome)

    def close(self) -> None:
        """End the child, if there is one."""
        child, self._child = self._child, None
        if child:
            child.kill()
            child.communicate()

    def _start(self) -> "subprocess.Popen[str]":
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tests.aside"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        return self._child


def _outcome(path: Path) -> tuple[str, str]:
    try:
        with tempfile.TemporaryDirectory() as folder:
            read_file(str(path), folder, path.name)
    except UnreadableFile as error:
        return error.code, ""
    except Exception:  # noqa: BLE001 - told to the test, which fails
        return "", traceback.format_exc()
    return "read", ""


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(_outcome(Path(line.rstrip("\n")))), flush=True)
