"""Values of a short list, whatever their spelling: Oui, OUI, 1; Numéraire, AIDE EN NUMERAIRE."""

from collections.abc import Iterable, Mapping

import polars as pl

from autan.schemas.names import squash
from autan.schemas.repairs.mend import Manner, Mend

YES = frozenset({"oui", "o", "yes", "y", "true", "vrai", "1", "t"})
NO = frozenset({"non", "n", "no", "false", "faux", "0", "f"})
TRUE, FALSE = ("oui", "true"), ("non", "false")
"""How a yes-or-no column may be written in a published file: all of it is read."""


def spellings(
    values: Iterable[str], choices: Iterable[str], synonyms: Mapping[str, str]
) -> dict[str, str]:
    """For each of the given values that is another spelling of an allowed one, that one.

    Letters are compared without case, accents nor signs; ``synonyms`` are squashed.
    """
    exact = tuple(choices)
    known = {squash(choice): choice for choice in exact} | dict(synonyms)
    found = {value: known.get(squash(value)) for value in values if value not in exact}
    return {value: choice for value, choice in found.items() if choice is not None}


def yes_or_no(values: Iterable[str], synonyms: Mapping[str, str]) -> dict[str, str]:
    """The same for a yes-or-no column, brought to ``oui`` and ``non``; what is written as models
    write it stays, since there is nothing to correct."""
    words = {**dict.fromkeys(YES, "oui"), **dict.fromkeys(NO, "non"), **synonyms}
    plain = (*TRUE, *FALSE)
    return spellings((value for value in values if value not in plain), ("oui", "non"), words)


def _words(text: pl.Expr, manner: Manner) -> pl.Expr:
    return text.replace(dict(manner.words)) if manner.words else text


CHOICE_WORDS = Mend(
    "choice-words",
    _words,
    "« %(column)s » : une valeur prend le mot du modèle : « %(before)s » devient « %(after)s ».",
    "« %(column)s » : %(count)s valeurs prennent le mot du modèle : « %(before)s » devient "
    "« %(after)s ».",
)
BOOLEAN_WORDS = Mend(
    "boolean-words",
    _words,
    "« %(column)s » : une réponse devient oui ou non : « %(before)s » est lu « %(after)s ».",
    "« %(column)s » : %(count)s réponses deviennent oui ou non : « %(before)s » est lu "
    "« %(after)s ».",
)
