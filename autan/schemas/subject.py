"""What a file says that it is about: its name and its sheet's, the line above the table, the words
of its headers, and those of a column that says what each thing is (« Type : Aire de covoiturage »).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autan.schemas.evidence import Column
from autan.schemas.names import listed, meaning, words
from autan.schemas.standard import Standard

_FEW_KINDS = 12
_SHORT = 40
_SAYS_WHAT = listed(
    "type nature categorie usage theme nom libelle designation famille activite name intitule lieu"
)
_ACTS = frozenset({"type", "nature", "categorie", "acte"})
# Words of many subjects, that do not name one.
_WEAK = listed(
    """
    aire aires lieu nbre places place tarif hauteur pmr zone zones site reseau etablissement borne
    etablissements bornes note cible valeur direction classe ligne passage passages modele piece
    pieces document don acquisition effectif epci station stations arrete arretes vote bureau
    structure accueil entree entrees limite terrain terrains unite unites ensemble ensembles aide
    aides projet projets collectivite collectivites raison location montant eau genre emplacement
    emplacements appel service services niveau parc secours services chambre hotel ecole scolaire
    """
)


@dataclass(frozen=True)
class Told:
    """The words of the headers, those of the names and titles, those of everything, and those that
    say what each act is."""

    headers: frozenset[str]
    about: frozenset[str]
    words: frozenset[str]
    acts: frozenset[str]

    @classmethod
    def of(cls, columns: Sequence[Column], about: str) -> "Told":
        headers = _said(column.header for column in columns)
        kinds = (value for column in columns if _says_acts(column) for value in column.values)
        acts = _said(value for value in kinds if len(value) <= _SHORT)
        named = _said((about,))
        return cls(headers, named, headers | named | _said_by_values(columns) | acts, acts)


def _said(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts, as they are written and in their common form."""
    return frozenset(word for text in texts for word in (*words(text), *meaning(text)))


def _says_acts(column: Column) -> bool:
    """« Type d'acte », or « Nature » alone: few values, which say what each act is."""
    said = set(meaning(column.header))
    kind = said <= _ACTS and said != {"categorie"}
    return bool(said) and kind and len(column.values) <= _FEW_KINDS


def _said_by_values(columns: Sequence[Column]) -> frozenset[str]:
    """The words of a column that says what things are: all of them when its values are few, else
    those that come back in most of its values (« Aire de … »)."""
    found: set[str] = set()
    for column in columns:
        if not column.values or not set(meaning(column.header)) & _SAYS_WHAT:
            continue
        said = [set(words(value[:80])) for value in column.values[:60]]
        often = 1 if len(said) <= _FEW_KINDS else len(said) // 2
        every = set().union(*said)
        found |= {word for word in every if sum(word in one for one in said) >= often}
    return frozenset(found)


def hinted(standard: Standard, told: frozenset[str]) -> bool:
    """Does a word name the subject of this standard?"""
    hints = set(standard.hints)
    return bool(told & (hints if standard.anchors else hints - _WEAK))


def other_acts(standard: Standard, told: Told) -> bool:
    """Are its acts others than those of this standard: orders, say, and not one deliberation?"""
    against, hints = set(standard.against), set(standard.hints)
    return bool(told.acts & against) and not told.acts & hints


def contrary(standard: Standard, columns: Sequence[Column]) -> bool:
    """Is there a column that no file of this standard has?"""
    alone = {meaning(one[1:]) for one in standard.contrary if one.startswith("=")}
    words_of = {word for one in standard.contrary if one[0] != "=" for word in meaning(one)}
    return any(
        meaning(column.header) in alone or words_of & set(meaning(column.header))
        for column in columns
    )
