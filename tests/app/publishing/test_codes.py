"""Who publishes: codes for the official address, and nobody else's."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from autan.errors import Refused
from autan.notices.models import Mail
from autan.people.actions import join, leave, welcome
from autan.people.reads import organisations_of
from autan.publishing import actions, identity, reads
from autan.publishing.models import Code, Draft
from autan.tenants.actions import organisation_for

MAIRIE = "mairie@noe.example"


def _sent() -> str:
    """The digits of the last mail."""
    found = re.search(r"ce code : (\d{3}) (\d{3})", Mail.objects.latest("pk").body)
    assert found
    return "".join(found.groups())


def _refused(code: str):
    return pytest.raises(Refused, check=lambda error: error.code == code)


def _later(**delta: float) -> None:
    """Let time pass for every code that was sent."""
    for code in Code.objects.all():
        code.sent_at -= timedelta(**delta)
        code.expires_at -= timedelta(**delta)
        code.save()


def test_the_code_goes_to_the_mairie_and_is_kept_as_a_hash(draft):
    code = actions.send_code(draft, " Mairie@Noe.example ")
    mail = Mail.objects.get()
    assert (mail.to, mail.draft_token) == (MAIRIE, draft.token)
    assert _sent() not in code.digest


def test_nobody_else_is_sent_a_code(draft):
    with _refused("address-not-official"):
        actions.send_code(draft, "somebody@else.example")
    assert not Mail.objects.exists()


def test_a_draft_of_no_commune_sends_no_code(portal, draft):
    draft = actions.choose(draft, territory=None)
    with _refused("address-not-official"):
        actions.send_code(draft, MAIRIE)


def test_the_right_code_makes_an_account_that_acts_for_the_commune(draft, noe):
    actions.send_code(draft, MAIRIE)
    person = actions.confirm_code(draft, f" {_sent()[:3]} {_sent()[3:]} ")
    assert draft.confirmed_by == person
    assert organisation_for(noe).pk in organisations_of(person)
    assert not person.has_usable_password()


def test_a_code_serves_once(draft):
    actions.send_code(draft, MAIRIE)
    actions.confirm_code(draft, _sent())
    with _refused("code-expired"):
        actions.confirm_code(draft, _sent())


def test_a_new_code_makes_the_former_void(draft):
    actions.send_code(draft, MAIRIE)
    former = _sent()
    actions.send_code(draft, MAIRIE)
    if former != _sent():
        with _refused("code-wrong"):
            actions.confirm_code(draft, former)
    actions.confirm_code(draft, _sent())


def test_a_code_dies_after_twenty_minutes(draft):
    actions.send_code(draft, MAIRIE)
    _later(minutes=20)
    with _refused("code-expired"):
        actions.confirm_code(draft, _sent())


def test_five_wrong_codes_spend_it(draft):
    actions.send_code(draft, MAIRIE)
    wrong = f"{(int(_sent()) + 1) % 10**6:06d}"
    for left in (4, 3, 2, 1, 0):
        with _refused("code-wrong") as refusal:
            actions.confirm_code(draft, wrong)
        assert refusal.value.facts["left"] == left
    with _refused("code-spent"):
        actions.confirm_code(draft, _sent())


def test_the_code_of_another_draft_does_not_serve(draft, portal, cugnaux):
    actions.send_code(draft, MAIRIE)
    other = Draft.objects.get(pk=draft.pk)
    other.pk, other.token = None, "o" * 43
    other.save()
    with _refused("code-expired"):
        actions.confirm_code(other, _sent())


def test_another_commune_asks_again_who_publishes(draft, cugnaux):
    actions.send_code(draft, MAIRIE)
    actions.confirm_code(draft, _sent())
    moved = actions.choose(draft, territory=cugnaux)
    assert moved.confirmed_by is None
    with _refused("not-confirmed"):
        actions.publish(moved)


def test_a_code_sent_for_one_commune_does_not_serve_for_another(draft, cugnaux):
    actions.send_code(draft, MAIRIE)
    moved = actions.choose(draft, territory=cugnaux)
    with _refused("code-expired"):
        actions.confirm_code(moved, _sent())


@pytest.mark.parametrize(
    ("limit", "client"),
    [
        ("PER_DRAFT", ""),
        ("PER_ADDRESS", ""),
        ("PER_CLIENT", "203.0.113.9"),
        ("PER_ADDRESS_AND_DAY", ""),
    ],
)
def test_codes_are_sent_up_to_a_limit_then_later_again(draft, monkeypatch, limit, client):
    monkeypatch.setattr(identity, limit, 2)
    for _ in range(2):
        actions.send_code(draft, MAIRIE, client=client)
    with _refused("too-many-codes"):
        actions.send_code(draft, MAIRIE, client=client)
    _later(hours=25)
    actions.send_code(draft, MAIRIE, client=client)


def test_who_asks_is_kept_as_a_hash(draft):
    code = actions.send_code(draft, MAIRIE, client="203.0.113.9")
    assert "203" not in code.client or len(code.client) == 64
    assert code.expires_at > timezone.now()


class TestAPersonWhoIsKnown:
    def test_publishes_without_a_code(self, draft, noe):
        clerk = welcome(email="clerk@noe.example")
        join(person=clerk, organisation_id=organisation_for(noe).pk)
        actions.confirm_person(draft, clerk)
        assert draft.confirmed_by == clerk

    def test_may_have_the_code_at_her_own_address(self, draft, noe):
        clerk = welcome(email="clerk@noe.example")
        join(person=clerk, organisation_id=organisation_for(noe).pk)
        assert reads.addresses_for(draft) == (MAIRIE, "clerk@noe.example")

    @pytest.mark.parametrize("who", ["neighbour", "former member", "stranger"])
    def test_does_not_publish_for_others(self, draft, noe, cugnaux, who):
        person = welcome(email="clerk@cugnaux.example")
        if who == "neighbour":
            join(person=person, organisation_id=organisation_for(cugnaux).pk)
        if who == "former member":
            join(person=person, organisation_id=organisation_for(noe).pk)
            leave(person=person, organisation_id=organisation_for(noe).pk)
        with _refused("not-member"):
            actions.confirm_person(draft, person)
        assert reads.addresses_for(draft) == (MAIRIE,)
