"""Codes that spreadsheets damage: SIRET, RNA, commune and postal codes, subjects of acts."""

import polars as pl

from autan.schemas.identifiers import siret_ok
from autan.schemas.repairs.mend import Manner, Mend

_LOOSE = r"^[0-9\s.\-_'’\x22]{9,26}$"
_REST = r"[\s.:\-–/]+\D.*|[.,][0-9][0-9.,]*\D*"
_SHORT = r"^[0-9]{11,13}$"
_EXACT_SCIENTIFIC = r"^[0-9][.,][0-9]{12,13}[eE]\+?13$"
_PHONE = r"^[1-9](?:[0-9]{8}(?:\.0)?|(?:[ .][0-9]{2}){4})$"


def _phone(text: pl.Expr, _: Manner) -> pl.Expr:
    """Nine digits are a French number that a spreadsheet took for a quantity."""
    whole = pl.concat_str(pl.lit("0"), text.str.replace(r"\.0$", ""))
    return pl.when(text.str.contains(_PHONE)).then(whole).otherwise(text)


def _decimal(text: pl.Expr, _: Manner) -> pl.Expr:
    return text.str.replace(r"^([0-9]+)[.,]0+$", "${1}")


def _scientific(text: pl.Expr, _: Manner) -> pl.Expr:
    digits = text.str.replace(r"[eE]\+?13$", "").str.replace_all(r"[.,]", "").str.pad_end(14, "0")
    return pl.when(text.str.contains(_EXACT_SCIENTIFIC)).then(digits).otherwise(text)


def _separators(text: pl.Expr, _: Manner) -> pl.Expr:
    bare = text.str.replace_all(r"[^0-9]", "")
    loose = text.str.contains(_LOOSE) & bare.str.len_chars().is_between(9, 14)
    return pl.when(loose).then(bare).otherwise(text)


def _lost_zero(text: pl.Expr, _: Manner) -> pl.Expr:
    padded = text.str.pad_start(14, "0")
    short = text.str.contains(_SHORT) & siret_ok(padded)
    return pl.when(short).then(padded).otherwise(text)


def _rna(text: pl.Expr, _: Manner) -> pl.Expr:
    bare = text.str.to_uppercase().str.replace_all(r"[\s.\-]", "")
    return pl.when(bare.str.contains(r"^W[0-9]{9}$")).then(bare).otherwise(text)


def _five(text: pl.Expr, manner: Manner) -> pl.Expr:
    return text if not manner.zero else text.str.replace(r"^([0-9]{4})$", "0${1}")


def _corsica(text: pl.Expr, _: Manner) -> pl.Expr:
    wrong = text.str.contains(r"^2[ab][0-9]{3}$")
    return pl.when(wrong).then(text.str.to_uppercase()).otherwise(text)


def _postcode(text: pl.Expr, _: Manner) -> pl.Expr:
    return text.str.replace(r"^([0-9]{2})\s([0-9]{3})$", "${1}${2}")


def _matiere(text: pl.Expr, _: Manner) -> pl.Expr:
    return text.str.replace(rf"^([1-9])[.,]\s?([0-9]{{1,2}})(?:{_REST})?$", "${1}.${2}")


SIRET: tuple[Mend, ...] = (
    Mend(
        "siret-decimal",
        _decimal,
        "« %(column)s » : un numéro avait pris une décimale : « %(before)s » devient %(after)s.",
        "« %(column)s » : %(count)s numéros avaient pris une décimale : « %(before)s » devient "
        "%(after)s.",
        likely=r"[.,]0",
    ),
    Mend(
        "siret-scientific",
        _scientific,
        "« %(column)s » : un numéro est remis en chiffres : « %(before)s » devient %(after)s.",
        "« %(column)s » : %(count)s numéros sont remis en chiffres : « %(before)s » devient "
        "%(after)s.",
        likely=r"[eE]",
    ),
    Mend(
        "siret-spaces",
        _separators,
        "« %(column)s » : les espaces et signes d’un numéro sont retirés : « %(before)s » devient "
        "%(after)s.",
        "« %(column)s » : les espaces et signes de %(count)s numéros sont retirés : "
        "« %(before)s » devient %(after)s.",
        likely=r"[^0-9]",
    ),
    Mend(
        "siret-zero",
        _lost_zero,
        "« %(column)s » : un numéro avait perdu son zéro de tête : « %(before)s » devient "
        "%(after)s.",
        "« %(column)s » : %(count)s numéros avaient perdu leur zéro de tête : « %(before)s » "
        "devient %(after)s.",
        likely=_SHORT,
    ),
)
PHONE_ZERO = Mend(
    "phone-zero",
    _phone,
    "« %(column)s » : un numéro avait perdu son zéro de tête : « %(before)s » devient %(after)s.",
    "« %(column)s » : %(count)s numéros avaient perdu leur zéro de tête : « %(before)s » devient "
    "%(after)s.",
    likely=_PHONE,
)
DECIMAL = Mend(
    "code-decimal",
    _decimal,
    "« %(column)s » : un code avait pris une décimale : « %(before)s » devient %(after)s.",
    "« %(column)s » : %(count)s codes avaient pris une décimale : « %(before)s » devient "
    "%(after)s.",
)
RNA = Mend(
    "rna-form",
    _rna,
    "« %(column)s » : un numéro d’association est récrit : « %(before)s » devient %(after)s.",
    "« %(column)s » : %(count)s numéros d’association sont récrits : « %(before)s » devient "
    "%(after)s.",
)
POSTCODE_SPACE = Mend(
    "postcode-space",
    _postcode,
    "« %(column)s » : l’espace d’un code postal est retiré : « %(before)s » devient %(after)s.",
    "« %(column)s » : l’espace de %(count)s codes postaux est retiré : « %(before)s » devient "
    "%(after)s.",
)
LOST_ZERO = Mend(
    "code-zero",
    _five,
    "« %(column)s » : un code avait perdu son zéro de tête : « %(before)s » devient %(after)s.",
    "« %(column)s » : %(count)s codes avaient perdu leur zéro de tête : « %(before)s » devient "
    "%(after)s.",
)
CORSICA = Mend(
    "code-capital",
    _corsica,
    "« %(column)s » : un code de Corse prend sa majuscule : « %(before)s » devient %(after)s.",
    "« %(column)s » : %(count)s codes de Corse prennent leur majuscule : « %(before)s » devient "
    "%(after)s.",
)
MATIERE = Mend(
    "matiere-form",
    _matiere,
    "« %(column)s » : un code de matière est récrit : « %(before)s » devient %(after)s.",
    "« %(column)s » : %(count)s codes de matière sont récrits : « %(before)s » devient %(after)s.",
)
