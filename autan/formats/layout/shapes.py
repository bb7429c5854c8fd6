"""Display formats of a workbook that carry information: what a person sees is not the number.

Only four kinds do: zeros before a number (``00000`` shows 09000), decimals of a code (``0.00``
shows 7.10), percentages, and a day of which the year alone shows. All the others (thousands,
currency, colours) only dress a number, which is then read in full.
Grammar: ECMA-376 part 1, 18.8.31.
"""

import datetime as dt
import re
from collections.abc import Callable
from functools import cache

from autan.formats.cells import number_text

# From a cell's value to the text that is seen; None when the format does not apply to it.
Shape = Callable[[object], str | None]

BUILT_IN = {1: "0", 2: "0.00", 9: "0%", 10: "0.00%"}
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<other>.)', re.DOTALL
)
_DIGITS = "0#?"
# A code has few figures: beyond, decimals are those of an amount.
CODES_BELOW = 100


@cache
def shape_of(code: str) -> Shape | None:
    """What a number format does to values, when that is more than dressing."""
    tokens = _tokens(code)
    signs = "".join(sign for sign, literal in tokens if not literal)
    lower = signs.lower()
    if "general" in lower or "@" in lower:
        return None
    if re.search("[ymdhs]", lower):
        return _year if set(lower) <= {"y"} else None
    if signs.endswith("%") and set(signs) <= set("0#?.,% "):
        return _percentage
    if re.fullmatch(r"0\.0+", code.split(";")[0]):
        return _decimals(len(signs) - 2)
    if set(signs) <= set(_DIGITS) and "0" in signs[:-1]:
        return _zeros(tuple(tokens))
    return None


def is_decimals(shape: Shape) -> bool:
    """Does the shape only add decimals? It is meant for codes, and would only dress an amount."""
    return getattr(shape, "__name__", "") == "decimals"


def literal(text: str) -> Shape:
    """The text that the file itself says to be shown."""
    return lambda value: text


def _tokens(code: str) -> list[tuple[str, bool]]:
    """The signs of the first section, each with True when it is only shown as it is."""
    tokens: list[tuple[str, bool]] = []
    for match in _PIECE.finditer(code):
        if match["other"] == ";":
            break
        if match["quoted"] is not None:
            tokens += [(sign, True) for sign in match["quoted"]]
        elif match["escaped"]:
            tokens.append((match["escaped"], True))
        elif match["other"]:
            tokens.append((match["other"], match["other"] in " -/()"))
    return tokens


def _number(value: object) -> float | None:
    """A number; VRAI and FAUX are none."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _year(value: object) -> str | None:
    return f"{value.year:04d}" if isinstance(value, dt.date) else None


def _percentage(value: object) -> str | None:
    number = _number(value)
    return None if number is None else f"{number_text(round(number * 100, 12))} %"


def _decimals(places: int) -> Shape:
    def decimals(value: object) -> str | None:
        number = _number(value)
        if number is None or number.is_integer() or abs(number) >= CODES_BELOW:
            return None
        shown = f"{number:.{places}f}"
        return shown if abs(float(shown) - number) < 1e-9 else None

    return decimals


def _zeros(tokens: tuple[tuple[str, bool], ...]) -> Shape:
    places = sum(not literal for _, literal in tokens)

    def zeros(value: object) -> str | None:
        number = _number(value)
        if number is None or not number.is_integer() or not 0 <= number < 1e15:
            return None
        whole = str(int(number))
        return _laid_out(whole, tokens, places) if len(whole) <= places else None

    return zeros


def _laid_out(whole: str, tokens: tuple[tuple[str, bool], ...], places: int) -> str:
    """Figures under their signs, from the right; a ``#`` without figure shows nothing."""
    figures = whole.rjust(places)
    shown, used, started = [], 0, False
    for sign, literal in tokens:
        if literal:
            shown.append(sign if started or sign.isalpha() else "")
            continue
        figure = figures[used]
        used += 1
        if figure == " " and (sign == "0" or started):
            figure = "0"
        started = started or figure != " "
        shown.append(figure.strip())
    return "".join(shown).strip()
