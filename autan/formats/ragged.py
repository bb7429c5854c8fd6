"""The tolerant way through a delimited text: lines too long, too short, quotes out of place.

Writes the same table as a well-made file, beside the target. Runs of lines that are right go
through as they are; each other record is brought to the width of the table by joining cells,
never by dropping letters. What was done is counted, shown, and left undone when asked.
A record put together from several lines is followed by as many blank ones as it needs for the
numbers of the rows to stay those of the file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TextIO

from autan.formats import alignment
from autan.formats.alignment import Profile
from autan.formats.dialect import Dialect
from autan.formats.reader import Request
from autan.formats.records import Cut, Feed, Grammar, written
from autan.schemas.anchors import anchors
from autan.tabular.steps import DONE, UNDO, UNDONE, Step

_LEARNT_FROM = 2000
_WRAPPED = 6
_MOST_COLUMNS = 4000
# kind -> what was done, why, whether it can be undone.
_TOLD = {
    "stray_quotes": (
        "Des guillemets étaient restés seuls\u202f: lus comme de simples lettres.",
        "Un guillemet ouvert et jamais fermé avalerait les lignes suivantes.",
        True,
    ),
    "wrapped_rows": (
        "Des lignes étaient coupées en plusieurs\u202f: recollées.",
        "Un retour à la ligne dans une cellule avait partagé la ligne.",
        True,
    ),
    "decimal_commas": (
        "Des montants étaient coupés par leur virgule\u202f: recollés.",
        "La virgule sépare aussi les colonnes de ce fichier.",
        True,
    ),
    "shifted_rows": (
        "Des lignes avaient trop de cellules\u202f: remises sous leurs colonnes.",
        "Le signe qui sépare les colonnes se trouvait aussi dans un texte.",
        True,
    ),
    "cut_words": (
        "Des textes débordaient de leur colonne\u202f: coupés à sa limite.",
        "Les colonnes de ce fichier sont à des positions fixes.",
        False,
    ),
    "short_rows": (
        "Des lignes avaient moins de cellules\u202f: complétées par du vide.",
        "Les cellules vides de la fin n’avaient pas été écrites.",
        False,
    ),
}


@dataclass(frozen=True)
class Shape:
    """What is expected of each record: ``width`` columns, of which ``labelled`` hold the cells
    of a record brought back to its place. ``lines`` and ``records`` come before the data.
    """

    dialect: Dialect
    width: int
    labelled: int
    labels: Sequence[str]
    lines: int
    records: int

    def grammar(self, request: Request) -> Grammar:
        strict = not request.allows("stray_quotes")
        # An empty separator would cut nothing: no text holds this one.
        separator = self.dialect.separator or "\x1f"
        return Grammar(separator, self.labelled, self.dialect.quote, strict)

    @property
    def needs_cleaning(self) -> bool:
        """Can no parser of well-made files read this dialect?"""
        return self.dialect.separator != self.out or self.dialect.quote != '"'

    @property
    def out(self) -> str:
        """The separator of the well-made file."""
        one = self.dialect.separator
        return one if one.isascii() and len(one) == 1 and one != " " else "\x1f"


@dataclass
class Done:
    """What was repaired: how often, and two examples; ``doubtful`` rows have two readings."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_TOLD, 0))
    examples: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in _TOLD})
    doubtful: int = 0

    def note(self, kind: str, row: int, example: str) -> None:
        self.counts[kind] += 1
        if len(self.examples[kind]) < 2:
            shown = " ".join(example.split())
            shown = shown if len(shown) <= 60 else f"{shown[:59]}…"
            self.examples[kind].append(f"ligne {row}\u202f: {shown}")

    def steps(self, request: Request) -> tuple[Step, ...]:
        told = [self._step(kind, request) for kind in _TOLD if self.counts[kind] and _TOLD[kind][2]]
        rest = [self._step(kind, request) for kind in _TOLD if self.counts[kind]]
        return (*told, *(step for step in rest if not step.options))

    def _step(self, kind: str, request: Request) -> Step:
        sentence, reason, undoable = _TOLD[kind]
        return Step(
            kind,
            sentence,
            self.counts[kind],
            tuple(self.examples[kind]),
            reason,
            UNDO if undoable else (),
            (DONE if request.allows(kind) else UNDONE) if undoable else "",
            asked=kind == "shifted_rows" and self.doubtful > 0 and request.allows(kind),
        )


def trimmed(row: Sequence[str]) -> Sequence[str]:
    """The row without the empty cells at its end."""
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row[:end]


def records(feed: Feed, grammar: Grammar, dialect: Dialect) -> Iterator[Cut]:
    """The records of a text, one after the other."""
    for line in feed:
        if dialect.layout:
            yield Cut(dialect.layout.cells(line))
        else:
            yield grammar.record(line, feed)


def widest(feed: Feed, shape: Shape, request: Request) -> int:
    """The number of cells of the longest record, for those who want them left as they are."""
    cuts = islice(records(feed, shape.grammar(request), shape.dialect), shape.records, None)
    return min(max((len(trimmed(cut.cells)) for cut in cuts), default=1), _MOST_COLUMNS)


def learn(feed: Feed, shape: Shape, request: Request) -> Profile:
    """What the columns hold, from the first records and from what the labels announce."""
    cuts = islice(
        records(feed, shape.grammar(request), shape.dialect),
        shape.records,
        shape.records + _LEARNT_FROM,
    )
    rows = [list(cut.cells) for cut in cuts if any(cut.cells)]
    return learnt(rows, shape.labels[: shape.labelled], shape.dialect.separator)


def learnt(rows: Sequence[Sequence[str]], labels: Sequence[str], separator: str) -> Profile:
    """The same from rows in hand: those of the right width, and if they are few, the others too
    once brought back to their places."""
    profile = Profile(separator, anchors(labels))
    width = len(labels)
    right = [row for row in rows if len(row) == width]
    long = [row for row in rows if len(trimmed(row)) > width]
    joined = [alignment.with_decimals(row, width) for row in long] if separator == "," else []
    sure = [row for row in joined if row and all(map(profile.suits, range(width), row))]
    profile.learn(right if len(right) >= len(long) else [*sure] or right)
    if len(right) < len(long):
        for _ in range(2):
            profile.learn([profile.realigned(trimmed(row))[0] for row in long[:300]] + sure)
    return profile


class Cleaner:
    """Writes the records of one file to ``out`` in their right shape; ``done`` says how."""

    def __init__(self, request: Request, shape: Shape, profile: Profile, out: TextIO) -> None:
        self.request, self.shape, self.profile, self.out = request, shape, profile, out
        self.grammar = shape.grammar(request)
        self.done = Done()
        self.number = shape.records
        self._waiting: list[tuple[int, Sequence[str]]] = []
        self._held, self._blanks = "", 0

    def clean(self, feed: Feed) -> None:
        """Read what is left of the feed, and write it."""
        plain = self.shape.out == self.shape.dialect.separator and self.grammar.quote == '"'
        usable = plain and not self.grammar.strict and not self.shape.dialect.layout
        right = self.grammar.right_lines() if usable and self._whole else None
        while True:
            if right and (run := feed.run(right)):
                self._let_through(run)
                continue
            line = next(feed, None)
            if line is None:
                break
            self._take(line, feed)
        self._settle()
        self._release()

    @property
    def _whole(self) -> bool:
        return self.shape.width == self.shape.labelled

    def _let_through(self, run: str) -> None:
        """Write right lines; the last is held, for the next may be a piece of it."""
        self._settle()
        self._release()
        last = run.rfind("\n", 0, -1) + 1
        self.out.write(run[:last])
        self._held = run[last:]
        self.number += run.count("\n")

    def _release(self) -> None:
        self.out.write(self._held + "\n" * self._blanks)
        self._held, self._blanks = "", 0

    def _take(self, line: str, feed: Feed) -> None:
        self.number += 1
        layout = self.shape.dialect.layout
        if layout:
            if layout.cuts_words(line):
                self.done.note("cut_words", self.number, line)
            self._fit(self.number, layout.cells(line))
            return
        cut = self.grammar.record(line, feed)
        if cut.stray:
            self.done.note("stray_quotes", self.number, _around(line, self.grammar.quote))
        self._gather(self.number, cut.cells)

    def _gather(self, number: int, cells: Sequence[str]) -> None:
        """Keep pieces of a record until it is whole, or proves not to be one."""
        if self._continues(cells):
            self._append(cells[0])
            return
        self._waiting.append((number, cells))
        if len(self._waiting) == 1 and not 0 < len(cells) < self.shape.labelled:
            self._settle()
            return
        if len(self._waiting) > 1 and self._is_one():
            first, whole = self._waiting[0][0], self._glued()
            if self.request.allows("wrapped_rows"):
                self.done.note("wrapped_rows", first, _joint_shown(self._waiting, whole))
                blanks = len(self._waiting) - 1
                self._waiting = []
                self._fit(first, whole)
                self.out.write("\n" * blanks)
                return
            self.done.note("wrapped_rows", first, _joint_shown(self._waiting, whole))
            self._settle()
        elif self._size() >= self.shape.labelled or len(self._waiting) >= _WRAPPED or not cells:
            self._settle()

    def _size(self) -> int:
        return sum(len(part) - 1 for _, part in self._waiting) + 1

    def _is_one(self) -> bool:
        """Have the pieces together the right width, and suit the columns better than alone?"""
        if self._size() != self.shape.labelled:
            return False
        width = self.shape.labelled
        alone = [*self._waiting[0][1], *("",) * width][:width]
        return self.profile.fit(self._glued()) > self.profile.fit(alone)

    def _glued(self) -> list[str]:
        whole = list(self._waiting[0][1])
        for _, part in self._waiting[1:]:
            whole[-1] = f"{whole[-1]} {part[0]}".strip()
            whole.extend(part[1:])
        return whole

    def _settle(self) -> None:
        """The pieces that waited were records after all."""
        waiting, self._waiting = self._waiting, []
        for number, cells in waiting:
            self._fit(number, cells)

    def _continues(self, cells: Sequence[str]) -> bool:
        """Is a lone text the end of the record before it, whose last cell was cut?"""
        lone = not self._waiting and len(cells) == 1 and self.shape.labelled > 2
        if not lone or not self._held.strip() or not cells[0].strip():
            return False
        last = self.shape.labelled - 1
        words = self.profile.natures[last]["words"]
        return (
            not self.profile.suits(0, cells[0])
            and self.profile.suits(last, cells[0])
            and words * 2 > self.profile.natures[last].total()
            and alignment.nature(cells[0]) == "words"
        )

    def _append(self, text: str) -> None:
        row = self.number - 1 - self._blanks
        cut = self.grammar.record(self._held, Feed(()))
        whole = [*cut.cells[:-1], f"{cut.cells[-1]} {text.strip()}"]
        self.done.note("wrapped_rows", row, whole[-1])
        if self.request.allows("wrapped_rows"):
            self._held = written(whole, self.shape.out)
            self._blanks += 1
        else:
            self._fit(self.number, [text])

    def _fit(self, number: int, cells: Sequence[str]) -> None:
        """Write one record in the width of the table."""
        self._release()
        row = self._fitted(number, cells)
        self.out.write(written(row, self.shape.out) if row else "\n")

    def _fitted(self, number: int, cells: Sequence[str]) -> Sequence[str]:
        width = self.shape.labelled
        if len(cells) > width:
            cells = trimmed(cells)
        if cells and len(cells) < width and len(trimmed(cells)) == len(cells):
            self.done.note("short_rows", number, f"{len(cells)} cellules au lieu de {width}")
        if len(cells) > width:
            cells = self._realigned(number, cells)
        if not cells:
            return cells
        return [*cells, *("",) * (self.shape.width - len(cells))]

    def _realigned(self, number: int, cells: Sequence[str]) -> Sequence[str]:
        width = self.shape.labelled
        joined = alignment.with_decimals(cells, width) if self.grammar.separator == "," else None
        if joined and all(map(self.profile.suits, range(width), joined)):
            row, doubtful = joined, False
        else:
            row, doubtful = self.profile.realigned(cells)
        kind = "decimal_commas" if row == joined else "shifted_rows"
        self.done.note(kind, number, _joined_shown(row, cells))
        self.done.doubtful += doubtful and kind == "shifted_rows"
        if self.request.allows(kind):
            return row
        most = self.shape.width
        return [*cells[: most - 1], self.grammar.separator.join(cells[most - 1 :])]


def _joined_shown(row: Sequence[str], cells: Sequence[str]) -> str:
    """The first cell that was put together."""
    known = set(cells)
    return next((f"« {cell.strip()} »" for cell in row if cell not in known), "")


def _joint_shown(pieces: Sequence[tuple[int, Sequence[str]]], whole: Sequence[str]) -> str:
    return f"« {whole[len(pieces[0][1]) - 1]} »"


def _around(line: str, quote: str) -> str:
    place = line.find(quote)
    return f"« {line[max(0, place - 15) : place + 25].strip()} »"
