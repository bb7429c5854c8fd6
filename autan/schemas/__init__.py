"""The common models that files are brought to, and the words by which they are known.

Those written by hand, with the headers of real files as aliases, are modules of a family's folder
(``scdl``, ``bal``, ``decp``); the rest of the national registry is data (``registry``).
"""

from functools import cache, lru_cache

from autan import plugs
from autan.schemas import registry
from autan.schemas.names import squash
from autan.schemas.standard import Kind, Standard, StandardField
from autan.tabular.schema import TableSchema

__all__ = [
    "Kind",
    "Standard",
    "StandardField",
    "field_of",
    "find",
    "kind_of",
    "standards",
    "vocabulary",
]

_FAMILIES = ("bal", "decp", "scdl")
# The order in which models are proposed, and preferred when a file suits two of them as well:
# what the law asks of communes first; of two versions, the one in force.
_PREFERENCE = (
    *("scdl-deliberations", "scdl-subventions", "scdl-marches-publics", "decp-2.0.3"),
    *("scdl-equipements", "bal-1.5", "bal-1.4", "scdl-prenoms", "scdl-budget"),
    *("scdl-catalogue", "scdl-menus-collectifs", "scdl-plats-menus-collectifs"),
)
_RANK = {identifier: rank for rank, identifier in enumerate(_PREFERENCE)}


def standards() -> tuple[Standard, ...]:
    """Every standard, in order of preference; those of the registry last, by name."""
    return _gathered(registry.edition())


def find(standard_id: str | None) -> Standard | None:
    """The standard of that identifier, or of that name in the national registry; else None."""
    return _named(registry.edition()).get(standard_id) if standard_id else None


def field_of(schema: TableSchema, name: str) -> StandardField | None:
    """The column of its standard that a column of a table is; None when it is none."""
    standard = find(schema.standard)
    return next((one for one in standard.fields if one.name == name), None) if standard else None


def kind_of(schema: TableSchema, name: str) -> Kind | None:
    """The meaning that its standard gives to a column; None for a column of no standard."""
    known = field_of(schema, name)
    return known.kind if known else None


def vocabulary() -> frozenset[str]:
    """Every header known to a standard, as ``names.squash`` writes it."""
    return _vocabulary(registry.edition())


@cache
def _by_hand() -> tuple[Standard, ...]:
    found = [
        value
        for family in _FAMILIES
        for value in plugs.collect(f"{__name__}.{family}", "STANDARD")
        if isinstance(value, Standard)
    ]
    return tuple(sorted(found, key=lambda one: (_RANK.get(one.id, len(_RANK)), one.id)))


@lru_cache(maxsize=2)
def _gathered(edition: registry.Edition) -> tuple[Standard, ...]:
    taken = {one.registry for one in _by_hand()}
    others = (one for one in registry.models(edition) if one.registry not in taken)
    return (*_by_hand(), *others)


@lru_cache(maxsize=2)
def _named(edition: registry.Edition) -> dict[str, Standard]:
    known = _gathered(edition)
    by_registry = {one.registry: one for one in reversed(known) if one.registry}
    return by_registry | {one.id: one for one in known}


@lru_cache(maxsize=2)
def _vocabulary(edition: registry.Edition) -> frozenset[str]:
    known = (field.spellings for standard in _gathered(edition) for field in standard.fields)
    return frozenset().union(*known) - {squash("")}
