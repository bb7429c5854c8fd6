"""Questions about accounts."""

from autan.people.models import Membership, Person

# The session's key for the tokens of the drafts that this browser opened.
DRAFTS = "drafts"


def organisations_of(person: Person) -> frozenset[int]:
    """Primary keys of the organisations for which a person may act today."""
    rows = Membership.objects.filter(person=person, ended_at__isnull=True)
    return frozenset(rows.values_list("organisation_id", flat=True))
