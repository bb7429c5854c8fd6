"""The headers of every data answer, and the tag by which a client asks "still the same?"."""

import hashlib
import re

from starlette.datastructures import MutableHeaders

from autan import __version__, security_headers

CORS = {
    # No cookie ever opens a data address, so that any page of the world may read them.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "ETag, Last-Modified, Content-Disposition, Link, Warning, Retry-After"
    ),
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    # Named because the star never covers it (Fetch standard); the star covers ODS-Widgets-Version.
    "Access-Control-Allow-Headers": "Authorization, *",
    "Access-Control-Max-Age": "86400",
}
# Kept by caches, asked again each time: what was withdrawn is gone at once.
REVALIDATED = "public, no-cache"
NEVER_KEPT = "no-store"


def dress(headers: MutableHeaders, *, preflight: bool = False, https: bool = False) -> None:
    """Add to an answer what every data answer has; what it already says is left as it is."""
    asked = PREFLIGHT if preflight else {}
    secure = security_headers.HTTPS if https else {}
    for name, value in {**CORS, **security_headers.DATA, **asked, **secure}.items():
        headers.setdefault(name, value)
    headers.setdefault("Cache-Control", NEVER_KEPT)


def tag(*parts: object) -> str:
    """A weak entity tag of everything that decides an answer, the version of the code included."""
    seen = "\x1f".join(map(str, (__version__, *parts)))
    return f'W/"{hashlib.sha256(seen.encode()).hexdigest()[:32]}"'


def matches(if_none_match: str, current: str) -> bool:
    """Does the client already hold the answer of that tag? Weak comparison (RFC 9110, 8.8.3.2)."""
    held = re.findall(r'"[^"]*"', if_none_match)
    return if_none_match.strip() == "*" or current.removeprefix("W/") in held


def ignored_warning(names: list[str]) -> str:
    """The Warning header that names the parameters without effect (RFC 7234, 5.5: 299).

    Only names that look like one are repeated, and few of them: they come from anybody.
    """
    plain = [name for name in names if re.fullmatch(r"[\w.\-]{1,40}", name, re.ASCII)][:10]
    return f'299 - "Ignored parameters: {", ".join(plain)}"' if plain else ""
