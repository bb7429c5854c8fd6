"""What every page knows: the portal's face, the room one is in, the other languages."""

from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language

from autan.tenants.models import Portal

# The first part of an address -> the entry of the menu that is marked.
_ROOMS = {
    "donnees": "search",
    "producteurs": "organisations",
    "publier": "publish",
    "brouillon": "publish",
}


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Shell:
    theme: str
    favicon: str
    room: str
    languages: tuple[Language, ...]
    demonstration: bool


def shell(request: HttpRequest) -> dict[str, object]:
    """The context processor; without a portal (an answer made before it is known), nothing."""
    portal: Portal | None = getattr(request, "portal", None)
    if portal is None:
        return {}
    stamp = sha256(portal.colour.encode()).hexdigest()[:8]
    return {
        "portal": portal,
        "shell": Shell(
            theme=f"{reverse('theme')}?v={stamp}",
            favicon=f"{reverse('favicon')}?v={stamp}",
            room=_room(request.path),
            languages=_others(request.get_full_path()),
            demonstration=settings.DEMO,
        ),
    }


def _room(path: str) -> str:
    parts = [part for part in path.split("/") if part and part not in dict(settings.LANGUAGES)]
    return _ROOMS.get(parts[0], "") if parts else ""


def _others(address: str) -> tuple[Language, ...]:
    """The same page in the other languages."""
    current = get_language()
    return tuple(
        Language(code, name, quote(translate_url(address, code), safe="/?&=%:;,+*()'\"~-._"))
        for code, name in settings.LANGUAGES
        if code != current
    )
