"""XML under guard: read by blocks, without any document type, entity or outside reference.

The parser is expat itself. A document type is refused as soon as it opens (it is the door of
every attack known against XML readers, and no table needs one), as is a depth that no table has.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.parsers import expat

from autan.formats.refusals import refusal

DEEPEST = 100
MOST_LETTERS = 16 << 20
_BLOCK = 1 << 18
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
# What is declared Latin-1 is written by Windows more often than not, and is the same otherwise.
_WINDOWS = frozenset({"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii"})
_NO_SUCH_SIGN = 4

Start = Callable[[str, dict[str, str]], None]


class WrongLetters(Exception):
    """The bytes are not of the encoding that the file announces."""


def codec_of(path: Path) -> str | None:
    """The encoding to read with; None lets the parser follow the file."""
    with path.open("rb") as file:
        declared = _DECLARED.search(file.read(400))
    name = declared[1].decode("ascii").lower() if declared else ""
    return "windows-1252" if name in _WINDOWS else None


class XmlStream:
    """Feeds a file to handlers: ``start`` and ``end`` of elements by their local name, ``text``.

    Iterating gives the number of bytes read, block after block, so that the caller can take
    what its handlers gathered. Raises UnreadableFile, or WrongLetters when the file should be
    read again in another encoding.
    """

    def __init__(
        self,
        path: Path,
        codec: str | None,
        start: Start,
        end: Callable[[str], None],
        text: Callable[[str], None] | None = None,
    ) -> None:
        self._path = path
        self._codec = codec
        self._start = start
        self._end = end
        self._depth = 0
        self._held = 0
        self._text = text
        parser = expat.ParserCreate(codec, " ")
        parser.buffer_text = True
        parser.StartElementHandler = self._opened
        parser.EndElementHandler = self._closed
        parser.StartDoctypeDeclHandler = _refused
        if text:
            parser.CharacterDataHandler = self._said
        self._parser = parser

    def __iter__(self) -> Iterator[int]:
        read = 0
        with self._path.open("rb") as file:
            while block := file.read(_BLOCK):
                # Blank lines before the declaration are a mistake that no person sees.
                self._parse(block if read else block.lstrip(b" \t\r\n"), False)
                read += len(block)
                yield read
            self._parse(b"", True)
            yield read

    def _parse(self, block: bytes, last: bool) -> None:
        try:
            self._parser.Parse(block, last)
        except expat.ExpatError as error:
            if error.code == _NO_SUCH_SIGN and self._codec is None:
                raise WrongLetters from error
            raise refusal("damaged") from error
        except (LookupError, ValueError) as error:
            raise refusal("damaged") from error

    def _opened(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise refusal("deep")
        if attributes and sum(map(len, attributes.values())) > MOST_LETTERS:
            raise refusal("long-record")
        self._start(local(name), attributes)

    def _closed(self, name: str) -> None:
        self._depth -= 1
        self._end(local(name))

    def _said(self, words: str) -> None:
        assert self._text
        self._text(words)


def local(name: str) -> str:
    """The name of an element or attribute without that of its namespace."""
    return name.rpartition(" ")[2]


def _refused(*_: object) -> None:
    raise refusal("instructions")
