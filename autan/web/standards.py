"""The words of the standards in the language of the page; the French ones are the message ids."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext

from autan import schemas
from autan.schemas.standard import Standard
from autan.tabular.schema import TableSchema

# What the law and the national common base ask of every collectivity: six subjects, each with the
# models that say it, the one in force first (Socle commun des données locales, 2026).
_SOCLE = (
    ("scdl-deliberations",),
    ("scdl-subventions",),
    ("scdl-marches-publics", "decp-2.0.3"),
    ("scdl-equipements",),
    ("bal-1.5", "bal-1.4"),
    ("scdl-prenoms",),
)


@dataclass(frozen=True, slots=True)
class Subject:
    """One of the six subjects of the common base, and the identifiers of its models."""

    name: str
    noun: str
    models: tuple[str, ...]


def socle() -> tuple[Subject, ...]:
    """The six subjects that every collectivity is asked for, in the reader's language."""
    found = ((schemas.find(models[0]), models) for models in _SOCLE)
    return tuple(Subject(label_of(one), noun_of(one), models) for one, models in found if one)


def said(text: str) -> str:
    """A label, a noun or a meaning that a standard declares."""
    return gettext(text) if text else ""


def label_of(standard: Standard) -> str:
    return said(standard.label)


def noun_of(standard: Standard, count: int = 2) -> str:
    return said(standard.noun[0 if count == 1 else 1])


def spoken(schema: TableSchema) -> TableSchema:
    """The same columns, named and explained to the reader; the producer's own words stay."""
    standard = schemas.find(schema.standard)
    known = {one.name for one in standard.fields} if standard else set()
    fields = tuple(
        replace(field, label=said(field.label), description=said(field.description))
        if field.name in known
        else field
        for field in schema
    )
    return replace(schema, fields=fields)
