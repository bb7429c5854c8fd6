"""The words of ODSQL, with the place of each."""

import re
from dataclasses import dataclass
from enum import StrEnum

from autan.query.odsql.errors import unexpected

MAX_TOKENS = 5_000
"""Longer clauses are refused: a list holds 1,000 values at most, and nothing else needs more."""


class Kind(StrEnum):
    NAME = "name"
    QUOTED = "quoted name"
    STRING = "string"
    NUMBER = "number"
    SYMBOL = "symbol"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """``value`` is the content of a string or of a quoted name, else the text itself."""

    kind: Kind
    value: str
    start: int
    end: int

    def is_symbol(self, *symbols: str) -> bool:
        return self.kind is Kind.SYMBOL and self.value in symbols

    def is_word(self, *words: str) -> bool:
        return self.kind is Kind.NAME and self.value.lower() in words


_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<number>\d+(?:\.\d+)?)
      | (?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)
      | (?P<quoted>`(?:[^`\\]|\\.)*`)
      | (?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
      | (?P<symbol>\.\.|!=|<=|>=|[=:<>()\[\],*+/-])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_KINDS = {
    "number": Kind.NUMBER,
    "name": Kind.NAME,
    "quoted": Kind.QUOTED,
    "string": Kind.STRING,
    "symbol": Kind.SYMBOL,
}


def tokenise(text: str, clause: str) -> list[Token]:
    """The tokens of a clause, the last one of kind END; OdsqlError at the first bad character."""
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None or len(tokens) >= MAX_TOKENS:
            raise unexpected(text[position], position, text, clause)
        position = found.end()
        if found.lastgroup != "space":
            tokens.append(_token(found))
    return [*tokens, Token(Kind.END, "", len(text), len(text))]


def _token(found: re.Match[str]) -> Token:
    kind = _KINDS[str(found.lastgroup)]
    value = found.group()
    if kind in (Kind.STRING, Kind.QUOTED):
        value = _ESCAPED.sub(r"\1", value[1:-1])
    return Token(kind, value, found.start(), found.end())
