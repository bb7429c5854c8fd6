"""Where each kind of stored object lies under the root, by its SHA-256."""

import re
from enum import StrEnum
from pathlib import Path

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


class Kind(StrEnum):
    """What an object is; the value is the name of its folder."""

    ORIGINAL = "originals"
    VERSION = "objects"
    DOCUMENT = "documents"


_SUFFIX = {Kind.ORIGINAL: "", Kind.VERSION: ".parquet", Kind.DOCUMENT: ""}


def place(root: Path, kind: Kind, sha256: str) -> Path:
    """The one path of an object; ValueError if ``sha256`` is no hash (it may come from outside)."""
    if not _SHA256.match(sha256):
        raise ValueError("not a SHA-256 in hexadecimal")
    return root / kind.value / sha256[:2] / f"{sha256}{_SUFFIX[kind]}"


def serving_copy(root: Path, sha256: str) -> Path:
    """The read-only database derived from a version; it may be missing and rebuilt at will."""
    if not _SHA256.match(sha256):
        raise ValueError("not a SHA-256 in hexadecimal")
    return root / "serving" / f"{sha256}.duckdb"


def named_by(path: Path) -> str | None:
    """The hash that a file of the store is named by; None for anything else."""
    name = path.name.split(".")[0]
    return name if _SHA256.match(name) and ".tmp" not in path.name else None
