"""Columns that hold one person a line: names, dates of birth, ages, what touches their health.

The header says what the column is for (« Nom », « Locataire », « Président »), the cells whether
they are people: a list of beneficiaries that are associations is no personal data. A table of
elected people is public (their mandate is). Only outside the common models, whose columns are
known.
"""

import polars as pl

from autan.privacy import people
from autan.privacy.detector import Column, Detector, Found
from autan.privacy.nominative import FIRST, NAME, of_elected
from autan.privacy.words import (
    COUNTS,
    LEGAL,
    NOT_PEOPLE,
    OFFICES,
    PRIVATE_ROLES,
    PUBLIC_ROLES,
    ROLES,
)
from autan.schemas.names import listed, words

_OF_PLACES = frozenset(("voie", "toponyme", "fantoir", "rivoli", "ecole", "equipement", "oeuvre"))
_HEALTH = frozenset(["handicap", "pathologie", "diagnostic", "maladie", "allergie", "allergies"])
_BIRTH = frozenset(("naissance", "ddn"))
_NOT_A_BIRTHDAY = frozenset(
    ("lieu", "commune", "pays", "departement", "nombre", "nb", "taux", "nom")
)
_DAY = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}(?:er)? \p{L}+ \d{4}"
_ALONE = frozenset(("nom", "noms", "prenom", "usage", "naissance", "principal", "1", "2", "actuel"))
_FEW, _HALF, _MOSTLY = 0.2, 0.5, 0.6
_LEAST_NAMES = 5
_LEAST_UNSAID = 3
_OLDEST = 120
_OWNERS = frozenset(("proprietaire", "proprietaires", "bailleur", "bailleurs", "loueur"))
_LETTING = listed("taxe nuitees meuble meubles loyer hebergement hebergements cadastre fonciere")
MASK = "[masqué]"


def _find(column: Column) -> Found | None:
    if column.field or of_elected(column):
        return None
    if column.words & _HEALTH:
        return _found("des renseignements sur la santé de personnes")
    if column.words & _BIRTH and not column.words & _NOT_A_BIRTHDAY:
        return _births(column)
    if column.words & {"age", "ages"}:
        return _ages(column)
    if column.words & (COUNTS | NOT_PEOPLE) or (column.words & LEGAL and not column.words & ROLES):
        return None
    return _names(column)


def _births(column: Column) -> Found | None:
    """A day of birth is somebody's; a year is one only beside a name (else: statistics)."""
    dated = column.texts.str.contains(_DAY).mean() or 0.0
    if float(dated) > _HALF or _beside_names(column):  # type: ignore[arg-type]
        return _found("les dates de naissance de personnes")
    return None


def _ages(column: Column) -> Found | None:
    years = column.texts.str.strip_chars().str.replace(r"(?i)\s*ans$", "")
    whole = years.cast(pl.Int64, strict=False).is_between(0, _OLDEST).mean() or 0.0
    if _beside_names(column) and float(whole) > _HALF:  # type: ignore[arg-type]
        return _found("l’âge de personnes", blocking=False)
    return None


def _beside_names(column: Column) -> bool:
    """Does the table name people, and does it count nothing?"""
    others = [set(words(header)) for header in column.headers if header != column.header]
    named = any(one & FIRST or (one & ROLES and not one & COUNTS) for one in others)
    return named and _family_name(column) and not any(one & COUNTS for one in others)


def _family_name(column: Column) -> bool:
    """Is there a surname beside first names? The name of a town, of a street is none."""
    return any(
        (one & NAME or one & ROLES) and not one & (NOT_PEOPLE | LEGAL | COUNTS)
        for one in (set(words(header)) for header in column.headers)
    )


def _names(column: Column) -> Found | None:
    first, surname = column.words & FIRST, column.words & NAME
    if first and not surname:
        told = (
            _family_name(column) and people.share(column.texts, people.starts_with_first_name) > 0.4
        )
        return _found("des prénoms de personnes") if told else None
    if first and people.share(column.texts, people.is_somebody) >= _FEW:
        return _found("des noms de personnes")
    if surname and _has_its_first_name(column) and _are_names(column.texts):
        return _found("des noms de personnes")
    if surname or column.words & ROLES:
        return _cited(column)
    return _unsaid(column)


def _unsaid(column: Column) -> Found | None:
    """A header that says neither name nor role, over cells that leave no doubt."""
    if column.words & OFFICES or column.table_words & _OF_PLACES:
        return None
    if len(column.texts) < _LEAST_UNSAID:
        return None
    if people.share(column.texts, people.is_person) < _MOSTLY:
        return None
    return _found("des noms de personnes")


def _has_its_first_name(column: Column) -> bool:
    """« Nom » beside « Prénom », « Nom du président » beside « Prénom du président »."""
    return any(
        FIRST & (one := set(words(header))) and one - FIRST - _ALONE <= column.words
        for header in column.headers
        if header != column.header
    )


def _are_names(texts: pl.Series) -> bool:
    if len(texts) < _LEAST_NAMES or bool(texts.str.contains(r"\d").all()):
        return False
    return people.share(texts, people.names_an_organisation) < _HALF


def _cited(column: Column) -> Found | None:
    """A role, or a name alone: the cells must be people, all or some of them."""
    part = people.share(column.texts, people.is_somebody)
    if part >= _HALF and (column.words & ROLES or _surname_first(column.texts)):
        return _found("des noms de personnes", not column.words & PUBLIC_ROLES)
    if _are_surnames(column):
        return _found("des noms de personnes")
    if not column.words & ROLES or not part:
        return None
    # Associations and places bear first names: of some cells, more is asked than of all.
    said = [text for text in column.texts if people.is_person(text)]
    return _some(dict.fromkeys(said, MASK), not column.words & PUBLIC_ROLES) if said else None


def _are_surnames(column: Column) -> bool:
    """« CARON » under « Locataire »: nobody but a person is one."""
    lets = column.words <= _OWNERS and (column.table_words | set(words(column.table))) & _LETTING
    roles = PRIVATE_ROLES | _OWNERS if lets else PRIVATE_ROLES
    if not column.words & roles or column.words - roles - _ALONE:
        return False
    enough = len(column.texts) >= _LEAST_NAMES
    return enough and people.share(column.texts, people.may_be_a_surname) >= _MOSTLY


def _surname_first(texts: pl.Series) -> bool:
    """« DURAND Jeanne », « DURAND JEANNE »: schools and streets are written « Jean Moulin »."""
    capitals = r"^\s*\p{Lu}[\p{Lu}'’ -]+\s+\p{Lu}\p{Ll}|\p{Lu}\p{Ll}+\s+\p{Lu}[\p{Lu}'’ -]+\s*$"
    titles = r"^(?i:m|mr|mme|mlle|monsieur|madame)\.?\s"
    written = texts.str.contains(rf"{capitals}|{titles}").mean() or 0.0
    if float(written) > _HALF:  # type: ignore[arg-type]
        return True
    last = people.share(texts, people.ends_with_first_name)
    return last > _MOSTLY and people.share(texts, people.starts_with_first_name) < _HALF


def _found(what: str, blocking: bool = True) -> Found:
    sentence = f"« %(column)s » contient probablement {what} (%(count)s lignes)."
    return Found(sentence.replace(" (%(count)s lignes)", ""), sentence, blocking, whole=MASK)


def _some(masked: dict[str, str], blocking: bool) -> Found:
    return Found(
        "« %(column)s » : une ligne nomme probablement une personne.",
        "« %(column)s » : %(count)s lignes nomment probablement des personnes.",
        blocking=blocking,
        masked=masked,
    )


DETECTOR = Detector("person-column", _find)
