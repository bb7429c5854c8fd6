"""How a delimited text is written: what parts its cells, and how many its lines have.

Separators are judged by how many lines they cut into the same number of cells, never by the
header alone. A table without any separator may still hold in aligned columns (``aligned``).
"""

import csv
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from autan.formats import aligned, named_lines, ruled

SEPARATORS = (";", ",", "\t", "|")
# Rarer than the others: believed only where nearly every line agrees.
_UNUSUAL = ("\x1f", "\x1e", "\x01", "^", "~", "¤", "§", "¦", "¬", "#", "$", "!", "*", ":", " ")
_SAMPLE = 300
_MOST_TITLES = 15
_CUT_NUMBER = re.compile(r"(?<=\d),(?=\d)")
_NUMBER = re.compile(r"-?[\d.,]+")
_QUOTED = re.compile(r'(?:^| )"[^"]*"(?=\s|$)')
_TIGHT_COMMA = re.compile(r",(?! )")
# A cell may be as long as the longest line that we read.
csv.field_size_limit(8 << 20)

# Answers to the step ``separator`` and the words that name them.
WORDS: Mapping[str, str] = {
    ";": "points-virgules",
    ",": "virgules",
    "\t": "tabulations",
    "|": "barres verticales",
    ":": "deux-points",
    " ": "espaces",
    "fixed": "positions fixes",
    "spaces": "espaces (au moins deux)",
    "none": "aucun (une seule colonne)",
}


@dataclass(frozen=True)
class Dialect:
    """``separator``: a letter, or "" where cells are at fixed places (``layout``) or where the
    table has one column. ``width`` is the number of cells of the usual line; ``declared`` says
    that a first line ``sep=;`` named the separator. ``dress``: what must be taken off each line
    first, ``quoted`` (it is itself between quotes, as a spreadsheet leaves it), ``ruled`` (drawn
    with signs) or ``named`` (« Nom : X »). ``rivals``: other separators that cut nearly as well.
    """

    separator: str
    width: int
    declared: bool = False
    quote: str = '"'
    dress: str = ""
    layout: aligned.Layout | None = None
    rivals: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The answer to the step ``separator`` that gives this reading."""
        return self.layout.kind if self.layout else self.separator or "none"

    def bare(self, line: str) -> str:
        """The line without what dresses it."""
        return _UNDRESSED[self.dress](line) if self.dress else line


def words(name: str) -> str:
    """A separator's name for people."""
    return WORDS.get(name) or f"signes « {name} »"


def guess(
    lines: Sequence[str], answer: str = "", unwrap: bool = True, undraw: bool = True
) -> Dialect:
    """How these lines, the first ones of the file with their ends, are cut into cells.

    ``answer`` is the person's to the step ``separator``, "" to choose for them; ``unwrap``: may
    quotes around whole lines be taken off? ``undraw``: and the lines of a drawn table?
    """
    if undraw and ruled.is_ruled(lines):
        drawn = guess([ruled.bare(line) for line in lines], answer or "|", False, False)
        if drawn.separator == "|":
            return replace(drawn, dress="ruled", rivals=())
    if undraw and not answer and named_lines.is_named(lines) and not _is_cut(lines):
        return Dialect(":", 2, dress="named")
    declared = _declared(lines)
    if declared and not answer:
        return Dialect(declared, _consistency(lines[1:], declared).width, declared=True)
    if unwrap and _whole_lines(lines):
        inside = guess([unwrapped(line) for line in lines], answer, False, False)
        return replace(inside, dress="quoted")
    if answer:
        return _answered(lines, answer, bool(declared))
    return _quoted(lines, _best(lines))


def _is_cut(lines: Sequence[str]) -> bool:
    """Does a usual separator cut these lines evenly?"""
    cuts = (_consistency(lines, one) for one in SEPARATORS)
    return any(cut.first and cut.share >= 0.8 for cut in cuts)


def _answered(lines: Sequence[str], answer: str, declared: bool) -> Dialect:
    if answer in ("fixed", "spaces"):
        layout = aligned.find(lines, answer)
        if layout:
            return Dialect("", layout.width, layout=layout)
    if len(answer) == 1:
        body = lines[1:] if declared else lines
        return _quoted(lines, Dialect(answer, _consistency(body, answer).width, declared))
    return Dialect("", 1, declared)


def _declared(lines: Sequence[str]) -> str | None:
    first = lines[0].strip(' "\r\n').lower() if lines else ""
    if first == "sep=\t" or first == "sep=":
        return "\t"
    return first[4] if first.startswith("sep=") and len(first) == 5 else None


@dataclass(frozen=True)
class _Cut:
    """How evenly a separator cuts: the usual width, and the share of the lines that have it."""

    width: int = 1
    share: float = 0.0
    first: bool = False

    @property
    def score(self) -> float:
        # Titles above a table are not cut, but a first line that is cut speaks for a header.
        sure = 1.0 if self.first else 0.7
        return sure * self.share * (1 + math.log(self.width)) if self.share > 0.3 else 0.0


def _best(lines: Sequence[str]) -> Dialect:
    found = {one: _consistency(lines, one) for one in SEPARATORS}
    commas = found[","]
    # Commas that only part decimals part no cells, unless nothing else does.
    found[","] = _consistency([_CUT_NUMBER.sub(".", line) for line in lines], ",")
    widest = max(cut.width for one, cut in found.items() if one != ",")
    labels = _consistency(lines[:1], ",").width
    if commas.share >= 0.9 and commas.width == labels > max(widest, 3):
        # The first line, which has no decimals, is cut as the others are: commas part cells.
        found[","] = commas
    if all(cut.share < 0.8 for one, cut in found.items() if one != ",") and found[","].score:
        found[","] = commas
    best = max(SEPARATORS, key=lambda one: found[one].score)
    weak = found[best].share < (0.6 if found[best].first else 0.8)
    unusual = None if found[best].first and not weak else _unusual(lines)
    if unusual and (weak or unusual.width >= found[best].width):
        return unusual
    if found[best].score <= 0:
        if layout := aligned.find(lines):
            return Dialect("", layout.width, layout=layout)
        return Dialect(",", commas.width) if commas.score else Dialect("", 1)
    rivals = (one for one in SEPARATORS if one != best and _rivals(found[one], found[best]))
    if best == "," and not found[best].first and not any(map(_TIGHT_COMMA.search, lines)):
        # One label above « Durand, Anne »: commas of prose, unless a person says otherwise.
        return Dialect("", 1, rivals=(",",))
    return Dialect(best, found[best].width, rivals=tuple(rivals))


def _rivals(cut: _Cut, best: _Cut) -> bool:
    return cut.share >= 0.9 and cut.first and cut.score >= 0.75 * best.score


def _unusual(lines: Sequence[str]) -> Dialect | None:
    """A rare separator that cuts every line, the first one too, into three cells or more."""
    text = "".join(lines[:_SAMPLE])
    found = {one: _consistency(lines, one) for one in _UNUSUAL if text.count(one) > 3}
    if " " in found:
        # R leaves out the first label.
        found[" "] = _consistency(lines[1:], " ")
    sure = [
        one
        for one, cut in found.items()
        # A control character has no other use than to part cells.
        if cut.share >= (0.9 if one.isprintable() else 0.6)
        and cut.width > (2 if one in ": #!*" else 1)
        and (one != " " or _in_figures(lines))
    ]
    if not sure:
        return None
    best = max(sure, key=lambda one: found[one].score)
    return Dialect(best, found[best].width)


def _in_figures(lines: Sequence[str]) -> bool:
    """Lists of numbers or of words between quotes: single spaces part cells, not words."""
    rows = list(csv.reader(lines[1:_SAMPLE], delimiter=" "))
    cells = [cell for row in rows for cell in row]
    figures = sum(bool(_NUMBER.fullmatch(cell)) for cell in cells)
    quoted = sum(len(_QUOTED.findall(line)) for line in lines[1:_SAMPLE])
    spaced = any("  " in line.strip() for line in lines[:_SAMPLE])
    return not spaced and figures > 0 and (figures + quoted) * 2 > len(cells) > 0


def _consistency(lines: Sequence[str], separator: str) -> _Cut:
    """The best of two looks: quotes that hold line ends, or quotes that are never closed."""
    sample = lines[:_SAMPLE]
    loose = separator not in " \t"
    whole = _cut(list(csv.reader(sample, delimiter=separator, skipinitialspace=loose)))
    if whole.share >= 0.8 or not any(line.count('"') % 2 for line in sample):
        return whole
    even = [line for line in sample if line.count('"') % 2 == 0]
    single = _cut([next(csv.reader([line], delimiter=separator), []) for line in even])
    return max(whole, single, key=lambda cut: cut.score)


def _cut(rows: Sequence[Sequence[str]]) -> _Cut:
    widths = [len(row) for row in rows if row]
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return _Cut()
    width, times = max(wide.items(), key=lambda item: (item[1], item[0]))
    # Titles above the table have no cells; a list in which few lines can be cut is no table.
    above = next(i for i, cells in enumerate(widths) if cells > 1)
    above = above if above <= min(_MOST_TITLES, len(widths) // 2) else 0
    return _Cut(width, times / (len(widths) - above), widths[0] > 1)


def _quoted(lines: Sequence[str], found: Dialect) -> Dialect:
    """Apostrophes around the cells, instead of quotes, are seen at both ends of many cells."""
    if not found.separator:
        return found
    body = [line.rstrip("\r\n") for line in lines[:_SAMPLE] if line.strip()]
    if sum(line.count('"') for line in body) > len(body) // 4:
        return found
    cells = [[cell.strip() for cell in line.split(found.separator)] for line in body]
    filled = [cell for row in cells[1:] for cell in row if cell]
    wrapped = [cell for cell in filled if _in_apostrophes(cell)]
    named = all(_in_apostrophes(cell) for cell in cells[0])
    if not wrapped or not (named or (len(wrapped) * 2 > len(filled) and len(set(wrapped)) > 3)):
        return found
    rows = list(csv.reader(lines[:_SAMPLE], delimiter=found.separator, quotechar="'"))
    cut = _cut(rows)
    return Dialect(found.separator, cut.width, found.declared, quote="'")


def _in_apostrophes(cell: str) -> bool:
    return len(cell) > 2 and cell[0] == cell[-1] == "'"


_WHOLE = re.compile(r'"(?:[^"]|"")*"\s*')


def _whole_lines(lines: Sequence[str]) -> bool:
    """Is each line one text between quotes, that holds the real cells?"""
    filled = [line for line in lines[:_SAMPLE] if line.strip()]
    if sum(bool(_WHOLE.fullmatch(line)) for line in filled) < max(2, 0.9 * len(filled)):
        return False
    inside = [unwrapped(line) for line in filled]
    cuts = [_consistency(inside, one) for one in SEPARATORS]
    doubled = any('""' in line.strip()[1:-1] for line in filled)
    return any(c.share >= 0.9 and c.first and c.width > (1 if doubled else 2) for c in cuts)


def unwrapped(line: str) -> str:
    """The line without the quotes around it, those inside no longer doubled."""
    text = line.rstrip("\r\n \t")
    if len(text) < 2 or not text.startswith('"') or not text.endswith('"'):
        return line
    return text[1:-1].replace('""', '"') + "\n"


_UNDRESSED: Mapping[str, Callable[[str], str]] = {
    "quoted": unwrapped,
    "ruled": ruled.bare,
    "named": named_lines.bare,
}
