"""Which letters the bytes of a text file stand for, and the same file in UTF-8.

The rule, in this order: a byte-order mark; strict UTF-8; UTF-16 by its zero bytes; else
Windows-1252, unless the French letters say that an old Macintosh or DOS wrote it. A file whose
lines do not agree is decoded line by line. Nothing is dropped: a byte that has no letter shows
as U+FFFD and is counted.
"""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from autan.errors import UnreadableFile

BLOCK = 1 << 20
LONGEST_LINE = 8 << 20

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = ("cp1252", "mac_roman", "cp850")
_FRENCH = frozenset("éèêëàâäùûüîïôöçœæÉÈÊËÀÂÄÙÛÜÎÏÔÖÇŒÆ’‘“”«»–—…€°²³\u00a0")
_LATIN_1 = bytes([*range(128), *range(160, 256)])
# "<e9>" as R writes it on Windows: a six-byte sequence that no Unicode uses.
_R_ESCAPE = re.compile(rb"\xfc([\x80-\xbf]{5})")
# UTF-8 that was read as Windows-1252 and written again; first searches that are quick because
# these bytes are rare in French: one byte alone is found many times faster than several.
_TWICE_BYTES = (b"\x82", b"\x83")
_TWICE_PERHAPS = (b"\x83\xc2", b"\x83 ", b"\xa2\xe2\x82\xac", b"\x82\xc2")
_TWICE = (b"\xc3\x83\xc2", b"\xc3\x83 ", b"\xc3\xa2\xe2\x82\xac", b"\xc3\x82\xc2")


@dataclass(frozen=True)
class Letters:
    """What a look at the whole file found.

    ``encoding`` is the one of the file, or of its lines that are not UTF-8 when ``mixed``.
    ``plain`` says that the bytes can be parsed as they are: UTF-8, ordinary line ends, no NUL.
    """

    encoding: str
    mixed: bool = False
    mark: int = 0
    plain: bool = False
    mojibake: int = 0
    old_lines: int = 0
    doubtful_quotes: bool = False
    quotes: bool = False
    evidence: bytes = field(default=b"", repr=False)

    @property
    def name(self) -> str:
        """The name told to people: ``utf-8``, ``cp1252``, ``utf-8+cp1252``…"""
        return f"utf-8+{self.encoding}" if self.mixed else self.encoding


def examine(path: Path) -> Letters:
    """Look at every byte of ``path`` once, in bounded memory.

    Raises UnreadableFile ``line-too-long`` before a line without end fills the memory.
    """
    with path.open("rb") as file:
        start = file.read(4096)
    encoding, mark = _by_mark(start)
    if encoding != "utf-8":
        # Rare enough to go the tolerant way without a look.
        return Letters(encoding, mark=mark, quotes=True, doubtful_quotes=True)
    return replace(_examine_bytes(path), mark=mark)


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


def _examine_bytes(path: Path) -> Letters:
    found = _Evidence()
    for block in blocks_of_lines(path):
        found.look(block)
    return found.letters()


class _Evidence:
    """What the blocks of a file have shown so far."""

    def __init__(self) -> None:
        self.legacy: list[bytes] = []
        self.legacy_size = 0
        self.mojibake = self.old_lines = 0
        self.utf8 = self.quotes = self.doubtful_quotes = self.odd = False

    def look(self, block: bytes) -> None:
        if b'"' in block:
            self.quotes = True
            self.doubtful_quotes = self.doubtful_quotes or bool(_DOUBTFUL_QUOTE.search(block))
        self.odd = self.odd or b"\0" in block or (b"\r" in block and b"\n" not in block)
        if block.isascii():
            return
        if _may_be_twice(block):
            self.mojibake += sum(any(s in line for s in _TWICE) for line in block.split(b"\n"))
        try:
            block.decode("utf-8")
            self.utf8 = True
        except UnicodeDecodeError:
            self._look_at_lines(block)

    def _look_at_lines(self, block: bytes) -> None:
        if block.decode("utf-8", "ignore").isascii():
            self.old_lines += block.count(b"\n")
            if self.legacy_size < BLOCK:
                self.legacy.append(block)
                self.legacy_size += len(block)
            return
        for line in block.split(b"\n"):
            if line.isascii():
                continue
            if _is_utf8(line):
                self.utf8 = True
            else:
                self.old_lines += 1
                if self.legacy_size < BLOCK:
                    self.legacy.append(line)
                    self.legacy_size += len(line)

    def letters(self) -> Letters:
        if not self.legacy:
            return Letters(
                "utf-8",
                plain=not self.odd and not self.mojibake,
                mojibake=self.mojibake,
                quotes=self.quotes,
                doubtful_quotes=self.doubtful_quotes,
            )
        return Letters(
            _legacy_encoding(b"\n".join(self.legacy)),
            mixed=self.utf8,
            old_lines=self.old_lines,
            mojibake=self.mojibake,
            quotes=self.quotes,
            doubtful_quotes=self.doubtful_quotes,
        )


# A quote with something else than a separator on both sides: no well-made file has one.
_DOUBTFUL_QUOTE = re.compile(rb'"(?<=[^;,\t|\r\n"]")(?=[^;,\t|\r\n"])')


def _may_be_twice(block: bytes) -> bool:
    rare = any(byte in block for byte in _TWICE_BYTES)
    return rare and any(sign in block for sign in _TWICE_PERHAPS)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _legacy_encoding(sample: bytes) -> str:
    """The old code page under which most of the odd bytes are letters of French."""

    def french(encoding: str) -> int:
        text = sample.decode(encoding, "replace")
        return sum(1 if letter in _FRENCH else -1 for letter in text if ord(letter) > 127)

    # max keeps the first of equals: Windows-1252, by far the most frequent.
    return max(_LEGACY, key=french)


def blocks_of_lines(path: Path, size: int = BLOCK) -> Iterator[bytes]:
    """The bytes of a file in blocks that end with a line.

    Raises UnreadableFile ``line-too-long`` when there is no line end in ``LONGEST_LINE`` bytes.
    """
    rest = b""
    with path.open("rb") as file:
        while block := file.read(size):
            cut = block.rfind(b"\n") + 1 or block.rfind(b"\r") + 1
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
        "Ce fichier n’a pas de lignes : tout son contenu tient sur une seule, trop longue "
        "pour un tableau.",
        kept="Rien n’est perdu : votre fichier est gardé tel quel.",
        remedy="Ouvrez-le dans votre tableur, vérifiez que le tableau s’affiche en lignes, "
        "enregistrez-le au format Excel, puis déposez ce nouveau fichier.",
    )


def text_blocks(path: Path, letters: Letters) -> Iterator[str]:
    """The file as text, in blocks that end with a line; line ends are made ``\\n``."""
    wide = letters.encoding.startswith(("utf-16", "utf-32"))
    for text in _wide(path, letters) if wide else _narrow(path, letters):
        yield text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def lines(path: Path, letters: Letters) -> Iterator[str]:
    """The file as text, line by line, each with its ``\\n`` (but perhaps the last)."""
    for block in text_blocks(path, letters):
        yield from io.StringIO(block)


def _narrow(path: Path, letters: Letters) -> Iterator[str]:
    skip = letters.mark
    for block in blocks_of_lines(path):
        yield _decode(block[skip:], letters)
        skip = 0


def _decode(block: bytes, letters: Letters) -> str:
    text = _decode_block(block, letters)
    return _untwist(text) if letters.mojibake else text


def _decode_block(block: bytes, letters: Letters) -> str:
    if letters.encoding == "utf-8":
        return block.decode("utf-8", "replace")
    if not letters.mixed and not _R_ESCAPE.search(block):
        return _legacy_text(block, letters.encoding)
    return "\n".join(_decode_line(line, letters.encoding) for line in block.split(b"\n"))


def _legacy_text(block: bytes, encoding: str) -> str:
    """Windows-1252 as Latin-1 and a few replacements: five times faster than its own table."""
    if encoding != "cp1252":
        return block.decode(encoding, "replace")
    text = block.decode("latin-1")
    for number in set(block.translate(None, _LATIN_1)):
        text = text.replace(chr(number), bytes([number]).decode("cp1252", "replace"))
    return text


def _decode_line(line: bytes, encoding: str) -> str:
    line = _R_ESCAPE.sub(_unescape_r, line)
    return line.decode("utf-8" if _is_utf8(line) else encoding, "replace")


def _unescape_r(match: re.Match[bytes]) -> bytes:
    """Give back the letter of ``<e9>`` that was read as one number of 31 bits."""
    number = 0
    for byte in match.group(1):
        number = number << 6 | (byte & 0x3F)
    escape = number.to_bytes(4, "little")
    try:
        return bytes([int(escape[1:3], 16)]).decode("cp1252").encode("utf-8")
    except ValueError:
        return match.group(0)


def _untwist(text: str) -> str:
    """Undo UTF-8 that was read as Windows-1252 and written again, line by line."""
    return "\n".join(
        _untwist_line(line) if "Ã" in line or "â€" in line or "Â" in line else line
        for line in text.split("\n")
    )


def _untwist_line(line: str) -> str:
    import ftfy

    fixed = ftfy.fix_encoding(line)
    if fixed == line:
        return line
    # The last turn of « Œ » is too short for ftfy to dare; this line is known to be twisted.
    return fixed.replace("Å’", "Œ").replace("Å“", "œ")


def _wide(path: Path, letters: Letters) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(letters.encoding)("replace")
    rest = ""
    with path.open("rb") as file:
        file.seek(letters.mark)
        while block := file.read(BLOCK):
            rest += decoder.decode(block)
            cut = max(rest.rfind("\n"), rest.rfind("\r")) + 1
            if cut:
                yield rest[:cut]
                rest = rest[cut:]
            if len(rest) > LONGEST_LINE:
                raise line_too_long()
    rest += decoder.decode(b"", True)
    if rest:
        yield rest
