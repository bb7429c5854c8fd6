"""The portal's own stylesheet and icon, made from its one colour."""

from django.http import HttpRequest, HttpResponse

from autan.web import colours

_YEAR = "public, max-age=31536000, immutable"
# The t of the wordmark, its bar drawn out to the right.
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="{ink}" '
    'stroke-width="4.4" stroke-linecap="round"><rect width="32" height="32" rx="7" fill="{fill}" '
    'stroke="none"/><path d="M12 6v14a6 6 0 0 0 6 6h1"/><path d="M7 11.5h16q4 0 5.5-2" '
    'stroke-width="3.4"/></svg>'
)


def theme(request: HttpRequest) -> HttpResponse:
    """``/theme.css``: its address changes with the colour, so that it may be kept for a year."""
    sheet = colours.theme(request.portal.colour).as_css()
    return _kept(HttpResponse(sheet, content_type="text/css; charset=utf-8"))


def favicon(request: HttpRequest) -> HttpResponse:
    face = colours.theme(request.portal.colour)
    drawing = _ICON.format(ink=face.on_brand[0], fill=face.brand[0])
    return _kept(HttpResponse(drawing, content_type="image/svg+xml"))


def _kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = _YEAR
    return response
