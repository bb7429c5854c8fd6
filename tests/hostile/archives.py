"""Hostile archives: bombs, members that lie over one another, names that lead elsewhere."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from tests import files
from tests.hostile.case import Case, harmless, refused, written

TABLE = b"nom;montant;date\nJudo;120,50;12/03/2024\nChorale;80,00;13/03/2024\n"


def zipped(members: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in members.items():
            archive.writestr(name, inside)
    return content.getvalue()


def make_nested_bomb(path: Path) -> Path:
    """Ten bombs in each of the zips of a zip: a petabyte if somebody unfolds it all."""
    inner = files.make_zip_bomb(path, 20).read_bytes()
    for _ in range(4):
        inner = zipped({f"{number}.zip": inner for number in range(4)})
    path.write_bytes(inner)
    return path


def make_overlapping(path: Path, name: str = "donnees{}.csv", copies: int = 900) -> Path:
    """Members that all lie at the same place, each a hundred times larger once unfolded."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    plain = b"nom;montant\n" + b"Judo;120,50\n" * 80_000
    data = packed.compress(plain) + packed.flush()
    sizes = (zlib.crc32(plain), len(data), len(plain))
    first = name.format(0).encode()
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, *sizes, len(first), 0) + first
    table = b""
    for number in range(copies):
        member = name.format(number).encode()
        table += struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0, *sizes, len(member), 0, 0, 0, 0, 0, 0
        )
        table += member
    start = len(local) + len(data)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, copies, copies, len(table), start, 0)
    path.write_bytes(local + data + table + end)
    return path


def _patched(content: bytes, mark: bytes, place: int, value: bytes) -> bytes:
    """The bytes at ``place`` after the last ``mark`` replaced."""
    at = content.rindex(mark) + place
    return content[:at] + value + content[at + len(value) :]


def make_lying_sizes(path: Path, told: int) -> Path:
    """The directory says another size than what is inside."""
    content = zipped({"a.csv": TABLE * 20})
    path.write_bytes(_patched(content, b"PK\1\2", 24, struct.pack("<I", told)))
    return path


def make_wrong_sum(path: Path) -> Path:
    path.write_bytes(_patched(zipped({"a.csv": TABLE}), b"PK\1\2", 16, b"\1\2\3\4"))
    return path


def make_unknown_method(path: Path) -> Path:
    content = _patched(zipped({"a.csv": TABLE}), b"PK\1\2", 10, struct.pack("<H", 99))
    path.write_bytes(_patched(content, b"PK\3\4", 8, struct.pack("<H", 99)))
    return path


def make_locked(path: Path) -> Path:
    content = _patched(zipped({"a.csv": TABLE}), b"PK\1\2", 8, b"\1\0")
    path.write_bytes(_patched(content, b"PK\3\4", 6, b"\1\0"))
    return path


def make_far_directory(path: Path) -> Path:
    path.write_bytes(_patched(zipped({"a.csv": TABLE}), b"PK\5\6", 16, b"\xff\xff\xff\x7f"))
    return path


def make_zip64_lies(path: Path) -> Path:
    """A directory of 2**62 members of 2**62 bytes."""
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, 0, 1)
    huge = 1 << 62
    record = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, huge, huge, huge, 0)
    end = struct.pack("<4s4H2IH", b"PK\5\6", *[0xFFFF] * 4, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    path.write_bytes(b"PK\3\4" + record + locator + end)
    return path


def make_symlink(path: Path, target: str = "/etc/passwd") -> Path:
    """A link to a file of the machine, beside a table."""
    link = zipfile.ZipInfo("liste.csv")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, target)
        archive.writestr("table.csv", TABLE)
    return path


def make_twins(path: Path) -> Path:
    """Two members of the same name: the directory's last one is what everybody opens."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.csv", TABLE)
        archive.writestr("b.csv", b"nom;montant\nRugby;7\n")
    path.write_bytes(content.getvalue().replace(b"b.csv", b"a.csv"))
    return path


def _named(name: str) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(zipped({name: TABLE}))


def _two(name: str) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(zipped({name: TABLE, "lisez-moi.txt": b"Bonjour.\n"}))


def make_gzip_bomb(path: Path, megabytes: int = 200) -> Path:
    with gzip.open(path, "wb") as file:
        for _ in range(megabytes):
            file.write(b"0;1\n" * (1 << 18))
    return path


def make_many_zeros(path: Path) -> Path:
    """Ten members of thirty megabytes of zeros: none is vast by itself."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(10):
            archive.writestr(f"{number}.csv", b"0" * (30 << 20))
    return path


_PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
_PAGE = b"<html><body><script>alert(1)</script><p>Bonjour</p></body></html>"

CASES: dict[str, Case] = {
    "zip bomb": refused("bombe.zip", "archive-bomb", files.make_zip_bomb),
    "nested zip bomb": refused("poupees.zip", "archive-of-many", make_nested_bomb),
    "bomb of members at the same place": refused("pile.zip", "damaged-file", make_overlapping),
    "workbook of members at the same place": refused(
        "pile.xlsx",
        "archive-bomb",
        lambda path: make_overlapping(path, "xl/worksheets/sheet{}.xml"),
    ),
    "ten files of zeros in a zip": refused("zeros.zip", "line-too-long", make_many_zeros),
    "gzip bomb": refused("bombe.csv.gz", "archive-bomb", make_gzip_bomb),
    "gzip in a gzip": refused(
        "a.csv.gz", "archive-of-many", written(gzip.compress(gzip.compress(TABLE)))
    ),
    "zip in a gzip": refused(
        "a.zip.gz", "archive-of-many", written(gzip.compress(zipped({"a.csv": TABLE})))
    ),
    "gzip cut short": refused(
        "a.csv.gz", "damaged-file", written(gzip.compress(TABLE * 2000)[:300])
    ),
    "gzip of nothing": refused("a.csv.gz", "empty-file", written(gzip.compress(b""))),
    "zip in a zip": refused(
        "poupees.zip", "archive-of-many", written(zipped({"a.zip": zipped({"b": b"x"})}))
    ),
    "empty zip": refused("vide.zip", "archive-of-many", written(zipped({}))),
    "zip of folders": refused("vide.zip", "archive-of-many", written(zipped({"a/": b""}))),
    "ten thousand files": refused(
        "lot.zip", "archive-bomb", written(zipped({f"{n}.csv": b"" for n in range(10_000)}))
    ),
    "zip with a wrong sum": refused("a.zip", "damaged-file", make_wrong_sum),
    "zip of an unknown method": refused("a.zip", "damaged-file", make_unknown_method),
    "zip with a password": refused("a.zip", "protected-file", make_locked),
    "zip that tells less than it holds": refused(
        "a.zip", "damaged-file", lambda path: make_lying_sizes(path, 10)
    ),
    "zip whose directory is far away": refused("a.zip", "damaged-file", make_far_directory),
    "zip of 2**62 files": refused("a.zip", "damaged-file", make_zip64_lies),
    "zip cut in the middle": refused(
        "a.zip", "damaged-file", written(zipped({"a.csv": TABLE})[:60])
    ),
    "tar": refused(
        "a.tar", "archive-file", written(b"a.csv".ljust(257, b"\0") + b"ustar\x0000" + bytes(2000))
    ),
    "bzip2": refused("a.csv.bz2", "archive-file", written(b"BZh91AY&SY" + bytes(200))),
    "zip of a program": refused(
        "a.zip", "not-a-table", written(zipped({"a.csv": b"\x7fELF" + bytes(900)}))
    ),
    "zip of a PDF": refused("a.zip", "pdf-file", written(zipped({"a.csv": _PDF}))),
    # Two things at once.
    "PDF that is a zip": refused("a.pdf", "pdf-file", written(_PDF + zipped({"a.csv": TABLE}))),
    "picture that is a table": refused(
        "a.csv",
        "image-file",
        lambda path: path.write_bytes(files.make_png(path).read_bytes() + TABLE),
    ),
    "GIF that is a script": refused("a.csv", "image-file", written(b"GIF89a/*" + TABLE + b"*/=1")),
    "page that is a zip": refused("a.html", "web-page", written(_PAGE + zipped({"a.csv": TABLE}))),
    "program that is a zip": refused(
        "a.exe", "not-a-table", written(b"MZ\x90\0" + bytes(200) + zipped({"a.csv": TABLE}))
    ),
    "zip that is a PDF": harmless("a.zip", 2, written(zipped({"a.csv": TABLE}) + _PDF)),
    # Names that lead elsewhere are only ever shown.
    "member above its folder": harmless("a.zip", 2, _named("../../../tmp/evil.csv")),
    "member at an absolute place": harmless("a.zip", 2, _named("/etc/cron.d/evil.csv")),
    "member of Windows": harmless("a.zip", 2, _named("C:\\Windows\\..\\CON.csv")),
    "member named backwards": harmless("a.zip", 2, _two("rapport\u202evsc.exe")),
    "member named with line ends": harmless("a.zip", 2, _two("a\nb\r\t\x1b[31m.csv")),
    "member named with a zero": harmless(
        "a.zip",
        2,
        lambda path: path.write_bytes(
            zipped({"tableXx.csv": TABLE}).replace(b"tableXx", b"tabl\0Xx")
        ),
    ),
    "member of a name without end": harmless("a.zip", 2, _two("a" * 60_000 + ".csv")),
    "link to a file of the machine": harmless("a.zip", 2, make_symlink),
    "two members of one name": harmless("a.zip", 2, make_twins),
    "zip that tells more than it holds": harmless(
        "a.zip", 40 + 19, lambda path: make_lying_sizes(path, 0x7FFFFFFF)
    ),
}
