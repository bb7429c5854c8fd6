"""The common models that files are brought to, and the words by which they are known."""

from functools import cache

from autan import plugs
from autan.schemas.names import squash
from autan.schemas.standard import Kind, Standard, StandardField

__all__ = ["Kind", "Standard", "StandardField", "find", "standards", "vocabulary"]


@cache
def standards() -> tuple[Standard, ...]:
    """Every standard, in the order of the modules of ``schemas/scdl``."""
    found = plugs.collect("autan.schemas.scdl", "STANDARD")
    return tuple(value for value in found if isinstance(value, Standard))


def find(standard_id: str) -> Standard | None:
    """The standard of that identifier, or None."""
    return next((one for one in standards() if one.id == standard_id), None)


@cache
def vocabulary() -> frozenset[str]:
    """Every header known to a standard, as ``names.squash`` writes it."""
    known = (field.spellings for standard in standards() for field in standard.fields)
    return frozenset().union(*known) - {squash("")}
