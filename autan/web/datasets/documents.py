"""The documents of a dataset: their list on its page, and each at an address that does not move."""

from collections.abc import Iterator

from django.http import (
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from autan.catalogue import reads
from autan.catalogue.listing import Listing
from autan.publishing.folders import store
from autan.store.layout import Kind
from autan.store.local import chunks_of
from autan.web.typography import size

# Shown by the browser itself; every other kind is handed over to be saved.
_SHOWN = "application/pdf"
_NAMES = {
    "application/pdf": "PDF",
    "application/msword": "Word",
    "application/rtf": "RTF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.oasis.opendocument.text": "LibreOffice",
}
# A document is foreign: as a page of ours it may run nothing and load nothing.
_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'"


@require_safe
def document(request: HttpRequest, uid: str) -> HttpResponseBase:
    """The bytes of a document, as long as its dataset may be read; asked again each time."""
    found = reads.attachment(uid, request.viewer)
    if found is None:
        raise Http404
    tag = f'"{found.sha256}"'
    kept = {"ETag": tag, "Cache-Control": "no-cache", "Content-Security-Policy": _POLICY}
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers=kept)
    way = content_disposition_header(found.mimetype != _SHOWN, found.file_name)
    return StreamingHttpResponse(
        _bytes(found.sha256),
        content_type=found.mimetype,
        headers={
            **kept,
            "Content-Disposition": way or "attachment",
            "Content-Length": str(found.bytes),
        },
    )


def _bytes(sha256: str) -> Iterator[bytes]:
    """Opened at the first piece that is asked, so that HEAD opens nothing."""
    with store().open(sha256, Kind.DOCUMENT) as file:
        yield from chunks_of(file)


def shown(listing: Listing) -> list[dict[str, str]]:
    """Title, kind, weight and address of each document of a dataset."""
    return [
        {
            "title": one.title,
            "words": f"{_NAMES.get(one.mimetype, gettext('document'))}, {size(one.bytes)}",
            "address": reverse("document", args=[one.uid]),
        }
        for one in reads.attachments(listing)
    ]
