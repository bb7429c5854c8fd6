"""Tables drawn with signs in a text: what the consoles of databases print, and Markdown.

Lines of dashes part the header from the rows (``---+---``, ``|---|---|``), bars part the cells,
and spaces align them. The drawing is taken off: what is left is an ordinary text with bars.
"""

import re
from collections.abc import Sequence

from autan.formats.records import written

_WITHIN = 60
_DASHES = r"\s*:?[-=]{2,}:?\s*"
_RULER = re.compile(rf"\s*[|+]?(?:{_DASHES}[|+])*{_DASHES}[|+]?\s*")
_PARTS = re.compile(r"[|+]")
_BAR = re.compile(r"(?<!\\)\|")
# Above each record that psql writes down a column.
_RECORD = re.compile(r"-\[ \w+ \d+ \][-+]*\s*")
# « (12 rows) », « 12 rows in set (0.00 sec) »
_COUNT = re.compile(r"\s*(?:\(\d+ (?:rows?|lignes?)\)|\d+ rows? in set\b.*)\s*", re.IGNORECASE)


def is_ruled(lines: Sequence[str]) -> bool:
    """Is there, at the beginning, a ruler of several parts beside a line with as many cells?"""
    head = [line for line in lines[:_WITHIN] if line.strip()]
    if sum(bool(_RECORD.fullmatch(line)) for line in head) and "|" in "".join(head[1:2]):
        return True
    for above, line, below in zip(["", *head], head, [*head[1:], ""], strict=False):
        parts = _count(line) if _RULER.fullmatch(line) else 0
        if parts > 1 and parts in (len(_cells(above)), len(_cells(below))):
            return True
    return False


def bare(line: str) -> str:
    """The line without its drawing; a ruler, or a count of rows, leaves a blank line."""
    if any(drawn.fullmatch(line) for drawn in (_RULER, _RECORD, _COUNT)):
        return "\n"
    return written(_cells(line), "|") if line.strip() else "\n"


def _count(ruler: str) -> int:
    return len(_PARTS.split(ruler.strip().strip("|+")))


def _cells(line: str) -> list[str]:
    text = line.strip()
    if text.startswith("|"):
        text = text[1:]
        if text.endswith("|") and not text.endswith("\\|"):
            text = text[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _BAR.split(text)]
