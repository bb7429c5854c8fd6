"""Tables of a web page: what many programs of offices write under the name of ``.xls``.

Only the marks of tables are followed. Nothing is fetched, run or shown.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from autan.formats import drawn, workbook
from autan.formats.reader import Found, Reader, Request
from autan.formats.refusals import refusal
from autan.tabular.steps import Step

_MOST_BYTES = 64 << 20
_MOST_TABLES = 200
_DEEPEST = 50
_MOST_ACROSS = 1000
_MOST_DOWN = 65_534
# The name must end before the attributes begin, or a hostile page would be read again and again.
_MARK = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][\w:]*)(?=[\s/>])([^<>]*)>)")
_SPAN = re.compile(r"\b(colspan|rowspan)\s*=\s*[\"']?\s*(\d{1,6})", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_WINDOWS = frozenset({"windows-1252", "cp1252", "iso-8859-1", "iso-8859-15", "latin1", "us-ascii"})
_UNSEEN = frozenset({"script", "style", "template", "head", "noscript"})
# What stands on a line of its own parts the words around it.
_APART = frozenset({"br", "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "hr"})


def read(request: Request) -> Found:
    """Read the best table of a web page; see ``Reader.read``."""
    if request.source.stat().st_size > _MOST_BYTES:
        raise refusal("html")
    text, codec = _letters(request.source)
    sheets = _tables(text)
    if not sheets:
        raise refusal("html")
    book = drawn.Sheets(sheets)
    found = workbook.read_book(workbook.Book(book, book.traits), request)
    steps = tuple(map(_of_a_page, found.steps))
    return replace(
        found, sheet=None, encoding=codec, format="html", steps=(_told(len(sheets)), *steps)
    )


READER = Reader(frozenset({"html"}), read)


def _told(count: int) -> Step:
    return Step(
        "web_page",
        "Ce fichier est une page web\u202f: nous y avons lu un tableau.",
        count,
        reason="Certains logiciels donnent à ces pages le nom d’un classeur.",
    )


def _of_a_page(step: Step) -> Step:
    """What is told of the sheets of a workbook, told of the tables of a page."""
    if step.kind != "table":
        return step
    label = dict(step.options).get(step.chosen, step.chosen)
    sentence = f"Cette page contient plusieurs tableaux\u202f: nous avons pris « {label} »."
    return replace(
        step,
        sentence=sentence,
        reason=f"C’est celui des {step.count} tableaux qui ressemble le plus à une liste complète.",
    )


def _letters(path: Path) -> tuple[str, str]:
    """The page, in the encoding that it announces if its bytes agree."""
    content = path.read_bytes()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), "utf-16"
    declared = _CHARSET.search(content[:4096])
    if declared and declared[1].decode("ascii").lower() in _WINDOWS:
        return content.decode("cp1252", "replace"), "cp1252"
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        # Most pages that announce nothing were written on Windows.
        return content.decode("cp1252", "replace"), "cp1252"


def _tables(text: str) -> list[drawn.Sheet]:
    """Those with two rows and two columns at least, named by their caption or their rank."""
    page = _Page()
    unseen = ""
    at = 0
    while mark := _MARK.search(text, at):
        if not unseen:
            page.say(text[at : mark.start()])
        at = mark.end()
        if mark[1]:
            closed = text.find("-->", at)
            at = len(text) if closed < 0 else closed + 3
            continue
        name = mark[3].lower()
        if unseen:
            unseen = "" if mark[2] and name == unseen else unseen
        elif name in _UNSEEN and not mark[2]:
            unseen = "" if mark[4].endswith("/") else name
        else:
            page.mark(name, bool(mark[2]), mark[4])
    if not unseen:
        page.say(text[at:])
    return page.sheets()


@dataclass
class _Table:
    """A table under way; ``covered``: column -> last row that a cell from above covers."""

    sheet: drawn.Sheet
    row: int = -1
    column: int = 0
    covered: dict[int, int] = field(default_factory=dict)
    words: list[str] | None = None
    caption: list[str] | None = None
    title: str = ""
    next: int = 0

    def open_row(self) -> None:
        self.row += 1
        self.column = 0

    def open_cell(self, attributes: str) -> None:
        self.close_cell()
        if self.row < 0:
            self.open_row()
        while self.covered.get(self.column, -1) >= self.row:
            self.column += 1
        spans = {name.lower(): int(number) for name, number in _SPAN.findall(attributes)}
        across = min(max(spans.get("colspan", 1), 1), _MOST_ACROSS) - 1
        down = min(max(spans.get("rowspan", 1), 1), _MOST_DOWN) - 1
        if self.column + across >= drawn.MOST_COLUMNS:
            raise refusal("sparse")
        if across or down:
            self.sheet.merge(self.row, self.column, down, across)
        if down:
            covered = range(self.column, self.column + across + 1)
            self.covered.update(dict.fromkeys(covered, self.row + down))
        self.words = []
        self.next = self.column + across + 1

    def close_cell(self) -> None:
        if self.words is None:
            return
        text = _said(self.words)
        if text:
            self.sheet.put(self.row, self.column, text)
        self.words, self.column = None, self.next


class _Page:
    """Handlers of the marks: the tables of the page, those inside others too."""

    def __init__(self) -> None:
        self._done: list[_Table] = []
        self._open: list[_Table] = []
        self._marks: dict[str, Callable[[bool, str], None]] = {
            "table": self._table,
            "tr": self._row,
            "td": self._cell,
            "th": self._cell,
            "caption": self._caption,
        }

    def say(self, words: str) -> None:
        table = self._open[-1] if self._open else None
        if table and table.words is not None:
            table.words.append(words)
        elif table and table.caption is not None:
            table.caption.append(words)

    def mark(self, name: str, closes: bool, attributes: str) -> None:
        if name in _APART:
            self.say(" ")
        elif name in self._marks and (self._open or name == "table"):
            self._marks[name](closes, attributes)

    def sheets(self) -> list[drawn.Sheet]:
        while self._open:
            self._table(True, "")
        kept = [one for one in self._done if one.sheet.height > 1 and one.sheet.width > 1]
        kept.sort(key=lambda one: -one.sheet.filled)
        names: set[str] = set()
        for rank, one in enumerate(kept[:_MOST_TABLES], 1):
            one.sheet.name = one.title[:80] or f"Tableau {rank}"
            while one.sheet.name in names:
                one.sheet.name += f" ({rank})"
            names.add(one.sheet.name)
        return [one.sheet for one in kept[:_MOST_TABLES]]

    def _table(self, closes: bool, attributes: str) -> None:
        if not closes:
            if len(self._open) >= _DEEPEST:
                raise refusal("deep")
            self._open.append(_Table(drawn.Sheet("")))
        elif self._open:
            table = self._open.pop()
            table.close_cell()
            self._done.append(table)

    def _row(self, closes: bool, attributes: str) -> None:
        self._open[-1].close_cell()
        if not closes:
            self._open[-1].open_row()

    def _cell(self, closes: bool, attributes: str) -> None:
        if closes:
            self._open[-1].close_cell()
        else:
            self._open[-1].open_cell(attributes)

    def _caption(self, closes: bool, attributes: str) -> None:
        table = self._open[-1]
        if closes and table.caption is not None:
            table.title, table.caption = _said(table.caption), None
        elif not closes:
            table.caption = []


def _said(words: list[str]) -> str:
    """What a person sees: signs spelt out, and one space for several."""
    return " ".join(html.unescape("".join(words)).split())
