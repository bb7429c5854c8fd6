"""The beginning of a delimited text, understood: its dialect, its header, its width."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from autan.formats import alignment, decoding, dialect, header, ragged
from autan.formats.dialect import Dialect
from autan.formats.encodings import Letters
from autan.formats.header import Header
from autan.formats.ragged import Shape, trimmed
from autan.formats.reader import Request
from autan.formats.records import Feed, Grammar
from autan.formats.refusals import refusal
from autan.schemas.anchors import anchors
from autan.tabular.steps import DONE, UNDO, UNDONE, Step

MOST_COLUMNS = 4000
_HEAD_LINES = 400
_HEAD_LETTERS = 4 << 20
_DBASE = re.compile(r"(\w[^,]*),[CNDLFMIBT](?:,\d+){0,2}", re.IGNORECASE)
_LEAST_TELLING = 2


@dataclass(frozen=True)
class Start:
    """What the first lines show. ``is_plain``: nothing in them asks for a cleaned copy."""

    dialect: Dialect
    header: Header
    shape: Shape
    steps: tuple[Step, ...] = ()
    is_plain: bool = True
    first: tuple[str, ...] = ()


def understand(request: Request, letters: Letters) -> Start:
    """Raises UnreadableFile when the text is empty, prose, or thousands of columns wide."""
    lines = _first_lines(request, letters)
    if not any(line.strip() for line in lines):
        raise refusal("empty")
    unwrap = request.allows("quoted_lines")
    undraw = request.allows("ruler_lines")
    found = dialect.guess(lines, request.answers.get("separator", ""), unwrap, undraw)
    if found.width <= 3 and not (found.layout or found.dress) and _is_prose(lines, found.separator):
        raise refusal("prose")
    rows, ends = _rows(lines, found)
    # Before looking for its titles, which a million columns would make long.
    if sum(any(row[MOST_COLUMNS:]) for row in rows) * 2 > len(rows):
        raise refusal("wide")
    top = header.find(
        _without_pieces(rows, found.width),
        request.known,
        wanted=request.answers.get("header", ""),
        joined=request.allows("header_rows"),
    )
    told = [*_dialect_steps(request, found, rows), *header.steps(top, rows)]
    top, more = _relabelled(request, top, rows)
    labels = trimmed(top.labels)
    width = expected_width(rows[top.first :], found, labels)
    if width > MOST_COLUMNS:
        raise refusal("wide")
    top = replace(top, labels=(*top.labels, *("",) * width)[:width])
    above = ends[top.first - 1] if top.first else 0
    shape = Shape(found, width, width, top.labels, above, top.first)
    first = tuple(next((row for row in rows[top.first :] if any(row)), ()))
    return Start(
        found, top, shape, (*told, *more), not found.dress and not shape.needs_cleaning, first
    )


def _first_lines(request: Request, letters: Letters) -> list[str]:
    taken: list[str] = []
    size = 0
    for line in islice(decoding.lines(request.source, letters), _HEAD_LINES):
        taken.append(line)
        size += len(line)
        if size > _HEAD_LETTERS:
            break
    return taken


def _is_prose(lines: Sequence[str], separator: str) -> bool:
    """Sentences without any separator but their own commas: a text for people, not a list."""
    filled = [line for line in lines if line.strip()]
    text = "".join(filled)
    cuts = text.count(separator) - text.count(separator + " ") if separator else 0
    blank = len(lines) - len(filled)
    words = sum(len(line.split()) for line in filled) / len(filled)
    return not cuts and (words > 8 or (blank * 4 > len(lines) and words > 3))


def _rows(lines: Sequence[str], found: Dialect) -> tuple[list[list[str]], list[int]]:
    """The records of the first lines, and the number of the last line of each."""
    text = [found.bare(line) for line in lines]
    grammar = Grammar(found.separator or "\x1f", found.width, found.quote)
    rows: list[list[str]] = []
    ends: list[int] = []
    for cut in ragged.records(Feed(text), grammar, found):
        rows.append(list(cut.cells))
        ends.append((ends[-1] if ends else 0) + cut.lines)
    if found.declared and rows:
        rows[0] = []
    return rows, ends


def _without_pieces(rows: Sequence[Sequence[str]], width: int) -> list[Sequence[str]]:
    """The rows, blank where one is short after a whole one: a piece of a record is no header."""
    whole = next((i for i, row in enumerate(rows) if len(row) == width), len(rows))
    return [row if i <= whole or len(row) >= width else [] for i, row in enumerate(rows)]


def _dialect_steps(
    request: Request, found: Dialect, rows: Sequence[Sequence[str]]
) -> tuple[Step, ...]:
    """Quotes around whole lines; the separator where it is unusual, answered, or has a rival."""
    told = (*_whole_step(found, request), *_ruled_step(found, request))
    usual = found.name in (*dialect.SEPARATORS, "none") and not found.rivals
    if usual and "separator" not in request.answers:
        return told
    names = dict.fromkeys((found.name, *found.rivals, *dialect.SEPARATORS, "none"))
    shown = next((row for row in rows if len(row) == found.width), [])
    reason = "C’est le signe qui coupe le plus de lignes en autant de cellules."
    if found.layout:
        reason = "Les textes sont alignés les uns sous les autres, sans signe entre eux."
    return (
        *told,
        Step(
            "separator",
            f"Ce qui sépare les colonnes\u202f: {dialect.words(found.name)}.",
            examples=tuple(f"« {cell.strip()} »" for cell in shown if cell.strip())[:2],
            reason=reason,
            options=tuple((name, dialect.words(name)) for name in names),
            chosen=found.name,
            asked=bool(found.rivals) and "separator" not in request.answers,
        ),
    )


def _whole_step(found: Dialect, request: Request) -> tuple[Step, ...]:
    if found.dress != "quoted" and request.allows("quoted_lines"):
        return ()
    return (
        Step(
            "quoted_lines",
            "Chaque ligne entière était entre guillemets\u202f: ils ont été ôtés.",
            reason="Un tableur avait pris le fichier pour une seule colonne en l’enregistrant.",
            options=UNDO,
            chosen=DONE if found.dress else UNDONE,
        ),
    )


def _ruled_step(found: Dialect, request: Request) -> tuple[Step, ...]:
    if found.dress != "ruled" and request.allows("ruler_lines"):
        return ()
    return (
        Step(
            "ruler_lines",
            "Le tableau était dessiné avec des traits\u202f: ils ont été ôtés.",
            reason="Ces traits séparent les titres et les cellules, mais ne disent rien.",
            options=UNDO,
            chosen=DONE if found.dress else UNDONE,
        ),
    )


def _relabelled(
    request: Request, top: Header, rows: Sequence[Sequence[str]]
) -> tuple[Header, tuple[Step, ...]]:
    """Labels in place when R left out the first, and without what dBASE adds to them."""
    steps = []
    if _lacks_first_label(top, rows):
        allowed = request.allows("row_names")
        steps.append(_row_names_step(top, allowed))
        top = replace(top, labels=("", *top.labels)) if allowed else top
    filled = [label for label in top.labels if label]
    sure = [label for label in filled if _DBASE.fullmatch(label)]
    if filled and len(sure) >= max(2, 0.6 * len(filled)):
        allowed = request.allows("dbase_labels")
        steps.append(_dbase_step(sure, allowed))
        if allowed:
            top = replace(top, labels=tuple(map(_without_dbase, top.labels)))
    return top, tuple(steps)


def _row_names_step(top: Header, allowed: bool) -> Step:
    return Step(
        "row_names",
        "La première colonne, un numéro de ligne, n’a pas de titre\u202f: les titres ont été "
        "décalés d’une colonne.",
        examples=tuple(f"« {label} »" for label in top.labels[:2]),
        reason="Il y a un titre de moins que de colonnes, et la première numérote les lignes.",
        options=UNDO,
        chosen=DONE if allowed else UNDONE,
    )


def _dbase_step(sure: Sequence[str], allowed: bool) -> Step:
    return Step(
        "dbase_labels",
        "Les titres portaient le type et la longueur des colonnes\u202f: ôtés.",
        len(sure),
        tuple(f"« {label} »" for label in sure[:2]),
        "Une ancienne base de données les ajoute en exportant.",
        UNDO,
        DONE if allowed else UNDONE,
    )


def _without_dbase(label: str) -> str:
    found = _DBASE.fullmatch(label)
    return found.group(1) if found else label


def _lacks_first_label(top: Header, rows: Sequence[Sequence[str]]) -> bool:
    """Is there one label too few, above rows that are numbered from 1?"""
    if top.row is None:
        return False
    below = [row for row in rows[top.first :] if any(row)][:100]
    labels = len(trimmed(top.labels))
    if len(below) < 2 or any(len(row) != labels + 1 for row in below):
        return False
    return all(row[0].strip() == str(i) for i, row in enumerate(below, 1))


def expected_width(rows: Sequence[Sequence[str]], found: Dialect, labels: Sequence[str]) -> int:
    """The number of columns: that of the labels when the cells in excess are explained by texts
    cut in two, else the larger of both."""
    usual, wanted = found.width, len(labels)
    if found.layout or not 0 < wanted < usual:
        return max(usual, wanted)
    long = [trimmed(row) for row in rows if len(trimmed(row)) > wanted]
    if found.separator == ",":
        explained = sum(alignment.with_decimals(row, wanted) is not None for row in long)
        if explained * 2 > len(long):
            return wanted
    return wanted if _anchored(rows, long, found, labels) else usual


def _anchored(
    rows: Sequence[Sequence[str]],
    long: Sequence[Sequence[str]],
    found: Dialect,
    labels: Sequence[str],
) -> bool:
    """Do the columns that leave no doubt agree with their labels once the cells are joined, and
    not before?"""
    told = [i for i, anchor in enumerate(anchors(labels)) if alignment.telling(anchor)]
    if len(told) < _LEAST_TELLING or not long:
        return False
    profile = ragged.learnt(rows, labels, found.separator)
    profile.learn(())
    before = sum(profile.suits(i, row[i]) for row in long[:50] for i in told)
    after = sum(profile.suits(i, profile.realigned(row)[0][i]) for row in long[:50] for i in told)
    return after > 0.8 * len(long[:50]) * len(told) and after > before * 1.25
