"""Accounts without password, memberships that end and stay on record."""

from collections.abc import Callable

from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory

from autan.access.viewer import Viewer
from autan.people import actions
from autan.people.models import Membership, Person
from autan.people.reads import DRAFTS, organisations_of
from autan.tenants.middleware import PortalMiddleware
from autan.tenants.models import Organisation, Portal

SeenBy = Callable[[Person | None, Portal], Viewer]


def test_a_proved_address_is_one_account_without_password(db: None) -> None:
    first = actions.welcome(email="Mairie@Noe.example ")
    assert actions.welcome(email="mairie@noe.example") == first
    assert not first.has_usable_password()


def test_a_member_acts_for_the_organisation_until_that_ends(
    owner: Person, ex_member: Person, auch: Organisation
) -> None:
    assert organisations_of(owner) == {auch.pk}
    assert organisations_of(ex_member) == frozenset()
    assert Membership.objects.filter(person=ex_member).count() == 1


def test_an_ex_member_can_come_back(ex_member: Person, auch: Organisation) -> None:
    actions.join(person=ex_member, organisation_id=auch.pk)
    assert organisations_of(ex_member) == {auch.pk}


def test_a_session_remembers_the_drafts_that_it_opened_the_last_ones_only() -> None:
    session = SessionStore()
    for number in range(60):
        actions.hold_draft(session=session, token=f"token-{number}")
    actions.hold_draft(session=session, token="token-20")
    assert len(session[DRAFTS]) == 50
    assert session[DRAFTS][-2:] == ["token-59", "token-20"]


def _viewer_of(request_session: object, person: object, portal: Portal) -> Viewer:
    seen: list[Viewer] = []

    def page(request: object) -> HttpResponse:
        viewer = request.viewer  # type: ignore[attr-defined]
        seen.append(Viewer(viewer.portal, viewer.person, viewer.organisations, viewer.drafts))
        return HttpResponse()

    request = RequestFactory().get("/", headers={"host": portal.host})
    request.session, request.user = request_session, person  # type: ignore[assignment]
    PortalMiddleware(page)(request)
    return seen[0]


def test_who_asks_is_told_by_the_session(owner: Person, auch: Organisation, gers: Portal) -> None:
    session = SessionStore()
    session.create()
    session[DRAFTS] = ["secret"]
    viewer = _viewer_of(session, owner, gers)
    assert viewer == Viewer("gers", owner.pk, frozenset({auch.pk}), frozenset({"secret"}))


def test_without_a_session_one_is_a_stranger_and_nothing_is_asked(
    owner: Person, gers: Portal
) -> None:
    session = SessionStore()
    assert _viewer_of(session, owner, gers) == Viewer("gers")
    assert not session.accessed
