"""Events are added, and read by subject."""

import pytest
from django.db import transaction

from autan.journal.actions import record
from autan.journal.models import Event
from autan.journal.reads import history


@pytest.mark.django_db
def test_events_are_told_from_the_latest() -> None:
    record(verb="dataset.created", subject="dataset:da_1", actor="a@b.example")
    record(verb="dataset.published", subject="dataset:da_1", rows=3)
    record(verb="dataset.created", subject="dataset:da_2")
    verbs = [(event.verb, event.facts) for event in history("dataset:da_1")]
    assert verbs == [("dataset.published", {"rows": 3}), ("dataset.created", {})]


@pytest.mark.django_db
def test_what_is_undone_leaves_no_trace() -> None:
    with transaction.atomic():
        record(verb="dataset.created", subject="dataset:da_1")
        transaction.set_rollback(True)
    assert not Event.objects.exists()
