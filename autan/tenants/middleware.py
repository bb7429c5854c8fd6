"""From the host name to the portal, its scope, and who is asking."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django_scopes import scope

from autan.access.viewer import Viewer
from autan.people.reads import DRAFTS, organisations_of
from autan.tenants.reads import portal_for_host

_UNKNOWN = "Aucun portail ne répond à cette adresse."


class PortalMiddleware:
    """Set ``request.portal`` and ``request.viewer``; open the portal's scope for what follows.

    A host that is no portal's is answered 421 (RFC 9110, 15.5.20) before anything is read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        portal = portal_for_host(request.get_host())
        if portal is None:
            return HttpResponse(_UNKNOWN, status=421, content_type="text/plain; charset=utf-8")
        request.portal = portal  # type: ignore[attr-defined]
        request.viewer = SimpleLazyObject(lambda: viewer(request, portal.slug))  # type: ignore[attr-defined]
        with scope(portal=portal):
            return self.get_response(request)


def viewer(request: HttpRequest, portal: str) -> Viewer:
    """Who is asking at ``portal`` (its slug), from the session of the request.

    A visitor without a session cookie costs no query, and is given no cookie.
    """
    if not request.session.session_key:
        return Viewer(portal)
    drafts = frozenset(request.session.get(DRAFTS, []))
    person = request.user
    if not person.is_authenticated or not person.is_active:
        return Viewer(portal, drafts=drafts)
    return Viewer(portal, person.pk, organisations_of(person), drafts)
