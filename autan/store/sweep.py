"""Removing what a crash or a change of mind leaves on the disk. Never what a row still names.

Ages are in seconds and read from the file's own time: an object that is being stored now is
younger than any retention, so that it cannot be swept before its row is written.
"""

import shutil
import time
from collections.abc import Collection, Iterator
from itertools import chain
from pathlib import Path

from autan.store.layout import Kind, named_by

HOUR = 3600.0


def sweep_temporary(root: Path, *, older_than: float = HOUR) -> int:
    """Remove unfinished files of the store and everything old in ``scratch``; count them."""
    unfinished = [path for kind in Kind for path in (root / kind.value).glob("*.tmp")]
    unfinished += (root / "serving").glob("*.tmp*")
    scratch = list((root / "scratch").glob("*")) if (root / "scratch").is_dir() else []
    return sum(_remove(path) for path in (*unfinished, *scratch) if _age(path) > older_than)


def sweep_unreferenced(
    root: Path, kind: Kind, referenced: Collection[str], *, older_than: float
) -> int:
    """Remove the objects of a kind that no row names any more; count them."""
    found = (root / kind.value).glob("??/*")
    return _sweep(found, referenced, older_than)


def sweep_serving(root: Path, referenced: Collection[str], *, older_than: float = HOUR) -> int:
    """Remove what is derived from versions that no row names any more; count the files."""
    derived = chain((root / "serving").glob("*.duckdb"), (root / "serving").glob("*.json"))
    return _sweep(derived, referenced, older_than)


def sweep_folders(parent: Path, referenced: Collection[str], *, older_than: float = HOUR) -> int:
    """Remove the folders of ``parent`` whose name no row bears any more; count them."""
    found = (path for path in parent.glob("*") if path.name not in referenced)
    return sum(_remove(path) for path in found if _age(path) > older_than)


def _sweep(found: Iterator[Path], referenced: Collection[str], older_than: float) -> int:
    named = {*referenced, None}
    unnamed = (path for path in found if named_by(path) not in named)
    return sum(_remove(path) for path in unnamed if _age(path) > older_than)


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return -1.0


def _remove(path: Path) -> int:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
    return 1
