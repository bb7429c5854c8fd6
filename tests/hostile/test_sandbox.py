"""The walls of the sandbox hold, and its end is always told in plain words."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autan import sandbox
from autan.errors import Refused, UnreadableFile
from autan.sandbox import Limits, Task

SMALL = Limits(memory=150, address=4096, cpu=2, clock=4, file_size=2, output=1)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., dict[str, object]]:
    """Run Python lines in the child; they answer by raising ``Refused(…, answer=…)``.

    The child imports nothing of the tests: ``runpy`` stands for the task, its module name for
    the folder that the task may write.
    """
    task = Task("runpy:run_path", reads=("path_name",), writes=("run_name",))
    monkeypatch.setattr(sandbox, "TASKS", {"try": task})

    def run(code: str, limits: Limits = SMALL) -> dict[str, object]:
        script = tmp_path / "script.py"
        script.write_text(f"from autan.errors import Refused\nfolder = __name__\n{code}")
        folder = tmp_path / "folder"
        folder.mkdir(exist_ok=True)
        return sandbox.run("try", limits=limits, path_name=str(script), run_name=str(folder))

    return run


def _attempt(line: str) -> str:
    return (
        f"try:\n    {line}\n    answer = 'done'\n"
        "except OSError as error:\n    answer = type(error).__name__\n"
        "raise Refused('seen', 'vu', answer=answer)"
    )


def test_an_answer_of_one_long_line_is_heard_at_once(run: Callable[..., dict[str, object]]) -> None:
    """Thousands of blocks make it: looking at all of them for each would take minutes."""
    code = "raise Refused('seen', 'vu', answer='é' * (20 << 20))"
    with pytest.raises(Refused) as caught:
        run(code, Limits(clock=20, output=64))
    assert caught.value.facts["answer"] == "é" * (20 << 20)


@pytest.mark.parametrize(
    ("wall", "line"),
    [
        ("calls", "import socket; socket.create_connection(('127.0.0.1', 80), 1)"),
        ("calls", "import socket; socket.socket(socket.AF_UNIX)"),
        ("calls", "import subprocess; subprocess.run(['/bin/true'])"),
        ("calls", "import os; os.execv('/bin/true', ['true'])"),
        ("files", "open('/root/.bashrc')"),
        ("files", "import os; os.listdir('/home')"),
        ("files", "open('/tmp/outside.txt', 'w')"),
        ("files", "import os; os.remove(__file__)"),
    ],
)
def test_the_child_can_neither_speak_nor_look_around(run, wall: str, line: str) -> None:
    if not _standing()[wall]:
        pytest.skip(f"this kernel does not give the wall « {wall} »")
    with pytest.raises(Refused) as caught:
        run(_attempt(line))
    assert caught.value.facts["answer"] in ("PermissionError", "BlockingIOError")


def _standing() -> dict[str, bool]:
    """The walls of this machine, asked in a process where TASKS is what it is."""
    code = "from autan import sandbox; import json; print(json.dumps(sandbox.strength()))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    walls: dict[str, bool] = json.loads(answer.stdout)
    return walls


def test_the_child_may_write_its_folder(run, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        run("open(folder + '/a', 'w').write('x')\nraise Refused('seen', 'vu')")
    assert (tmp_path / "folder" / "a").read_text() == "x"


def test_the_child_inherits_no_secret(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTAN_DATABASE_URL", "postgres://secret")
    with pytest.raises(Refused) as caught:
        run("import os\nraise Refused('seen', 'vu', answer=str(dict(os.environ)))")
    assert "secret" not in str(caught.value.facts["answer"])


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("too-heavy", "b = [bytearray(1 << 20) for _ in range(1000)]; import time; time.sleep(9)"),
        ("too-heavy", "bytearray(1 << 40)"),
        ("too-heavy", "import os; os.abort()"),
        ("too-heavy", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"),
        ("too-heavy", "import sys; [sys._getframe(6).f_locals['say']({}) for _ in range(400_000)]"),
        ("too-long", "import time; time.sleep(60)"),
        ("too-long", "while True: pass"),
        ("reading-failed", "1 / 0"),
        ("reading-failed", "raise ValueError('21320013000017 of Mme Dupont')"),
        ("reading-failed", "import ctypes; ctypes.string_at(0)"),
        ("reading-failed", "open(folder + '/a', 'wb').write(bytes(8 << 20))"),
    ],
)
def test_every_bad_end_is_told_in_words(run, caplog, code: str, line: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        run(line)
    assert caught.value.code == code
    assert caught.value.remedy
    assert "Dupont" not in caplog.text + str(caught.value)


def test_progress_comes_back_as_it_is_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("nom;montant\nAuch;1\n")
    seen: list[float] = []
    sandbox.run(
        "read",
        source=str(tmp_path / "a.csv"),
        folder=str(tmp_path),
        file_name="a.csv",
        progress=seen.append,
    )
    assert seen[-1] == 1.0


def test_only_the_tasks_of_the_table_run() -> None:
    with pytest.raises(KeyError):
        sandbox.run("os:system")
