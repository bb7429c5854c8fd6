"""What a clause looks like once parsed, before anything is known about the table."""

from dataclasses import dataclass, field

from autan.query.odsql.errors import malformed

MAX_DEPTH = 64


@dataclass(frozen=True, slots=True)
class Tree:
    """``rule`` names the form, ``value`` its own word or number, ``parts`` what it holds.

    ``start`` and ``end`` are places in the clause: the text between them is what was written.
    """

    rule: str
    value: str = ""
    parts: tuple["Tree", ...] = ()
    start: int = 0
    end: int = 0
    depth: int = field(default=1, compare=False)

    def text(self, clause: str) -> str:
        """What the caller wrote, to the letter."""
        return clause[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of ``select``, ``group_by`` or ``order_by``; ``written`` is its text, alone."""

    tree: Tree
    written: str
    alias: str | None = None
    descending: bool = False


def grown(rule: str, value: str, parts: tuple[Tree, ...], span: tuple[int, int], of: str) -> Tree:
    """A tree over ``parts``; OdsqlError in clause ``of`` when it becomes too deep to answer."""
    depth = 1 + max((part.depth for part in parts), default=0)
    if depth > MAX_DEPTH:
        raise malformed(f"more than {MAX_DEPTH} levels of nesting.", of)
    return Tree(rule, value, parts, *span, depth)
