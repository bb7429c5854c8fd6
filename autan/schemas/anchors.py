"""What the columns of known labels look like, for rows whose cells lost their places.

Used where a file's lines do not have the width of its header: a SIRET, a date or an amount
shows where the row went wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from autan.schemas import standards
from autan.schemas.names import squash
from autan.schemas.standard import Kind

# Words of labels that no standard knows -> what the column holds.
_WORDS = (
    ("siret", Kind.SIRET),
    ("siren", Kind.SIREN),
    ("date", Kind.DATE),
    ("montant", Kind.AMOUNT),
    ("prix", Kind.AMOUNT),
    ("cout", Kind.AMOUNT),
    ("annee", Kind.YEAR),
    ("exercice", Kind.YEAR),
    ("codepostal", Kind.POSTCODE),
    ("insee", Kind.INSEE),
    ("latitude", Kind.DEGREES),
    ("longitude", Kind.DEGREES),
    ("mail", Kind.EMAIL),
    ("url", Kind.URL),
)


@dataclass(frozen=True)
class Anchor:
    """The kinds of values that a label announces, and its closed list when it has one."""

    kinds: frozenset[Kind]
    choices: frozenset[str] = frozenset()


def anchors(labels: Sequence[str]) -> tuple[Anchor | None, ...]:
    """For each label what it announces, None when it announces nothing."""
    known = _known()
    return tuple(known.get(squash(label)) or _by_words(squash(label)) for label in labels)


def _by_words(label: str) -> Anchor | None:
    kind = next((kind for word, kind in _WORDS if word in label), None)
    return Anchor(frozenset({kind})) if kind else None


@cache
def _known() -> dict[str, Anchor]:
    found: dict[str, Anchor] = {}
    for standard in standards():
        for field in standard.fields:
            for spelling in field.spellings:
                other = found.get(spelling)
                kinds, choices = frozenset({field.kind}), frozenset(field.choices)
                if other:
                    kinds |= other.kinds
                    choices |= other.choices
                found[spelling] = Anchor(kinds, choices)
    return found
