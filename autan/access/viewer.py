"""Who is asking."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody at a portal: ``person`` is an account's identifier, None for a stranger.

    ``organisations`` are those for which the person may act, by primary key.
    ``drafts`` are the tokens of the drafts that this browser has opened by their secret link.
    """

    portal: str
    person: int | None = None
    organisations: frozenset[int] = field(default_factory=frozenset)
    drafts: frozenset[str] = field(default_factory=frozenset)


def stranger(portal: str) -> Viewer:
    """The public: no account, no right but the common one."""
    return Viewer(portal)
