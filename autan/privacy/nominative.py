"""Is a row of this table about a private person? Then its other columns describe that person.

Judged on the whole table: its headers, some cells under each, its name. A name beside a first
name, or « MARTIN Jeanne » under « Nom » or « Locataire », make a row nominative; those who hold a
public mandate, associations, companies, places that bear a name and the dead do not, and neither
do statistics. « Demandeur » or « Vendeur » are no proof: their row is about a plot or an act.
"""

from functools import lru_cache

import polars as pl

from autan.privacy import people
from autan.privacy.detector import Column
from autan.privacy.words import ELECTED, PRIVATE_ROLES
from autan.schemas.names import fold, listed, words

FIRST = frozenset(("prenom", "prenoms"))
NAME = frozenset(("nom", "noms", "patronyme", "identite", "personne"))
_QUALIFIERS = listed(
    """
    usage usuel naissance jeune fille famille marital complet principal actuel complete 1 2 legal
    """
)
_SUBJECTS = (PRIVATE_ROLES - {"concessionnaire", "concessionnaires", "redevable"}) | listed(
    """
    agent agents salarie salaries stagiaire stagiaires usager usagers administre administres
    adherent adherents inscrit inscrits jure jures resident residents habitant habitants candidat
    candidats parent parents benevole benevoles fonctionnaire etudiant assure
    """
)
_NOT_OF_PEOPLE = listed(
    """
    association associations asso raison sociale societe entreprise enseigne siret siren rna
    denomination rpps isbn toponyme fantoir rivoli oeuvre deces decede mort morts guerre soldat
    """
)
_COUNTED = listed("nombre nb nbr nbre effectif effectifs occurrence occurrences frequence")
_OF_ONE_PERSON = listed("enfants enfant jours heures parts personnes repas")
_DIVISIONS = frozenset(("canton", "circonscription", "scrutin"))
_BIRTH = frozenset(("naissance", "ddn"))
_OFFICE = (
    r"^(?:\d+ ?(?:er|ere|e|eme|nd|nde)? )?(?:maire|adjoint|conseill|vice.president|depute|senat)"
)
_GRADE = (
    r"^(?:adjointe? (?:admin|tech|d.?anim|anim|du patr|patr|terr|princ|de )"
    r"|conseill\w+ (?:terr|des? a|socio|princ|en |emploi|num))"
)
_HALF = 0.5


def of_elected(column: Column) -> bool:
    """By its headers, by its name, or by offices in its cells (« 2e adjointe »).

    « Adjoint technique » is a grade, and a list of voters says the canton they live in.
    """
    public = ELECTED - _DIVISIONS if column.table_words & _BIRTH else ELECTED
    if column.table_words & public or set(words(column.table)) & public:
        return True
    around = pl.Series([fold(text).strip() for text in column.around], dtype=pl.String)
    offices = around.str.contains(_OFFICE) & ~around.str.contains(_GRADE)
    return bool(offices.any())


def of_people(column: Column) -> bool:
    """Does each row name a private person?"""
    return not of_elected(column) and _named(column.headers, column.cells, column.table)


def of_individuals(column: Column) -> bool:
    """A first name, or a day of birth: each row is about somebody, be the name left out."""
    if of_elected(column) or _is_of_others(column.headers, column.table):
        return False
    said = [set(words(header)) for header in column.headers]
    born = any(one & _BIRTH and ("date" in one or "ddn" in one) for one in said)
    return born or any(one & FIRST and one <= FIRST | NAME | _SUBJECTS for one in said)


@lru_cache(maxsize=4)
def _named(headers: tuple[str, ...], cells: tuple[tuple[str, ...], ...], table: str) -> bool:
    """Once for a table, and not once for each of its columns."""
    if _is_of_others(headers, table):
        return False
    shown = [
        (set(words(header)), pl.Series(texts, dtype=pl.String))
        for header, texts in zip(headers, cells, strict=False)
    ]
    first = any(one & FIRST and _says_who(one) and _first_names(texts) for one, texts in shown)
    if first and any(_is_surname(one, texts) for one, texts in shown):
        return True
    return any(_says_who(one) and _somebody(texts) for one, texts in shown)


def _is_of_others(headers: tuple[str, ...], table: str) -> bool:
    """Associations, companies, places, the dead; and people who are only counted."""
    said = [set(words(header)) for header in headers]
    counted = any(one & _COUNTED and not one & _OF_ONE_PERSON for one in said)
    streets = any("voie" in one and one & (NAME | {"denomination"}) for one in said)
    others = any(one & _NOT_OF_PEOPLE for one in (*said, set(words(table))))
    return counted or streets or others


def says_who(header: str) -> bool:
    """« Nom », « Nom de l’enfant », « Salarié(e) »: the words of a person and no other."""
    return _says_who(set(words(header)))


def _says_who(said: set[str]) -> bool:
    said = {word for word in said if len(word) > 1 or word.isdigit()}
    known = FIRST | NAME | _SUBJECTS
    return bool(said & known) and said <= known | _QUALIFIERS


def _is_surname(said: set[str], texts: pl.Series) -> bool:
    if not said & (NAME | _SUBJECTS) or said & FIRST or not _says_who(said) or texts.is_empty():
        return False
    return people.share(texts, people.may_be_a_surname) > _HALF


def _first_names(texts: pl.Series) -> bool:
    return people.share(texts, people.starts_with_first_name) > 0


def _somebody(texts: pl.Series) -> bool:
    """« MARTIN Jeanne »; schools and streets are written « Jean Moulin »."""
    return people.share(texts, people.is_person) > _HALF
