"""The one decision: may this viewer do this to that subject, and why.

Everything that is shown, listed, counted, searched or exported goes through ``decide``.
"""

from dataclasses import dataclass
from enum import StrEnum

from autan.access.viewer import Viewer


class Action(StrEnum):
    READ = "read"
    EDIT = "edit"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


class State(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Level(StrEnum):
    """dct:accessRights, in the words of the EU's access-right authority table."""

    PUBLIC = "public"
    RESTRICTED = "restricted"
    NON_PUBLIC = "non-public"


@dataclass(frozen=True, slots=True)
class Subject:
    """What the decision is about. ``draft`` is the secret token of a draft, if it is one."""

    state: State
    level: Level
    organisation: int | None = None
    draft: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """``reason`` is a stable code for journals and tests; it is never shown to a stranger."""

    allowed: bool
    reason: str


def decide(viewer: Viewer, action: Action, subject: Subject) -> Decision:
    """Decide; whatever no rule allows is refused."""
    if _acts_for(viewer, subject):
        return Decision(True, "own-organisation")
    if subject.draft is not None and subject.draft in viewer.drafts:
        return Decision(action is not Action.WITHDRAW, "holds-draft-link")
    if action is Action.READ and _is_open(subject):
        return Decision(True, "open-to-all")
    return Decision(False, "no-rule-allows")


def _acts_for(viewer: Viewer, subject: Subject) -> bool:
    return (
        viewer.person is not None
        and subject.organisation is not None
        and subject.organisation in viewer.organisations
    )


def _is_open(subject: Subject) -> bool:
    return subject.state is State.PUBLISHED and subject.level is Level.PUBLIC
