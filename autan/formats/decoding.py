"""A text file as text: decoded as ``encodings`` said, with ordinary line ends."""

import codecs
import io
import re
from collections.abc import Iterator
from pathlib import Path

from autan.formats.encodings import (
    BLOCK,
    LONGEST_LINE,
    WIDE,
    Letters,
    blocks_of_lines,
    is_utf8,
    line_too_long,
)

_LATIN_1 = bytes([*range(128), *range(160, 256)])
# "<e9>" as R writes it on Windows: a six-byte sequence that no Unicode uses.
_R_ESCAPE = re.compile(rb"\xfc([\x80-\xbf]{5})")
_TWISTED = re.compile("Ã|â€|Â|√|├")
_RUN = re.compile(r"[^\x00-\x7f]+")
# The end of a file for DOS, and what tells nothing.
_IGNORED = str.maketrans("", "", "\0\x1a")
_FILLING = str.maketrans("\0", " ", "\x1a")


def text_blocks(path: Path, letters: Letters) -> Iterator[str]:
    """The file as text, in blocks that end with a line; line ends are made ``\\n``."""
    for text in _wide(path, letters) if letters.encoding in WIDE else _narrow(path, letters):
        if "\r" in text:
            text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
        odd = "\0" in text or "\x1a" in text
        yield text.translate(_FILLING if letters.padded else _IGNORED) if odd else text


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
    text = decoded(block, letters)
    return untwisted(text) if letters.untwist else text


def decoded(block: bytes, letters: Letters) -> str:
    """The letters of these bytes, those encoded twice left as they are."""
    if letters.encoding == "utf-8":
        return block.decode("utf-8", "replace")
    if not letters.mixed and not _R_ESCAPE.search(block):
        return _legacy_text(block, letters.encoding)
    return "\n".join(_decode_line(line, letters) for line in block.split(b"\n"))


def _legacy_text(block: bytes, encoding: str) -> str:
    """Windows-1252 as Latin-1 and a few replacements: five times faster than its own table."""
    if encoding != "cp1252":
        return block.decode(encoding, "replace")
    text = block.decode("latin-1")
    for number in set(block.translate(None, _LATIN_1)):
        text = text.replace(chr(number), bytes([number]).decode("cp1252", "replace"))
    return text


def _decode_line(line: bytes, letters: Letters) -> str:
    if line.isascii():
        return line.decode("ascii")
    if b"\xfc" in line:
        line = _R_ESCAPE.sub(_unescape_r, line)
    utf8 = letters.mixed and is_utf8(line)
    return line.decode("utf-8" if utf8 else letters.encoding, "replace")


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


def untwisted(text: str) -> str:
    """Undo UTF-8 that was read in an old encoding and written again, line by line."""
    if not _TWISTED.search(text):
        return text
    return "\n".join(
        _untwist_line(line) if _TWISTED.search(line) else line for line in text.split("\n")
    )


def _untwist_line(line: str) -> str:
    import ftfy

    fixed = ftfy.fix_encoding(_RUN.sub(_undone_by_dos, line) if "├" in line else line)
    if fixed == line:
        return line
    # The last turn of « Œ » is too short for ftfy to dare; this line is known to be twisted.
    return fixed.replace("Å’", "Œ").replace("Å“", "œ")


def _undone_by_dos(run: re.Match[str]) -> str:
    """Letters of UTF-8 that were read in the page of DOS, which ftfy does not know."""
    try:
        return run.group().encode("cp850").decode("utf-8")
    except UnicodeError:
        return run.group()


def _wide(path: Path, letters: Letters) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(letters.encoding)("replace")
    rest = ""
    with path.open("rb") as file:
        file.seek(letters.mark)
        while block := file.read(BLOCK):
            rest += decoder.decode(block)
            cut = rest.rfind("\n") + 1 or rest.rstrip("\r").rfind("\r") + 1
            if cut:
                yield rest[:cut]
                rest = rest[cut:]
            if len(rest) > LONGEST_LINE:
                raise line_too_long()
    rest += decoder.decode(b"", True)
    if rest:
        yield rest
