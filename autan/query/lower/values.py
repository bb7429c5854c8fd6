"""Values and conditions in SQL, with the parameters that they bind."""

from datetime import date, datetime

from sqlglot import exp

from autan.query.calendar_names import names
from autan.query.date_format import NAMED, Piece, merged, pieces
from autan.query.folding import LIGATURES
from autan.query.functions import BY_NAME, Takes
from autan.query.lower.fragments import column, fill, first, joined
from autan.query.lower.tiles import placed
from autan.query.nodes import (
    Aggregate,
    And,
    Arithmetic,
    Call,
    Cell,
    Column,
    Comparison,
    Condition,
    Constant,
    IsNull,
    Mercator,
    Not,
    OneOf,
    Or,
    Pattern,
    Rank,
    Scalar,
    StartsWith,
    Value,
    Words,
)
from autan.query.plan import Plan
from autan.tabular.fields import FieldType

SEARCH_TEXT = "search_text"
COMPARISONS: dict[str, type[exp.Binary]] = {
    "=": exp.EQ,
    "!=": exp.NEQ,
    "<": exp.LT,
    ">": exp.GT,
    "<=": exp.LTE,
    ">=": exp.GTE,
}
ARITHMETIC: dict[str, type[exp.Binary]] = {
    "+": exp.Add,
    "-": exp.Sub,
    "*": exp.Mul,
    "/": exp.Div,
}
BOUNDARY = r"[^\p{L}\p{N}]"
Bindable = str | int | float | bool | list[str]


class Values:
    """Values and conditions of one plan, with the parameters that they bind."""

    def __init__(self, plan: Plan, table: str) -> None:
        self.plan = plan
        self.table = table
        self.parameters: list[Bindable] = []
        self.known: dict[Value, exp.Expr] = {}
        """Values already computed in an inner query, and where to read them."""
        self.counting = False

    def bind(self, value: Bindable) -> exp.Expr:
        self.parameters.append(value)
        return exp.Parameter(this=exp.Literal.number(len(self.parameters)))

    def constant(self, value: Scalar) -> exp.Expr:
        match value:
            case datetime():
                return fill("CAST(__0 AS TIMESTAMP)", self.bind(value.isoformat(" ")))
            case date():
                return fill("CAST(__0 AS DATE)", self.bind(value.isoformat()))
            case str():
                return self.bind(value.encode("utf-8", "replace").decode())
        return self.bind(value)

    def value(self, node: Value) -> exp.Expr:
        if node in self.known:
            return self.known[node].copy()
        match node:
            case Column(name):
                return column(name, "t")
            case Constant(value):
                return self.constant(value)
            case Arithmetic():
                return self.arithmetic(node)
            case Call("date_format", (of, Constant(str(pattern)))):
                return self.date_format(self.local(of), pattern)
            case Call(function, arguments) | Aggregate(function, arguments):
                return self.call(function, arguments, node)
            case Mercator() | Cell() | Rank():
                return placed(node, self.value)
        raise TypeError(f"{node} has no value of its own")

    def call(self, function: str, arguments: tuple[Value, ...], node: Call | Aggregate) -> exp.Expr:
        row = BY_NAME[function]
        if not arguments:
            return fill("count(*)")
        if isinstance(node, Aggregate) and node.distinct:
            return fill("count(DISTINCT __0)", self.value(arguments[0]))
        pairs = zip(row.takes, arguments, strict=False)
        given = [self.local(of) if takes is Takes.TIME else self.value(of) for takes, of in pairs]
        return fill(row.sql, *given)

    def local(self, node: Value) -> exp.Expr:
        """A date as it is, an instant on the clock of the plan's timezone."""
        found = self.value(node)
        if node.type is not FieldType.DATETIME:
            return found
        if self.plan.timezone == "UTC":
            return fill("CAST(__0 AS TIMESTAMP)", found)
        template = "timezone(__1, timezone('UTC', CAST(__0 AS TIMESTAMP)))"
        return fill(template, found, self.bind(self.plan.timezone))

    def arithmetic(self, node: Arithmetic) -> exp.Expr:
        left, right = self.number(node.left), self.number(node.right)
        if node.operator == "/":
            right = self.divisor(node.right, right)
        return exp.Paren(this=ARITHMETIC[node.operator](this=left, expression=right))

    def number(self, node: Value) -> exp.Expr:
        found = self.value(node)
        is_double = isinstance(node, Arithmetic) and node not in self.known
        return found if is_double else fill("CAST(__0 AS DOUBLE)", found)

    def divisor(self, node: Value, found: exp.Expr) -> exp.Expr:
        """Empty where it is zero. NULLIF writes its argument twice, so a chain of divisions
        would double at each step: what is not a plain value goes through a list, once."""
        plain = isinstance(node, Column | Constant) or node in self.known
        once = "list_filter([__0], x -> x <> 0)[1]"
        return fill("nullif(__0, 0)" if plain else once, found)

    def date_format(self, at: exp.Expr, pattern: str) -> exp.Expr:
        # An empty pattern writes nothing, but for an empty cell, as any other.
        written = [self.piece(at, piece) for piece in merged(pieces(pattern))]
        found = written[0] if written else fill("left(CAST(__0 AS VARCHAR), 0)", at)
        for each in written[1:]:
            found = exp.DPipe(this=found, expression=each)
        return exp.Paren(this=found)

    def piece(self, at: exp.Expr, piece: Piece) -> exp.Expr:
        if piece.letters == "w":
            return fill("CAST(week(__0) AS VARCHAR)", at)
        if piece.letters == "xx":
            return fill("right(strftime(__0, '%G'), 2)", at)
        if piece.letters in NAMED:
            kind = NAMED[piece.letters]
            part = "month(__1)" if "months" in kind else "isodow(__1)"
            return fill(f"list_extract(__0, {part})", self.bind(names(self.plan.lang, kind)), at)
        return fill("strftime(__0, __1)", at, self.bind(piece.literal))

    # Conditions

    def condition(self, node: Condition) -> exp.Expr:
        match node:
            case And(items):
                return joined(exp.And, [self.condition(item) for item in items])
            case Or(items):
                return joined(exp.Or, [self.condition(item) for item in items])
            case Not(item):
                return fill("NOT coalesce(__0, FALSE)", self.condition(item))
            case Comparison(operator, left, right):
                pair = self.value(left), self.value(right)
                return COMPARISONS[operator](this=pair[0], expression=pair[1])
            case IsNull(of):
                return fill("__0 IS NULL", self.value(of))
            case OneOf(of, values):
                return self.one_of(of, values)
            case StartsWith(of, prefix):
                return fill("starts_with(__0, __1)", self.value(of), self.constant(prefix))
            case Pattern(of, parts):
                return self.sifted(of, parts)
            case Words():
                return self.words(node)

    def one_of(self, of: Value, values: tuple[Constant, ...]) -> exp.Expr:
        if not values:
            return exp.Boolean(this=False)
        listed = [self.value(value) for value in values]
        return exp.In(this=self.value(of), expressions=listed)

    def folded(self, of: Value) -> exp.Expr:
        found = fill("strip_accents(lower(__0))", self.value(of))
        for ligature, letters in LIGATURES:
            found = fill(f"replace(__0, '{ligature}', '{letters}')", found)
        return found

    def sifted(self, of: Value, parts: tuple[str, ...]) -> exp.Expr:
        """Folding a column costs four times more than looking into the row's folded text, which
        holds it: that sifts first (1.9 s of work to 0.4 s on a million rows)."""
        found = self.pattern(self.folded(of), parts)
        longest = max(parts, key=len, default="")
        if not longest or not isinstance(of, Column) or of.type is not FieldType.TEXT:
            return found
        sieve = fill("contains(__0, __1)", column(SEARCH_TEXT, "t"), self.constant(longest))
        # A filter on two columns is run by the scan if it is an AND: then a page stops early. A
        # count sees every row.
        return first(sieve, found) if self.counting else joined(exp.And, [sieve, found])

    def pattern(self, text: exp.Expr, parts: tuple[str, ...]) -> exp.Expr:
        """LIKE can be made to take for ever (``%a%a%a…``); RE2 takes a time linear in the text."""
        if len(parts) == 3 and not parts[0] and not parts[2]:
            return fill("contains(__0, __1)", text, self.constant(parts[1]))
        if len(parts) == 2 and not parts[1]:
            return fill("starts_with(__0, __1)", text, self.constant(parts[0]))
        regex = "(?s)" + ".*".join(quoted_for_regex(part) for part in parts)
        return fill("regexp_full_match(__0, __1)", text, self.constant(regex))

    def words(self, node: Words) -> exp.Expr:
        text = self.searched(node)
        sieves, found = [], []
        for place, word in enumerate(node.words):
            last = node.prefix and place == len(node.words) - 1
            end = "" if last else f"({BOUNDARY}|$)"
            regex = f"(^|{BOUNDARY}){quoted_for_regex(word)}{end}"
            sieves.append(fill("contains(__0, __1)", text, self.constant(word)))
            found.append(fill("regexp_matches(__0, __1)", text, self.constant(regex)))
        return first(joined(exp.And, sieves), joined(exp.And, found))

    def searched(self, node: Words) -> exp.Expr:
        if node.of is None:
            return column(SEARCH_TEXT, "t")
        texts = [self.folded(of) for of in node.of]
        if len(texts) == 1:
            return texts[0]
        # Not exp.ConcatWs: sqlglot would make it empty as soon as one of the texts is.
        return exp.Anonymous(this="concat_ws", expressions=[exp.Literal.string(" "), *texts])


def quoted_for_regex(text: str) -> str:
    return "".join(char if char.isalnum() or char >= "\x80" else f"\\{char}" for char in text)
