"""The standards as the catalogue speaks of them."""

from typing import cast

from autan.plugs import collect
from autan.schemas.standard import Standard


def standard_of(identifier: str) -> Standard | None:
    """The standard of an identifier; None for none of them."""
    known = cast("tuple[Standard, ...]", collect("autan.schemas.scdl", "STANDARD"))
    return next((found for found in known if found.id == identifier), None)
