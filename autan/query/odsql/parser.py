"""The grammar of ODSQL, by recursive descent: text in, ``Tree`` or ``Item`` out.

    or       = and {OR and}
    and      = not {AND not}
    not      = NOT not | test
    test     = sum [("="|":"|"!="|"<"|">"|"<="|">=") sum | LIKE string | IN set
               | IS [NOT] (NULL|TRUE|FALSE)]
    set      = "(" sum {"," sum} ")" | ("["|"]") sum (".."|TO) sum ("["|"]") | name
    sum      = product {("+"|"-") product}
    product  = unary {("*"|"/") unary}
    unary    = "-" unary | "(" or ")" | literal | call | name
    call     = function "(" [DISTINCT] [argument {"," argument}] ")"
    argument = "*" | word "=" ["-"] number | sum [unit]

AND binds tighter than OR, and there is no infix NOT IN or NOT LIKE: as measured on the original.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from autan.query.functions import NAMES
from autan.query.odsql.errors import OdsqlError, malformed, unexpected
from autan.query.odsql.syntax import MAX_DEPTH, Item, Tree, grown
from autan.query.odsql.tokens import Kind, Token, tokenise

MAX_LIST = 1_000
_COMPARISONS = {"=": "=", ":": "=", "!=": "!=", "<": "<", ">": ">", "<=": "<=", ">=": ">="}
_KEYWORDS = ("and", "or", "not", "in", "is", "like", "as", "asc", "desc")
_Parsed = TypeVar("_Parsed")


def condition(text: str, clause: str) -> Tree:
    """Parse a ``where``."""
    parser = _Parser(text, clause)
    return parser.whole(parser.either)


def items(text: str, clause: str) -> tuple[Item, ...]:
    """Parse a ``select``, a ``group_by`` or an ``order_by``."""
    parser = _Parser(text, clause)
    return tuple(parser.whole(lambda: parser.listed(parser.item)))


def call(text: str, clause: str) -> Tree:
    """Parse one function call or one name: a ``facet`` parameter."""
    parser = _Parser(text, clause)
    return parser.whole(parser.unary)


class _Stream:
    """The tokens of a clause, read one after the other."""

    def __init__(self, text: str, clause: str) -> None:
        self.text, self.clause = text, clause
        self.tokens = tokenise(text, clause)
        self.index = 0
        self.nesting = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    @property
    def following(self) -> Token:
        return self.tokens[min(self.index + 1, len(self.tokens) - 1)]

    def advance(self) -> Token:
        token = self.token
        self.index += 1
        return token

    def accept(self, *symbols: str) -> bool:
        return bool(self.token.is_symbol(*symbols) and self.advance())

    def accept_word(self, *words: str) -> bool:
        return bool(self.token.is_word(*words) and self.advance())

    def expect(self, *symbols: str) -> Token:
        if not self.token.is_symbol(*symbols):
            raise self.unexpected()
        return self.advance()

    def unexpected(self) -> OdsqlError:
        token = self.token
        what = self.text[token.start : token.end] or "end of clause"
        return unexpected(what, token.start, self.text, self.clause)

    def whole(self, rule: Callable[[], _Parsed]) -> _Parsed:
        parsed = rule()
        if self.token.kind is not Kind.END:
            raise self.unexpected()
        return parsed

    def listed(self, rule: Callable[[], _Parsed]) -> list[_Parsed]:
        """One or more, between commas."""
        found = [rule()]
        while self.accept(","):
            if len(found) >= MAX_LIST:
                raise malformed(f"more than {MAX_LIST} values in a list.", self.clause)
            found.append(rule())
        return found

    def node(self, rule: str, value: str, start: int, *parts: Tree) -> Tree:
        end = self.tokens[self.index - 1].end
        return grown(rule, value, parts, (start, end), self.clause)

    @contextmanager
    def nested(self) -> Iterator[None]:
        """Bound the recursion, before any tree exists to be measured."""
        self.nesting += 1
        if self.nesting > MAX_DEPTH:
            raise malformed(f"more than {MAX_DEPTH} levels of nesting.", self.clause)
        yield
        self.nesting -= 1


class _Parser(_Stream):
    # Conditions

    def either(self) -> Tree:
        return self.chain("or", self.every)

    def every(self) -> Tree:
        return self.chain("and", self.negation)

    def chain(self, word: str, rule: Callable[[], Tree]) -> Tree:
        start = self.token.start
        found = [rule()]
        while self.accept_word(word):
            found.append(rule())
        return self.node(word, "", start, *found) if len(found) > 1 else found[0]

    def negation(self) -> Tree:
        start = self.token.start
        if not self.accept_word("not"):
            return self.test()
        with self.nested():
            return self.node("not", "", start, self.negation())

    def test(self) -> Tree:
        start = self.token.start
        left = self.sum()
        if self.token.is_symbol(*_COMPARISONS):
            operator = _COMPARISONS[self.advance().value]
            return self.node("compare", operator, start, left, self.sum())
        if self.accept_word("like"):
            return self.node("like", "", start, left, self.text_literal())
        if self.accept_word("in"):
            return self.membership(left, start)
        if self.accept_word("is"):
            return self.nature(left, start)
        return left

    def text_literal(self) -> Tree:
        if self.token.kind is not Kind.STRING:
            raise self.unexpected()
        return self.literal()

    def membership(self, left: Tree, start: int) -> Tree:
        if self.accept("("):
            values = self.listed(self.sum)
            self.expect(")")
            return self.node("in", "", start, left, *values)
        if self.token.is_symbol("[", "]"):
            low_bracket = self.advance().value
            low = self.sum()
            if not self.accept("..") and not self.accept_word("to"):
                raise self.unexpected()
            high = self.sum()
            brackets = low_bracket + self.expect("[", "]").value
            return self.node("between", brackets, start, left, low, high)
        return self.node("compare", "=", start, left, self.name())

    def nature(self, left: Tree, start: int) -> Tree:
        negated = self.accept_word("not")
        if not self.token.is_word("null", "true", "false"):
            raise self.unexpected()
        found = self.node("is", self.advance().value.lower(), start, left)
        return self.node("not", "", start, found) if negated else found

    # Values

    def sum(self) -> Tree:
        return self.operations(("+", "-"), self.product)

    def product(self) -> Tree:
        return self.operations(("*", "/"), self.unary)

    def operations(self, symbols: tuple[str, ...], rule: Callable[[], Tree]) -> Tree:
        start = self.token.start
        left = rule()
        while self.token.is_symbol(*symbols):
            operator = self.advance().value
            left = self.node("arithmetic", operator, start, left, rule())
        return left

    def unary(self) -> Tree:
        start = self.token.start
        if self.accept("-"):
            with self.nested():
                return self.node("minus", "", start, self.unary())
        if self.accept("("):
            with self.nested():
                inside = self.either()
            self.expect(")")
            return inside
        if self.token.kind in (Kind.STRING, Kind.NUMBER) or self.is_word_literal():
            return self.literal()
        if self.following.is_symbol("(") and self.is_callable():
            return self.call()
        return self.name()

    def is_word_literal(self) -> bool:
        dated = self.token.is_word("date") and self.following.kind is Kind.STRING
        return dated or self.token.is_word("null", "true", "false")

    def literal(self) -> Tree:
        token = self.advance()
        if token.is_word("date"):
            return self.node("date", self.advance().value, token.start)
        if token.kind is Kind.NAME:
            return self.node(token.value.lower(), "", token.start)
        return self.node(token.kind.value, token.value, token.start)

    def name(self) -> Tree:
        reserved = self.token.is_word(*_KEYWORDS)
        if self.token.kind not in (Kind.NAME, Kind.QUOTED) or reserved:
            raise self.unexpected()
        token = self.advance()
        return self.node("name", token.value, token.start)

    # Calls

    def is_callable(self) -> bool:
        """A ``select`` may write any call, and is told when nothing has that name."""
        if self.token.kind is not Kind.NAME or self.token.is_word(*_KEYWORDS):
            return False
        return self.clause in ("select", "facet") or self.token.value.lower() in NAMES

    def call(self) -> Tree:
        start = self.token.start
        function = self.advance().value.lower()
        self.expect("(")
        rule = "distinct" if self.accept_word("distinct") else "call"
        with self.nested():
            empty = self.token.is_symbol(")")
            arguments = [] if empty else self.listed(self.argument)
        self.expect(")")
        return self.node(rule, function, start, *arguments)

    def argument(self) -> Tree:
        start = self.token.start
        if self.token.is_symbol("*") and self.following.is_symbol(",", ")"):
            self.advance()
            return self.node("star", "", start)
        if self.token.kind is Kind.NAME and self.following.is_symbol("="):
            return self.option()
        value = self.sum()
        if value.rule == "number" and self.token.kind is Kind.NAME:
            return self.node("width", self.advance().value, start, value)
        return value

    def option(self) -> Tree:
        token = self.advance()
        self.expect("=")
        return self.node("option", token.value.lower(), token.start, self.sum())

    # Lists of outputs

    def item(self) -> Item:
        start = self.token.start
        if self.clause == "select" and self.token.is_symbol("*"):
            self.advance()
            return Item(self.node("star", "", start), "*")
        if self.clause == "select" and self.is_pattern():
            return Item(self.pattern(), "")
        tree = self.sum()
        written = self.text[start : self.tokens[self.index - 1].end]
        if self.clause == "order_by":
            return Item(tree, written, descending=self.direction())
        return Item(tree, written, self.alias())

    def is_pattern(self) -> bool:
        return self.token.is_word("include", "exclude") and self.following.is_symbol("(")

    def pattern(self) -> Tree:
        """``include(name)`` or ``include(beginning*)``."""
        word = self.advance()
        self.expect("(")
        name = self.name()
        starred = self.accept("*")
        self.expect(")")
        value = word.value.lower() + ("*" if starred else "")
        return self.node("pattern", value, word.start, name)

    def direction(self) -> bool:
        descending = self.token.is_word("desc")
        self.accept_word("asc", "desc")
        return descending

    def alias(self) -> str | None:
        return self.name().value if self.accept_word("as") else None
