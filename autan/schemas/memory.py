"""What people confirmed for files with the same headers, so that nobody is asked twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Memory:
    """A mapping that somebody confirmed when publishing a file with exactly these headers.

    ``standard``: its identifier, "" when the file followed none. ``pairs``: header as
    ``names.squash`` writes it -> field of the standard, "" when the column was left out.
    ``own``: confirmed by this organisation, else by another whose software makes the same export.
    ``times``: how many publications confirmed it.
    """

    standard: str
    pairs: Mapping[str, str] = field(default_factory=dict)
    own: bool = False
    times: int = 1
