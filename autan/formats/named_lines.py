"""Texts of which each line names its value: « Nom : Amicale laïque ». Cards, in plain writing.

They are read as two columns, the names with their colon; what to make of them is said later.
"""

import re
from collections.abc import Sequence

from autan.formats.records import written

_SAMPLE = 300
_SHARE = 0.9
_LEAST = 3
# Above each record that MySQL writes down a column.
_RECORD = re.compile(r"\*{5,} .{1,40} \*{5,}\s*")
_LINE = re.compile(r"\s*(?P<name>[^\W\d_][^:;|\t]{1,60}?\s?:)(?:\s+(?P<value>.*?))?\s*")


def is_named(lines: Sequence[str]) -> bool:
    """Does nearly every line begin with a name and a colon, several names in all?"""
    filled = [line.rstrip("\r\n") for line in lines[:_SAMPLE] if line.strip()]
    filled = [line for line in filled if not _RECORD.fullmatch(line)]
    found = [match["name"] for line in filled if (match := _LINE.fullmatch(line))]
    return len(found) >= _SHARE * len(filled) and len(set(found)) >= _LEAST


def bare(line: str) -> str:
    """The line as two cells; one that names nothing is a cell of its own."""
    match = _LINE.fullmatch(line.rstrip("\r\n"))
    if match is None:
        is_blank = not line.strip() or _RECORD.fullmatch(line)
        return "\n" if is_blank else written([line.strip()], ":")
    return written([match["name"], match["value"] or ""], ":")
