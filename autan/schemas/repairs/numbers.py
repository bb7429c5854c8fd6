"""Numbers as French people and spreadsheets write them, brought to 1234.56.

A form that can be read in two ways is left alone: the check says so.
"""

import polars as pl

from autan.schemas.repairs.mend import Manner, Mend

_SPACED = r"^[+-]?[0-9]{1,3}(?:[\s'’][0-9]{3})+(?:[.,][0-9]+)?$"
_CURRENCY = r"(?i)\s*(?:€|eur|euros?)(?:\s*(?:ttc|ht))?\.?$"
_DOTTED = r"^[+-]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+$|^[+-]?[0-9]{1,3}(?:\.[0-9]{3}){2,}$"
_ENGLISH = r"^[+-]?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+$|^[+-]?[0-9]{1,3}(?:,[0-9]{3}){2,}$"
COMMA = r"^[+-]?[0-9]*,[0-9]+$"
UNSURE_COMMA = r"^[+-]?[1-9][0-9]{0,2},[0-9]{3}$"
UNSURE_DOT = r"^[+-]?[1-9][0-9]{0,2}\.[0-9]{3}$"
_MONTHS = r"(?i)^[0-9]{1,3}\s*mois$"
_YEARS = r"(?i)^[0-9]{1,2}\s*(?:ans?|an\(s\)|années?)$"
PERCENT = r"^[0-9]+(?:[.,][0-9]+)?\s*%$"
PLAIN = r"^[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?$"


def _when(text: pl.Expr, pattern: str, new: pl.Expr) -> pl.Expr:
    return pl.when(text.str.contains(pattern)).then(new).otherwise(text)


def _currency(text: pl.Expr, _: Manner) -> pl.Expr:
    bare = text.str.replace(_CURRENCY, "").str.replace(r"^€\s*", "")
    return pl.when(bare.str.contains(r"^[+-]?[0-9][0-9\s.,'’]*$")).then(bare).otherwise(text)


def _spaces(text: pl.Expr, _: Manner) -> pl.Expr:
    return _when(text, _SPACED, text.str.replace_all(r"[\s'’]", ""))


def _dotted(text: pl.Expr, _: Manner) -> pl.Expr:
    return _when(text, _DOTTED, text.str.replace_all(r"\.", "").str.replace(",", ".", literal=True))


def _english(text: pl.Expr, _: Manner) -> pl.Expr:
    return _when(text, _ENGLISH, text.str.replace_all(",", "", literal=True))


def _comma(text: pl.Expr, manner: Manner) -> pl.Expr:
    if not manner.comma:
        return text
    dotted = text.str.replace(",", ".", literal=True).str.replace(r"^([+-]?)\.", "${1}0.")
    return _when(text, COMMA, dotted)


def _hundredth(number: pl.Expr) -> pl.Expr:
    """A share of 1 as text without useless digits: 45 -> 0.45, 100 -> 1."""
    share = (number.cast(pl.Float64, strict=False) / 100).round(6).cast(pl.String)
    return share.str.replace(r"\.0$", "")


def _percent_sign(text: pl.Expr, _: Manner) -> pl.Expr:
    bare = text.str.replace(r"\s*%$", "").str.replace(",", ".", literal=True)
    return _when(text, PERCENT, _hundredth(bare))


def _percent(text: pl.Expr, manner: Manner) -> pl.Expr:
    if not manner.percent:
        return text
    return _when(text, PLAIN, _hundredth(text))


def _duration(text: pl.Expr, _: Manner) -> pl.Expr:
    count = text.str.extract(r"^([0-9]{1,3})")
    years = (count.cast(pl.Int32, strict=False) * 12).cast(pl.String)
    in_years = pl.when(text.str.contains(_YEARS)).then(years).otherwise(text)
    return pl.when(text.str.contains(_MONTHS)).then(count).otherwise(in_years)


def _whole(text: pl.Expr, _: Manner) -> pl.Expr:
    return text.str.replace(r"^([+-]?[0-9]+)[.,]0+$", "${1}")


CURRENCY = Mend(
    "currency",
    _currency,
    "« %(column)s » : le signe de la monnaie est retiré : « %(before)s » devient %(after)s.",
    "« %(column)s » : le signe de la monnaie est retiré de %(count)s montants : « %(before)s » "
    "devient %(after)s.",
    likely=r"(?:€|[eE][uU][rR])",
)
SPACES_INSIDE = Mend(
    "number-spaces",
    _spaces,
    "« %(column)s » : les espaces d’un nombre sont retirés : « %(before)s » devient %(after)s.",
    "« %(column)s » : les espaces de %(count)s nombres sont retirés : « %(before)s » devient "
    "%(after)s.",
    likely=r"[0-9](?:\s|['’])",
)
DOTTED_THOUSANDS = Mend(
    "number-thousands",
    _dotted,
    "« %(column)s » : un nombre est récrit : « %(before)s » devient %(after)s.",
    "« %(column)s » : %(count)s nombres sont récrits : « %(before)s » devient %(after)s.",
    likely=r"\.[0-9]+[.,]",
)
ENGLISH_THOUSANDS = Mend(
    "number-english",
    _english,
    "« %(column)s » : un nombre écrit à l’anglaise est récrit : « %(before)s » devient %(after)s.",
    "« %(column)s » : %(count)s nombres écrits à l’anglaise sont récrits : « %(before)s » "
    "devient %(after)s.",
    likely=r",[0-9]+[.,]",
)
DECIMAL_COMMA = Mend(
    "number-comma",
    _comma,
    "« %(column)s » : la virgule d’un nombre devient un point : « %(before)s » est lu %(after)s.",
    "« %(column)s » : la virgule de %(count)s nombres devient un point : « %(before)s » est lu "
    "%(after)s.",
    likely=r",",
)
PERCENT_SIGN = Mend(
    "percent-sign",
    _percent_sign,
    "« %(column)s » : un pourcentage devient une part : « %(before)s » est lu %(after)s.",
    "« %(column)s » : %(count)s pourcentages deviennent des parts : « %(before)s » est lu "
    "%(after)s.",
    likely=r"%",
)
PERCENT_SCALE = Mend(
    "percent-scale",
    _percent,
    "« %(column)s » : les parts sont écrites de 0 à 100 ; « %(before)s » devient %(after)s.",
    "« %(column)s » : les %(count)s parts sont écrites de 0 à 100 ; « %(before)s » devient "
    "%(after)s.",
)
WHOLE = Mend(
    "integer-decimal",
    _whole,
    "« %(column)s » : un nombre entier portait des décimales : « %(before)s » devient %(after)s.",
    "« %(column)s » : %(count)s nombres entiers portaient des décimales : « %(before)s » devient "
    "%(after)s.",
    likely=r"[.,]0",
)

DURATION = Mend(
    "duration",
    _duration,
    "« %(column)s » : une durée est récrite en mois : « %(before)s » devient %(after)s.",
    "« %(column)s » : %(count)s durées sont récrites en mois : « %(before)s » devient %(after)s.",
    likely=r"(?i)mois|an",
)

NUMBERS: tuple[Mend, ...] = (
    CURRENCY,
    SPACES_INSIDE,
    DOTTED_THOUSANDS,
    ENGLISH_THOUSANDS,
    DECIMAL_COMMA,
)
