"""What changed, for who follows it with a reader: a dataset's versions, the portal's latest data.

Atom (RFC 4287). The identifier of an entry never changes, whatever its address becomes.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from autan.catalogue import reads, versions
from autan.catalogue.listing import Listing
from autan.catalogue.versions import Step
from autan.drawing.tidy import drawable
from autan.tenants.reads import address
from autan.web.datasets.finding import found
from autan.web.datasets.past import changes
from autan.web.datasets.rows import first_sentence
from autan.web.parts import link
from autan.web.typography import day

MOST = 30
TYPE = "application/atom+xml; charset=utf-8"


class Feed(Atom1Feed):
    """Without the characters that XML cannot hold: one title would take it from everybody."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(**drawable(facts))

    def add_item(self, **facts: Any) -> None:
        super().add_item(**drawable(facts))


@require_safe
def dataset(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """Each version that may be read, the last one first."""
    listing = found(request, dataset_id)
    path = reverse("dataset", args=[listing.dataset_id])
    feed = Feed(
        title=listing.title,
        link=f"{listing.home}{path}",
        description=first_sentence(listing.description) or listing.title,
        language=get_language(),
        feed_url=f"{listing.home}{request.path}",
        author_name=listing.producer.name,
        feed_guid=_tag(listing),
        feed_copyright=listing.licence.name,
    )
    for step in versions.history(listing)[:MOST]:
        if step.readable:
            _add(feed, listing, step, path)
    return _answer(feed)


@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """What was published or brought up to date last on this portal."""
    portal = request.portal  # type: ignore[attr-defined]
    here = address(portal, reverse("search"))
    feed = Feed(
        title=gettext("%(portal)s : les dernières données") % {"portal": portal.name},
        link=here,
        description=gettext("Ce qui vient d’être publié ou mis à jour."),
        language=get_language(),
        feed_url=address(portal, request.path),
        author_name=portal.name,
        feed_guid=f"tag:{portal.host},2026:catalogue",
    )
    for listing in reads.latest(request.viewer, MOST):  # type: ignore[attr-defined]
        feed.add_item(
            title=listing.title,
            link=f"{listing.home}{reverse('dataset', args=[listing.dataset_id])}",
            description=first_sentence(listing.description) or listing.title,
            unique_id=f"{_tag(listing)}/{listing.version.number}",
            pubdate=listing.published_at,
            updateddate=listing.modified_at,
            author_name=listing.producer.name,
            item_copyright=listing.licence.name,
        )
    return _answer(feed)


def _add(feed: Feed, listing: Listing, step: Step, path: str) -> None:
    number, at = step.version.number, step.version.created_at
    facts = {"title": listing.title, "day": day(at)}
    feed.add_item(
        title=gettext("%(title)s, version du %(day)s") % facts,
        link=link(f"{listing.home}{path}", [("version", str(number))]),
        description=" ".join(changes(step)),
        unique_id=f"{_tag(listing)}/{number}",
        pubdate=at,
        updateddate=at,
        author_name=listing.producer.name,
        item_copyright=listing.licence.name,
    )


def _tag(listing: Listing) -> str:
    """RFC 4151: a name that lasts longer than an address."""
    host = listing.home.partition("://")[2].partition(":")[0]
    return f"tag:{host},2026:{listing.uid}"


def _answer(feed: Feed) -> HttpResponse:
    return HttpResponse(feed.writeString("utf-8"), content_type=TYPE)
