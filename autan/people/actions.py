"""Writes on accounts."""

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils import timezone

from autan.journal.actions import record
from autan.people.models import Membership, Person
from autan.people.reads import DRAFTS

_DRAFTS_KEPT = 50


@transaction.atomic
def welcome(*, email: str) -> Person:
    """The account of an address that was just proved, made silently the first time."""
    address = email.strip().lower()
    person, is_new = Person.objects.get_or_create(email=address)
    if is_new:
        person.set_unusable_password()
        person.save(update_fields=["password"])
        record(verb="person.welcomed", subject=f"person:{person.pk}", actor=address)
    return person


@transaction.atomic
def join(*, person: Person, organisation_id: int) -> Membership:
    """Let a person act for an organisation (again, if that had ended)."""
    membership, is_new = Membership.objects.select_for_update().get_or_create(
        person=person, organisation_id=organisation_id
    )
    if is_new or membership.ended_at is not None:
        membership.ended_at = None
        membership.save(update_fields=["ended_at"])
        record(
            verb="person.joined",
            subject=f"organisation:{organisation_id}",
            actor=person.email,
        )
    return membership


@transaction.atomic
def leave(*, person: Person, organisation_id: int) -> None:
    """End a membership; what the person did stays on record."""
    rows = Membership.objects.filter(
        person=person, organisation_id=organisation_id, ended_at__isnull=True
    )
    if rows.update(ended_at=timezone.now()):
        record(verb="person.left", subject=f"organisation:{organisation_id}", actor=person.email)


def hold_draft(*, session: SessionBase, token: str) -> None:
    """Remember that this browser opened a draft by its secret link."""
    kept = [known for known in session.get(DRAFTS, []) if known != token]
    session[DRAFTS] = [*kept, token][-_DRAFTS_KEPT:]
