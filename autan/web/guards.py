"""What stands before every page: the headers of an answer, the origin of a request."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from autan import security_headers

Next = Callable[[HttpRequest], HttpResponse]

_READING = {"GET", "HEAD", "OPTIONS", "TRACE"}
_REFUSED = (
    "Cette demande vient d’un autre site : elle est refusée. Revenez à la page et recommencez."
)


class HeadersMiddleware:
    """Put the security headers on every answer, static files included."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        https = security_headers.HTTPS if settings.PUBLIC_SCHEME == "https" else {}
        self.headers = {**security_headers.PAGE, **https}
        self.embed = {**security_headers.EMBED, **https}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers = self.embed if getattr(response, "embeddable", False) else self.headers
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response


class OriginMiddleware:
    """Refuse a writing request that comes from a page of another site."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in _READING or comes_from_here(request):
            return self.get_response(request)
        return HttpResponse(_REFUSED, status=403, content_type="text/plain; charset=utf-8")


def comes_from_here(request: HttpRequest) -> bool:
    """Was it our own page that sent this?

    Browsers say it in ``Sec-Fetch-Site``, older ones in ``Origin`` or ``Referer``, none of which
    a page can forge. A program that is no browser sends none of them, and no cookie either.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    source = request.headers.get("Origin") or request.headers.get("Referer")
    if source is None:
        return not request.COOKIES
    return urlsplit(source).netloc == request.get_host()
