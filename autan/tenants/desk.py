"""What the data plane sees of the portals."""

from dataclasses import dataclass

from autan.tenants import reads


@dataclass(frozen=True, slots=True)
class Face:
    """A portal as outsiders know it. ``address`` ends with no slash."""

    slug: str
    name: str
    host: str
    address: str
    is_default: bool
    territory: str


def portal_at(host: str) -> Face | None:
    """The portal that a ``Host`` header names, with or without port; None: it is not ours."""
    portal = reads.portal_for_host(host)
    if portal is None:
        return None
    return Face(
        slug=portal.slug,
        name=portal.name,
        host=portal.host,
        address=reads.address(portal, ""),
        is_default=portal.is_default,
        territory=portal.perimeter.name,
    )
