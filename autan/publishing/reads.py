"""Questions about drafts. All need an open scope, but ``draft_for`` which opens its own."""

import hashlib
import json
from dataclasses import asdict

from django_scopes import scope
from django_tasks_db.models import DBTaskResult

import autan
from autan.catalogue.models import Dataset
from autan.errors import AutanError
from autan.people.models import Membership, Person
from autan.pipeline.report import Choices, Profile, Report
from autan.publishing import failures
from autan.publishing.models import Draft
from autan.tenants.models import Organisation, Portal, Territory
from autan.tenants.reads import official_email, organisation_name, organisation_of


def draft_for(token: str, portal: Portal) -> Draft | None:
    """The draft of this secret link at this portal, with its territory; None if there is none."""
    with scope(portal=portal):
        drafts = Draft.objects.select_related("portal", "territory", "confirmed_by")
        return drafts.filter(token=token).first()


def choices_of(draft: Draft) -> Choices:
    return Choices.from_json(draft.choices)


def report_of(draft: Draft) -> Report | None:
    """What was understood of the file with its last prepared choices; None before that."""
    return Report.from_json(draft.report) if draft.report else None


def failure_of(draft: Draft) -> AutanError | None:
    """Why the draft cannot go on as it is; None when it can."""
    return failures.from_json(draft.failure) if draft.failure else None


def dataset_of(draft: Draft) -> Dataset | None:
    """The dataset that the draft became, or of which it is to become the next version."""
    return Dataset.objects.filter(pk=draft.dataset_id).first() if draft.dataset_id else None


def profile_of(draft: Draft) -> Profile:
    """What the pipeline may know of the organisation; empty when no territory is chosen yet."""
    territory = draft.territory
    if territory is None:
        return Profile(name="", siren="")
    organisation = organisation_of(territory)
    return Profile(
        name=organisation.name if organisation else organisation_name(territory),
        siren=territory.siren,
        insee=territory.code if territory.kind == Territory.Kind.COMMUNE else "",
        kind=territory.kind,
        siret=(organisation.siret if organisation else "") or None,
        email=(organisation.email if organisation else "") or official_email(territory),
        departement=territory.departement.name if territory.departement else "",
        region=territory.region.name if territory.region else "",
    )


def addresses_for(draft: Draft) -> tuple[str, ...]:
    """Where a code may be sent: the official address first, then those of the members.

    Nobody else's: whoever receives a code may publish in the name of the organisation.
    """
    territory = draft.territory
    if territory is None:
        return ()
    organisation = organisation_of(territory)
    official = ((organisation.email if organisation else ""), official_email(territory))
    members = () if organisation is None else _members(organisation)
    return tuple(dict.fromkeys(email.lower() for email in (*official, *members) if email))


def digest_of(draft: Draft) -> str:
    """What a report depends on; a report for another digest is stale."""
    parts = {
        "original": draft.original_sha256,
        "choices": draft.choices,
        "profile": asdict(profile_of(draft)),
        "pipeline": autan.__version__,
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def is_fresh(draft: Draft) -> bool:
    """True when there is nothing left to do, be it because the file cannot be read."""
    if draft.status in (Draft.Status.PUBLISHED, Draft.Status.FAILED):
        return True
    return draft.publish_asked_at is None and draft.report_for == digest_of(draft)


def job_of(draft: Draft) -> DBTaskResult | None:
    return DBTaskResult.objects.filter(pk=draft.job).first() if draft.job else None


def _members(organisation: Organisation) -> tuple[str, ...]:
    current = Membership.objects.filter(organisation_id=organisation.pk, ended_at=None)
    people = Person.objects.filter(memberships__in=current, is_active=True)
    return tuple(people.order_by("email").values_list("email", flat=True))
