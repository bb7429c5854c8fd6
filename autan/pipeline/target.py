"""A column to publish, and the text of the file that it is made of."""

from dataclasses import dataclass

from autan.schemas.evidence import Column
from autan.schemas.repairs import Manner
from autan.schemas.standard import StandardField


@dataclass(frozen=True)
class Beside:
    """One side of a position that is computed from two columns: their keys, and how to read them
    (``manner.axis`` says which side)."""

    east: str
    north: str
    manner: Manner


@dataclass(frozen=True)
class Target:
    """The kind of a free column is guessed.

    ``siren``: who publishes, for the column that is to hold its SIRET; else "".
    ``insee``: the code of its place, "" when it is unknown. ``beside``: the two columns of the
    position that it is a side of. ``before``: the key of the column whose text goes before.
    """

    field: StandardField
    free: bool = False
    column: Column | None = None
    constant: str | None = None
    siren: str = ""
    insee: str = ""
    beside: Beside | None = None
    before: str = ""
