"""Serving copies: a version as a native DuckDB table, fast to read a page of.

Table ``t``: the columns of the Parquet in order, ``search_text`` (the folded texts of a row,
for the search of words), ``__row`` (its number in the version, from 0) and, for each field of
places, the columns of ``autan.engine.tiles``; a field must not have one of the ``RESERVED`` names.
A copy can be made again from its Parquet anywhere at any time; it is written beside and renamed, so
that whoever sees it sees it whole. The comment of the table tells its ``SHAPE``: a copy of another
shape, made by an older release, is made again when it is first asked for.

``python -m autan.engine.serving PARQUET TARGET`` builds one in a process of its own.
"""

import json
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from autan import env
from autan.engine import tiles
from autan.engine.base import VersionMissing
from autan.errors import AutanError
from autan.failpoints import failpoint
from autan.query.folding import LIGATURES
from autan.store.layout import Kind, place, serving_copy

SEARCH_TEXT, ROW = "search_text", "__row"
RESERVED = frozenset({SEARCH_TEXT, ROW, "file_row_number"})
SHAPE = "3"
"""Of the table: raised when its columns change, so that older copies are made again."""
SHAPES = "autan.shapes"
"""Names, in a version's Parquet, the columns that hold shapes: a JSON list of text."""

MEMORY = 512
SMALL_FILE = 4 * 1024 * 1024
SMALL_BLOCK, BLOCK = 16_384, 262_144

if TYPE_CHECKING:
    import duckdb

_SECONDS = 900
_building = threading.Lock()


def build(parquet: Path, target: Path, *, memory: int = MEMORY) -> None:
    """Write the serving copy of ``parquet`` at ``target``; ``memory`` is in mebibytes.

    The small blocks of small tables make their copy weigh some tens of kilobytes.
    """
    failpoint("serving.before-build")
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f"{target.name}.tmp-{os.getpid()}-{threading.get_ident()}")
    temporary.unlink(missing_ok=True)
    try:
        _write(parquet, temporary, memory)
        _sync(temporary)
        temporary.rename(target)
    finally:
        temporary.unlink(missing_ok=True)
    _sync(target.parent)
    failpoint("serving.after-build")


def ensure(sha256: str, root: Path | None = None) -> Path:
    """The path of the serving copy of a version, built first if it is missing."""
    home = root or env.home()
    target = serving_copy(home, sha256)
    if target.exists():
        return target
    with _building:
        if not target.exists():
            _build_apart(place(home, Kind.VERSION, sha256), target)
    return target


def discard(sha256: str, root: Path | None = None) -> None:
    """Forget a copy that cannot be read; the next ``ensure`` makes it again."""
    serving_copy(root or env.home(), sha256).unlink(missing_ok=True)


def _build_apart(parquet: Path, target: Path) -> None:
    if not parquet.exists():
        raise VersionMissing
    command = [sys.executable, "-m", "autan.engine.serving", str(parquet), str(target)]
    made = subprocess.run(command, timeout=_SECONDS, check=False, capture_output=True)
    if made.returncode:
        raise AutanError(
            "serving-copy-failed",
            "La copie de lecture de ce jeu de données n’a pas pu être préparée.",
            remedy="Vérifiez la place restante sur le disque, puis réessayez.",
            log=made.stderr.decode(errors="replace")[-2000:],
        )


def _write(parquet: Path, target: Path, memory: int) -> None:
    import duckdb

    block = SMALL_BLOCK if parquet.stat().st_size < SMALL_FILE else BLOCK
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{memory}MiB",
        "temp_directory": f"{target}.spill",
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    with duckdb.connect(config=settings) as connection:
        # Names of columns are quoted and paths are ours: nothing here comes from a client.
        rows = f"read_parquet({_text(str(parquet))}, file_row_number = true)"
        described = connection.execute(f"DESCRIBE SELECT * FROM {rows}").fetchall()  # noqa: S608
        _refuse_reserved(name for name, *_ in described)
        shapes = _shapes(connection, parquet)
        texts = [name for name, kind, *_ in described if kind == "VARCHAR" and name not in shapes]
        points = [name for name, kind, *_ in described if kind == tiles.POINT]
        numbers = [name for name, kind, *_ in described if kind == "DOUBLE"]
        if shapes:
            tiles.prepare(connection)
        connection.execute(f"ATTACH {_text(str(target))} AS copy (BLOCK_SIZE {block})")
        connection.execute(
            f"CREATE TABLE copy.t AS SELECT * EXCLUDE (file_row_number), "  # noqa: S608
            f"{_search_text(texts)} AS {SEARCH_TEXT}, file_row_number AS {ROW}"
            f"{''.join(map(tiles.point_columns, points))}{tiles.degrees_columns(numbers)}"
            f"{''.join(map(tiles.shape_columns, sorted(shapes)))} FROM {rows}"
        )
        connection.execute(f"COMMENT ON TABLE copy.t IS '{SHAPE}'")
        connection.execute("DETACH copy")


def _shapes(connection: "duckdb.DuckDBPyConnection", parquet: Path) -> frozenset[str]:
    """The columns of text that are geometries: no word is to be found in them.

    The file itself says which they are (``SHAPES``), because a copy is made from it alone.
    """
    said = connection.execute(
        "SELECT value FROM parquet_kv_metadata(?) WHERE key = ?", [str(parquet), SHAPES.encode()]
    ).fetchone()
    return frozenset(json.loads(said[0])) if said else frozenset()


def _refuse_reserved(names: Iterable[str]) -> None:
    """A column of that name would be taken for ours. ``file_row_number`` is there once, added."""
    found = Counter(name.lower() for name in names)
    found["file_row_number"] -= 1
    if any(found[name] > 0 for name in RESERVED):
        raise AutanError(
            "reserved-name",
            "Les noms de colonne %(names)s sont réservés.",
            remedy="Renommez la colonne, puis recommencez.",
            names=", ".join(sorted(RESERVED)),
        )


def _search_text(names: list[str]) -> str:
    """The rule of ``autan.query.folding.fold`` in SQL. Each column is folded on its own, word by
    word: what has no accent (codes, most words) takes a path that is several times faster, and of
    a column that repeats itself DuckDB folds each text once."""
    if not names:
        return "''"
    return f"concat_ws(' ', {', '.join(_folded(name) for name in names)})"


def _folded(name: str) -> str:
    words = f"string_split(lower({_identifier(name)}), ' ')"
    text = f"array_to_string(list_transform({words}, lambda word: strip_accents(word)), ' ')"
    for ligature, letters in LIGATURES:
        text = f"replace({text}, {_text(ligature)}, {_text(letters)})"
    return text


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
