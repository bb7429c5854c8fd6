"""The standards as the catalogue speaks of them."""

from autan import schemas
from autan.schemas.standard import Standard


def standard_of(identifier: str) -> Standard | None:
    """The standard of an identifier; None for none of them."""
    return schemas.find(identifier)
