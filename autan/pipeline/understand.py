"""Read and prepare in one go: what a person waits for after dropping a file.

Runs in the sandbox child. One child instead of two spares the start of an interpreter and of its
libraries, as long as the reading of a small file.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autan.pipeline.prepare import prepare
from autan.pipeline.read import read_file

# The part of the work after which the table is read.
READ = 0.4


def understand(
    source: str,
    folder: str,
    profile: Mapping[str, Any],
    choices: Mapping[str, Any],
    file_name: str = "",
    memory: Sequence[Mapping[str, Any]] = (),
    progress: Callable[[float], None] | None = None,
) -> dict[str, Any]:
    """``read_file`` then ``prepare``: writes what both write, answers what ``prepare`` answers."""
    tell = progress or (lambda share: None)
    read_file(source, folder, file_name, choices.get("reading"), lambda done: tell(READ * done))
    return prepare(folder, profile, choices, memory, lambda done: tell(READ + (1 - READ) * done))
