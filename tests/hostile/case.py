"""What a hostile file is for a test, and what must be seen when it is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autan.errors import UnreadableFile

# What an engine would say of itself, and what no town clerk should have to read.
FOREIGN = re.compile(
    r"[a-z_]+Error|Exception|Traceback|line \d|0x[0-9a-f]{2}|codec|expat|thrift|arrow|parquet|duckdb"
    r"|polars|calamine|sqlite|gdal|zlib|inflate|utf-?8|null|byte|panick|/tmp|/proc|/etc|%\(",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Case:
    """A file named ``file`` that ``make`` writes.

    ``code``: how it is refused; "" when it is harmless and read, with ``rows`` rows. ``seconds``: the
    limit within which it is answered.
    """

    file: str
    make: Callable[[Path], object]
    code: str = ""
    rows: int = 0
    seconds: int = 30


def refused(file: str, code: str, make: Callable[[Path], object], seconds: int = 30) -> Case:
    return Case(file, make, code, seconds=seconds)


def harmless(file: str, rows: int, make: Callable[[Path], object]) -> Case:
    return Case(file, make, rows=rows)


def written(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def assert_plain(error: UnreadableFile) -> None:
    """One sentence for a person, what was kept and what to do; nothing of an engine in them."""
    said = str(error)
    assert re.fullmatch(r"[A-ZÀ-Ý][^\n]{15,220}\.", said), said
    assert not re.search(r"\.\s+[A-Z]", said), f"more than one sentence: {said}"
    assert "gardé" in error.kept
    assert error.remedy.endswith((".", "!"))
    foreign = FOREIGN.search(" ".join((said, error.kept, error.remedy)).replace("CSV UTF-8", ""))
    assert not foreign, foreign
