"""Patterns of ``date_format``: a date written in words, the same on every engine."""

import re
from dataclasses import dataclass

_PART = re.compile(
    r"(?P<letters>([A-Za-z])\2*)|'(?P<quoted>(?:[^']|'')*)'|(?P<other>[^A-Za-z']+)|(?P<bad>')"
)

STRFTIME = {
    "y": "%Y", "yy": "%y", "yyyy": "%Y",
    "xxxx": "%G",
    "ww": "%V",
    "e": "%u",
    "D": "%-j", "DDD": "%j",
    "M": "%-m", "MM": "%m",
    "d": "%-d", "dd": "%d",
    "H": "%-H", "HH": "%H",
    "m": "%-M", "mm": "%M",
    "s": "%-S", "ss": "%S",
}  # fmt: skip
"""What ``strftime`` writes alike in Python and in DuckDB."""

NAMED = {"MMM": "short months", "MMMM": "months", "EEEE": "days"} | dict.fromkeys(
    ("E", "EE", "EEE"), "short days"
)
OTHERS = frozenset({"w", "xx"})
"""The week without a zero, and the last two digits of the year that it belongs to."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Either ``letters`` of the pattern, or ``literal`` text."""

    letters: str = ""
    literal: str = ""


def pieces(pattern: str) -> tuple[Piece, ...]:
    """ValueError, with the unknown letters, when there are any. ``''`` writes a quote."""
    found: list[Piece] = []
    for match in _PART.finditer(pattern):
        if match["letters"]:
            found.append(_lettered(match["letters"]))
        elif match["bad"]:
            raise ValueError("'")
        else:
            quoted = match["quoted"]
            text = match["other"] if quoted is None else quoted.replace("''", "'")
            found.append(Piece(literal=text or "'"))
    return tuple(found)


def _lettered(letters: str) -> Piece:
    if letters not in STRFTIME and letters not in NAMED and letters not in OTHERS:
        raise ValueError(letters)
    return Piece(letters=letters)


def merged(found: tuple[Piece, ...]) -> list[Piece]:
    """Neighbours that ``strftime`` can write at once become one piece, its format as literal."""
    merged: list[Piece] = []
    for piece in found:
        if piece.letters and piece.letters not in STRFTIME:
            merged.append(piece)
            continue
        text = STRFTIME[piece.letters] if piece.letters else piece.literal.replace("%", "%%")
        if merged and not merged[-1].letters:
            text = merged.pop().literal + text
        merged.append(Piece(literal=text))
    return merged
