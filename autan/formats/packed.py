"""A table in a zip or in a gzip: taken out in bounded size, whatever the archive claims.

Of several files in a zip the likeliest table is read, and the others are offered: nothing is
chosen silently. An archive inside an archive is not opened.
"""

import gzip
import math
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from autan.errors import UnreadableFile
from autan.formats import delimited_start, encodings, header, sniff
from autan.formats.reader import Found, Request
from autan.formats.refusals import refusal
from autan.tabular.steps import Glimpse, Step

MOST_BYTES = 3 << 30
MOST_RATIO = 200
MOST_MEMBERS = 1000
_ALWAYS_FINE = 64 << 20
_BLOCK = 1 << 20
# So many are looked into, the largest first.
_LOOKED_AT = 40
_PEEK = 64 << 10
_WHOLE = 32 << 20
# What is no table, and is often beside one.
_BESIDE = frozenset(
    {"empty", "binary", "image", "pdf", "document", "html", "program", "archive", "zip", "gzip"}
    | {"database", "damaged", "protected", "ole"}
)
# What a workbook or a JSON document is worth, beside the confidence in a header of text.
_NOT_TEXT = 5.0
_PAGE = -100.0
# Between the name of a file of the archive and that of a table in it.
_INSIDE = " › "


@dataclass(frozen=True)
class Opened:
    """The file to read and its kind; ``members`` are the tables of an archive of several, and
    ``answers`` what the person answered about the file that was taken out."""

    path: Path
    kind: str
    answers: Mapping[str, str] = field(default_factory=dict)
    member: str = ""
    members: tuple[Glimpse, ...] = ()
    files: int = 1
    chosen: bool = False

    def told(self, found: Found) -> Found:
        """What was found, with the archive's other tables beside."""
        if self.files < 2:
            return found
        label = self._label(self.member)
        if len(self.members) < 2:
            step = Step(
                "archive",
                f"Cette archive contient {self.files} fichiers\u202f: « {label} », le seul qui "
                "soit un tableau, a été lu.",
                self.files,
            )
            return replace(found, steps=(step, *found.steps))
        inner = tuple(
            replace(one, name=self.member + _INSIDE + one.name, label=label + _INSIDE + one.label)
            for one in found.tables
        )
        tables = tuple(
            one
            for member in self.members
            for one in (inner if inner and member.name == self.member else (member,))
        )
        name = self.member + _INSIDE + found.table if inner and found.table else self.member
        step = self._step(tables, name, found)
        rest = tuple(one for one in found.steps if one.kind != "table")
        return replace(found, table=name, tables=tables, steps=(step, *rest))

    def _step(self, tables: tuple[Glimpse, ...], name: str, found: Found) -> Step:
        inside = any(step.kind == "table" and step.asked for step in found.steps)
        return Step(
            "table",
            f"Cette archive contient {len(tables)} tableaux\u202f: "
            f"« {next((t.label for t in tables if t.name == name), name)} » a été lu.",
            len(tables),
            tuple(f"« {one.label} »" for one in tables if one.name != name)[:2],
            "C’est celui qui ressemble le plus à un tableau de données.",
            tuple((one.name, one.label) for one in tables),
            name,
            asked=inside or not self.chosen,
        )

    def _label(self, name: str) -> str:
        return next((one.label for one in self.members if one.name == name), name)


def opened(
    path: Path,
    folder: Path,
    answers: Mapping[str, str] | None = None,
    known: frozenset[str] = frozenset(),
) -> Opened:
    """The file to read, once out of its archive (one archive, not archives in it).

    ``answers`` and ``known`` as in ``Request``.
    """
    told = dict(answers or {})
    kind = sniff.kind_of(path)
    if kind not in ("zip", "gzip"):
        return Opened(path, kind, told)
    inside = folder / "unpacked"
    try:
        if kind == "gzip":
            with gzip.open(path) as source:
                _copy(source, inside, path.stat().st_size)  # type: ignore[arg-type]
            found = Opened(inside, sniff.kind_of(inside), told)
        else:
            with zipfile.ZipFile(path) as archive:
                found = _from_zip(archive, inside, told, known)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError) as error:
        raise refusal("damaged") from error
    if found.kind in ("zip", "gzip"):
        raise refusal("zip")
    return found


def _from_zip(
    archive: zipfile.ZipFile, inside: Path, answers: dict[str, str], known: frozenset[str]
) -> Opened:
    files = files_of(archive)
    if not files:
        raise refusal("zip")
    wanted, _, table = answers.get("table", "").partition(_INSIDE)
    if len(files) == 1:
        extract(archive, files[0], inside)
        return Opened(inside, sniff.kind_of(inside), answers)
    looks = _looks(archive, files, inside, known)
    if not looks:
        raise refusal("zip")
    by_name = {look.glimpse.name: look for look in looks}
    best = by_name.get(wanted) or max(looks, key=lambda look: look.score)
    extract(archive, best.info, inside)
    answers = {kind: answer for kind, answer in answers.items() if kind != "table"}
    if table and wanted in by_name:
        answers["table"] = table
    return Opened(
        inside,
        sniff.kind_of(inside),
        answers,
        best.glimpse.name,
        tuple(look.glimpse for look in looks),
        len(files),
        wanted in by_name,
    )


@dataclass(frozen=True)
class _Look:
    info: zipfile.ZipInfo
    glimpse: Glimpse
    score: float


def _looks(
    archive: zipfile.ZipFile,
    files: list[zipfile.ZipInfo],
    scratch: Path,
    known: frozenset[str],
) -> list[_Look]:
    """The files that may be tables, in the order of the archive."""
    largest = sorted(files, key=lambda info: -info.file_size)[:_LOOKED_AT]
    names = _names(files)
    found = []
    for info in (one for one in files if one in largest):
        if info.flag_bits & 1:
            raise refusal("locked")
        with archive.open(info) as source:
            scratch.write_bytes(source.read(_PEEK))
        if scratch.read_bytes()[:2] in (b"PK", b"\xd0\xcf") and info.file_size <= _WHOLE:
            extract(archive, info, scratch)
        look = _look(info, *names[info], scratch, known)
        if look:
            found.append(look)
    # A web page beside a table explains it, as a rule; alone, it may be the table.
    sure = [look for look in found if look.score > _PAGE]
    return sure or [look for look in found if look.score == _PAGE] or found


def _look(
    info: zipfile.ZipInfo, name: str, label: str, peek: Path, known: frozenset[str]
) -> _Look | None:
    kind = sniff.kind_of(peek)
    if kind == "html" and b"<table" in peek.read_bytes().lower():
        return _Look(info, Glimpse(name, label), _PAGE)
    if kind in _BESIDE:
        return None
    size = 0.3 * math.log10(info.file_size + 1)
    if kind != "text":
        return _Look(info, Glimpse(name, label), _NOT_TEXT + size)
    content = peek.read_bytes()
    if info.file_size > len(content):
        peek.write_bytes(content[: content.rfind(b"\n") + 1] or content)
    request = Request(peek, peek, known=known)
    try:
        start = delimited_start.understand(request, encodings.examine(peek))
    except UnreadableFile:
        return None
    glimpse = Glimpse(name, label, start.header.labels, start.first)
    if not start.first:
        # Titles, or a few words, without a row under them.
        return _Look(info, glimpse, _PAGE - 1)
    wide = math.log(1 + start.shape.width)
    return _Look(info, glimpse, start.header.confidence + size + wide)


def _names(files: list[zipfile.ZipInfo]) -> dict[zipfile.ZipInfo, tuple[str, str]]:
    """A name of its own for each member, and one for people: without folders, where that leaves
    them different. Two members may well have one name."""
    names = header.unique([info.filename for info in files])
    short = [name.rsplit("/", 1)[-1] for name in names]
    labels = short if len(set(short)) == len(short) else names
    return dict(zip(files, zip(names, labels, strict=True), strict=True))


def files_of(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files of an archive without those that systems add; refused if they are too many."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise refusal("bomb")
    return [
        member
        for member in members
        if not member.is_dir()
        and not member.filename.startswith("__MACOSX/")
        and not member.filename.rsplit("/", 1)[-1].startswith(".")
    ]


def extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    """Write a member at a place of ours, whatever its name; refused if it is vast or locked."""
    if member.flag_bits & 1:
        raise refusal("locked")
    with archive.open(member) as source:
        _copy(source, target, max(member.compress_size, 1))


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
