"""The words of the standards in the language of the page; the French ones are the message ids."""

from dataclasses import replace

from django.utils.translation import gettext

from autan import schemas
from autan.schemas.standard import Standard
from autan.tabular.schema import TableSchema


def said(text: str) -> str:
    """A label, a noun or a meaning that a standard declares."""
    return gettext(text) if text else ""


def label_of(standard: Standard) -> str:
    return said(standard.label)


def noun_of(standard: Standard, count: int = 2) -> str:
    return said(standard.noun[0 if count == 1 else 1])


def spoken(schema: TableSchema) -> TableSchema:
    """The same columns, named and explained to the reader; the producer's own words stay."""
    standard = schemas.find(schema.standard) if schema.standard else None
    known = {one.name for one in standard.fields} if standard else set()
    fields = tuple(
        replace(field, label=said(field.label), description=said(field.description))
        if field.name in known
        else field
        for field in schema
    )
    return replace(schema, fields=fields)
