"""JSON read piece by piece, in bounded memory: one value at a time, never the whole document.

Numbers stay as they are written (``7.10`` is not 7.1), which is why nothing here is typed.
"""

import codecs
import json
from collections.abc import Iterator
from json.decoder import JSONDecodeError
from pathlib import Path
from types import TracebackType
from typing import Any

from autan.formats.refusals import refusal

# A record longer than this is not one: memory stays bounded whatever the file claims.
MOST_LETTERS = 16 << 20
_BLOCK = 1 << 20
_BLANK = " \t\r\n\ufeff"


class Number(str):
    """A number exactly as it was written; a text otherwise."""

    __slots__ = ()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key written twice keeps both values: the later ones are numbered."""
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    made = {}
    times: dict[str, int] = {}
    for key, value in pairs:
        name = key
        while name in made:
            times[key] = times.get(key, 1) + 1
            name = f"{key} ({times[key]})"
        made[name] = value
    return made


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=Number,
    parse_float=Number,
    # NaN and the infinities are the « nothing » of the tools that write them.
    parse_constant=lambda word: None,
    strict=False,
)


class JsonStream:
    """A document under a reading head. ``with`` closes the file.

    Raises UnreadableFile (« damaged ») where the text is not JSON, and UnicodeDecodeError
    where the bytes are not of ``codec``.
    """

    def __init__(self, path: Path, codec: str) -> None:
        self._file = path.open("rb")
        self._decoder = codecs.getincrementaldecoder(codec)()
        self._text = ""
        self._at = 0
        self._ended = False
        self.read = 0

    def __enter__(self) -> "JsonStream":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def peek(self) -> str:
        """The next sign that is not a blank, "" at the end of the document."""
        while True:
            while self._at < len(self._text):
                sign = self._text[self._at]
                if sign not in _BLANK:
                    return sign
                self._at += 1
            if not self._more():
                return ""

    def take(self, sign: str) -> None:
        """Pass over ``sign``, which must come next."""
        if self.peek() != sign:
            raise refusal("damaged")
        self._at += 1

    def value(self) -> Any:
        """The next value, whole: dict, list, str, ``Number``, bool or None."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except JSONDecodeError as error:
                if len(self._text) - self._at > MOST_LETTERS:
                    raise refusal("long-record") from error
                if not self._more(len(self._text) - self._at):
                    raise refusal("damaged") from error
                continue
            except RecursionError as error:
                raise refusal("deep") from error
            # A number that touches the end of what was read may go on.
            if end == len(self._text) and self._more():
                continue
            self._at = end
            return value

    def items(self) -> Iterator[None]:
        """Stops the head before each value of the list that comes next, then passes its end."""
        self.take("[")
        while self.peek() != "]":
            yield
            self._comma("]")
        self._at += 1

    def members(self) -> Iterator[str]:
        """The key of each member of the object that comes next, the head before its value."""
        self.take("{")
        while self.peek() != "}":
            key = self.value()
            if type(key) is not str:
                raise refusal("damaged")
            self.take(":")
            yield key
            self._comma("}")
        self._at += 1

    def skip(self, depth: int) -> None:
        """Pass over a value; ``depth`` levels of lists and objects without holding them."""
        sign = self.peek()
        if depth and sign == "[":
            for _ in self.items():
                self.skip(depth - 1)
        elif depth and sign == "{":
            for _ in self.members():
                self.skip(depth - 1)
        else:
            self.value()

    def abandon(self) -> None:
        """Read no further: what follows is as if it were not there."""
        self._ended, self._text, self._at = True, "", 0

    def _comma(self, closing: str) -> None:
        """A comma before the closing sign is forgiven: many scripts leave one."""
        sign = self.peek()
        if sign == ",":
            self._at += 1
        elif sign != closing:
            raise refusal("damaged")

    def _more(self, least: int = 0) -> bool:
        """Read on, at least as much as is held already: a long value costs its length twice."""
        if self._ended:
            return False
        block = self._file.read(max(_BLOCK, least))
        self.read += len(block)
        self._ended = not block
        self._text = self._text[self._at :] + self._decoder.decode(block, final=not block)
        self._at = 0
        return not self._ended or bool(self._text)
