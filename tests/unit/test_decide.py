"""The one decision, as a table: who, what, on which subject."""

import pytest

from autan.access.decide import Action, Level, State, Subject, decide
from autan.access.viewer import Viewer, stranger

STRANGER = stranger("occitanie")
OWNER = Viewer("occitanie", person=1, organisations=frozenset({10}))
NEIGHBOUR = Viewer("occitanie", person=2, organisations=frozenset({20}))
HOLDER = Viewer("occitanie", drafts=frozenset({"secret"}))

OPEN = Subject(State.PUBLISHED, Level.PUBLIC, organisation=10)
RESTRICTED = Subject(State.PUBLISHED, Level.RESTRICTED, organisation=10)
WITHDRAWN = Subject(State.WITHDRAWN, Level.PUBLIC, organisation=10)
DRAFT = Subject(State.DRAFT, Level.PUBLIC, organisation=None, draft="secret")


@pytest.mark.parametrize(
    ("viewer", "action", "subject", "allowed"),
    [
        (STRANGER, Action.READ, OPEN, True),
        (STRANGER, Action.READ, RESTRICTED, False),
        (STRANGER, Action.READ, WITHDRAWN, False),
        (STRANGER, Action.READ, DRAFT, False),
        (STRANGER, Action.WITHDRAW, OPEN, False),
        (NEIGHBOUR, Action.READ, RESTRICTED, False),
        (NEIGHBOUR, Action.WITHDRAW, OPEN, False),
        (NEIGHBOUR, Action.READ, WITHDRAWN, False),
        (OWNER, Action.READ, RESTRICTED, True),
        (OWNER, Action.READ, WITHDRAWN, True),
        (OWNER, Action.WITHDRAW, OPEN, True),
        (HOLDER, Action.READ, DRAFT, True),
        (HOLDER, Action.EDIT, DRAFT, True),
        (HOLDER, Action.WITHDRAW, DRAFT, False),
        (HOLDER, Action.READ, WITHDRAWN, False),
    ],
)
def test_the_decision(viewer: Viewer, action: Action, subject: Subject, allowed: bool) -> None:
    assert decide(viewer, action, subject).allowed is allowed


def test_an_account_without_organisation_is_a_stranger() -> None:
    nobody = Viewer("occitanie", person=3)
    ownerless = Subject(State.DRAFT, Level.PUBLIC, organisation=None)
    assert not decide(nobody, Action.READ, ownerless).allowed


def test_every_decision_gives_its_reason() -> None:
    assert decide(STRANGER, Action.READ, OPEN).reason == "open-to-all"
    assert decide(STRANGER, Action.READ, WITHDRAWN).reason == "no-rule-allows"
