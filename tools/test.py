"""Run every test: first the records on PostgreSQL, then everything; say so on the last line.

The two runs are separate processes because Django reads its database once. What is given on
the command line goes to the second run (``make test`` gives nothing).
"""

import os
import re
import subprocess
import sys

WORKERS = ["-n", "2", "--dist", "loadfile"]


def run(arguments: list[str], **environment: str) -> tuple[int, dict[str, int]]:
    """The exit code and the counts of pytest's closing line; its output is shown as it comes."""
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    shown = ""
    with subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        for line in process.stdout:
            print(line, end="", flush=True)
            shown = line if re.search(r"\d+ (passed|failed|error)", line) else shown
    counts = {word: int(n) for n, word in re.findall(r"(\d+) (passed|failed|error|skipped)", shown)}
    return process.returncode, counts


def main() -> int:
    runs = [
        run([*WORKERS, "tests/app"], AUTAN_TEST_DATABASE="postgres"),
        run([*WORKERS, *(sys.argv[1:] or ["tests"])]),
    ]
    code = next((code for code, _ in runs if code), 0)

    def total(*words: str) -> int:
        return sum(counts.get(word, 0) for _, counts in runs for word in words)

    failed = total("failed", "error") or (1 if code else 0)
    print(f"{total('passed')} passed, {failed} failed, {total('skipped')} skipped")
    return code


if __name__ == "__main__":
    sys.exit(main())
