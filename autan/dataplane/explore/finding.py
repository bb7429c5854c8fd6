"""From the host and the identifier of a call to what the caller may read: the same for all.

Building a ``Listing`` costs five times what the rest of a call does, so that it is kept for a
moment. Before each use one small question asks whether the dataset is still as it was: what is
withdrawn or published anew is so at once.
"""

from dataclasses import replace

from autan.access.viewer import Viewer, stranger
from autan.catalogue import desk
from autan.catalogue.desk import Listing
from autan.dataplane.calls import Call
from autan.dataplane.errors import NO_PORTAL, Refusal, unknown_dataset
from autan.kept import Kept
from autan.query.plan import Plan
from autan.tenants.desk import portal_at

_PORTALS: Kept[str, str] = Kept(seconds=5, most=200)
_LISTINGS: Kept[tuple[str, str], Listing] = Kept(seconds=10, most=1000)


def viewer(call: Call) -> Viewer:
    """Who asks, at the portal of the host. Open data have no account: everybody is the public.

    Neither a key nor a session is looked at, so that nothing here differs from one to another.
    """
    known = _PORTALS.get(call.host)
    if known is None:
        portal = portal_at(call.host)
        if portal is None:
            raise Refusal(NO_PORTAL)
        known = _PORTALS.put(call.host, portal.slug)
    return stranger(known)


def listing(call: Call) -> Listing:
    """The dataset that the address names, at the ``version`` that it asks for, or the one 404."""
    found, version = _current(call), call.parameters.one("version")
    if version is None:
        return found
    older = desk.at(found, version)
    if older is None:
        raise unknown_dataset(found.dataset_id)
    return older


def _current(call: Call) -> Listing:
    dataset_id, who = call.places["dataset_id"], viewer(call)
    key = (who.portal, dataset_id)
    known = _LISTINGS.get(key)
    if known is not None and desk.is_current(known):
        return known
    found = desk.find(who.portal, dataset_id, who)
    if found is None:
        _LISTINGS.drop(key)
        raise unknown_dataset(dataset_id)
    return _LISTINGS.put(key, found)


def forget() -> None:
    """Keep nothing any longer; for tests, whose records vanish between two of them."""
    _PORTALS.clear()
    _LISTINGS.clear()


def named(call: Call, dataset_id: str) -> Call:
    """The same call, as if its address named that dataset."""
    return replace(call, places={**call.places, "dataset_id": dataset_id})


def traits(found: Listing, plan: Plan) -> tuple[object, ...]:
    """All that decides the rows of an answer, for its tag."""
    grant = found.grant
    return (grant.portal, grant.fingerprint(), found.version.sha256, plan.fingerprint())
