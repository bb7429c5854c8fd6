"""One table in a zip or in a gzip: taken out in bounded size, whatever the archive claims."""

import gzip
import zipfile
import zlib
from pathlib import Path
from typing import IO

from autan.formats import sniff
from autan.formats.refusals import refusal

MOST_BYTES = 3 << 30
MOST_RATIO = 200
MOST_MEMBERS = 1000
_ALWAYS_FINE = 64 << 20
_BLOCK = 1 << 20


def opened(path: Path, folder: Path) -> tuple[Path, str]:
    """The file to read and its kind, once out of its archive (one archive, not archives in it)."""
    kind = sniff.kind_of(path)
    if kind not in ("zip", "gzip"):
        return path, kind
    inside = folder / "unpacked"
    try:
        _unpack(path, kind, inside)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError) as error:
        raise refusal("damaged") from error
    kind = sniff.kind_of(inside)
    if kind in ("zip", "gzip"):
        raise refusal("zip")
    return inside, kind


def _unpack(path: Path, kind: str, target: Path) -> None:
    packed_size = path.stat().st_size
    if kind == "gzip":
        with gzip.open(path) as source:
            _copy(source, target, packed_size)  # type: ignore[arg-type]
        return
    with zipfile.ZipFile(path) as archive:
        member = _only_table(archive)
        with archive.open(member) as source:
            _copy(source, target, max(member.compress_size, 1))


def _only_table(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise refusal("bomb")
    files = [
        member
        for member in members
        if not member.is_dir()
        and not member.filename.startswith("__MACOSX/")
        and not member.filename.rsplit("/", 1)[-1].startswith(".")
    ]
    if len(files) != 1:
        raise refusal("zip")
    if files[0].flag_bits & 1:
        raise refusal("protected")
    return files[0]


def _copy(source: IO[bytes], target: Path, packed_size: int) -> None:
    written = 0
    with target.open("wb") as file:
        while block := source.read(_BLOCK):
            written += len(block)
            if is_bomb(written, packed_size):
                raise refusal("bomb")
            file.write(block)


def is_bomb(unpacked: int, packed: int) -> bool:
    """Is the unpacked size beyond what a real table compresses to?"""
    if unpacked <= _ALWAYS_FINE:
        return False
    return unpacked > MOST_BYTES or unpacked > packed * MOST_RATIO
