"""What a row is called: the columns that name it, as its standard says or as they look.

A list, a page or a mark on a map has room for one name: that of the swimming pool, never that of
the town which publishes all the pools.
"""

from collections.abc import Mapping
from typing import Any

from autan import schemas
from autan.schemas.names import listed, words
from autan.schemas.standard import Kind, StandardField
from autan.tabular.fields import Field, FieldType
from autan.tabular.profile import TableProfile
from autan.tabular.schema import TableSchema

Group = tuple[Field, ...]
"""Columns whose words are said together: the number, then the street."""

_KINDS = (Kind.TEXT, Kind.NAME, Kind.FIRST_NAME)
_NAMES = listed(
    """
    nom name libelle intitule titre title denomination designation appellation toponyme objet sujet
    raison prenom label
    """
)
_OF_ANOTHER = listed("commune ville departement region collectivite producteur proprietaire epci")
"""« Nom de la commune » names a town, not the row."""
_NO_NAMES = listed(
    """
    id uid uuid code cle key num numero siret siren insee url lien site web mail email courriel tel
    telephone fax description commentaire commentaires observation observations remarque remarques
    note notes source licence date heure horaire horaires
    """
)
_APART = 0.5
"""The share of the rows that must say something of their own for a column to name them."""
_NO_NUMBER = 99_999
"""What the address bases write for a street that has no numbers."""


def naming(schema: TableSchema, profile: TableProfile | None = None) -> tuple[Group, ...]:
    """Groups of columns, the one that names a row best first; none where nothing does.

    ``profile``, when it is known, tells which columns part the rows.
    """
    standard = schemas.find(schema.standard)
    known = {one.name: one for one in standard.fields} if standard else {}
    there = [schema.find(name) for name in (standard.names if standard else ())]
    own = tuple(one for one in there if one is not None and "empty" not in one.annotations)
    groups = [own] if own and standard and own[-1].name == standard.names[-1] else []
    others = [one for one in schema if one not in own and _may_name(one, known.get(one.name))]
    others.sort(key=lambda one: _rank(one, known.get(one.name), profile))
    return (*groups, *((one,) for one in others))


def called(group: Group, row: Mapping[str, Any]) -> str:
    """What a row says in some columns, in one line; "" when it says nothing."""
    said = (row.get(one.name) for one in group)
    parts = (str(value) for value in said if value not in (None, "", _NO_NUMBER))
    return " ".join(" ".join(parts).split())


def _may_name(field: Field, known: StandardField | None) -> bool:
    """Texts alone; of a standard, neither codes nor what says who publishes."""
    if field.type is not FieldType.TEXT or "empty" in field.annotations:
        return False
    return known is None or (known.kind in _KINDS and not known.profile)


def _rank(
    field: Field, known: StandardField | None, profile: TableProfile | None
) -> tuple[int, float]:
    """Names first, then what is different on most rows, then what there is."""
    parts = words(field.source or field.name)
    share = _share(field, profile)
    is_name = known.kind is Kind.NAME if known else bool(_NAMES & {*parts})
    if share is not None and share < _APART:
        return 3, -share
    if is_name and not _OF_ANOTHER & {*parts}:
        return 0, 0
    return (2 if _NO_NAMES & {*parts} else 1), 0


def _share(field: Field, profile: TableProfile | None) -> float | None:
    """The different values of a column for each row that has one; None when nobody counted."""
    seen = profile.find(field.name) if profile else None
    if seen is None or not seen.filled:
        return None
    if seen.unique:
        return 1.0
    return None if seen.distinct is None else seen.distinct / seen.filled
