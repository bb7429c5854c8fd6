"""Which letters the bytes of a text file stand for.

The rule, in this order: the person's answer; a byte-order mark; strict UTF-8; UTF-16 by its zero
bytes; else the old code page under which the odd bytes are best read as French (``french``).
A file whose lines do not agree is decoded line by line. Nothing is dropped: a byte that has no
letter shows as U+FFFD and is counted.
"""

import codecs
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

import pyarrow as pa

from autan.errors import UnreadableFile
from autan.formats import french
from autan.tabular.steps import UNDONE

BLOCK = 1 << 20
LONGEST_LINE = 8 << 20

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
# UTF-8 that was read as Windows-1252, Macintosh or DOS and written again. First searches that
# are quick because these bytes are rare in French: one byte alone is found many times faster.
_TWICE_BYTES = (b"\x82", b"\x83", b"\x9a", b"\x9c")
_TWICE = (
    *(b"\xc3\x83\xc2", b"\xc3\x83 ", b"\xc3\xa2\xe2\x82\xac", b"\xc3\x82\xc2"),
    *(b"\xe2\x88\x9a\xc2", b"\xe2\x88\x9a\xe2", b"\xe2\x94\x9c\xc2"),
)
_LOST = "\ufffd".encode()
_LEGACY_KEPT = 256 << 10
_TWISTED_KEPT = 50
# A quote with something else than a separator on both sides: no well-made file has one.
_DOUBTFUL_QUOTE = re.compile(rb'"(?<=[^;,\t|\r\n"]")(?=[^;,\t|\r\n"])')


@dataclass(frozen=True)
class Letters:
    """What a look at the whole file found, and what will be done about it.

    ``encoding`` is the one of the file, or of its lines that are not UTF-8 when ``mixed``.
    ``plain`` says that the bytes can be parsed as they are: UTF-8, ordinary line ends, no NUL.
    ``old_lines``, ``twisted_lines`` and ``lost_lines`` count lines in an old encoding, encoded
    twice, and with letters lost before they reached us; ``zero_lines`` those with zero bytes,
    which are no letters (``padded``: they fill lines that are all as long, in the place of
    spaces). ``old`` and ``twisted`` are a few of
    them. ``untwist``: those encoded twice are repaired. ``lines`` counts the line ends up to the
    last filled line. ``formulas``: cells may be written ``="09000"``. ``scores``: code pages with
    how well each reads as French, best first.
    """

    encoding: str
    mixed: bool = False
    mark: int = 0
    plain: bool = False
    untwist: bool = False
    old_lines: int = 0
    twisted_lines: int = 0
    lost_lines: int = 0
    zero_lines: int = 0
    padded: bool = False
    doubtful_quotes: bool = False
    quotes: bool = False
    formulas: bool = False
    lines: int = 0
    scores: tuple[tuple[str, float], ...] = ()
    old: bytes = field(default=b"", repr=False)
    twisted: tuple[bytes, ...] = field(default=(), repr=False)
    utf8: bool = False

    @property
    def name(self) -> str:
        """The name told to people: ``utf-8``, ``cp1252``, ``utf-8+cp1252``…"""
        return f"utf-8+{self.encoding}" if self.mixed else self.encoding


def examine(
    path: Path, answers: Mapping[str, str] | None = None, most: int | None = None
) -> Letters:
    """Look at every byte of ``path`` once, in bounded memory; ``answers`` as in ``Request``.
    ``most``: look at so many blocks only.

    Raises UnreadableFile ``line-too-long`` before a line without end fills the memory.
    """
    told = answers or {}
    with path.open("rb") as file:
        start = file.read(4096)
    encoding, mark = _by_mark(start)
    if told.get("encoding") in (*WIDE, *french.CODECS):
        encoding = told["encoding"]
        mark = mark if encoding == _by_mark(start)[0] else 0
    if encoding in WIDE:
        # Rare enough to be rewritten without a look.
        return Letters(encoding, mark=mark, quotes=True, formulas=True)
    return replace(_examine_bytes(path, told, most), mark=mark)


def _by_mark(start: bytes) -> tuple[str, int]:
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding, len(mark)
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > len(start) // 5 and even < odd // 4:
        return "utf-16-le", 0
    if even > len(start) // 5 and odd < even // 4:
        return "utf-16-be", 0
    return "utf-8", 0


def _examine_bytes(path: Path, answers: Mapping[str, str], most: int | None) -> Letters:
    found = _Evidence()
    for block in islice(blocks_of_lines(path), most):
        found.look(block)
    return found.letters(answers)


class _Evidence:
    """What the blocks of a file have shown so far."""

    def __init__(self) -> None:
        self.old: list[bytes] = []
        self.old_size = 0
        self.twisted: list[bytes] = []
        self.twisted_lines = self.old_lines = self.lost_lines = self.zero_lines = 0
        self.lines = self.blank = 0
        self.lengths: set[int] = set()
        self.utf8 = self.quotes = self.doubtful_quotes = self.odd = self.formulas = False

    def look(self, block: bytes) -> None:
        self._count(block)
        if b'"' in block:
            self.quotes = True
            self.doubtful_quotes = self.doubtful_quotes or bool(_DOUBTFUL_QUOTE.search(block))
            self.formulas = self.formulas or (b"=" in block and b'="' in block)
        if b"\0" in block:
            lines = block.split(b"\n")
            self.zero_lines += sum(b"\0" in line for line in lines)
            # Where signs part the cells, nothing stands in for their places.
            cut = any(sign in lines[0] for sign in (b";", b"\t", b"|"))
            self.lengths.update(0 if cut else len(line.rstrip(b"\r")) for line in lines if line)
        odd = bool(self.zero_lines) or b"\x1a" in block or _odd_line_ends(block)
        self.odd = self.odd or odd
        if block.isascii():
            return
        if any(byte in block for byte in _TWICE_BYTES):
            self._look_for_twists(block)
        if b"\xef" in block and _LOST in block:
            self.lost_lines += sum(_LOST in line for line in block.split(b"\n"))
        if is_utf8(block):
            self.utf8 = True
        else:
            self._look_at_lines(block)

    def _count(self, block: bytes) -> None:
        """Line ends, but those of the blank lines at the end of the file."""
        ends = block.count(b"\n")
        tail = block[-64:]
        kept = tail.rstrip(b"\r\n \t")
        if not kept:
            kept, tail = block.rstrip(b"\r\n \t"), block
        if kept:
            blank = tail.count(b"\n", len(kept))
            self.lines += self.blank + ends - blank + 1
            self.blank = blank - 1
        else:
            self.blank += ends

    def _look_for_twists(self, block: bytes) -> None:
        if not any(sign in block for sign in _TWICE):
            return
        lines = [line for line in block.split(b"\n") if any(sign in line for sign in _TWICE)]
        self.twisted_lines += len(lines)
        self.twisted += lines[: _TWISTED_KEPT - len(self.twisted)]

    def _look_at_lines(self, block: bytes) -> None:
        if block.decode("utf-8", "ignore").isascii():
            self.old_lines += sum(not line.isascii() for line in block.split(b"\n"))
            self._keep(block)
            return
        for line in block.split(b"\n"):
            if line.isascii():
                continue
            if is_utf8(line):
                self.utf8 = True
            else:
                self.old_lines += 1
                self._keep(line)

    def _keep(self, old: bytes) -> None:
        if self.old_size < _LEGACY_KEPT:
            self.old.append(old[:_LEGACY_KEPT])
            self.old_size += len(old)

    def letters(self, answers: Mapping[str, str]) -> Letters:
        untwist = bool(self.twisted_lines) and answers.get("mojibake") != UNDONE
        old = b"\n".join(self.old)
        found = Letters(
            "utf-8",
            plain=not self.odd and not untwist and not old,
            untwist=untwist,
            old_lines=self.old_lines,
            twisted_lines=self.twisted_lines,
            lost_lines=self.lost_lines,
            zero_lines=self.zero_lines,
            padded=len(self.lengths) == 1 and 0 not in self.lengths,
            doubtful_quotes=self.doubtful_quotes,
            quotes=self.quotes,
            formulas=self.formulas,
            lines=self.lines,
            old=old,
            twisted=tuple(self.twisted),
            utf8=self.utf8,
        )
        return _in_words(found, answers)


def _in_words(found: Letters, answers: Mapping[str, str]) -> Letters:
    """The encoding that the person chose, else the one that reads best."""
    told = answers.get("encoding", "")
    scores = tuple(french.scores(found.old)) if found.old else ()
    if told in french.CODECS and told != "utf-8":
        mixed = found.utf8 and bool(found.old) and answers.get("mixed_encodings") != UNDONE
        return replace(found, encoding=told, plain=False, mixed=mixed, scores=scores)
    if not found.old or told == "utf-8":
        return replace(found, scores=scores)
    mixed = found.utf8 and answers.get("mixed_encodings") != UNDONE
    return replace(found, encoding=scores[0][0], mixed=mixed, scores=scores)


def _odd_line_ends(block: bytes) -> bool:
    """Line ends that a parser would not take for one: CR alone, or two of them."""
    if b"\r" not in block:
        return False
    return block.count(b"\r") != block.count(b"\r\n") or b"\r\r" in block


def is_utf8(text: bytes) -> bool:
    """Is it strictly UTF-8? Long texts go to Arrow, which is three times faster."""
    if len(text) < 1 << 12:
        try:
            text.decode("utf-8")
        except UnicodeDecodeError:
            return False
        return True
    offsets = pa.py_buffer(struct.pack("<qq", 0, len(text)))
    try:
        pa.LargeStringArray.from_buffers(1, offsets, pa.py_buffer(text)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def blocks_of_lines(path: Path, size: int = BLOCK) -> Iterator[bytes]:
    """The bytes of a file in blocks that end with a line.

    Raises UnreadableFile ``line-too-long`` when there is no line end in ``LONGEST_LINE`` bytes.
    """
    rest = b""
    with path.open("rb") as file:
        while block := file.read(size):
            cut = block.rfind(b"\n") + 1 or block.rstrip(b"\r").rfind(b"\r") + 1
            if cut:
                yield rest + block[:cut]
                rest = block[cut:]
            else:
                rest += block
            if len(rest) > LONGEST_LINE:
                raise line_too_long()
    if rest:
        yield rest


def line_too_long() -> UnreadableFile:
    return UnreadableFile(
        "line-too-long",
        "Ce fichier n’a pas de lignes\u202f: tout son contenu tient sur une seule, trop longue "
        "pour un tableau.",
        kept="Rien n’est perdu\u202f: votre fichier est gardé tel quel.",
        remedy="Ouvrez-le dans votre tableur, vérifiez que le tableau s’affiche en lignes, "
        "enregistrez-le au format Excel, puis déposez ce nouveau fichier.",
    )
