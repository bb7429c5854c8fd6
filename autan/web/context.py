"""What every page knows: the portal's face, the room one is in, other languages, its address."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import get_language

from autan.tenants.models import Portal
from autan.tenants.reads import address

# The first part of an address -> the entry of the menu that is marked.
_ROOMS = {
    "donnees": "search",
    "producteurs": "organisations",
    "publier": "publish",
    "brouillon": "publish",
}


@dataclass(frozen=True, slots=True)
class Language:
    """Another language of the same page."""

    code: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Shell:
    """``alternates`` are the addresses of the page in each language, its own too, and where to
    send whoever reads none of them (``x-default``). ``printed`` is what a sheet of paper says of
    where it comes from; empty for a draft, whose address is its key. ``frugal`` tells that the
    reader asked for less data: no font is sent.
    """

    theme: str
    favicon: str
    room: str
    languages: tuple[Language, ...]
    alternates: tuple[tuple[str, str], ...]
    demonstration: bool
    printed: str
    today: date
    frugal: bool


def shell(request: HttpRequest) -> dict[str, object]:
    """The context processor; without a portal (an answer made before it is known), nothing."""
    portal: Portal | None = getattr(request, "portal", None)
    if portal is None:
        return {}
    stamp = sha256(portal.colour.encode()).hexdigest()[:8]
    room = _room(request.path)
    return {
        "portal": portal,
        "shell": Shell(
            theme=f"{reverse('theme')}?v={stamp}",
            favicon=f"{reverse('favicon')}?v={stamp}",
            room=room,
            languages=_others(request.get_full_path()),
            alternates=_alternates(portal, request.get_full_path()),
            demonstration=settings.DEMO,
            printed="" if room == "publish" else address(portal, request.get_full_path()),
            today=timezone.localdate(),
            frugal=request.headers.get("Save-Data", "").lower() == "on",
        ),
    }


def _room(path: str) -> str:
    parts = [part for part in path.split("/") if part and part not in dict(settings.LANGUAGES)]
    return _ROOMS.get(parts[0], "") if parts else ""


def _others(full_path: str) -> tuple[Language, ...]:
    """The same page in the other languages."""
    current = get_language()
    found = []
    for code, name in settings.LANGUAGES:
        if code != current:
            found.append(Language(code, name, _translated(full_path, code)))
    return tuple(found)


def _alternates(portal: Portal, full_path: str) -> tuple[tuple[str, str], ...]:
    """A set that a search engine believes: every page of it names all of them, itself included."""
    there = {code: address(portal, _translated(full_path, code)) for code, _ in settings.LANGUAGES}
    return (*there.items(), ("x-default", there[settings.LANGUAGE_CODE[:2]]))


def _translated(full_path: str, code: str) -> str:
    return quote(translate_url(full_path, code), safe="/?&=%:;,+*()'\"~-._")
