"""The page of a town, of an intercommunality, of a département."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from autan.catalogue import reads
from autan.kept import Kept
from autan.tenants.models import Territory
from autan.tenants.reads import address as public_address
from autan.tenants.reads import home_portal, inside_of
from autan.web.parts import Crumb, link
from autan.web.places import words
from autan.web.places.addresses import address, place_at
from autan.web.places.bar import Piece, bar
from autan.web.places.bulletin import Asked, Bulletin, bulletin, parents, said_by
from autan.web.places.naming import inside, kind_words
from autan.web.places.sought import heading
from autan.web.places.subsidies import Subsidies
from autan.web.places.unknown import advice

_KEPT: Kept[object, Bulletin] = Kept(most=300)


@require_safe
def place(request: HttpRequest, code: str, slug: str = "") -> HttpResponse:
    """404 with advice for a code that is not here; the code decides, the name is mended."""
    found = place_at(request.portal, code)
    if found is None:
        return _unknown(request, code)
    path = address(found)
    if request.path != path:
        return redirect(link(path, request.GET.items()), permanent=True)
    asked = said_by(request)
    page = _bulletin(request, found, asked)
    context = {
        "place": found,
        "kind": kind_words(found),
        "heading": heading(found),
        "where": inside(found),
        "parents": parents(found),
        "crumbs": _crumbs(found),
        "canonical": _canonical(found, path),
        "address": path,
        "asked": asked,
        "page": page,
        "words": words.explained(page.blocks),
        "years": _years(page, path, asked),
        "bar": _bar(page),
    }
    return _answer(request, render(request, "places/place.html", context))


def _bulletin(request: HttpRequest, found: Territory, asked: Asked) -> Bulletin:
    """Made once for what is published and who asks; kept until something of it changes."""
    viewer = request.viewer
    published = reads.open_to(viewer).filter(territory__in=inside_of(found)).order_by("pk")
    state = tuple(published.values_list("pk", "current__sha256", "lock_version"))
    key = (
        *(request.portal.slug, request.portal.name, viewer.organisations, get_language()),
        *(found.pk, found.email, asked, state),
    )
    known = _KEPT.get(key)
    if known is not None:
        return known
    client = request.META.get("REMOTE_ADDR", "")
    made = bulletin(found, request.portal, viewer, asked, client)
    return _KEPT.put(key, made) if made.whole else made


def forget() -> None:
    """For tests: make every page again."""
    _KEPT.clear()


def _answer(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A reader who comes back downloads nothing when nothing changed."""
    etag = f'"{sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    return get_conditional_response(request, etag=etag, response=response) or response


def _crumbs(found: Territory) -> list[Crumb]:
    above = [
        Crumb(one.name, address(one)) for one in (found.departement, found.epci) if one is not None
    ]
    return [*above, Crumb(found.name)]


def _canonical(found: Territory, path: str) -> str:
    home = home_portal(found)
    return public_address(home, path) if home else path


def _years(page: Bulletin, path: str, asked: Asked) -> list[dict[str, object]]:
    """The other years of subsidies, as links."""
    block = page.blocks.get("subsidies")
    told = block.told if block else None
    if not isinstance(told, Subsidies) or len(told.years) < 2:
        return []
    return [
        {
            "year": year,
            "current": year == told.year,
            "address": link(path, [("q", asked.words), ("annee", str(year))], "subventions"),
        }
        for year in told.years[:8]
    ]


def _bar(page: Bulletin) -> tuple[Piece, ...]:
    block = page.blocks.get("subsidies")
    told = block.told if block else None
    return bar(told.parts) if isinstance(told, Subsidies) else ()


def _unknown(request: HttpRequest, code: str) -> HttpResponse:
    context = {
        "code": code,
        "advice": advice(request.portal, code),
        "crumbs": [Crumb(gettext("Données"), reverse("search")), Crumb(gettext("Lieu inconnu"))],
    }
    return render(request, "places/unknown.html", context, status=404)
