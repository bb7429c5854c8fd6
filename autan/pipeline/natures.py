"""What the texts of a column of no standard are: codes and addresses that carry their own proof.

The header alone proves nothing, and five digits prove nothing either: a postal code and a commune
code are told apart by their header, a SIRET by its key.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from autan.schemas.identifiers import siren_ok, siret_ok
from autan.schemas.names import fold, listed, words
from autan.schemas.standard import Kind

_LOOSE = 0.7
_ROAD = (
    "rue|avenue|av|boulevard|bd|bld|place|pl|chemin|che|impasse|imp|allees?|route|rte|quai|cours|"
    "square|passage|lotissement|lot|hameau|faubourg|fg|esplanade|promenade|sentier|traverse|"
    "rond point|zone|za|zi|zac|residence|res|lieu dit|lieudit|villa|cite|montee|voie|ruelle|venelle"
)
_ADDRESS = (
    rf"^(?:(?:\d{{1,5}}(?:\s*[-/]\s*\d{{1,5}})?\s*(?:bis|ter|quater|[a-z])?\s*,?\s+)?"
    rf"(?:{_ROAD})\s+\S|\d{{1,5}}\s*(?:bis|ter|quater|[a-z])?\s*,?\s+\S+.*\b\d{{5}}\b)"
)


def _form(pattern: str) -> Callable[[pl.Expr], pl.Expr]:
    return lambda text: text.str.contains(pattern)


@dataclass(frozen=True)
class Nature:
    """``loose`` a sample must match, whole and folded; ``proof`` is asked of corrected texts, of
    ``share`` of them at least. ``headers``: one of these words must be in the header, if any."""

    loose: str
    proof: Callable[[pl.Expr], pl.Expr]
    share: float = 1.0
    headers: frozenset[str] = frozenset()


NATURES: Mapping[Kind, Nature] = {
    Kind.SIRET: Nature(r"(?:\d[\s.\-]?){10,13}\d(?:[.,]0)?'?", siret_ok, 0.9),
    Kind.SIREN: Nature(r"(?:\d[\s.\-]?){8}\d(?:[.,]0)?", siren_ok, 0.9),
    Kind.RNA: Nature(r"w\s?\d{9}", _form(r"^W\d{9}$"), 0.95),
    Kind.EMAIL: Nature(
        r"(?:mailto:)?[^@\s]+@[^@\s]+\.[a-z]{2,}", _form(r"^[^@\s]+@[^@\s]+\.\w{2,}$"), 0.95
    ),
    Kind.URL: Nature(r"(?:https?://|www\.)\S+", _form(r"(?i)^(?:https?://|www\.)\S+$"), 0.95),
    Kind.UUID: Nature(
        r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        _form(r"(?i)^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$"),
    ),
    Kind.PHONE: Nature(
        r"(?:\+|00)?\d[\d\s.\-()/]{7,18}",
        _form(
            r"^(?:(?:\+|00)\s?(?:33|590|594|262|596|269)\s?(?:\(0\))?|0)\s?[1-9](?:[\s.\-/]?\d{2}){4}$"
        ),
        0.9,
        listed("tel telephone phone portable mobile fax standard"),
    ),
    Kind.INSEE: Nature(
        r"\d{4,5}|2[ab]\d{3}",
        _form(r"^(?:\d{2}|2[AB])\d{3}$"),
        0.98,
        listed("insee codgeo depcom com codecommune citycode"),
    ),
    Kind.POSTCODE: Nature(
        r"\d{4,5}|\d\d \d{3}",
        _form(r"^\d{5}$"),
        0.98,
        listed("postal postale cp codepostal postcode zip"),
    ),
    Kind.TIME: Nature(
        r"[0-2]?\d\s?[:h]\s?[0-5]\d(?::[0-5]\d)?",
        _form(r"^(?:[01]?\d|2[0-9])\s?[:hH]\s?[0-5]\d(?::[0-5]\d)?$"),
    ),
    Kind.YEAR: Nature(
        r"(?:19|20)\d\d(?:[.,]0)?",
        _form(r"^(?:18|19|20)\d\d$"),
        1.0,
        listed("annee annees an exercice millesime year rentree"),
    ),
    Kind.ADDRESS: Nature(r"(?=.*[a-z]{2}).{4,}", _form(rf"(?i){_ADDRESS}"), 0.6),
}
ANNOTATED = frozenset(NATURES)


def likely(header: str, values: Sequence[str]) -> tuple[Kind, ...]:
    """The natures that a sample allows; each asks for its proof on the whole column."""
    filled = [folded for value in values if (folded := fold(value).strip())]
    if not filled:
        return ()
    named = frozenset(words(header))
    return tuple(
        kind
        for kind, nature in NATURES.items()
        if (not nature.headers or named & nature.headers) and _allows(nature, filled)
    )


def _allows(nature: Nature, filled: Sequence[str]) -> bool:
    form = re.compile(nature.loose)
    return sum(form.fullmatch(value) is not None for value in filled) >= _LOOSE * len(filled)


def proved(kind: Kind, frame: pl.DataFrame) -> bool:
    """Is it so on every row? ``frame`` is a corrected tally: ``value`` and ``count``."""
    nature = NATURES[kind]
    text = pl.col("value")
    if kind is Kind.ADDRESS:
        # Accents change nothing to a road.
        text = text.str.normalize("NFD").str.replace_all(r"\p{Mn}", "")
    filled = frame.filter(pl.col("value").is_not_null())
    weight = filled.select(
        good=pl.col("count").filter(nature.proof(text)).sum(), all=pl.col("count").sum()
    )
    good, total = weight.row(0)
    return bool(total) and good >= nature.share * total
